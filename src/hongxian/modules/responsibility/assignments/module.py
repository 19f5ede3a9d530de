"""The room of assignments: who leads, who helps, who answers for it and by when, clause by clause."""

from hongxian.kernel.module import MenuItem, Module, NoticeKind, Noun

_QUERIES = "hongxian.modules.responsibility.assignments.queries"

MODULE = Module(
    key="assignments",
    urls="hongxian.modules.responsibility.assignments.urls",
    menu=(MenuItem("assignment", "assignments:list", "assignment.view", icon="list-checks", order=25),),
    registers=("hongxian.modules.responsibility.assignments.registers.ASSIGNMENTS",),
    flows=("hongxian.modules.responsibility.assignments.flow.ASSIGNMENT",),
    nouns=(
        Noun(
            "assignment",
            model="assignments.Assignment",
            visible=f"{_QUERIES}.visible_assignments",
            page="assignments:detail",
        ),
        Noun("cooperation", model="assignments.Cooperation", visible=f"{_QUERIES}.visible_cooperations"),
        Noun("progress_report", model="assignments.ProgressReport", visible=f"{_QUERIES}.visible_progress_reports"),
        Noun("material", model="assignments.Material", visible=f"{_QUERIES}.visible_materials"),
        Noun("urging", model="assignments.Urging", visible=f"{_QUERIES}.visible_urgings"),
    ),
    notices=(
        NoticeKind(
            "assignment_urged",
            ("assignment.urge",),
            "hongxian.modules.responsibility.assignments.told.urged",
            urgent=True,
        ),
    ),
    permissions=(
        "assignment.view",
        "cooperation.view",
        "progress_report.view",
        "material.view",
        "urging.view",
    ),
    holdings="hongxian.modules.responsibility.assignments.held.holdings",
    hand_on="hongxian.modules.responsibility.assignments.held.hand_on",
)
