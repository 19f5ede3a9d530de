"""The room of returns: how dangers stand in a period, who has not reported, how well they are removed."""

from hongxian.kernel.module import MenuItem, Module, NoticeKind, Noun, Subscription

_ROOM = "hongxian.modules.screening.returns"
_QUERIES = f"{_ROOM}.queries"
_REGISTERS = f"{_ROOM}.registers"

MODULE = Module(
    key="returns",
    urls=f"{_ROOM}.urls",
    api=f"{_ROOM}.api.router",
    menu=(
        MenuItem("hidden_danger_return", "returns:list", "hidden_danger_return.view", icon="clipboard-list", order=76),
        MenuItem("reporting_unit", "returns:units", "reporting_unit.view", icon="bell-ring", order=77),
        MenuItem("report_hint", "returns:hints", "report_hint.view", icon="search-check", order=78),
        MenuItem("report_readers", "returns:seen_by", "reporting_reminder.read_own", icon="eye", order=79),
    ),
    registers=(f"{_REGISTERS}.RETURNS", f"{_REGISTERS}.LINES", f"{_REGISTERS}.UNITS", f"{_REGISTERS}.HINTS"),
    nouns=(
        Noun(
            "return_setting",
            model="returns.ReturnSetting",
            visible=f"{_QUERIES}.visible_settings",
            means=tuple((f"{each}_due", "due_each#") for each in ("above_scale", "high_risk", "other")),
        ),
        Noun(
            "hidden_danger_return",
            model="returns.HiddenDangerReturn",
            visible=f"{_QUERIES}.visible_returns",
            page="returns:detail",
        ),
        Noun("return_line", model="returns.ReturnLine", visible=f"{_QUERIES}.visible_lines", derived=True),
        Noun("reporting_reminder", model="returns.ReportingReminder", visible=f"{_QUERIES}.visible_reminders"),
        Noun("report_hint", model="returns.ReportHint", visible=f"{_QUERIES}.visible_hints", page="returns:hint"),
    ),
    subscriptions=(
        Subscription("enterprise_merge.confirm", f"{_ROOM}.tasks.follow_merged"),
        Subscription("enterprise_merge.undo", f"{_ROOM}.tasks.follow_merged"),
    ),
    notices=(NoticeKind("report_reminder", ("reporting_reminder.send",), f"{_ROOM}.told.reminded"),),
    permissions=(
        "return_setting.view",
        "hidden_danger_return.view",
        "reporting_unit.view",
        "reporting_reminder.view",
        "report_hint.view",
        "reporting_reminder.read_own",
    ),
)
