"""Writes of places."""

from hongxian.modules.base.places.commands.adjustment import (
    confirm_place_adjustment,
    propose_place_adjustment,
    refuse_place_adjustment,
)
from hongxian.modules.base.places.commands.boundary import load_place_boundaries
from hongxian.modules.base.places.commands.place import load_city, load_list, load_places

__all__ = [
    "confirm_place_adjustment",
    "load_city",
    "load_list",
    "load_place_boundaries",
    "load_places",
    "propose_place_adjustment",
    "refuse_place_adjustment",
]
