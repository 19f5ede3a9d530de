"""The map by position: enterprises one by one where few are in sight, else cells of a grid that grows with the zoom.

Cells are counted by the database from positions as whole numbers of millionths of a degree; a box is widened to whole
cells, so that a cell at its edge is complete. Where more rows of a layer lie in the box, or have no position, than
are counted in a moment, there are no spots: the map then shows places.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, ExpressionWrapper, F, FloatField, Value
from django.db.models.functions import Cast, Round

from hongxian.kernel.actor import Actor
from hongxian.modules.portal.atlas.asked import MICRO, Asked, Box
from hongxian.modules.portal.atlas.layers import Layer
from hongxian.modules.portal.atlas.queries.reading import Numbers, add, counts, rows_of, unplaced, within

MOST_IN_BOX = 60_000
MOST_POINTS = 200


@dataclass
class Spot:
    """An enterprise at its position, or all that stands in a cell (`box`)."""

    longitude: float
    latitude: float
    box: Box | None = None
    enterprise: str = ""
    name: str = ""
    numbers: Numbers = field(default_factory=dict)


def spots(actor: Actor, asked: Asked) -> list[Spot] | None:
    """What stands in the box; None where there is too much of it, or of what stands nowhere."""
    assert asked.box is not None
    box = _whole_cells(asked.box, asked.size)
    layers = [each for each in asked.layers if each.has_positions]
    for layer in layers:
        for where in (within(layer, asked, box), unplaced(layer, asked)):
            rows = rows_of(actor, layer, asked).filter(where)
            if rows.values("pk")[: MOST_IN_BOX + 1].count() > MOST_IN_BOX:
                return None
    points = _points(actor, layers, asked, asked.box)
    return points if points is not None else _cells(actor, layers, asked, box)


def _whole_cells(box: Box, size: int) -> Box:
    def down(degrees: float) -> float:
        return round(degrees * MICRO) // size * size / MICRO

    def up(degrees: float) -> float:
        return -(-round(degrees * MICRO) // size) * size / MICRO

    return Box(down(box.west), down(box.south), up(box.east), up(box.north))


def _points(actor: Actor, layers: list[Layer], asked: Asked, box: Box) -> list[Spot] | None:
    """Each enterprise by itself; None where there are more than `MOST_POINTS`."""
    found: dict[str, Spot] = {}
    for layer in layers:
        source = layer.source(asked.day)
        name = "name" if source.enterprise == "pk" else f"{source.enterprise}__name"
        keys = (source.enterprise, name, source.longitude, source.latitude)
        rows = rows_of(actor, layer, asked).filter(within(layer, asked, box)).values(*keys)
        groups = list(rows.annotate(**counts(layer, asked))[: MOST_POINTS + 1])
        if len(groups) > MOST_POINTS:
            return None
        for row in groups:
            key, title, x, y = (row[each] for each in keys)
            spot = found.setdefault(str(key), Spot(float(x), float(y), None, str(key), title))
            add(spot.numbers, layer, row)
    return list(found.values()) if len(found) <= MOST_POINTS else None


def _cells(actor: Actor, layers: list[Layer], asked: Asked, box: Box) -> list[Spot]:
    found: dict[tuple[int, int], Spot] = {}
    size = asked.size
    for layer in layers:
        source = layer.source(asked.day)
        rows = rows_of(actor, layer, asked).filter(within(layer, asked, box))
        columns = {"cell_x": _cell(source.longitude, size), "cell_y": _cell(source.latitude, size)}
        for row in rows.annotate(**columns).values("cell_x", "cell_y").annotate(**counts(layer, asked)):
            x, y = row["cell_x"] * size, row["cell_y"] * size
            if (x, y) not in found:
                edges = (x / MICRO, y / MICRO, (x + size) / MICRO, (y + size) / MICRO)
                found[x, y] = Spot((x + size / 2) / MICRO, (y + size / 2) / MICRO, Box(*edges))
            add(found[x, y].numbers, layer, row)
    return [found[key] for key in sorted(found)]


def _cell(lookup: str, size: int) -> Any:
    """In which cell a position lies, counted from the meridian or the equator; positions lie in China, so that a
    division cuts off downwards."""
    degrees = Cast(F(lookup), FloatField())
    micro = Cast(Round(ExpressionWrapper(degrees * Value(float(MICRO)), FloatField())), BigIntegerField())
    return ExpressionWrapper(micro / Value(size), output_field=BigIntegerField())
