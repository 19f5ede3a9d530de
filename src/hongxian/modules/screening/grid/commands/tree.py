"""Writes of the tree of grids and of what a place decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import KEEP, not_kept, one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.two_times import current
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.commands.checking import last_day, written
from hongxian.modules.screening.grid.models import PERIODS, UNIT_KINDS, Grid, GridSetting, GridUnit
from hongxian.modules.screening.grid.queries.tree import grids_standing, setting_for

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place


@command("grid_setting.set")
def set_grid_setting(
    *,
    actor: Actor,
    place: Place,
    source: str,
    levels: Mapping[str, int] | None = None,
    patrol_period: str = "",
    answer_days: int | None = None,
) -> GridSetting:
    """Say for a place and all below which kind of unit is a grid of which level, how often units are looked at, and
    within how many working days what is escalated is answered. What is not said stays open; `source` is where it was
    decided. Replaces what the place said before."""
    told: dict[str, Any] = {
        "source": said("source", source),
        "patrol_period": patrol_period,
        "answer_days": answer_days,
    }
    told["levels"] = dict(levels or {})
    for kind, level in told["levels"].items():
        one_of("unit_kind", kind, UNIT_KINDS)
        if not 1 <= level <= 9:
            raise Problem(text.SETTING_LEVEL.format(kind=term(f"unit_kind#{kind}"), found=level), field="levels")
    if patrol_period:
        one_of("patrol_period", patrol_period, PERIODS, prefix="period")
    if answer_days is not None and not 1 <= answer_days <= 365:
        raise Problem(text.SETTING_DAYS.format(found=answer_days), field="answer_days")
    known = GridSetting.objects.select_for_update().filter(place=place).first()
    if known is None:
        setting = GridSetting.objects.create(place=place, **told)
    else:
        setting = written(known, known.version, **told)
    record(setting, reason=told["source"])
    return setting


@command("grid.open", sees="parent=grid.view unit=party.view")
def open_grid(
    *,
    actor: Actor,
    name: str,
    place: Place,
    unit_kind: str,
    grid_level: int | None = None,
    parent: Grid | None = None,
    unit: Party | None = None,
    is_leaf: bool = False,
    is_part: bool = False,
    code: str = "",
    one_net_code: str = "",
    boundary_note: str = "",
    valid_from: date | None = None,
) -> Grid:
    """Set up a grid of a place, or of a part of it (`is_part`). Its level follows from what the place decided; beside
    the ladder it may have none.

    Raises `Problem` at a level other than the decided one, at a parent that is a leaf, ended, elsewhere or not above.
    """
    told = _shape(place, unit_kind, grid_level, parent, None)
    grid = Grid.objects.create(
        name=said("name", name),
        code=code.strip(),
        one_net_code=one_net_code.strip(),
        place=place,
        place_path=place.path,
        is_part=is_part,
        boundary_note=boundary_note.strip(),
        unit=unit,
        is_leaf=is_leaf,
        valid_from=valid_from or today(),
        recorded_at=now(),
        recorded_by_name=actor.name,
        **told,
    )
    record(grid)
    return grid


@command("grid.change", sees="parent=grid.view unit=party.view")
def change_grid(
    *,
    actor: Actor,
    grid: Grid,
    name: str = KEEP,
    place: Place = KEEP,
    unit_kind: str = KEEP,
    grid_level: int | None = KEEP,
    parent: Grid | None = KEEP,
    unit: Party | None = KEEP,
    is_leaf: bool = KEEP,
    is_part: bool = KEEP,
    code: str = KEEP,
    one_net_code: str = KEEP,
    boundary_note: str = KEEP,
) -> Grid:
    """Say what is different of a grid; what is not said stays. Raises as `open_grid` does, and at a leaf that has grids
    below it, and where nothing differs."""
    _standing(grid)
    words = not_kept(name=name, code=code, one_net_code=one_net_code, boundary_note=boundary_note)
    told: dict[str, Any] = {key: (value or "").strip() for key, value in words.items()}
    told |= not_kept(place=place, unit_kind=unit_kind, grid_level=grid_level, parent=parent, unit=unit)
    told |= {key: bool(value) for key, value in not_kept(is_leaf=is_leaf, is_part=is_part).items()}
    if "name" in told:
        said("name", told["name"])
    now_is = {key: told.get(key, getattr(grid, key)) for key in ("place", "unit_kind", "grid_level", "parent")}
    if "grid_level" not in told and ("unit_kind" in told or "place" in told):
        now_is["grid_level"] = None
    told |= _shape(now_is["place"], now_is["unit_kind"], now_is["grid_level"], now_is["parent"], grid)
    told["place_path"] = now_is["place"].path
    if told.get("is_leaf"):
        _refuse_children(grid)
    if all(getattr(grid, key) == value for key, value in told.items()):
        raise Problem(text.NO_CHANGE)
    written(grid, grid.version, **told)
    record(grid)
    return grid


@command("grid.close")
def close_grid(*, actor: Actor, grid: Grid, valid_to: date, reason: str) -> Grid:
    """Let a grid end after that day. Raises `Problem` while grids or premises are in it."""
    _standing(grid)
    _refuse_children(grid)
    held = current(GridUnit.objects.filter(grid=grid, premises__isnull=False, valid_to__isnull=True)).count()
    if held:
        raise Problem(text.HAS_PREMISES.format(grid=grid.name, count=held))
    words = said("reason", reason)
    written(grid, grid.version, valid_to=last_day(valid_to, grid.valid_from))
    record(grid, reason=words)
    return grid


@command("grid.withdraw")
def withdraw_grid(*, actor: Actor, grid: Grid, reason: str) -> Grid:
    """Take back a grid on the day on which it was set up by mistake, while nothing hangs on it; it ends before it
    began to matter and stays on record."""
    used = grid.patrols.exists() or grid.tasks.exists() or grid.children.exists() or grid.members.exists()
    if used or grid.valid_to is not None or grid.recorded_at.astimezone(LOCAL).date() != today():
        raise Problem(text.NOT_TO_WITHDRAW)
    words = said("reason", reason)
    written(grid, grid.version, valid_from=min(grid.valid_from, today()), valid_to=min(grid.valid_from, today()))
    record(grid, reason=words)
    return grid


def _shape(
    place: Place, unit_kind: str, grid_level: int | None, parent: Grid | None, own: Grid | None
) -> dict[str, Any]:
    """Kind, level and parent, as they fit together."""
    one_of("unit_kind", unit_kind, UNIT_KINDS)
    level = _level(place, unit_kind, grid_level)
    if parent is not None:
        _refuse_parent(place, level, parent, own)
    return {"unit_kind": unit_kind, "grid_level": level, "parent": parent}


def _level(place: Place, unit_kind: str, grid_level: int | None) -> int | None:
    if grid_level is not None and not 1 <= grid_level <= 9:
        raise Problem(text.LEVEL_RANGE.format(found=grid_level), field="grid_level")
    setting = setting_for(place.path)
    expected: int | None = setting.levels.get(unit_kind) if setting else None
    kind = term(f"unit_kind#{unit_kind}")
    if expected is not None and grid_level not in (None, expected):
        words = {"place": setting.place.name, "kind": kind, "expected": expected, "found": grid_level}  # type: ignore[union-attr]
        raise Problem(text.LEVEL_BY_SETTING.format(**words), field="grid_level")
    if expected is None and grid_level is None and unit_kind != "functional_zone":
        raise Problem(text.LEVEL_NEEDED.format(place=place.name, kind=kind), field="grid_level")
    return expected if expected is not None else grid_level


def _refuse_parent(place: Place, level: int | None, parent: Grid, own: Grid | None) -> None:
    held = Grid.objects.select_for_update(of=("self",)).select_related("place").get(pk=parent.pk)
    words = {"parent": held.name, "above": held.place.name, "place": place.name}
    if held.valid_to is not None and held.valid_to < today():
        raise Problem(text.PARENT_ENDED.format(parent=held.name, day=held.valid_to), field="parent")
    if held.is_leaf:
        raise Problem(text.PARENT_IS_LEAF.format(parent=held.name), field="parent")
    if not place.path.startswith(held.place_path):
        raise Problem(text.PARENT_ELSEWHERE.format(**words), field="parent")
    if level is not None and held.grid_level is not None and held.grid_level >= level:
        said_so = {"parent": held.name, "above": held.grid_level, "level": level}
        raise Problem(text.PARENT_LEVEL.format(**said_so), field="parent")
    above: Grid | None = held
    while above is not None and own is not None:
        if above.pk == own.pk:
            raise Problem(text.PARENT_CIRCLE.format(parent=held.name), field="parent")
        above = above.parent


def _standing(grid: Grid) -> None:
    if grid.valid_to is not None:
        raise Problem(text.ENDED_ALREADY.format(name=grid.name, day=grid.valid_to))


def _refuse_children(grid: Grid) -> None:
    if not Grid.objects.select_for_update().filter(pk=grid.pk, version=grid.version).exists():
        raise Stale(STALE)
    count = grids_standing().filter(parent=grid).count()
    if count:
        raise Problem(text.HAS_CHILDREN.format(grid=grid.name, count=count))
