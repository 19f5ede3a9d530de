"""Writes of logins: begun, refused, ended; locks set and lifted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.accounts import sessions, text
from hongxian.modules.base.accounts.commands.second_factor import Enrolment, enrol_second_factor, use_second_factor
from hongxian.modules.base.accounts.models import Login, LoginLock, User
from hongxian.modules.base.accounts.policy import policy
from hongxian.modules.base.accounts.queries import (
    logins_of,
    needs_second_factor,
    oneself,
    second_factor_of,
)


@dataclass(frozen=True)
class Origin:
    """Whence somebody logs in: the address, the device as its browser names it, the key of the session."""

    address: str = ""
    device: str = ""
    session_key: str = ""


@command("login.begin")
def begin_login(
    *, actor: Actor, user: User, method: str, origin: Origin, code: str = "", enrolment: Enrolment | None = None
) -> Login:
    """Enter a login whose first factor was shown (`method`: password, oidc). An account with a second factor must show
    a `code`; one that must have a second factor and has none takes it up by the `enrolment`.

    Failures counted under the name are forgotten; logins of the account that are dead end, and so do the oldest beyond
    the number allowed at one time. Raises `Problem` at a wrong or used code, or when one is missing.
    """
    login = Login.objects.create(
        user=user,
        method=_with_second_factor(actor, user, method, code, enrolment),
        address=origin.address[:64],
        device=origin.device[:120],
        session_key=origin.session_key,
        began_at=now(),
    )
    lock = LoginLock.objects.filter(kind="account", key=lock_key(user.username), failures__gt=0).first()
    if lock is not None:
        lock.failures = 0
        lock.save(update_fields=["failures"])
    record(login, *([lock] if lock else []))
    _keep_within(actor, user, login)
    return login


@command("login.end")
def end_login(*, actor: Actor, login: Login, cause: str) -> Login:
    """End a login, and its session with it. Raises `Stale` when it has ended before."""
    if not Login.objects.filter(pk=login.pk, ended_at__isnull=True).update(ended_at=now(), end_cause=cause):
        raise Stale(STALE)
    login.refresh_from_db()
    sessions.destroy(login)
    record(login)
    return login


@command("login.refuse")
def refuse_login(*, actor: Actor, username: str, address: str, cause: str) -> LoginLock:
    """Enter a login that failed, and lock the name or the address once there were too many in a row. A name that is
    locked already, or not known at all, counts only against the address."""
    rules = policy()
    counted = []
    if cause != "locked" and lock_key(username):
        counted.append(_count("account", lock_key(username), rules["failures_before_lock"], rules))
    if address and rules["address_failures_before_lock"]:
        counted.append(_count("address", address[:64], rules["address_failures_before_lock"], rules))
    if not counted:
        counted.append((_row("account", lock_key(username)), False))
    record(*(row for row, _ in counted), detail={"username": username[:40], "address": address, "cause": cause})
    for row, full in counted:
        if full:
            set_lock(actor=actor, login_lock=row)
    return counted[0][0]


@command("login_lock.set")
def set_lock(*, actor: Actor, login_lock: LoginLock) -> LoginLock:
    """Let nobody in under that name or from that address for a while."""
    login_lock.failures = 0
    login_lock.locked_until = now() + timedelta(minutes=policy()["lock_minutes"])
    login_lock.save(update_fields=["failures", "locked_until"])
    record(login_lock)
    return login_lock


@command("login_lock.lift")
def lift_lock(*, actor: Actor, login_lock: LoginLock, reason: str) -> LoginLock:
    """Let in again at once. Raises `Stale` when nothing is locked any more."""
    rows = LoginLock.objects.filter(pk=login_lock.pk, locked_until__gt=now())
    if not rows.update(locked_until=None, failures=0):
        raise Stale(STALE)
    login_lock.refresh_from_db()
    record(login_lock, reason=reason)
    return login_lock


def _with_second_factor(actor: Actor, user: User, method: str, code: str, enrolment: Enrolment | None) -> str:
    """The means by which the login succeeded, the second factor included."""
    factor = second_factor_of(user)
    if factor is not None:
        return f"{method}_{use_second_factor(factor, code)}"
    if enrolment is not None:
        enrol_second_factor(actor=actor, user=user, enrolment=enrolment)
        return f"{method}_code"
    if needs_second_factor(user):
        raise Problem(text.SECOND_FACTOR_NEEDED, field="code")
    return method


def end_logins(actor: Actor, user: User, cause: str, keep: str = "") -> None:
    """End every login of an account but the one to keep, as part of an act upon the account."""
    who = oneself(user, "login.end") if actor.key == str(user.person_id) else actor.lent("login.end")
    for login in logins_of(user).exclude(pk__in=[keep] if keep else []):
        end_login(actor=who, login=login, cause=cause)


def lock_key(username: str) -> str:
    """The name under which failures are counted: however it is written."""
    return username.strip().lower()[:40]


def _keep_within(actor: Actor, user: User, new: Login) -> None:
    """End what is dead, and the oldest of what stands beyond the limit."""
    limit = policy()["parallel_sessions"]
    standing = 1
    for login in logins_of(user).exclude(pk=new.pk):
        if sessions.last_seen(login) is None:
            end_login(actor=actor, login=login, cause="expired")
            continue
        standing += 1
        if limit and standing > limit:
            end_login(actor=actor, login=login, cause="displaced")


def _row(kind: str, key: str) -> LoginLock:
    row, _ = LoginLock.objects.get_or_create(kind=kind, key=key)
    return LoginLock.objects.select_for_update().get(pk=row.pk)


def _count(kind: str, key: str, most: int, rules: dict[str, int]) -> tuple[LoginLock, bool]:
    """Count one more failure; whether that was one too many."""
    row, moment = _row(kind, key), now()
    in_a_row = row.failed_at is not None and moment - row.failed_at <= timedelta(minutes=rules["failure_minutes"])
    row.failures = row.failures + 1 if in_a_row else 1
    row.failed_at = moment
    row.save(update_fields=["failures", "failed_at"])
    return row, row.failures >= most
