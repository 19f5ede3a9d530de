"""The room of registers: their pages, exports and what each person keeps of them, whatever room declares them."""

from hongxian.kernel.module import MenuItem, Module, NoticeKind, Noun, Timer

_QUERIES = "hongxian.kernel.registers.queries"

MODULE = Module(
    key="registers",
    urls="hongxian.kernel.registers.urls",
    api="hongxian.kernel.registers.api.router",
    menu=(
        MenuItem("bulk_act", "registers:acts", "bulk_act.view", icon="list-checks", order=900),
        MenuItem("exports", "registers:exports", "export.view", icon="file-down", order=901),
    ),
    nouns=(
        Noun("saved_filter", model="registers.SavedFilter", visible=f"{_QUERIES}.visible_saved_filters"),
        Noun("list_setting", model="registers.ListSetting", visible=f"{_QUERIES}.visible_list_settings"),
        Noun("bulk_act", model="registers.BulkAct", visible=f"{_QUERIES}.visible_bulk_acts", page="registers:acted"),
        Noun("export", model="registers.Export", visible=f"{_QUERIES}.visible_exports", page="registers:exported"),
    ),
    flows=("hongxian.kernel.registers.flow.EXPORT", "hongxian.kernel.registers.flow.BULK_ACT"),
    notices=(
        NoticeKind("bulk_act_ended", ("bulk_act.finish", "bulk_act.fail"), "hongxian.kernel.registers.told.ended"),
        NoticeKind("export_ended", ("export.finish", "export.fail"), "hongxian.kernel.registers.told.taken_out"),
    ),
    timers=(Timer("export.clear", "hongxian.kernel.registers.tasks.clear_expired", every=3600),),
    personal=(
        "bulk_act.view",
        "bulk_act.request",
        "bulk_act.stop",
        "bulk_act.finish",
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
