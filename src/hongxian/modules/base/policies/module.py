"""The room of policies."""

from hongxian.kernel.module import FACT_CHANGED, MenuItem, Module, Noun, Subscription, Timer

_QUERIES = "hongxian.modules.base.policies.queries"
_TASKS = "hongxian.modules.base.policies.tasks"

MODULE = Module(
    key="policies",
    urls="hongxian.modules.base.policies.urls",
    api="hongxian.modules.base.policies.api.router",
    menu=(
        MenuItem("pack", "policies:list", "pack.view", icon="scroll-text", order=20),
        MenuItem("parameter_value", "policies:parameters", "parameter_value.view", icon="sliders-horizontal", order=70),
    ),
    flows=("hongxian.modules.base.policies.flow.PACK",),
    nouns=(
        Noun("pack", model="policies.Pack", visible=f"{_QUERIES}.visible_packs", page="policies:pack"),
        Noun("adoption", model="policies.Adoption", visible=f"{_QUERIES}.visible_adoptions"),
        Noun("parameter_value", model="policies.ParameterValue", visible=f"{_QUERIES}.visible_parameter_values"),
        Noun("verdict", model="policies.Verdict", visible=f"{_QUERIES}.visible_verdicts", page="policies:verdict"),
    ),
    permissions=("pack.view", "adoption.view", "parameter_value.view", "verdict.view"),
    subscriptions=(
        Subscription(FACT_CHANGED, f"{_TASKS}.refresh_after"),
        Subscription("adoption.begin", f"{_TASKS}.refresh_adoption"),
        Subscription("parameter_value.set", f"{_TASKS}.refresh_parameter"),
        Subscription("calendar_day.set", f"{_TASKS}.reschedule"),
        Subscription("calendar_day.withdraw", f"{_TASKS}.reschedule"),
    ),
    timers=(Timer("verdict.refresh_with_time", f"{_TASKS}.refresh_with_time", every=60),),
)
