"""The room of what law and standards publish."""

from hongxian.kernel.module import MenuItem, Module, Noun

_QUERIES = "hongxian.modules.base.national.queries"

MODULE = Module(
    key="national",
    urls="hongxian.modules.base.national.urls",
    menu=(
        MenuItem(
            "national_value",
            "national:list",
            "national_confirmation.view",
            icon="landmark",
            order=18,
            group="menu#policy",
        ),
    ),
    nouns=(
        Noun(
            "national_confirmation",
            model="national.NationalConfirmation",
            visible=f"{_QUERIES}.visible_confirmations",
        ),
    ),
    permissions=("national_confirmation.view",),
)
