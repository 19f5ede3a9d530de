"""The way out: the login behind a session ends, and the ledger says why."""

from contextlib import suppress

from django.http import HttpRequest

from hongxian.kernel.problem import Stale
from hongxian.modules.base.accounts import sessions
from hongxian.modules.base.accounts.commands import end_login
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import logins_of, oneself


def leave(request: HttpRequest, cause: str) -> str:
    """End the login of this session, if it has one that has not ended; by which means that was a login, empty if there
    was none."""
    user, key = request.user, request.session.get(sessions.LOGIN)
    login = logins_of(user).filter(pk=key).first() if isinstance(user, User) and key else None
    if login is None or not isinstance(user, User):
        return ""
    with suppress(Stale):  # somebody ended it at the same moment: it has ended
        end_login(actor=oneself(user, "login.end"), login=login, cause=cause)
    return login.method
