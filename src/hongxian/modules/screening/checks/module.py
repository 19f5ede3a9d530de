"""The room of checks: checklists by trade, tasks by calendar, filled sheets."""

from hongxian.kernel.module import Attachable, FactSource, MenuItem, Module, Noun, Subscription, Timer

_ROOM = "hongxian.modules.screening.checks"
_QUERIES = f"{_ROOM}.queries"
_REGISTERS = f"{_ROOM}.registers"

MODULE = Module(
    key="checks",
    urls=f"{_ROOM}.urls",
    api=f"{_ROOM}.api.router",
    menu=(
        MenuItem("check_task", "checks:list", "check_task.view", icon="list-checks", order=76),
        MenuItem("checklist", "checks:lists", "checklist.view", icon="clipboard-list", order=78),
    ),
    registers=tuple(
        f"{_REGISTERS}.{name}" for name in ("CHECK_TASKS", "CHECKS", "CHECK_SCHEDULES", "CHECKLISTS", "CHECKLIST_ITEMS")
    ),
    flows=(f"{_ROOM}.flow.CHECKLIST", f"{_ROOM}.flow.CHECK_TASK", f"{_ROOM}.flow.CHECK"),
    nouns=(
        Noun(
            "checklist",
            model="checks.Checklist",
            visible=f"{_QUERIES}.visible_checklists",
            page="checks:checklist",
            means=(("library_key", f"{_ROOM}.library.ready_title"),),
        ),
        Noun("checklist_item", model="checks.ChecklistItem", visible=f"{_QUERIES}.visible_items"),
        Noun(
            "check_schedule",
            model="checks.CheckSchedule",
            visible=f"{_QUERIES}.visible_schedules",
            page="checks:schedule",
        ),
        Noun("check_task", model="checks.CheckTask", visible=f"{_QUERIES}.visible_tasks", page="checks:task"),
        Noun("check", model="checks.Check", visible=f"{_QUERIES}.visible_checks", page="checks:sheet"),
        Noun("check_result", model="checks.CheckResult", visible=f"{_QUERIES}.visible_results"),
    ),
    facts=(
        FactSource(
            "checklist",
            f"{_ROOM}.facts.checklists",
            ("checklist.publish", "checklist.end", "check.follow_merge"),
        ),
        FactSource(
            "self_check",
            f"{_ROOM}.facts.self_checks",
            ("check.submit", "check.withdraw", "check.take_over", "check.follow_merge"),
            noun="check",
        ),
        FactSource(
            "inspection",
            f"{_ROOM}.facts.inspections",
            ("check.submit", "check.withdraw", "check.take_over", "check.follow_merge"),
            noun="check",
        ),
    ),
    permissions=(
        "checklist.view",
        "checklist_item.view",
        "check_schedule.view",
        "check_task.view",
        "check.view",
        "check_result.view",
        "check.compare",
    ),
    attachables=(
        Attachable("check_result", ("photo", "voice"), "check.fill"),
        Attachable("check", ("photo", "voice", "signature"), "check.fill"),
    ),
    subscriptions=(
        Subscription("enterprise_merge.confirm", f"{_ROOM}.commands.follow_merged"),
        Subscription("enterprise_merge.undo", f"{_ROOM}.commands.follow_merged"),
    ),
    timers=(Timer("checks.make_due_tasks", f"{_ROOM}.commands.make_due_tasks", every=3600),),
)
