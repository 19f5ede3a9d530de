"""Writes of patrols: visits to units, and what was found there."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.inputs import one_of
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.two_times import current
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.commands.checking import created_once, entered_by, position
from hongxian.modules.screening.grid.models import (
    OUTCOMES,
    Grid,
    GridFinding,
    GridPatrol,
    GridPremises,
    GridUnit,
    GridVisit,
)
from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise

_SKEW = timedelta(minutes=10)
"""By so much a device's clock may be ahead."""


@command("grid_visit.record", sees="grid=grid.view enterprise=enterprise.view premises=grid_premises.view")
def record_visit(
    *,
    actor: Actor,
    outcome: str,
    enterprise: Enterprise | None = None,
    premises: GridPremises | None = None,
    grid: Grid | None = None,
    visited_at: datetime | None = None,
    longitude: Any = None,
    latitude: Any = None,
    accuracy: int | None = None,
    note: str = "",
    key: UUID | None = None,
) -> GridVisit:
    """Enter a look at one unit and what came of it. It belongs to the round of that person through that grid on that
    local day, which begins with its first visit. `grid` is needed only where the unit is in several. `key` is chosen
    by the device: the same sent again is refused as done, naming the visit.

    Raises `Problem` at an unknown outcome, none or two units, a unit that is not in the grid, a time to come, half a
    position.
    """
    one_of("outcome", outcome, OUTCOMES)
    if (enterprise is None) == (premises is None):
        raise Problem(text.ONE_UNIT, field="enterprise")
    unit: Any = enterprise or premises
    at = _not_ahead(visited_at or now())
    day = at.astimezone(LOCAL).date()
    of = {"enterprise": enterprise} if enterprise is not None else {"premises": premises}
    where = _grid_of(unit, of, grid)
    patrol = _patrol_of(actor, where, day)
    said_so = {"outcome": outcome, "visited_at": at, "visited_on": day, "accuracy": accuracy, "note": note.strip()}
    told = of | said_so | position(longitude, latitude) | entered_by(actor)
    visit = created_once(GridVisit, "grid_visit", key, patrol=patrol, grid=where, place_path=unit.place.path, **told)
    record(visit, patrol)
    return visit


@command("grid_finding.report", sees="visit=grid_visit.view")
def report_finding(
    *,
    actor: Actor,
    visit: GridVisit,
    description: str,
    location: str = "",
    grade: str = "",
    danger_category: str = "",
    removed_on_the_spot: bool = False,
    rectification: str = "",
    key: UUID | None = None,
) -> GridFinding:
    """Enter what a visit found: it becomes a hidden danger of that unit, from a patrol, at once. Raises what
    `hidden_danger.register` raises; `key` as with a visit."""
    danger = register_hidden_danger(
        actor=actor,
        description=description,
        origin="grid_patrol",
        **_where(visit),
        location=location,
        grade=grade,
        danger_category=danger_category,
        removed_on_the_spot=removed_on_the_spot,
        rectification=rectification,
        references={"patrol_key": str(visit.patrol_id)},
    )
    finding = created_once(
        GridFinding,
        "grid_finding",
        key,
        visit=visit,
        patrol=visit.patrol,
        place_path=visit.place_path,
        title=danger.description,
        found_on=visit.visited_on,
        hidden_danger=danger,
        **_reported_by(actor),
    )
    record(finding)
    return finding


def _not_ahead(at: datetime) -> datetime:
    if at > now() + _SKEW:
        shown = {"found": f"{at.astimezone(LOCAL):%Y-%m-%d %H:%M}", "now": f"{now().astimezone(LOCAL):%Y-%m-%d %H:%M}"}
        raise Problem(text.VISIT_FUTURE.format(**shown), field="visited_at")
    return at


def _patrol_of(actor: Actor, grid: Grid, day: date) -> GridPatrol:
    """The round of that person through that grid on that day, begun if need be."""
    whose = {"grid": grid, "patrolled_on": day, "recorded_by": actor.key}
    begun = {"place_path": grid.place_path, "recorded_at": now(), "recorded_by_name": actor.name}
    return GridPatrol.objects.get_or_create(**whose, defaults=begun)[0]


def _reported_by(actor: Actor) -> dict[str, Any]:
    return {"reported_on": today(), "recorded_at": now(), "recorded_by_name": actor.name}


def _where(visit: GridVisit) -> dict[str, Any]:
    """Where it was found, when and by whom, as a hidden danger has it."""
    found = {"found_on": visit.visited_on, "found_by": visit.recorded_by_name}
    if visit.premises is not None:
        return found | {"premises": visit.premises.name, "place": visit.premises.place}
    return found | {"enterprise": visit.enterprise}


def _grid_of(unit: Any, of: dict[str, Any], grid: Grid | None) -> Grid:
    """The grid in which the unit is, or was when the device last heard; the one told, where it is in several."""
    rows = current(GridUnit.objects.filter(**of)).select_related("grid").order_by("-valid_from")
    open_rows = [each for each in rows if each.valid_to is None]
    if grid is not None:
        if not any(each.grid_id == grid.pk for each in rows):
            raise Problem(text.NOT_IN_GRID.format(unit=unit.name, grid=grid.name), field="grid")
        return grid
    if len(open_rows) > 1:
        raise Problem(text.SEVERAL_GRIDS.format(unit=unit.name), field="grid")
    held = open_rows or list(rows[:1])
    if not held:
        raise Problem(text.NO_GRID.format(unit=unit.name), field="grid")
    return held[0].grid
