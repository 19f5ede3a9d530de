"""Reading the outline of a grid from GeoJSON, whatever a drawing tool wrote, checked before anything is kept."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

from hongxian.kernel.outlines import KINDS, Outline, Point, in_words, is_closed, outline_of, rings_in
from hongxian.kernel.problem import Problem
from hongxian.modules.screening.grid import text

MOST_POINTS = 2_000
"""Of a grid: a map of many grids is to stay quick."""
LARGEST = 500_000
"""Characters of GeoJSON, of a file its bytes."""


def read_outline(words: str) -> Outline:
    """The one outline in a text of GeoJSON: a geometry, a feature or a collection with one feature. Rings are closed,
    lie in China and do not cross themselves. Raises `Problem` saying where it is not so."""
    geometry = _geometry(words)
    try:
        rings = rings_in(geometry)
    except (TypeError, ValueError, IndexError) as error:
        raise _fault(text.OUTLINE_NUMBERS) from error
    points = sum(map(len, rings))
    if not points or points > MOST_POINTS:
        raise _fault(text.OUTLINE_POINTS.format(found=points, most=MOST_POINTS))
    for number, ring in enumerate(rings, start=1):
        _check_ring(number, ring)
    found = outline_of(geometry, rings)
    if found.is_abroad:
        raise _fault(text.OUTLINE_ABROAD.format(box=in_words(found.box)))
    return found


def _geometry(words: str) -> dict[str, Any]:
    try:
        told = json.loads(words.strip().lstrip("\ufeff"))
    except json.JSONDecodeError as error:
        raise _fault(text.OUTLINE_NO_JSON.format(line=error.lineno)) from error
    if isinstance(told, dict) and told.get("type") == "FeatureCollection":
        features = told.get("features")
        if not isinstance(features, list) or len(features) != 1:
            raise _fault(text.OUTLINE_ONE.format(found=len(features) if isinstance(features, list) else 0))
        told = features[0]
    if isinstance(told, dict) and told.get("type") == "Feature":
        told = told.get("geometry")
    kind = told.get("type") if isinstance(told, dict) else None
    if kind not in KINDS or not isinstance(told.get("coordinates"), list):
        raise _fault(text.OUTLINE_KIND.format(found=kind or "—"))
    found: dict[str, Any] = told
    return found


def _check_ring(number: int, ring: list[Point]) -> None:
    if not is_closed(ring):
        raise _fault(text.OUTLINE_OPEN.format(number=number))
    crossed = _crossing([(one, two) for one, two in pairwise(ring) if one != two])
    if crossed is not None:
        raise _fault(text.OUTLINE_CROSSED.format(number=number, x=f"{crossed[0]:g}", y=f"{crossed[1]:g}"))


def _crossing(sides: list[tuple[Point, Point]]) -> Point | None:
    """Near where two sides that are no neighbours meet; None where none do. Sides are compared only with those that
    begin before they end, from west to east."""
    last = len(sides) - 1
    order = sorted(range(len(sides)), key=lambda at: min(sides[at][0][0], sides[at][1][0]))
    for place, at in enumerate(order):
        one = sides[at]
        reaches = max(one[0][0], one[1][0])
        for other in order[place + 1 :]:
            two = sides[other]
            if min(two[0][0], two[1][0]) > reaches:
                break
            if abs(at - other) in (1, last):
                continue
            if _meet(one, two):
                return two[0]
    return None


def _meet(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    turns = [_turn(*one, two[0]), _turn(*one, two[1]), _turn(*two, one[0]), _turn(*two, one[1])]
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((turns[0], one, two[0]), (turns[1], one, two[1]), (turns[2], two, one[0]), (turns[3], two, one[1]))
    return any(turn == 0 and _between(side, point) for turn, side, point in ends)


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _between(side: tuple[Point, Point], point: Point) -> bool:
    (x1, y1), (x2, y2) = side
    return min(x1, x2) <= point[0] <= max(x1, x2) and min(y1, y2) <= point[1] <= max(y1, y2)


def _fault(sentence: str) -> Problem:
    return Problem(sentence, field="geojson")
