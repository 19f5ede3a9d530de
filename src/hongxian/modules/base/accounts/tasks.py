"""What the worker does with accounts: those of people who have left are closed."""

from datetime import timedelta

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.commands import close_user
from hongxian.modules.base.accounts.policy import policy
from hongxian.modules.base.accounts.queries import accounts_of_leavers

_ACTOR = system_actor("accounts", "user.close", "login.end")


def close_accounts_of_leavers() -> None:
    """Close the accounts of those whose last post ended so many days ago as the settings say. Each is its own act."""
    for user in accounts_of_leavers(today() - timedelta(days=policy()["leaver_days"] - 1)):
        close_user(actor=_ACTOR, user=user, reason=text.LEFT)
