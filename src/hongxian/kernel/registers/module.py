"""The room of registers: their pages, exports and what each person keeps of them, whatever room declares them."""

from hongxian.kernel.module import Module, Noun

_QUERIES = "hongxian.kernel.registers.queries"

MODULE = Module(
    key="registers",
    urls="hongxian.kernel.registers.urls",
    api="hongxian.kernel.registers.api.router",
    nouns=(
        Noun("saved_filter", model="registers.SavedFilter", visible=f"{_QUERIES}.visible_saved_filters"),
        Noun("list_setting", model="registers.ListSetting", visible=f"{_QUERIES}.visible_list_settings"),
        Noun("export", model="registers.Export", visible=f"{_QUERIES}.visible_exports"),
    ),
    personal=("saved_filter.view", "saved_filter.save", "saved_filter.delete", "list_setting.set"),
)
