"""The room of grids: the tree with its staff, the units in it, patrols, and what is told upwards."""

from hongxian.kernel.module import Attachable, FactSource, MenuItem, Module, Noun, Subscription, Timer

_ROOM = "hongxian.modules.screening.grid"
_QUERIES = f"{_ROOM}.queries"
_REGISTERS = f"{_ROOM}.registers"
_FACTS = f"{_ROOM}.facts"
_TASKS = f"{_ROOM}.tasks"
_STAFF = tuple(f"grid_member.{verb}" for verb in ("appoint", "change", "end", "withdraw"))
_TREE = tuple(f"grid.{verb}" for verb in ("open", "change", "close", "withdraw"))
_NOUNS = (
    ("grid", "Grid", "visible_grids", "grid:detail"),
    ("grid_boundary", "GridBoundary", "visible_boundaries", ""),
    ("grid_setting", "GridSetting", "visible_settings", ""),
    ("grid_member", "GridMember", "visible_members", ""),
    ("grid_unit", "GridUnit", "visible_units", ""),
    ("grid_assignment", "GridAssignment", "visible_assignments", ""),
    ("grid_premises", "GridPremises", "visible_premises", "grid:premises_detail"),
    ("grid_task", "GridTask", "visible_tasks", ""),
    ("grid_patrol", "GridPatrol", "visible_patrols", ""),
    ("grid_visit", "GridVisit", "visible_visits", "grid:visit"),
    ("grid_finding", "GridFinding", "visible_findings", ""),
    ("grid_escalation", "GridEscalation", "visible_escalations", "grid:escalation"),
)

_KEYED = {"grid_patrol": ("patrol_key",)}

_LISTS = ("GRIDS", "MEMBERS", "UNITS", "VISITS", "TASKS", "PREMISES", "ESCALATIONS", "BLIND_SPOTS", "OVERLAPS")

MODULE = Module(
    key="grid",
    urls=f"{_ROOM}.urls",
    api=f"{_ROOM}.api.router",
    menu=(
        MenuItem("grid_round", "grid:mine", "grid_visit.record", icon="footprints", order=66),
        MenuItem("grid", "grid:tree", "grid.view", icon="layout-grid", order=68),
    ),
    registers=tuple(f"{_REGISTERS}.{each}" for each in _LISTS),
    flows=(f"{_ROOM}.flow.GRID_ESCALATION",),
    nouns=tuple(
        Noun(
            key,
            model=f"grid.{model}",
            visible=f"{_QUERIES}.{visible}",
            page=page,
            derived=key == "grid_unit",
            keyed_as=_KEYED.get(key, ()),
        )
        for key, model, visible, page in _NOUNS
    ),
    facts=(
        FactSource("grid", f"{_FACTS}.grids", (*_TREE, *_STAFF, "grid_task.issue", "grid_task.end")),
        FactSource(
            "grid_unit",
            f"{_FACTS}.units",
            ("grid_unit.compute", "grid_unit.assign", "grid_premises.link", "grid.follow_places", *_TREE),
        ),
        FactSource("grid_patrol", f"{_FACTS}.patrols", ("grid_visit.record",)),
        FactSource("grid_finding", f"{_FACTS}.findings", ("grid_finding.report",)),
        FactSource(
            "inspection_finding",
            f"{_FACTS}.unsettled",
            ("grid_visit.record", "grid_finding.report", "grid_task.issue", "grid_task.end"),
            noun="grid_visit",
        ),
        FactSource(
            "case_transfer",
            f"{_FACTS}.transfers",
            tuple(f"grid_escalation.{verb}" for verb in ("send", "receive", "answer", "withdraw")),
            noun="grid_escalation",
        ),
        FactSource("safety_assistant", f"{_FACTS}.assistants", (*_STAFF, *_TREE), noun="grid_member"),
    ),
    attachables=(
        Attachable("grid_visit", ("photo", "voice", "signature"), "grid_visit.record"),
        Attachable("grid_premises", ("photo", "voice"), "grid_premises.add"),
    ),
    permissions=tuple(f"{noun}.view" for noun, *_ in _NOUNS),
    subscriptions=(
        *(
            Subscription(f"enterprise.{verb}", f"{_TASKS}.compute_enterprise", once=True)
            for verb in ("register", "change", "move", "close", "reopen", "withdraw")
        ),
        Subscription("enterprise_merge.confirm", f"{_TASKS}.follow_merged"),
        Subscription("enterprise_merge.undo", f"{_TASKS}.follow_merged"),
        Subscription("place_adjustment.confirm", f"{_TASKS}.compute_after"),
        *(Subscription(event, f"{_TASKS}.compute_after", once=True) for event in _TREE),
    ),
    timers=(Timer("grid.compute_all", f"{_TASKS}.compute_all", every=21_600),),
)
