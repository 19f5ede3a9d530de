"""What is asked of the map, as it stands in an address. What cannot be read is refused with a sentence."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, today
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.portal.atlas import text
from hongxian.modules.portal.atlas.layers import LAYERS, TODAY, USUAL, Day, Layer, layers_of

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place

LEAST_ZOOM, MOST_ZOOM = 3, 18
EARLIEST = date(2000, 1, 1)
MICRO = 1_000_000
"""Positions are kept in millionths of a degree; cells are whole numbers of them, so that no row falls between two."""


@dataclass(frozen=True)
class Box:
    """Degrees; west and south belong to it, east and north do not."""

    west: float
    south: float
    east: float
    north: float

    @property
    def in_words(self) -> str:
        """For people."""
        return text.CELL.format(west=self.west, south=self.south, east=self.east, north=self.north)

    def __str__(self) -> str:
        return ",".join(f"{each:.6f}" for each in (self.west, self.south, self.east, self.north))


@dataclass(frozen=True)
class Asked:
    """Which layers, of which place (None: all that one sees), on which day; within which box, at which zoom; of
    rows, only those without a position (`unplaced`), or of the place but of none below it (`itself`)."""

    layers: tuple[Layer, ...]
    place: Place | None = None
    day: Day = TODAY
    box: Box | None = None
    zoom: int = 10
    unplaced: bool = False
    itself: bool = False

    @property
    def size(self) -> int:
        """The side of a cell at this zoom, in millionths of a degree: a quarter of a tile."""
        return int(90 * MICRO / (1 << self.zoom) + 0.5)

    @property
    def query(self) -> dict[str, str]:
        """As it stands in an address, without box and zoom."""
        said = {"layers": ",".join(each.key for each in self.layers)}
        if self.place is not None:
            said["place"] = self.place.pk
        return said | query_of(self.day)

    def of(self, place: Place) -> Asked:
        """The same of another place."""
        return replace(self, place=place)


def query_of(day: Day) -> dict[str, str]:
    """A day as it stands in an address."""
    if day.on is None:
        return {}
    return {"on": str(day.on)} | ({} if day.known_at is None else {"known": "on"})


def read(actor: Actor, said: Mapping[str, str], layers: Sequence[str] = ()) -> Asked:
    """What an address asks; `layers` are those ticked one by one. Raises `Problem` at the first that is wrong."""
    named = [each for part in (*layers, said.get("layers", "")) for each in part.split(",") if each]
    return Asked(
        layers=_layers(actor, named),
        place=_place(said.get("place", "")),
        day=_day(said.get("on", ""), known=said.get("known", "") in ("on", "1", "true", "True")),
        box=read_box(said.get("bbox", "")),
        zoom=_zoom(said.get("zoom", "")),
        unplaced=said.get("unplaced", "") == "on",
        itself=said.get("itself", "") == "on",
    )


def _layers(actor: Actor, named: Sequence[str]) -> tuple[Layer, ...]:
    """Those named that the actor may see; the usual ones where none is named."""
    known = {each.key: each for each in LAYERS}
    for each in named:
        if each not in known:
            expected = text.LISTED.join(known)
            raise Problem(text.NO_SUCH_LAYER.format(found=each, expected=expected), field="layers")
    seen = layers_of(actor)
    wanted = tuple(each for each in seen if each.key in (named or USUAL))
    return wanted if named or wanted else tuple(seen)


def _place(code: str) -> Place | None:
    if not code:
        return None
    if (found := find_place(code)) is None:
        raise Problem(text.NO_SUCH_PLACE.format(found=code), field="place")
    return found


def _day(written: str, *, known: bool) -> Day:
    if not written:
        return Day()
    try:
        day = date.fromisoformat(written)
    except ValueError as error:
        raise Problem(text.NOT_A_DAY.format(found=written), field="on") from error
    if day > today():
        raise Problem(text.DAY_TO_COME.format(found=day, today=today()), field="on")
    if day < EARLIEST:
        raise Problem(text.DAY_TOO_EARLY.format(found=day, least=EARLIEST), field="on")
    if day == today():
        return Day()
    end = datetime.combine(day + timedelta(days=1), time(), tzinfo=LOCAL) - timedelta(microseconds=1)
    return Day(day, end if known else None)


def read_box(written: str) -> Box | None:
    """A box as `west,south,east,north`; None where nothing is written."""
    if not written:
        return None
    try:
        west, south, east, north = (float(part) for part in written.split(","))
    except ValueError as error:
        raise Problem(text.NOT_A_BOX.format(found=written), field="bbox") from error
    if not all(map(math.isfinite, (west, south, east, north))):
        raise Problem(text.NOT_A_BOX.format(found=written), field="bbox")
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise Problem(text.BOX_TURNED.format(found=written), field="bbox")
    return Box(west, south, east, north)


def _zoom(written: str) -> int:
    if not written:
        return 10
    if not written.isdecimal() or not LEAST_ZOOM <= int(written) <= MOST_ZOOM:
        raise Problem(text.NO_SUCH_ZOOM.format(found=written, least=LEAST_ZOOM, most=MOST_ZOOM), field="zoom")
    return int(written)
