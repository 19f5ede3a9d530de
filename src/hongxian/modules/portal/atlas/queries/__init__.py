"""What the map reads: the visible rows of other rooms, by place and by position."""

from hongxian.modules.portal.atlas.queries.listing import MOST_ROWS, Found, found
from hongxian.modules.portal.atlas.queries.places import PlaceFigures, by_place, without_position
from hongxian.modules.portal.atlas.queries.positions import MOST_IN_BOX, MOST_POINTS, Spot, spots

__all__ = [
    "MOST_IN_BOX",
    "MOST_POINTS",
    "MOST_ROWS",
    "Found",
    "PlaceFigures",
    "Spot",
    "by_place",
    "found",
    "spots",
    "without_position",
]
