"""The atlas: one map of enterprises, risks, hidden dangers, grids and supervision orders; it keeps nothing itself."""

from hongxian.kernel.module import MenuItem, Module

_ROOM = "hongxian.modules.portal.atlas"

MODULE = Module(
    key="atlas",
    urls=f"{_ROOM}.urls",
    api=f"{_ROOM}.api.router",
    menu=(MenuItem("atlas", "atlas:map", "atlas.view", icon="map", order=12),),
    permissions=("atlas.view",),
)
