"""Writes of the outlines of grids."""

from __future__ import annotations

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.inputs import said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outlines import Outline, in_words
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places.queries import ancestry, visible_place_boundaries
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.commands.checking import written
from hongxian.modules.screening.grid.models import Grid, GridBoundary
from hongxian.modules.screening.grid.outlines import read_outline

_SYSTEM = system_actor("grid", "place_boundary.view")
_SLACK = 0.005
"""By so many degrees (about 500 m) an outline may reach beyond the box of its place, whose outline is simplified."""


@command("grid_boundary.draw")
def draw_boundary(*, actor: Actor, grid: Grid, geojson: str, source: str) -> GridBoundary:
    """Say where a grid lies, by GeoJSON in degrees, instead of what was said before. Raises `Problem` where the rings
    are not closed, cross themselves, or lie outside the box of the grid's place, if its outline is known."""
    if grid.valid_to is not None:
        raise Problem(text.ENDED_ALREADY.format(name=grid.name, day=grid.valid_to))
    found = read_outline(geojson)
    _check_within(grid, found)
    told = found.columns | {"source": said("source", source), "recorded_at": now(), "recorded_by_name": actor.name}
    known = GridBoundary.objects.filter(grid=grid).first()
    boundary = written(known, known.version, **told) if known else GridBoundary.objects.create(grid=grid, **told)
    record(boundary, grid)
    return boundary


def _check_within(grid: Grid, found: Outline) -> None:
    rows = visible_place_boundaries(_SYSTEM).filter(place__path__in=ancestry(grid.place_path))
    around = rows.order_by("-place__path").first()
    if around is None:
        return
    west, south, east, north = found.box
    if (
        west < around.west - _SLACK
        or south < around.south - _SLACK
        or east > around.east + _SLACK
        or north > around.north + _SLACK
    ):
        box = in_words((around.west, around.south, around.east, around.north))
        shown = {"place": around.place.name, "box": box, "found": in_words(found.box)}
        raise Problem(text.OUTLINE_OUTSIDE.format(**shown), field="geojson")
