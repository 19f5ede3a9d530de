"""The room of duty lists and roles."""

from hongxian.kernel.module import FactSource, MenuItem, Module, Noun

_QUERIES = "hongxian.modules.responsibility.duty_lists.queries"
_FACTS = "hongxian.modules.responsibility.duty_lists.facts"
_EVENTS = ("duty_list.record", "duty_list.confirm", "duty_list.reject")

MODULE = Module(
    key="duty_lists",
    urls="hongxian.modules.responsibility.duty_lists.urls",
    menu=(MenuItem("duty_list", "duty_lists:list", "duty_list.view", icon="clipboard-list", order=40),),
    registers=("hongxian.modules.responsibility.duty_lists.registers.DUTY_LISTS",),
    flows=("hongxian.modules.responsibility.duty_lists.flow.DUTY_LIST",),
    nouns=(
        Noun(
            "duty_list",
            model="duty_lists.DutyList",
            visible=f"{_QUERIES}.visible_duty_lists",
            page="duty_lists:detail",
        ),
        Noun("duty_item", model="duty_lists.DutyItem", visible=f"{_QUERIES}.visible_duty_items"),
        Noun("safety_role", model="duty_lists.SafetyRole", visible=f"{_QUERIES}.visible_safety_roles"),
    ),
    facts=(
        FactSource("document", f"{_FACTS}.documents", _EVENTS, noun="duty_list"),
        FactSource("duty_item", f"{_FACTS}.duty_items", _EVENTS),
        FactSource("safety_role", f"{_FACTS}.safety_roles", ("safety_role.assign",)),
    ),
    permissions=("duty_list.view", "duty_item.view", "safety_role.view"),
)
