"""Letting grids and what hangs on them follow places that were moved, and enterprises that turned out to be one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.enterprises.commands import carried
from hongxian.modules.base.places.queries import place_now, visible_places
from hongxian.modules.screening.grid.models import (
    Grid,
    GridAssignment,
    GridEscalation,
    GridFinding,
    GridPatrol,
    GridPremises,
    GridTask,
    GridUnit,
    GridVisit,
)

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import EnterpriseMerge

AT_ONCE = 200
_KEPT: tuple[type[Any], ...] = (Grid, GridTask, GridPatrol, GridPremises, GridVisit, GridFinding, GridEscalation)
_ALL: tuple[type[Any], ...] = (*_KEPT, GridUnit)
_SYSTEM = system_actor("grid", "place.view")


def stale_rows(model: type[Any]) -> Any:
    """The rows that bear a path that no place has any more."""
    there = visible_places(_SYSTEM).filter(path=OuterRef("place_path"))
    return model.objects.filter(~Exists(there)).order_by("pk")


def lag_behind_places() -> bool:
    """Whether something kept here bears a path that no place has any more."""
    return any(stale_rows(model).exists() for model in _ALL)


@command("grid.follow_places")
def follow_places(*, actor: Actor) -> int:
    """Give up to `AT_ONCE` rows of each kind the path that their place has now; return how many. There must be some."""
    moved: list[Any] = []
    for model in _ALL:
        for row in stale_rows(model)[:AT_ONCE]:
            where = place_now(row.place_path.rstrip("/").rsplit("/", 1)[-1])
            if where is not None:
                model.objects.filter(pk=row.pk).update(place_path=where.path)
                row.place_path = where.path
                moved.append(row)
    kept = [row for row in moved if not isinstance(row, GridUnit)]
    record(*(kept or [Grid.objects.order_by("pk")[0]]), detail={"moved": len(moved)})
    return len(moved)


@command("grid.follow_merge")
def follow_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> int:
    """Let up to `AT_ONCE` visits, premises and decisions of an enterprise that was merged belong to the one kept, or
    back to it once the merge is undone; return how many. There must be some."""
    moved = carried(enterprise_merge, pointing_to, AT_ONCE)
    record(*moved)
    return len(moved)


def pointing_to(of: UUID, _to: UUID) -> tuple[Any, ...]:
    """What names an enterprise in grids, but for what is computed; not scoped, for following a merge."""
    named: tuple[type[Any], ...] = (GridVisit, GridPremises, GridAssignment)
    return tuple(model.objects.filter(enterprise=of) for model in named)
