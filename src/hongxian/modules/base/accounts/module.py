"""The room of accounts."""

from hongxian.kernel.module import Module, Noun

_QUERIES = "hongxian.modules.base.accounts.queries"

MODULE = Module(
    key="accounts",
    urls="hongxian.modules.base.accounts.urls",
    nouns=(
        Noun("user", model="accounts.User", visible=f"{_QUERIES}.visible_users"),
        Noun("role", model="accounts.Role", visible=f"{_QUERIES}.visible_roles"),
        Noun("authority", model="accounts.Authority", visible=f"{_QUERIES}.visible_authorities"),
    ),
    permissions=("user.view", "role.view", "authority.view"),
)
