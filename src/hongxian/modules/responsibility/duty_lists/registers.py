"""The register of duty lists."""

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
from hongxian.modules.responsibility.duty_lists import text
from hongxian.modules.responsibility.duty_lists.flow import DUTY_LIST
from hongxian.modules.responsibility.duty_lists.models import KINDS, STATES

_KINDS = Choices("kind#", KINDS)
_STATES = Choices("duty_list:", STATES)
_COLOURS = {"awaiting_confirmation": "orange", "recorded": "green", "confirmed": "green"}


def backfilled_mark(duty_list: Any) -> str:
    """That it was typed in afterwards."""
    return text.BACKFILLED if duty_list.state in ("awaiting_confirmation", "confirmed") else ""


def that_issued(_actor: Actor, parties: QuerySet[Any]) -> QuerySet[Any]:
    """Of the parties, those that issued lists."""
    return parties.filter(duty_lists__isnull=False).distinct()


DUTY_LISTS = Register(
    key="duty_list",
    noun="duty_list",
    page="duty_lists:list",
    order=("-issued_on", "-pk"),
    columns=(
        Column("issued_on", ColumnKind.DATE, sort="issued_on"),
        Column("title", link=True),
        Column("document_number"),
        Column("issuer", ColumnKind.REFERENCE, "issuer.name"),
        Column("kind", ColumnKind.CHOICE, choices=_KINDS),
        Column("state", ColumnKind.STATUS, choices=_STATES, colours=_COLOURS, mark=backfilled_mark),
        Column("revoked_on", ColumnKind.DATE, shown=False),
        Column("recorded_at", ColumnKind.MOMENT, shown=False),
        Column("recorded_by_name", shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("title__icontains", "document_number__icontains"), label=text.WORDS),
        Filter("kind", FilterKind.CHOICE, ("kind",), choices=_KINDS),
        Filter("issuer", FilterKind.REFERENCE, ("issuer",), refers="party", sees="duty_list.view", offered=that_issued),
        Filter("issued_on", FilterKind.MONTHS, ("issued_on",)),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_STATES),
    ),
    actions=(
        Action("duty_list.confirm", "duty_list", bulk=True, open=DUTY_LIST.opens("confirm")),
        Action(
            "duty_list.reject",
            "duty_list",
            needs=("reason",),
            bulk=True,
            open=DUTY_LIST.opens("reject"),
            danger=True,
        ),
    ),
    detail="duty_lists:detail",
    create="duty_lists:record",
    creates="duty_list.record",
    links=(Link(text.DIVISION, "duty_lists:division", "safety_role.view", "users"),),
    empty=text.EMPTY,
    empty_for_creator=text.EMPTY_FOR_CREATOR,
)
