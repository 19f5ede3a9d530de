"""REST of the map: what to draw in a box, the figures by place, outlines. The same scope as the page."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from hongxian.kernel.actor import Actor
from hongxian.kernel.web.access import actor_of, must
from hongxian.modules.base.places.queries import outlines_below, outlines_of_tops
from hongxian.modules.portal.atlas.asked import Asked, read
from hongxian.modules.portal.atlas.drawing import drawn, table
from hongxian.modules.portal.atlas.queries import without_position

router = Router()


class AskedIn(Schema):
    """Which layers (`risk,hidden_danger`; empty: the usual ones), of which place (its code; empty: all one sees), on
    which day (empty: today), whether as known on that day."""

    layers: str = Field("", max_length=200)
    place: str = Field("", max_length=12)
    on: str = Field("", max_length=10)
    known: bool = False


class BoxIn(AskedIn):
    """The same, within `west,south,east,north` in degrees, at a zoom of 3 to 18."""

    bbox: str = Field("", max_length=100)
    zoom: str = Field("", max_length=2)


class FigureOut(Schema):
    """How many rows; `href` leads to them."""

    layer: str
    measure: str
    words: str
    colour: str
    number: int
    href: str


class SpotOut(Schema):
    """An enterprise (`point`), a `cell` with its box, or a `place` with its code, at a position in degrees."""

    kind: str
    name: str
    longitude: float
    latitude: float
    box: list[float] | None
    place: str
    figures: list[FigureOut]


class MapOut(Schema):
    """What to draw: `mode` is points, cells or places."""

    mode: str
    on: date | None
    spots: list[SpotOut]


class PlaceFiguresOut(Schema):
    """The figures of a place; `itself` where the rows lie in none of the places below it."""

    place: str
    name: str
    itself: bool
    figures: list[FigureOut]


class FiguresOut(Schema):
    """The figures by place, and how many rows of each layer have no position."""

    on: date | None
    places: list[PlaceFiguresOut]
    without_position: dict[str, int]


class OutlinesOut(Schema):
    """GeoJSON."""

    type: str
    features: list[dict[str, Any]]


def _asked(request: HttpRequest, said: AskedIn) -> tuple[Actor, Asked]:
    actor = actor_of(request)
    must(actor, "atlas.view")
    return actor, read(actor, {name: str(value) for name, value in said.dict().items()})


@router.get("/map", response=MapOut)
def get_map(request: HttpRequest, said: Query[BoxIn]) -> dict[str, Any]:
    """What stands in the box: enterprises, cells of them, or places, whatever can be told quickly."""
    actor, asked = _asked(request, said)
    return {"on": asked.day.on, **drawn(actor, asked)}


@router.get("/figures", response=FiguresOut)
def get_figures(request: HttpRequest, said: Query[AskedIn]) -> dict[str, Any]:
    """The figures of what lies directly below the place; every row counts."""
    actor, asked = _asked(request, said)
    lines, _sums = table(actor, asked)
    told = [
        {
            "place": line["group"].place.pk if line["group"].place is not None else "",
            "name": line["name"],
            "itself": line["group"].itself,
            "figures": line["figures"],
        }
        for line in lines
    ]
    return {"on": asked.day.on, "places": told, "without_position": without_position(actor, asked)}


@router.get("/outlines", response=OutlinesOut)
def get_outlines(request: HttpRequest, said: Query[AskedIn]) -> dict[str, Any]:
    """The outlines of what lies directly below the place, as far as they are loaded and may be seen."""
    actor, asked = _asked(request, said)
    found = outlines_below(actor, asked.place) if asked.place is not None else outlines_of_tops(actor)
    features = [
        {"type": "Feature", "properties": json.loads(each.properties), "geometry": json.loads(each.geometry)}
        for each in found
    ]
    return {"type": "FeatureCollection", "features": features}
