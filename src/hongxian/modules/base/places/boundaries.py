"""Reading outlines of places from GeoJSON: whatever a user has, checked before anything is kept."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hongxian.kernel.problem import Problem
from hongxian.modules.base.places import text

MOST_BYTES = 30_000_000
MOST_POINTS = 40_000
"""Of one place: more than any county of the usual sources has; a page could not draw it anyway."""
WEST, SOUTH, EAST, NORTH = 73.0, 3.0, 136.0, 54.0
CODE_NAMES = ("adcode", "code", "gb", "cn_adcode", "district_adcode", "city_adcode", "ct_adcode", "pr_adcode")
"""Properties in which the code of a place stands, in the order in which they are tried."""


@dataclass(frozen=True)
class Outline:
    """One outline: its code, its geometry as compact JSON, how many points, and its box."""

    code: str
    geometry: str
    points: int
    box: tuple[float, float, float, float]

    @property
    def digest(self) -> str:
        """SHA-256 of the geometry."""
        return hashlib.sha256(self.geometry.encode()).hexdigest()


def read_outlines(file: Path) -> list[Outline]:
    """Every outline of a GeoJSON file. Raises `Problem` with all that is wrong, feature by feature."""
    if file.stat().st_size > MOST_BYTES:
        raise Problem(text.FILE_TOO_LARGE.format(size=file.stat().st_size // 1_000_000, most=MOST_BYTES // 1_000_000))
    try:
        told = json.loads(file.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise Problem(text.NOT_JSON.format(name=file.name)) from error
    features = told.get("features") if isinstance(told, dict) else None
    if not isinstance(features, list) or not features:
        raise Problem(text.NOT_FEATURES.format(name=file.name))
    found, faults = [], []
    for number, feature in enumerate(features, start=1):
        try:
            found.append(_outline(feature))
        except Problem as problem:
            faults.append(text.AT_FEATURE.format(number=number, fault=problem.text))
    if faults:
        raise Problem("\n".join(faults))
    return found


def _outline(feature: Any) -> Outline:
    properties, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
    code = next((str(properties[name]) for name in CODE_NAMES if properties.get(name)), "")
    if not code:
        raise Problem(text.NO_CODE.format(names=text.LISTED.join(CODE_NAMES[:2])))
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        raise Problem(text.NO_POLYGON.format(code=code, found=geometry.get("type")))
    rings = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    try:
        points = [(float(each[0]), float(each[1])) for each in _points(rings)]
    except (TypeError, ValueError, IndexError) as error:
        raise Problem(text.NO_POLYGON.format(code=code, found=geometry["type"])) from error
    if not points or len(points) > MOST_POINTS:
        raise Problem(text.TOO_MANY_POINTS.format(code=code, found=len(points), most=MOST_POINTS))
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = (min(xs), min(ys), max(xs), max(ys))
    if box[0] < WEST or box[1] < SOUTH or box[2] > EAST or box[3] > NORTH:
        raise Problem(text.OUTSIDE_CHINA.format(code=code, box=", ".join(f"{each:g}" for each in box)))
    compact = json.dumps({"type": geometry["type"], "coordinates": geometry["coordinates"]}, separators=(",", ":"))
    return Outline(code, compact, len(points), box)


def _points(polygons: Any) -> Iterator[Any]:
    for polygon in polygons:
        for ring in polygon:
            if len(ring) < 4 or list(ring[0]) != list(ring[-1]):
                raise ValueError
            yield from ring
