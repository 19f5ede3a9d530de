"""Rows keep the path of the place where they belong; when places or enterprises move, or enterprises turn
out to be one, they follow."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.enterprises.commands import carried, held
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.commands.checking import restate
from hongxian.modules.prevention.risks.models import UNIT_PARTICULARS, RiskUnit, RiskUnitVersion
from hongxian.modules.prevention.risks.queries import hanging_on, lagging, pointing_to

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import EnterpriseMerge

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
def follow_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> int:
    """Let up to `AT_ONCE` rows of an enterprise that was merged belong to the one kept, or back to it once the merge is
    undone; return how many. There must be some. A risk point of which the one kept has another of that name bears the
    name of the duplicate beside its own, as long as the merge stands."""
    back = held(enterprise_merge).state == "undone"
    renamed = [] if back else _told_apart(enterprise_merge)
    moved = carried(enterprise_merge, pointing_to, AT_ONCE, hanging_on)
    if back:
        renamed = _named_again(enterprise_merge, [each for each in moved if isinstance(each, RiskUnit)])
    record(*moved, *renamed)
    return len(moved)


def _told_apart(merge: EnterpriseMerge) -> list[Any]:
    """Rename the open risk points of the duplicate whose names the one kept has too; the versions touched."""
    standing = RiskUnit.objects.filter(ended_on__isnull=True)
    taken = set(standing.filter(enterprise=merge.kept_id).values_list("name", flat=True))
    touched: list[Any] = []
    for unit in standing.filter(enterprise=merge.duplicate_id, name__in=taken):
        beside, marked = _names_told_apart(unit, unit.name, merge)
        touched += _named(unit, marked if beside in taken else beside)
    return touched


def _named_again(merge: EnterpriseMerge, units: list[RiskUnit]) -> list[Any]:
    """Give the risk points that came back the names that they bore before the merge, if nobody named them since; what
    was touched, each as it stands."""
    touched: list[Any] = []
    for unit in units:
        before = unit.versions.exclude(name=unit.name).order_by("-recorded_from", "-pk").first()
        if before is not None and unit.ended_on is None and unit.name in _names_told_apart(unit, before.name, merge):
            touched += _named(unit, before.name)
    return touched


def _names_told_apart(unit: RiskUnit, name: str, merge: EnterpriseMerge) -> tuple[str, str]:
    """What a risk point of that name is called beside one of the same name: with the name of the duplicate, or where
    that is taken too, with its own mark."""
    beside = text.UNIT_MERGED.format(enterprise=merge.duplicate.name)
    return name[: max(0, _LONGEST - len(beside))] + beside[:_LONGEST], f"{name[: _LONGEST - 10]} {unit.pk.hex[-8:]}"


def _named(unit: RiskUnit, name: str) -> list[Any]:
    told = {field: getattr(unit, field) for field in UNIT_PARTICULARS} | {"name": name}
    return restate(unit, RiskUnitVersion, told, today(), field="valid_from")
