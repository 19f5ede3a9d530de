"""The map by place: every row counts, whether it has a position or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum, Value
from django.db.models.functions import Concat

from hongxian.kernel.actor import Actor
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import ancestry, places_at, visible_place_boundaries
from hongxian.modules.portal.atlas.asked import Asked
from hongxian.modules.portal.atlas.queries.reading import Numbers, add, counts, rows_of, unplaced

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@dataclass
class PlaceFigures:
    """The figures of a place right below the one asked for; with `itself`, of rows that lie in none of these."""

    place: Place | None
    itself: bool = False
    numbers: Numbers = field(default_factory=dict)
    longitude: float | None = None
    latitude: float | None = None


def by_place(actor: Actor, asked: Asked, *, anchored: bool = False, rest: bool = False) -> list[PlaceFigures]:
    """The figures of what lies directly below the place, in the order of the codes; where no place is asked for, below
    the smallest one around all that the actor sees. `anchored`: with the middle of each, as far as it is known. `rest`:
    only what has no position of its own."""
    found = _by_path(actor, asked, rest=rest)
    top = asked.place.path if asked.place is not None else _around(found)
    depth = top.count("/") + 1
    made: dict[str, PlaceFigures] = {}
    cut = {path: "/".join(path.split("/")[:depth]) + "/" if path.count("/") >= depth else "" for path in found}
    names = places_at({*cut.values(), top} - {""})
    for path, numbers in found.items():
        place = names.get(cut[path])
        key = place.path if place is not None else ""
        group = made.setdefault(key, PlaceFigures(place or names.get(top), itself=place is None))
        for name, number in numbers.items():
            group.numbers[name] = group.numbers.get(name, 0) + number
    ordered = [made[key] for key in sorted(made, key=lambda key: (key == "", key))]
    if anchored:
        _anchor(actor, ordered)
    return ordered


def _by_path(actor: Actor, asked: Asked, *, rest: bool) -> dict[str, Numbers]:
    found: dict[str, Numbers] = {}
    for layer in asked.layers:
        path, rows = layer.source(asked.day).path, rows_of(actor, layer, asked)
        if rest and layer.has_positions:
            # Grouped by more than a column: else SQLite walks through all rows in the order of that column's index.
            rows = rows.filter(unplaced(layer, asked)).annotate(whole_path=Concat(path, Value("")))
            path = "whole_path"
        for row in rows.values(path).annotate(**counts(layer, asked)):
            add(found.setdefault(row[path] or "", {}), layer, row)
    return found


def _around(paths: Iterable[str]) -> str:
    """The path of the smallest place around all of these that is not one of them alone."""
    chains = [ancestry(path) for path in paths if path]
    shared = ""
    for level in zip(*chains, strict=False):
        if len(set(level)) > 1:
            break
        shared = level[0]
    return shared if len(chains) > 1 else "".join(ancestry(shared)[-2:-1])


def _anchor(actor: Actor, found: list[PlaceFigures]) -> None:
    """The middle of the boundary's box, else the mean of the positions of the enterprises there."""
    waiting = {each.place.path: each for each in found if each.place is not None}
    by_code = {each.place.pk: path for path, each in waiting.items() if each.place is not None}
    for outline in visible_place_boundaries(actor).filter(place__in=by_code).defer("geometry"):
        group = waiting.pop(by_code[outline.place_id])
        group.longitude, group.latitude = (outline.west + outline.east) / 2, (outline.south + outline.north) / 2
    if waiting:
        _anchor_by_enterprises(actor, waiting)


def _anchor_by_enterprises(actor: Actor, waiting: Mapping[str, PlaceFigures]) -> None:
    sums: dict[str, tuple[float, float, int]] = {}
    rows = visible_enterprises(actor).filter(_any_of(waiting), longitude__isnull=False).order_by().values("place__path")
    for row in rows.annotate(x=Sum("longitude"), y=Sum("latitude"), number=Count("pk")):
        for path in waiting.keys() & set(ancestry(row["place__path"])):
            x, y, number = sums.get(path, (0.0, 0.0, 0))
            sums[path] = (x + float(row["x"]), y + float(row["y"]), number + row["number"])
    for path, (x, y, number) in sums.items():
        waiting[path].longitude, waiting[path].latitude = x / number, y / number


def _any_of(paths: Iterable[str]) -> Q:
    """Rows from the first of these paths to the last."""
    ordered = sorted(paths)
    return Q(place__path__gte=ordered[0], place__path__lt=ordered[-1][:-1] + chr(ord("/") + 1))


def without_position(actor: Actor, asked: Asked) -> Mapping[str, int]:
    """How many rows of each layer that has positions stand nowhere on the map, only in their place."""
    missing = {}
    for layer in asked.layers:
        if layer.has_positions:
            missing[layer.key] = rows_of(actor, layer, asked).filter(unplaced(layer, asked)).count()
    return missing
