"""The room of places."""

from hongxian.kernel.module import MenuItem, Module, Noun

_QUERIES = "hongxian.modules.base.places.queries"

MODULE = Module(
    key="places",
    urls="hongxian.modules.base.places.urls",
    menu=(MenuItem("place", "places:list", "place.view", icon="map", order=65),),
    nouns=(
        Noun("place", model="places.Place", visible=f"{_QUERIES}.visible_places", page="places:detail"),
        Noun("place_version", model="places.PlaceVersion", visible=f"{_QUERIES}.visible_place_versions"),
        Noun("place_adjustment", model="places.PlaceAdjustment", visible=f"{_QUERIES}.visible_place_adjustments"),
        Noun("place_boundary", model="places.PlaceBoundary", visible=f"{_QUERIES}.visible_place_boundaries"),
    ),
    flows=("hongxian.modules.base.places.flow.PLACE_ADJUSTMENT",),
    permissions=("place.view", "place_version.view", "place_adjustment.view", "place_boundary.view"),
)
