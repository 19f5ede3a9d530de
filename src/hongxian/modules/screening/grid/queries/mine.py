"""What one goes round: the units of one's own grids, what is due, nearest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import cos, hypot, radians
from uuid import UUID

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.two_times import valid
from hongxian.modules.screening.grid.models import NO_POWER, PERIODS, Grid, GridMember, GridTask, GridUnit, GridVisit
from hongxian.modules.screening.grid.periods import period_of
from hongxian.modules.screening.grid.queries.coverage import last_visits
from hongxian.modules.screening.grid.queries.scope import visible_grids, visible_units
from hongxian.modules.screening.grid.queries.tree import grids_standing, setting_for

_DEEPEST = 6
_METRES_A_DEGREE = 111_320


def memberships(actor: Actor, day: date | None = None) -> QuerySet[GridMember]:
    """Where the actor works in a grid today."""
    rows = valid(GridMember.objects.filter(person__isnull=False), day or today())
    key = _person(actor)
    if key is None:
        return rows.none()
    return rows.filter(person=key, grid__in=grids_standing(day).values("pk")).select_related("grid")


def _person(actor: Actor) -> UUID | None:
    try:
        return UUID(actor.key)
    except ValueError:
        return None


def is_village_member_only(actor: Actor) -> bool:
    """Whether all grids in which the actor works are of a kind without any power to enforce; no for who works in
    none."""
    kinds = set(memberships(actor).values_list("grid__unit_kind", flat=True))
    return bool(kinds) and kinds <= set(NO_POWER)


def my_grids(actor: Actor, day: date | None = None) -> list[Grid]:
    """The leaf grids that stand in which the actor works, or below which; within the actor's scope."""
    seen = visible_grids(actor, "grid_unit.view").filter(pk__in=grids_standing(day).values("pk"))
    level = list(seen.filter(pk__in=memberships(actor, day).values("grid")))
    found: dict[UUID, Grid] = {}
    for _ in range(_DEEPEST):
        found |= {each.pk: each for each in level}
        level = list(seen.filter(parent__in=[each.pk for each in level if not each.is_leaf]))
        if not level:
            break
    return sorted((each for each in found.values() if each.is_leaf), key=lambda grid: grid.name)


def my_units(actor: Actor, day: date | None = None) -> QuerySet[GridUnit]:
    """The units of one's own grids today."""
    rows = valid(visible_units(actor), day or today())
    return rows.filter(grid__in=[each.pk for each in my_grids(actor, day)]).order_by("pk")


@dataclass(frozen=True)
class Due:
    """Of one unit: in which period it is to be visited, the latest visit, and whether it is still to be visited now.
    `since` and `until` are empty where neither a task nor a setting says how often."""

    unit: GridUnit
    since: date | None
    until: date | None
    last: GridVisit | None
    metres: int | None = None

    @property
    def is_due(self) -> bool:
        """Whether a visit is owed that was not made yet."""
        return self.since is not None and (self.last is None or self.last.visited_on < self.since)


def due_of(units: Iterable[GridUnit], day: date | None = None) -> list[Due]:
    """What is due at each of these units on that day: by the patrol task of its grid that comes round most often, else
    by what the place decided; those that are due first, then by name."""
    on, rows = day or today(), list(units)
    periods = _periods({each.grid_id: each.grid for each in rows}, on)
    last = last_visits(rows)
    found = []
    for each in rows:
        period = periods.get(each.grid_id)
        since, until = period_of(period, on) if period else (None, None)
        found.append(Due(each, since, until, last.get(each.enterprise_id or each.premises_id)))  # type: ignore[arg-type]
    return sorted(found, key=lambda due: (not due.is_due, due.unit.where, str(due.unit.pk)))


def _periods(grids: dict[UUID, Grid], on: date) -> dict[UUID, str]:
    tasks = GridTask.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on)
    found: dict[UUID, str] = {}
    for grid, period in tasks.filter(grid__in=list(grids), task_kind="patrol").values_list("grid", "period"):
        if grid not in found or PERIODS.index(period) < PERIODS.index(found[grid]):
            found[grid] = period
    decided: dict[str, str] = {}
    for key, each in grids.items():
        if key not in found:
            if each.place_path not in decided:
                setting = setting_for(each.place_path)
                decided[each.place_path] = setting.patrol_period if setting else ""
            if decided[each.place_path]:
                found[key] = decided[each.place_path]
    return found


def near_first(dues: Iterable[Due], longitude: float, latitude: float) -> list[Due]:
    """The same, the nearest first, each with its distance in metres as the crow flies; those of which nobody knows
    where they are come last."""
    found = []
    for each in dues:
        at = each.unit.enterprise or each.unit.premises
        metres = None
        if at is not None and at.longitude is not None and at.latitude is not None:
            east = (float(at.longitude) - longitude) * cos(radians(latitude))
            metres = round(hypot(east, float(at.latitude) - latitude) * _METRES_A_DEGREE)
        found.append(Due(each.unit, each.since, each.until, each.last, metres))
    return sorted(found, key=lambda due: (due.metres is None, due.metres or 0, due.unit.where))
