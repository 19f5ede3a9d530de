"""The room of policies."""

from hongxian.kernel.module import MenuItem, Module, Noun

_QUERIES = "hongxian.modules.base.policies.queries"
_CHOICES = f"{_QUERIES}.choices"
_PACK_CODE = (("pack_code", f"{_CHOICES}.pack_title"),)

MODULE = Module(
    key="policies",
    urls="hongxian.modules.base.policies.urls",
    menu=(
        MenuItem("pack", "policies:list", "pack.view", icon="scroll-text", order=16, group="menu#policy"),
        MenuItem(
            "precedence", "policies:precedences", "adoption.view", icon="git-compare", order=19, group="menu#policy"
        ),
        MenuItem(
            "parameter_value",
            "policies:parameters",
            "parameter_value.view",
            icon="sliders-horizontal",
            order=17,
            group="menu#policy",
        ),
    ),
    flows=("hongxian.modules.base.policies.flow.PACK",),
    nouns=(
        Noun("pack", model="policies.Pack", visible=f"{_QUERIES}.visible_packs", page="policies:pack"),
        Noun("adoption", model="policies.Adoption", visible=f"{_QUERIES}.visible_adoptions"),
        Noun("rebase", model="policies.Rebase", visible=f"{_CHOICES}.visible_rebases", means=_PACK_CODE),
        Noun("precedence", model="policies.Precedence", visible=f"{_CHOICES}.visible_precedences"),
        Noun("practice", model="policies.Practice", visible=f"{_CHOICES}.visible_practices", means=_PACK_CODE),
        Noun(
            "parameter_value",
            model="policies.ParameterValue",
            visible=f"{_QUERIES}.visible_parameter_values",
            means=_PACK_CODE,
        ),
    ),
    permissions=("pack.view", "adoption.view", "parameter_value.view"),
)
