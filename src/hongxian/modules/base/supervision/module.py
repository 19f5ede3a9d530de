"""The room of supervision: who supervises whom, by which rule, and whom nobody or several supervise."""

from hongxian.kernel.module import FactSource, MenuItem, Module, Noun, Subscription, Timer

_QUERIES = "hongxian.modules.base.supervision.queries"
_FACTS = "hongxian.modules.base.supervision.facts"
_TASKS = "hongxian.modules.base.supervision.tasks"
_PACK = "hongxian.modules.base.policies.queries.choices.pack_title"
_COMPUTED = ("supervision.compute",)

MODULE = Module(
    key="supervision",
    urls="hongxian.modules.base.supervision.urls",
    menu=(MenuItem("supervision", "supervision:overview", "supervision.view", icon="radar", order=62),),
    flows=(
        "hongxian.modules.base.supervision.flow.SUPERVISION_RULE",
        "hongxian.modules.base.supervision.flow.SUPERVISION_OVERRIDE",
    ),
    nouns=(
        Noun("supervision", model="supervision.Supervision", visible=f"{_QUERIES}.visible_supervisions", derived=True),
        Noun(
            "supervision_rule",
            model="supervision.SupervisionRule",
            visible=f"{_QUERIES}.visible_rules",
            page="supervision:rule",
            means=(("level", "supervising_level#"), ("parent_ownerships", "ownership#"), ("pack_code", _PACK)),
        ),
        Noun(
            "supervision_override",
            model="supervision.SupervisionOverride",
            visible=f"{_QUERIES}.visible_overrides",
            page="supervision:override",
        ),
        Noun("supervised_sector", model="supervision.SupervisedSector", visible=f"{_QUERIES}.visible_sectors"),
    ),
    facts=(
        FactSource("supervision_assignment", f"{_FACTS}.supervision_assignments", _COMPUTED, noun="supervision"),
        FactSource("direct_supervision", f"{_FACTS}.direct_supervisions", _COMPUTED, noun="supervision"),
        FactSource(
            "supervised_sector",
            f"{_FACTS}.supervised_sectors",
            ("supervised_sector.register", "supervised_sector.end"),
        ),
    ),
    permissions=("supervision.view", "supervision_rule.view", "supervision_override.view", "supervised_sector.view"),
    subscriptions=(
        *(
            Subscription(f"enterprise.{verb}", f"{_TASKS}.compute_enterprise", once=True)
            for verb in ("register", "change", "move", "attach", "close", "reopen")
        ),
        Subscription("enterprise_merge.confirm", f"{_TASKS}.compute_all"),
        Subscription("enterprise_merge.undo", f"{_TASKS}.compute_all"),
        Subscription("supervision_rule.confirm", f"{_TASKS}.compute_all"),
        Subscription("supervision_rule.end", f"{_TASKS}.compute_all"),
        Subscription("supervised_sector.register", f"{_TASKS}.compute_all"),
        Subscription("supervised_sector.end", f"{_TASKS}.compute_all"),
        Subscription("supervision_override.confirm", f"{_TASKS}.compute_override"),
        Subscription("supervision_override.end", f"{_TASKS}.compute_override"),
    ),
    timers=(
        Timer("supervision.compute_with_time", f"{_TASKS}.compute_with_time", every=21_600),
        Timer("supervision.sweep", f"{_TASKS}.sweep", every=86_400),
    ),
)
