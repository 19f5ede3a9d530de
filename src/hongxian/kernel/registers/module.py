"""The room of registers: their pages, exports and what each person keeps of them, whatever room declares them."""

from hongxian.kernel.module import MenuItem, Module, Noun, Timer

_QUERIES = "hongxian.kernel.registers.queries"

MODULE = Module(
    key="registers",
    urls="hongxian.kernel.registers.urls",
    api="hongxian.kernel.registers.api.router",
    menu=(MenuItem("exports", "registers:exports", "export.view", icon="file-down", order=901),),
    nouns=(
        Noun("saved_filter", model="registers.SavedFilter", visible=f"{_QUERIES}.visible_saved_filters"),
        Noun("list_setting", model="registers.ListSetting", visible=f"{_QUERIES}.visible_list_settings"),
        Noun("export", model="registers.Export", visible=f"{_QUERIES}.visible_exports", page="registers:exported"),
    ),
    flows=("hongxian.kernel.registers.flow.EXPORT",),
    timers=(Timer("export.clear", "hongxian.kernel.registers.tasks.clear_expired", every=3600),),
    personal=(
        "export.view",
        "export.request",
        "export.cancel",
        "export.finish",
        "export.download",
        "saved_filter.view",
        "saved_filter.save",
        "saved_filter.delete",
        "list_setting.set",
    ),
)
