"""Reading outlines of places from GeoJSON: whatever a user has, checked before anything is kept."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hongxian.kernel.outlines import KINDS, Outline, in_words, is_closed, outline_of, rings_in
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places import text

MOST_BYTES = 30_000_000
MOST_POINTS = 40_000
"""Of one place: more than any county of the usual sources has; a page could not draw it anyway."""
CODE_NAMES = ("adcode", "code", "gb", "cn_adcode", "district_adcode", "city_adcode", "ct_adcode", "pr_adcode")
"""Properties in which the code of a place stands, in the order in which they are tried."""


@dataclass(frozen=True)
class PlaceOutline(Outline):
    """One outline, and the code of its place."""

    code: str


def read_outlines(file: Path) -> list[PlaceOutline]:
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


def _outline(feature: Any) -> PlaceOutline:
    properties, geometry = feature.get("properties") or {}, feature.get("geometry") or {}
    code = next((str(properties[name]) for name in CODE_NAMES if properties.get(name)), "")
    if not code:
        raise Problem(text.NO_CODE.format(names=text.LISTED.join(CODE_NAMES[:2])))
    if geometry.get("type") not in KINDS:
        raise Problem(text.NO_POLYGON.format(code=code, found=geometry.get("type")))
    try:
        rings = rings_in(geometry)
        if not all(map(is_closed, rings)):
            raise ValueError
    except (TypeError, ValueError, IndexError) as error:
        raise Problem(text.NO_POLYGON.format(code=code, found=geometry["type"])) from error
    points = sum(map(len, rings))
    if not points or points > MOST_POINTS:
        raise Problem(text.TOO_MANY_POINTS.format(code=code, found=points, most=MOST_POINTS))
    found = outline_of(geometry, rings)
    if found.is_abroad:
        raise Problem(text.OUTSIDE_CHINA.format(code=code, box=in_words(found.box)))
    return PlaceOutline(found.geometry, found.points, found.box, code)
