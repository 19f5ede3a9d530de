"""The registers of supervision orders and of the major dangers that are under none."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.registers.declaration import (
    Action,
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Link,
    Register,
)
from hongxian.modules.base.enterprises.queries import positions_within
from hongxian.modules.base.places.queries import own_level, place_tree
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.demands import Demand, demands, marks_of, standing_of
from hongxian.modules.screening.supervision_orders.flow import SUPERVISION_ORDER
from hongxian.modules.screening.supervision_orders.intervals import intervals
from hongxian.modules.screening.supervision_orders.models import LEVELS, STATES, OrderProgress
from hongxian.modules.screening.supervision_orders.queries import NEWEST_FIRST, is_overdue, listed, overdue, unlisted

_STATES = Choices("supervision_order:", STATES)
_STATE_COLOURS = {
    "proposed": "grey",
    "issued": "orange",
    "treating": "orange",
    "self_accepted": "yellow",
    "expert_accepted": "yellow",
    "accepted": "blue",
    "closed": "green",
    "withdrawn": "grey",
}
_LEVELS = Choices("order_level#", LEVELS)
_STANDINGS = Choices(labels=text.STANDINGS)
_STANDING_COLOURS = {"must": "red", "may": "grey", "open": "yellow"}


def only_overdue(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the orders, those that are overdue today."""
    return overdue(rows)


def only_kept(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the orders, those that were not withdrawn."""
    return rows.exclude(state="withdrawn")


def only_listed(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the orders, those issued and not over."""
    return listed(rows)


def late_mark(order: Any) -> str:
    """That its day has passed, else how many reports are missing."""
    if is_overdue(order):
        return text.OVERDUE
    return text.MISSING_MARK.format(count=order.missing_reports) if getattr(order, "missing_reports", 0) else ""


def with_reports(_actor: Actor, rows: list[Any]) -> None:
    """Put beside each order how many reports of progress are missing."""
    told: dict[Any, list[OrderProgress]] = {}
    for each in OrderProgress.objects.filter(supervision_order__in=[row.pk for row in rows]):
        told.setdefault(each.supervision_order_id, []).append(each)
    for row in rows:
        row.missing_reports = sum(each.missing for each in intervals(row, told.get(row.pk, ())))


def unlisted_rows(actor: Actor, _permission: str) -> QuerySet[Any]:
    """The major dangers for which the actor may propose an order."""
    return unlisted(actor)


def with_standing(_actor: Actor, rows: list[Any]) -> None:
    """Put beside each danger whether it must be listed; the texts are read once for each place."""
    known: dict[str, tuple[Demand, ...]] = {}
    for row in rows:
        if row.place_path not in known:
            known[row.place_path] = demands(row.place_path, "supervision_order")
        row.standing = standing_of(row, known[row.place_path])


SUPERVISION_ORDERS = Register(
    key="supervision_order",
    noun="supervision_order",
    page="supervision_orders:list",
    order=NEWEST_FIRST,
    late=is_overdue,
    load=with_reports,
    columns=(
        Column("subject_words", label=text.SUBJECT, link=True),
        Column("order_number"),
        Column("enterprise", ColumnKind.REFERENCE, value="where", label=text.WHERE),
        Column("place", ColumnKind.PLACE),
        Column("level", ColumnKind.CHOICE, choices=_LEVELS, shown=False),
        Column("issuer", ColumnKind.REFERENCE, "issuer.name", label=text.ISSUER),
        Column("undertaker", ColumnKind.REFERENCE, "undertaker.name", shown=False),
        Column("ordered_on", ColumnKind.DATE),
        Column("due_on", ColumnKind.DATE),
        Column("state", ColumnKind.STATUS, choices=_STATES, colours=_STATE_COLOURS, mark=late_mark),
        Column("plan_submitted_on", ColumnKind.DATE, shown=False),
        Column("missing_reports", ColumnKind.NUMBER, label=text.MISSING_REPORTS, shown=False),
        Column("accepted_on", ColumnKind.DATE, shown=False),
        Column("closed_on", ColumnKind.DATE, label=text.CLOSED_LABEL, shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("subject_words__icontains", "order_number__icontains"), label=text.WORDS),
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("supervision_order.view")),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_STATES),
        Filter(
            "overdue",
            FilterKind.CHOICE,
            label=text.OVERDUE,
            choices=Choices(labels={"on": text.OVERDUE_ONLY}),
            apply=only_overdue,
        ),
        Filter("issuer", FilterKind.REFERENCE, ("issuer",), label=text.ISSUER, refers="party"),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
        Filter("level", FilterKind.CHOICE, ("level",), choices=_LEVELS),
        Filter("ordered_on", FilterKind.DATES, ("ordered_on",)),
        Filter(
            "kept",
            FilterKind.CHOICE,
            label=text.KEPT,
            choices=Choices(labels={"on": text.KEPT_ONLY}),
            apply=only_kept,
        ),
        Filter(
            "listed",
            FilterKind.CHOICE,
            label=text.LISTED_FILTER,
            choices=Choices(labels={"on": text.LISTED_ONLY}),
            apply=only_listed,
        ),
        own_level("place_path", "supervision_order.view"),
        *positions_within("enterprise__"),
    ),
    actions=(
        Action(
            "supervision_order.withdraw",
            argument="supervision_order",
            needs=("reason",),
            open=SUPERVISION_ORDER.opens("withdraw"),
            danger=True,
        ),
    ),
    detail="supervision_orders:detail",
    links=(
        Link(text.UNLISTED_TITLE, "supervision_orders:unlisted", "supervision_order.propose", "list-plus"),
        Link(text.TERMS_LINK, "supervision_orders:terms", "supervision_term.view", "clock"),
        Link(text.PUBLIC_LINK, "supervision_orders:public", "supervision_order.view", "megaphone"),
    ),
    create="supervision_orders:propose_accident",
    creates="supervision_order.propose",
    empty=text.EMPTY,
    empty_for_creator=text.EMPTY_FOR_PROPOSER,
)

UNLISTED = Register(
    key="unlisted_danger",
    noun="hidden_danger",
    title=text.UNLISTED_TITLE,
    view="supervision_order.propose",
    page="supervision_orders:unlisted",
    order=NEWEST_FIRST,
    rows=unlisted_rows,
    load=with_standing,
    columns=(
        Column("description", link=True),
        Column("enterprise", ColumnKind.REFERENCE, value="where", label=text.WHERE),
        Column("place", ColumnKind.PLACE),
        Column("found_on", ColumnKind.DATE),
        Column("marks", ColumnKind.NUMBER, value=marks_of, label=text.MARKS),
        Column(
            "standing",
            ColumnKind.STATUS,
            "standing.kind",
            label=text.STANDING,
            choices=_STANDINGS,
            colours=_STANDING_COLOURS,
        ),
        Column("standing_reason", value="standing.sentence", label=text.REASON_LABEL),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("description__icontains",), label=text.WORDS),
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("supervision_order.propose")),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
    ),
    actions=(Action("supervision_order.propose", page="supervision_orders:propose"),),
    detail="hidden_dangers:detail",
    note=text.UNLISTED_NOTE,
    empty=text.UNLISTED_EMPTY,
)
