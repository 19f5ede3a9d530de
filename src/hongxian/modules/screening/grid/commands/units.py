"""Writes of which unit falls into which grid, and of premises that are no enterprise."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.inputs import not_ahead, one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.two_times import current
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.commands.checking import created_once, entered_by, position
from hongxian.modules.screening.grid.computing import Changes, changes_for, write
from hongxian.modules.screening.grid.models import PREMISES_KINDS, Grid, GridAssignment, GridPremises, GridUnit
from hongxian.modules.screening.grid.queries import visible_premises

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.places.models import Place


@command("grid_unit.compute", sees="enterprise=enterprise.view place=place.view")
def compute_units(*, actor: Actor, place: Place | None = None, enterprise: Enterprise | None = None) -> Changes:
    """Let the enterprises of a place, or one enterprise, fall into the leaf grids of their places as these stand today;
    what differed. What was set by hand stays. The ledger has the place or enterprise and how many rows began and
    ended: the rows can be computed again."""
    if enterprise is not None:
        found = changes_for(key=enterprise.pk)
    elif place is not None:
        found = changes_for(place.path)
    else:
        raise TypeError("a place or an enterprise")
    write(found)
    record(enterprise or place, detail={"opened": len(found.opened), "closed": len(found.closed)})  # type: ignore[arg-type]
    return found


@command("grid_unit.assign", sees="enterprise=enterprise.view grid=grid.view premises=grid_premises.view")
def assign_unit(
    *,
    actor: Actor,
    grid: Grid,
    reason: str,
    enterprise: Enterprise | None = None,
    premises: GridPremises | None = None,
    valid_from: date | None = None,
) -> GridAssignment:
    """Put an enterprise, or premises that are none, into a leaf grid by hand, instead of all grids it fell into. It
    stays there, whatever its place, until the grid ends or another is set; the history is kept.

    Raises `Problem` at a grid that is no leaf or ended, and where it is there already by hand.
    """
    words = said("reason", reason)
    if (enterprise is None) == (premises is None):
        raise Problem(text.ONE_UNIT, field="enterprise")
    unit: Any = enterprise or premises
    _refuse_grid(grid)
    of = {"enterprise": enterprise} if enterprise is not None else {"premises": premises}
    held = list(current(GridUnit.objects.filter(**of, valid_to__isnull=True)).select_for_update(of=("self",)))
    if len(held) == 1 and held[0].grid_id == grid.pk and held[0].by_hand:
        raise Problem(text.ASSIGN_SAME.format(unit=unit.name, grid=grid.name), field="grid")
    day = not_ahead("valid_from", valid_from or today())
    assignment = _assigned(actor, grid, day, words, **of)
    unit_row = GridUnit(grid=grid, place_path=unit.place.path, valid_from=day, by_hand=True, reason=words, **of)
    write(Changes(opened=[unit_row], closed=held), day)
    record(assignment, reason=words)
    return assignment


class Alike(Problem):
    """Premises of that name stand at that place already: nothing was saved until whoever enters them says that they are
    others (`apart`), or goes on with those that stand."""

    status = 409
    code = "alike"

    def __init__(self, standing: list[GridPremises]) -> None:
        first = standing[0]
        told = {"name": first.name, "who": first.recorded_by_name, "day": first.found_on}
        super().__init__(text.ALIKE.format(place=first.place.name, **told), field="name")
        self.standing = standing


@command("grid_premises.add", sees="grid=grid.view place=place.view")
def add_premises(
    *,
    actor: Actor,
    grid: Grid,
    name: str,
    premises_kind: str,
    place: Place | None = None,
    location: str = "",
    longitude: Any = None,
    latitude: Any = None,
    note: str = "",
    found_on: date | None = None,
    apart: bool = False,
    key: UUID | None = None,
) -> GridPremises:
    """Enter, on the spot, premises that are no registered enterprise; they are a unit of that leaf grid from then on.
    `key` is chosen by the device: the same sent again is refused as done. `apart`: not those of that name there.

    Raises `Alike` where premises of that name stand at that place; `Problem` at a grid that is no leaf, a place outside
    it, a day to come, half a position.
    """
    _refuse_grid(grid)
    where = _within(grid, place)
    _refuse_alike(actor, where, name, key, apart)
    day = not_ahead("found_on", found_on or today())
    premises = created_once(
        GridPremises,
        "grid_premises",
        key,
        name=said("name", name),
        premises_kind=one_of("premises_kind", premises_kind, PREMISES_KINDS),
        place=where,
        place_path=where.path,
        location=location.strip(),
        note=note.strip(),
        found_on=day,
        **(entered_by(actor) | position(longitude, latitude)),
    )
    record(premises, _found_there(actor, grid, premises, day))
    return premises


@command("grid_premises.link", sees="enterprise=enterprise.view")
def link_premises(*, actor: Actor, grid_premises: GridPremises, enterprise: Enterprise, reason: str) -> GridPremises:
    """Say which enterprise the premises are, now that it is registered: the premises leave their grid, the enterprise
    takes their place there unless it is in that grid already; the visits so far stay with the premises."""
    words = said("reason", reason)
    if grid_premises.enterprise_id is not None:
        linked = {"day": grid_premises.linked_on, "enterprise": grid_premises.enterprise}
        raise Problem(text.LINKED_ALREADY.format(**linked), field="enterprise")
    rows = GridPremises.objects.filter(pk=grid_premises.pk, enterprise__isnull=True)
    if not rows.update(enterprise=enterprise, linked_on=today()):
        raise Stale(STALE)
    grid_premises.refresh_from_db()
    held = list(current(GridUnit.objects.filter(premises=grid_premises, valid_to__isnull=True)))
    opened: list[GridUnit] = []
    decided: list[GridAssignment] = []
    for each in held:
        if not current(GridUnit.objects.filter(enterprise=enterprise, grid=each.grid, valid_to__isnull=True)).exists():
            said_so = {"place_path": enterprise.place.path, "valid_from": today(), "by_hand": True, "reason": words}
            opened.append(GridUnit(grid=each.grid, enterprise=enterprise, **said_so))
            decided.append(_assigned(actor, each.grid, today(), words, enterprise=enterprise))
    others = current(GridUnit.objects.filter(enterprise=enterprise, valid_to__isnull=True, by_hand=False))
    write(Changes(opened=opened, closed=[*held, *(others if opened else ())]))
    record(grid_premises, *decided, reason=words)
    return grid_premises


def _found_there(actor: Actor, grid: Grid, premises: GridPremises, day: date) -> GridAssignment:
    assignment = _assigned(actor, grid, day, text.FOUND_THERE, premises=premises)
    said_so = {"place_path": premises.place_path, "valid_from": day, "by_hand": True, "reason": assignment.reason}
    GridUnit.objects.create(grid=grid, premises=premises, **said_so)
    return assignment


def _refuse_alike(actor: Actor, place: Place, name: str, key: UUID | None, apart: bool) -> None:
    """Held against another who enters the same at this moment: the second is asked."""
    if apart:
        return
    type(place)._default_manager.select_for_update().get(pk=place.pk)
    rows = visible_premises(actor).filter(place=place).order_by("pk")
    standing = [each for each in rows if "".join(each.name.split()) == "".join(name.split())]
    if standing and key not in [each.pk for each in standing]:
        raise Alike(standing)


def _within(grid: Grid, place: Place | None) -> Place:
    where = place or grid.place
    if not where.path.startswith(grid.place_path):
        words = {"place": where.name, "grid": grid.name, "above": grid.place.name}
        raise Problem(text.PREMISES_PLACE.format(**words), field="place")
    return where


def _refuse_grid(grid: Grid) -> None:
    if not grid.is_leaf:
        raise Problem(text.NOT_LEAF.format(grid=grid.name), field="grid")
    if grid.valid_to is not None and grid.valid_to < today():
        raise Problem(text.ENDED_ALREADY.format(name=grid.name, day=grid.valid_to), field="grid")


def _assigned(actor: Actor, grid: Grid, day: date, reason: str, **of: Any) -> GridAssignment:
    said_by = {"recorded_at": now(), "recorded_by_name": actor.name}
    return GridAssignment.objects.create(grid=grid, valid_from=day, reason=reason, **said_by, **of)
