"""The way from a figure to its rows: the room's own register under the same conditions, wherever it can be asked for
them; else the list of rows of the atlas. A point of one enterprise leads to its page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.portal.atlas.asked import MICRO, Asked, Box
from hongxian.modules.portal.atlas.layers import Layer, Measure
from hongxian.modules.portal.atlas.queries import PlaceFigures, Spot

SELF = "pk"


class Ways:
    """The addresses behind the figures of one map. `places` are those that figures are shown of."""

    def __init__(self, actor: Actor, asked: Asked, places: Iterable[Any] = ()) -> None:
        self.asked = asked
        self.sees_enterprises = actor.may("enterprise.view")
        codes = {each.pk for each in places} | ({asked.place.pk} if asked.place is not None else set())
        self.offered = {
            layer.key: set(visible_places(actor, layer.permission).filter(pk__in=codes).values_list("pk", flat=True))
            if codes
            else set()
            for layer in asked.layers
        }

    def of_place(self, group: PlaceFigures, layer: Layer, measure: Measure, *, rest: bool = False) -> str:
        """The rows of a place, or the `rest` of them that has no position."""
        if group.place is None:
            return ""
        said = {"place": group.place.pk} | ({"itself": "on"} if group.itself else {})
        said |= {"unplaced": "on"} if rest and layer.has_positions else {}
        if len(said) == 1 and self._has_register and group.place.pk in self.offered[layer.key]:
            return self._register(layer, measure, said)
        return self._rows(layer, measure, said)

    def of_spot(self, spot: Spot, layer: Layer, measure: Measure) -> str:
        """The rows at an enterprise, or in a cell."""
        place = {"place": self.asked.place.pk} if self.asked.place is not None else {}
        if spot.box is not None:
            if self._has_register and (not place or self.asked.place.pk in self.offered[layer.key]):  # type: ignore[union-attr]
                return self._register(layer, measure, {**place, **_ranges(spot.box)})
            return self._rows(layer, measure, {**place, "bbox": str(spot.box)})
        if layer.today.enterprise == SELF and self.sees_enterprises:
            return reverse(layer.detail, args=[spot.enterprise])
        if self._has_register and self.sees_enterprises:
            return self._register(layer, measure, {"enterprise": spot.enterprise})
        return self._rows(layer, measure, {**place, "enterprise": spot.enterprise})

    @property
    def _has_register(self) -> bool:
        """Registers show what is so today."""
        return self.asked.day.on is None

    @staticmethod
    def _register(layer: Layer, measure: Measure, more: dict[str, str]) -> str:
        return f"{reverse(layer.page)}?{urlencode({**layer.asked, **measure.asked, **more})}"

    def _rows(self, layer: Layer, measure: Measure, more: dict[str, str]) -> str:
        said = {**self.asked.query, "layers": layer.key, "measure": measure.key, **more}
        return f"{reverse('atlas:rows')}?{urlencode(said)}"


def _ranges(box: Box) -> dict[str, str]:
    """A cell as registers ask for it: both ends included, so the last millionth before the far edge."""
    last = 1 / MICRO
    return {
        "longitude_from": f"{box.west:.6f}",
        "longitude_to": f"{box.east - last:.6f}",
        "latitude_from": f"{box.south:.6f}",
        "latitude_to": f"{box.north - last:.6f}",
    }
