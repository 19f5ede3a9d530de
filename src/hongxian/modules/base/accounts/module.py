"""The room of accounts."""

from hongxian.kernel.module import MenuItem, Module, Noun, Timer

_QUERIES = "hongxian.modules.base.accounts.queries"

MODULE = Module(
    key="accounts",
    urls="hongxian.modules.base.accounts.urls",
    menu=(
        MenuItem("user", "accounts:users", "user.view", icon="users", order=910, group="menu#people"),
        MenuItem(
            "authority", "accounts:authorities", "authority.view", icon="key-round", order=912, group="menu#people"
        ),
        MenuItem("role", "accounts:roles", "role.view", icon="id-card", order=914, group="menu#people"),
        MenuItem("login_event", "accounts:login_events", "login.view", icon="history", order=938, group="menu#people"),
        MenuItem(
            "security_policy",
            "accounts:security",
            "security_policy.view",
            icon="shield-check",
            order=940,
            group="menu#people",
        ),
    ),
    nouns=(
        Noun("user", model="accounts.User", visible=f"{_QUERIES}.visible_users", page="accounts:user"),
        Noun("role", model="accounts.Role", visible=f"{_QUERIES}.visible_roles", page="accounts:role"),
        Noun(
            "authority",
            model="accounts.Authority",
            visible=f"{_QUERIES}.visible_authorities",
            page="accounts:authority",
        ),
        Noun("login", model="accounts.Login", visible=f"{_QUERIES}.visible_logins"),
        Noun("login_lock", model="accounts.LoginLock", visible=f"{_QUERIES}.visible_login_locks"),
        Noun("second_factor", model="accounts.SecondFactor", visible=f"{_QUERIES}.visible_second_factors"),
        Noun("identity", model="accounts.Identity", visible=f"{_QUERIES}.visible_identities"),
        # Digests of secrets: the ledger names the account, never these.
        Noun("used_password", model="accounts.UsedPassword", derived=True),
        Noun("recovery_code", model="accounts.RecoveryCode", derived=True),
        Noun("security_policy", model="accounts.SecurityPolicy", visible=f"{_QUERIES}.visible_security_policies"),
    ),
    registers=("hongxian.modules.base.accounts.registers.LOGIN_EVENTS",),
    may_hold="hongxian.modules.base.accounts.apart.refuse_mixing_appointment",
    timers=(Timer("user.close_leavers", "hongxian.modules.base.accounts.tasks.close_accounts_of_leavers", every=3600),),
    permissions=(
        "user.view",
        "role.view",
        "authority.view",
        "login.view",
        "login_lock.view",
        "security_policy.view",
    ),
)
