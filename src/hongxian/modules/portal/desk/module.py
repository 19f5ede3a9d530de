"""The desk: the first page, what is owed and by when."""

from hongxian.kernel.module import MenuItem, Module

MODULE = Module(
    key="desk",
    urls="hongxian.modules.portal.desk.urls",
    menu=(MenuItem("desk", "desk:home", "duty.view", icon="inbox", order=10),),
)
