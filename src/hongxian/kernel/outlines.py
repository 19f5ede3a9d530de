"""Outlines on the map as GeoJSON has them, in degrees: what any of them is made of, whosever it is."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

KINDS = ("Polygon", "MultiPolygon")
WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
"""The box of China: what lies beyond has its degrees the wrong way round, or is in no degrees."""

Point = tuple[float, float]
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Outline:
    """An outline: compact GeoJSON (a Polygon or MultiPolygon, degrees), how many points, and its box (west, south,
    east, north)."""

    geometry: str
    points: int
    box: Box

    @property
    def digest(self) -> str:
        """SHA-256 of the geometry."""
        return hashlib.sha256(self.geometry.encode()).hexdigest()

    @property
    def is_abroad(self) -> bool:
        """Whether some of it lies beyond the box of China."""
        return self.box[0] < WEST or self.box[1] < SOUTH or self.box[2] > EAST or self.box[3] > NORTH

    @property
    def columns(self) -> dict[str, Any]:
        """What is kept of it, by the names of the columns."""
        sides = dict(zip(("west", "south", "east", "north"), self.box, strict=True))
        return {"geometry": self.geometry, "digest": self.digest, "points": self.points, **sides}


def rings_in(geometry: dict[str, Any]) -> list[list[Point]]:
    """The rings of a geometry of one of these kinds, their points as numbers. Raises `TypeError`, `ValueError` or
    `IndexError` where something else stands there."""
    return [[_point(each) for each in ring] for polygon in _polygons(geometry) for ring in polygon]


def rings_of(geometry: str) -> Iterator[Sequence[Sequence[float]]]:
    """The rings of a geometry that was read before."""
    for polygon in _polygons(json.loads(geometry)):
        yield from polygon


def is_closed(ring: Sequence[Point]) -> bool:
    """Whether a ring has at least four points and ends where it began."""
    return len(ring) >= 4 and ring[0] == ring[-1]


def outline_of(geometry: dict[str, Any], rings: Sequence[Sequence[Point]]) -> Outline:
    """The outline of a geometry with these rings, of which there must be a point."""
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    kept = {"type": geometry["type"], "coordinates": geometry["coordinates"]}
    box = min(xs), min(ys), max(xs), max(ys)
    return Outline(json.dumps(kept, separators=(",", ":")), len(xs), box)


def in_words(box: Box) -> str:
    """A box, as its four sides."""
    return ", ".join(f"{each:g}" for each in box)


def _polygons(geometry: dict[str, Any]) -> Any:
    return geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]


def _point(told: Any) -> Point:
    x, y = float(told[0]), float(told[1])
    if x != x or y != y:  # what JSON calls NaN
        raise ValueError
    return x, y
