"""The room of places."""

from hongxian.kernel.module import Module, Noun

MODULE = Module(
    key="places",
    urls="hongxian.modules.base.places.urls",
    nouns=(Noun("place", model="places.Place", visible="hongxian.modules.base.places.queries.visible_places"),),
    permissions=("place.view",),
)
