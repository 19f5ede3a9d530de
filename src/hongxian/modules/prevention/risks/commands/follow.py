"""Rows keep the path of the place where they belong; when places or enterprises move, or enterprises turn
out to be one, they follow."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.enterprises.commands import carried_over
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.commands.checking import restate
from hongxian.modules.prevention.risks.models import UNIT_PARTICULARS, RiskUnit, RiskUnitVersion
from hongxian.modules.prevention.risks.queries import lagging, pointing_to

AT_ONCE = 500
_LONGEST = 120
"""A name of a risk point has so many characters at most."""


@command("risk.follow_places")
def follow_places(*, actor: Actor, enterprise_key: str = "") -> int:
    """Give up to `AT_ONCE` rows the path that their place has now, of one enterprise or of all; return how many. There
    must be some."""
    moved: list[Any] = []
    for rows, lookup in lagging(enterprise_key):
        kept = rows.model._default_manager
        keys = list(rows.order_by("pk").values_list("pk", flat=True)[: AT_ONCE - len(moved)])
        if keys:
            right = kept.filter(pk=OuterRef("pk")).values(lookup)
            kept.filter(pk__in=keys).update(place_path=Subquery(right))
            moved += list(kept.filter(pk__in=keys).order_by("pk"))
    record(*moved)
    return len(moved)


@command("risk.follow_merge")
def follow_merge(*, actor: Actor, duplicate: UUID, kept: UUID) -> int:
    """Let up to `AT_ONCE` rows of an enterprise that was merged belong to the one kept; return how many. There must be
    some. A risk point of which the one kept has another of that name bears the name of the duplicate beside its own."""
    renamed = _told_apart(duplicate, kept)
    moved = carried_over(pointing_to(duplicate), kept, AT_ONCE)
    record(*moved, *renamed)
    return len(moved)


def _told_apart(duplicate: UUID, kept: UUID) -> list[Any]:
    """Rename the open risk points of the duplicate whose names the one kept has too; the versions touched."""
    touched: list[Any] = []
    standing = RiskUnit.objects.filter(ended_on__isnull=True)
    taken = set(standing.filter(enterprise=kept).values_list("name", flat=True))
    for unit in standing.filter(enterprise=duplicate, name__in=taken).select_related("enterprise"):
        beside = text.UNIT_MERGED.format(enterprise=unit.enterprise.name)
        name = unit.name[: max(0, _LONGEST - len(beside))] + beside
        if name in taken:
            name = f"{unit.name[: _LONGEST - 10]} {unit.pk.hex[-8:]}"
        told = {field: getattr(unit, field) for field in UNIT_PARTICULARS} | {"name": name[:_LONGEST]}
        touched += restate(unit, RiskUnitVersion, told, today(), field="valid_from")
    return touched
