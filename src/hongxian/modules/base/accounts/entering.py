"""The way in, step by step: locks, password, second factor, session. Every answer to a failure is the same, whether
the login name exists or not."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, authenticate
from django.contrib.auth import login as put_into_session
from django.http import HttpRequest

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import LOCAL, now
from hongxian.modules.base.accounts import sessions, text
from hongxian.modules.base.accounts.commands import Enrolment, Origin, begin_login, refuse_login
from hongxian.modules.base.accounts.commands.login import lock_key
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.policy import policy
from hongxian.modules.base.accounts.queries import locked_until, oneself, user_by_key

PENDING = "pending_login"
PATIENCE = timedelta(minutes=10)
"""How long the second step of a login may take."""
_GUARD = system_actor("login", "login.refuse", "login_lock.set")


def address_of(request: HttpRequest) -> str:
    """Whence the request comes: as the last proxy that is trusted saw it, else the other end of the connection."""
    hops = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",") if each.strip()]
    if settings.TRUSTED_PROXIES and len(hops) >= settings.TRUSTED_PROXIES:
        return hops[-settings.TRUSTED_PROXIES][:64]
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def standing_lock(request: HttpRequest, username: str) -> str:
    """The sentence about a lock on the name or the address; empty if there is none. An attempt upon a locked name
    counts against the address; from a locked address nothing is counted any more."""
    moment = now()
    if until := locked_until("address", address_of(request), moment):
        return _told(until)
    if until := locked_until("account", lock_key(username), moment):
        fail(request, username, "locked")
        return _told(until)
    return ""


def try_password(request: HttpRequest, username: str, password: str) -> tuple[User | None, str]:
    """The account whose password this is; or None and the sentence for whoever tried."""
    if sentence := standing_lock(request, username):
        return None, sentence
    user = authenticate(request, username=username, password=password)
    if isinstance(user, User):
        return user, ""
    return None, fail(request, username, "password")


def fail(request: HttpRequest, username: str, cause: str) -> str:
    """Count a failure; the sentence for whoever tried."""
    refuse_login(actor=_GUARD, username=username, address=address_of(request), cause=cause)
    until = locked_until("account", lock_key(username), now())
    return _told(until) if until else text.LOGIN_FAILED


def wait_for_second_step(request: HttpRequest, user: User, method: str, next_page: str) -> None:
    """Remember who has shown the first factor; nobody is logged in yet."""
    request.session.flush()
    request.session[PENDING] = {
        "user": str(user.pk),
        "method": method,
        "at": now().isoformat(),
        "next": next_page,
        "proof": user.get_session_auth_hash(),
    }


def waiting(request: HttpRequest) -> tuple[User, dict[str, Any]] | None:
    """Who has shown the first factor in this session a short while ago; None if nobody, or if the password was changed
    or the account closed meanwhile."""
    pending = request.session.get(PENDING)
    if not pending or now() - datetime.fromisoformat(pending["at"]) > PATIENCE:
        return None
    user = user_by_key(pending["user"])
    return (user, pending) if user is not None and user.get_session_auth_hash() == pending["proof"] else None


def enter(request: HttpRequest, user: User, method: str, *, code: str = "", enrolment: Enrolment | None = None) -> None:
    """Log in: the login is entered in the ledger, and the session bound to it. Raises `Problem` when the second factor
    is wrong or missing; then nobody is logged in."""
    request.session.cycle_key()
    device = request.headers.get("User-Agent", "")
    origin = Origin(address_of(request), device, request.session.session_key or "")
    actor = oneself(user, "login.begin", "login.end", "second_factor.enrol")
    login = begin_login(actor=actor, user=user, method=method, origin=origin, code=code, enrolment=enrolment)
    request.session.pop(PENDING, None)
    # The session is this user's already, so that Django keeps the key that the login names.
    request.session[SESSION_KEY] = str(user.pk)
    request.session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    put_into_session(request, user, settings.AUTHENTICATION_BACKENDS[0])
    limit(request, str(login.pk))
    request.session[sessions.CHANGE] = user.must_change_password or _too_old(user)


def limit(request: HttpRequest, login: str = "") -> None:
    """Write into the session how long it may last and rest, by the settings of today."""
    rules, moment = policy(), now()
    request.session[sessions.LOGIN] = login
    request.session[sessions.SEEN] = moment.isoformat()
    request.session[sessions.IDLE] = rules["idle_minutes"]
    request.session[sessions.UNTIL] = (moment + timedelta(hours=rules["session_hours"])).isoformat()


def _too_old(user: User) -> bool:
    days = policy()["password_days"]
    if not days or not user.has_usable_password() or user.password_changed_at is None:
        return False
    return now() - user.password_changed_at >= timedelta(days=days)


def _told(until: datetime) -> str:
    return text.LOGIN_LOCKED.format(until=f"{until.astimezone(LOCAL):%H:%M}")
