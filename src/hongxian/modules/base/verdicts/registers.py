"""The register of verdicts: what stands behind a figure, over all policies, within one's scope."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.registers.declaration import Choices, Column, ColumnKind, Filter, FilterKind, Register
from hongxian.modules.base.places.queries import place_tree
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.models import STATUSES, Verdict
from hongxian.modules.base.verdicts.queries import visible_verdicts

_STATUSES = Choices("status#", STATUSES)
_COLOURS = {"met": "green", "not_met": "red", "not_due": "blue", "undecidable": "grey"}


def standing(actor: Actor, permission: str) -> QuerySet[Verdict]:
    """The verdicts that are still judged."""
    return visible_verdicts(actor, permission).filter(lapsed_at__isnull=True)


def titled(_actor: Actor, rows: list[Any]) -> None:
    """Put beside each verdict what its obligation is called; its number alone where the text cannot be read."""
    for each in rows:
        found = content_of(each.pack).obligations.get(each.obligation)
        each.obligation_title = text.NUMBERED.format(number=each.obligation, title=found.title if found else "")


VERDICTS = Register(
    key="verdict",
    noun="verdict",
    page="verdicts:all",
    order=("path", "pk"),
    rows=standing,
    load=titled,
    columns=(
        Column("obligation", value="obligation_title", link=True),
        Column("pack", value="pack.title"),
        Column("party", value="party.name"),
        Column("period", value="period_label"),
        Column("status", ColumnKind.CHOICE, choices=_STATUSES, colours=_COLOURS),
        Column("backfilled", ColumnKind.YES_NO, shown=False),
        Column("turned_at", ColumnKind.MOMENT),
    ),
    filters=(
        Filter("status", FilterKind.CHOICE, ("status",), choices=_STATUSES),
        Filter("pack", FilterKind.REFERENCE, ("pack",), refers="pack"),
        Filter("place", FilterKind.PLACE, ("path",), tree=place_tree("verdict.view")),
        Filter("party", FilterKind.REFERENCE, ("party",), refers="party"),
        Filter("backfilled", FilterKind.YES_NO, ("backfilled",)),
        Filter("turned_at", FilterKind.DATES, ("turned_at",)),
    ),
    detail="verdicts:verdict",
    empty=text.NO_VERDICTS,
)
