"""The map as it is drawn: each place, cell or enterprise with its figures, the gravest first, and the ways to rows."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.modules.portal.atlas import text
from hongxian.modules.portal.atlas.asked import Asked
from hongxian.modules.portal.atlas.layers import Layer, Measure
from hongxian.modules.portal.atlas.queries import PlaceFigures, Spot, by_place, spots
from hongxian.modules.portal.atlas.queries.reading import Numbers
from hongxian.modules.portal.atlas.ways import Ways

Drawn = dict[str, Any]


def drawn(actor: Actor, asked: Asked) -> Drawn:
    """What to draw in the box: `points` or `cells` where there are few enough rows, else `places`. What has no position
    of its own is drawn in the middle of its place, as far as that is known."""
    found = spots(actor, asked) if asked.box is not None else None
    rest = found is not None
    placed = by_place(actor, asked, anchored=True, rest=rest)
    ways = Ways(actor, asked, [each.place for each in placed if each.place is not None])
    mode = "places" if found is None else "cells" if any(each.box for each in found) else "points"
    made = [_spot(each, asked, ways) for each in found or ()]
    made += [_place_spot(each, asked, ways, rest=rest) for each in placed if each.longitude is not None]
    return {"mode": mode, "spots": made}


def _spot(spot: Spot, asked: Asked, ways: Ways) -> Drawn:
    return {
        "kind": "cell" if spot.box else "point",
        "name": spot.name or (spot.box.in_words if spot.box else ""),
        "longitude": spot.longitude,
        "latitude": spot.latitude,
        "box": [spot.box.west, spot.box.south, spot.box.east, spot.box.north] if spot.box else None,
        "place": "",
        "figures": figures(asked, spot.numbers, lambda layer, measure: ways.of_spot(spot, layer, measure)),
    }


def told(group: PlaceFigures, asked: Asked, ways: Ways, *, rest: bool = False) -> list[Drawn]:
    """The figures of a place; of the `rest` that has no position."""
    return figures(asked, group.numbers, lambda layer, measure: ways.of_place(group, layer, measure, rest=rest))


def _place_spot(group: PlaceFigures, asked: Asked, ways: Ways, *, rest: bool) -> Drawn:
    assert group.place is not None
    name = _name(group)
    return {
        "kind": "place",
        "name": text.UNPLACED.format(name=name) if rest else name,
        "longitude": group.longitude,
        "latitude": group.latitude,
        "box": None,
        "place": "" if group.itself else group.place.pk,
        "figures": told(group, asked, ways, rest=rest),
    }


def figures(asked: Asked, numbers: Numbers, href: Callable[[Layer, Measure], str]) -> list[Drawn]:
    """The figures that are not zero, the gravest first."""
    made = [
        (
            measure.graveness,
            {
                "layer": layer.key,
                "measure": measure.key,
                "words": measure.words(),
                "colour": measure.colour,
                "number": numbers[layer.key, measure.key],
                "href": href(layer, measure),
            },
        )
        for layer in asked.layers
        for measure in layer.measures
        if numbers.get((layer.key, measure.key))
    ]
    return [each for _, each in sorted(made, key=lambda pair: pair[0])]


def heads(asked: Asked) -> list[tuple[Layer, Measure]]:
    """The columns of the table of places."""
    return [(layer, measure) for layer in asked.layers for measure in layer.measures]


def table(actor: Actor, asked: Asked) -> tuple[list[Drawn], list[tuple[str, int]]]:
    """The figures by place, a line each with its ways, and the sum of all."""
    found = by_place(actor, asked)
    ways = Ways(actor, asked, [each.place for each in found if each.place is not None])
    columns = heads(asked)
    lines: list[Drawn] = []
    for group in found:
        cells = [
            (measure, group.numbers.get((layer.key, measure.key), 0), ways.of_place(group, layer, measure))
            for layer, measure in columns
        ]
        lines.append({"group": group, "name": _name(group), "cells": cells, "figures": told(group, asked, ways)})
    sums = [(measure.words(), sum(line["cells"][at][1] for line in lines)) for at, (_, measure) in enumerate(columns)]
    return lines, sums


def _name(group: PlaceFigures) -> str:
    if group.place is None:
        return text.ELSEWHERE
    return text.ITSELF.format(name=group.place.name) if group.itself else group.place.name
