"""The room of power lists and responsibility lists of bodies."""

from hongxian.kernel.module import FactSource, MenuItem, Module, Noun

_QUERIES = "hongxian.modules.responsibility.power_lists.queries"

MODULE = Module(
    key="power_lists",
    urls="hongxian.modules.responsibility.power_lists.urls",
    menu=(MenuItem("power_list", "power_lists:list", "power_list_version.view", icon="scroll-text", order=44),),
    flows=("hongxian.modules.responsibility.power_lists.flow.POWER_LIST_VERSION",),
    nouns=(
        Noun("power_list", model="power_lists.PowerList", visible=f"{_QUERIES}.visible_power_lists"),
        Noun(
            "power_list_version",
            model="power_lists.PowerListVersion",
            visible=f"{_QUERIES}.visible_versions",
            page="power_lists:version",
        ),
        Noun("power_item", model="power_lists.PowerItem", visible=f"{_QUERIES}.visible_power_items"),
    ),
    facts=(
        FactSource(
            "duty_and_power_list",
            "hongxian.modules.responsibility.power_lists.facts.duty_and_power_lists",
            ("power_list_version.confirm", "power_list_version.publish", "power_list_version.end"),
            noun="power_list_version",
        ),
    ),
    permissions=("power_list_version.view",),
)
