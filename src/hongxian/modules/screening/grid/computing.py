"""Into which leaf grid each enterprise falls by its place; only what differs is written."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hongxian.kernel.actor import path_range, system_actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.keys import new_key
from hongxian.kernel.two_times import current
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.screening.grid.models import Grid, GridAssignment, GridUnit
from hongxian.modules.screening.grid.queries.tree import grids_standing, standing_enterprises

_SYSTEM = system_actor("grid", "enterprise.view")
_CHUNK = 2000


@dataclass
class Changes:
    """What must be opened and closed."""

    opened: list[GridUnit] = field(default_factory=list)
    closed: list[GridUnit] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.opened or self.closed)


def changes_for(path: str = "", key: Any = None, day: date | None = None) -> Changes:
    """What differs for the enterprises of a place, or for the one with that key.

    An enterprise falls into every leaf grid of the nearest place, from its own upwards, that has one standing for the
    whole of it; a grid of a part takes nobody by itself. Who was put into a grid by hand stays there while it stands.
    """
    on, found = day or today(), Changes()
    leaves = list(grids_standing(on).filter(is_leaf=True))
    standing = {each.pk for each in leaves}
    by_path: dict[str, list[Grid]] = defaultdict(list)
    for each in leaves:
        if not each.is_part:
            by_path[each.place_path].append(each)
    held, decided = _held(path, key), _decided(path, key)
    rows = standing_enterprises(visible_enterprises(_SYSTEM), on)
    rows = rows.filter(path_range("place__path", path)) if path else rows
    rows = rows.filter(pk=key) if key is not None else rows
    names = rows.order_by("pk").values_list("pk", "place__path", "opened_on")
    for enterprise, place_path, opened_on in names.iterator(_CHUNK):
        mine = held.pop(enterprise, [])
        wanted: dict[UUID, Grid | None] = {each.pk: each for each in _nearest(by_path, place_path)}
        hand = decided.get(enterprise)
        if hand is not None and hand.grid_id in standing:
            wanted = {hand.grid_id: None}
        _compare(enterprise, place_path, opened_on, mine, wanted, hand, found, on)
    for gone in held.values():
        found.closed += gone
    return found


def _nearest(by_path: dict[str, list[Grid]], place_path: str) -> list[Grid]:
    return next((by_path[path] for path in reversed(ancestry(place_path)) if path in by_path), [])


def _compare(
    enterprise: UUID,
    place_path: str,
    opened_on: date | None,
    mine: list[GridUnit],
    wanted: dict[UUID, Grid | None],
    hand: GridAssignment | None,
    found: Changes,
    on: date,
) -> None:
    kept = {each.grid_id for each in mine if each.grid_id in wanted and each.place_path == place_path}
    found.closed += [each for each in mine if each.grid_id not in kept]
    for key, grid in wanted.items():
        if key in kept:
            continue
        since = on
        if not mine and grid is not None:
            since = min(max(grid.valid_from, opened_on or grid.valid_from), on)
        found.opened.append(
            GridUnit(
                grid_id=key,
                enterprise_id=enterprise,
                place_path=place_path,
                valid_from=since,
                by_hand=grid is None,
                reason=hand.reason if hand and grid is None else "",
            )
        )


def _held(path: str, key: Any) -> dict[UUID, list[GridUnit]]:
    rows = current(GridUnit.objects.filter(enterprise__isnull=False, valid_to__isnull=True))
    if key is not None:
        rows = rows.filter(enterprise=key)
    elif path:
        rows = rows.filter(path_range("place_path", path)) | rows.filter(path_range("enterprise__place__path", path))
    found: dict[UUID, list[GridUnit]] = defaultdict(list)
    for each in rows.iterator(_CHUNK):
        assert each.enterprise_id is not None
        found[each.enterprise_id].append(each)
    return found


def _decided(path: str, key: Any) -> dict[UUID, GridAssignment]:
    """The latest decision about each enterprise, where there is one."""
    rows = GridAssignment.objects.filter(enterprise__isnull=False)
    if key is not None:
        rows = rows.filter(enterprise=key)
    elif path:
        rows = rows.filter(path_range("enterprise__place__path", path))
    return {each.enterprise_id: each for each in rows.order_by("pk").iterator(_CHUNK) if each.enterprise_id}


def write(changes: Changes, day: date | None = None) -> None:
    """Write them: what was true until yesterday stays as that; what began only today was never true."""
    moment, yesterday = now(), (day or today()) - timedelta(days=1)
    for start in range(0, len(changes.closed), _CHUNK):
        chunk = changes.closed[start : start + _CHUNK]
        GridUnit.objects.filter(pk__in=[each.pk for each in chunk]).update(recorded_to=moment)
        ended = {"recorded_from": moment, "recorded_to": None, "valid_to": yesterday}
        fields = [each.attname for each in GridUnit._meta.concrete_fields]
        GridUnit.objects.bulk_create(
            GridUnit(**{name: getattr(each, name) for name in fields} | ended | {"id": new_key()})
            for each in chunk
            if each.valid_from <= yesterday
        )
    for start in range(0, len(changes.opened), _CHUNK):
        GridUnit.objects.bulk_create(changes.opened[start : start + _CHUNK])
