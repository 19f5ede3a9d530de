"""Writes of accounts: opening, closing, one-time codes, passwords."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.commands.login import end_logins
from hongxian.modules.base.accounts.models import UsedPassword, User
from hongxian.modules.base.accounts.passwords import code_digest, complaints, is_code, plain_code
from hongxian.modules.base.accounts.policy import policy
from hongxian.modules.base.accounts.queries import administers

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Person

SHORTEST_CODE = 12


@command("user.open", sees="person=person.view")
def open_user(
    *, actor: Actor, person: Person, username: str, password: str = "", code: str = "", must_change: bool = True
) -> User:
    """Give a person an account: with a one-time code by which the person sets the password, or with a first password
    that keeps the rules and, unless told otherwise, must be changed at the first login.

    Raises `Problem` when the login name is taken or the person has an account.
    """
    if User.objects.filter(username__iexact=username).exists():
        raise Problem(text.USERNAME_TAKEN.format(username=username), field="username")
    if existing := User.objects.filter(person=person).first():
        raise Problem(text.PERSON_HAS_ACCOUNT.format(name=person.name, username=existing.username), field="person")
    user = User(username=username, person=person)
    if code:
        _put_code(user, code)
        user.set_unusable_password()
    else:
        _put_password(user, password)
        user.must_change_password = must_change
    user.save(force_insert=True)
    if not code:
        _remember(user)
    record(user)
    return user


@command("user.issue_code")
def issue_code(*, actor: Actor, user: User, code: str, reason: str) -> User:
    """Give an account a one-time code with which the person sets a new password; an earlier code is void, the present
    password holds until then. Raises `Problem` for one's own account or a closed one."""
    _refuse_own(actor, user)
    if not user.is_active:
        raise Problem(text.ACCOUNT_CLOSED.format(username=user.username))
    _put_code(user, code)
    user.save(update_fields=["code", "code_until"])
    record(user, reason=reason)
    return user


@command("user.recover_password")
def recover_password(*, actor: Actor, user: User, code: str, password: str) -> User:
    """Set the password with a one-time code, which is spent by it. Raises `Problem` when it is wrong, spent or too
    old (no field), or when the password breaks a rule."""
    user = User.objects.select_for_update(of=("self",)).get(pk=user.pk)
    if not user.is_active or not user.code_until or user.code_until <= now() or not is_code(code, user.code):
        raise Problem(text.CODE_WRONG)
    return _new_password(actor, user, password)


@command("user.change_password")
def change_password(*, actor: Actor, user: User, old_password: str, password: str, keep: str = "") -> User:
    """Change one's own password. The logins of the account end, but the one to keep. Raises `Problem` at a wrong old
    password or one that breaks a rule."""
    if not user.check_password(old_password):
        raise Problem(text.OLD_PASSWORD_WRONG, field="old_password")
    return _new_password(actor, user, password, keep)


@command("user.close")
def close_user(*, actor: Actor, user: User, reason: str) -> User:
    """Close an account: nobody logs in with it any more, and its logins end. What was done with it stays on record."""
    _refuse_own(actor, user)
    if not User.objects.filter(pk=user.pk, is_active=True).update(is_active=False, code="", code_until=None):
        raise Stale(STALE)
    user.refresh_from_db()
    record(user, reason=reason)
    end_logins(actor, user, "account_closed")
    return user


@command("user.reopen")
def reopen_user(*, actor: Actor, user: User, code: str, reason: str) -> User:
    """Open a closed account again; its old password holds no more, a one-time code sets the new one."""
    _refuse_own(actor, user)
    if user.is_active:
        raise Stale(STALE)
    user.is_active = True
    user.set_unusable_password()
    _put_code(user, code)
    user.save(update_fields=["is_active", "password", "code", "code_until"])
    record(user, reason=reason)
    return user


def _refuse_own(actor: Actor, user: User) -> None:
    if actor.key == str(user.person_id):
        raise Problem(text.NOT_OWN_ACCOUNT)


def _put_code(user: User, code: str) -> None:
    if len(plain_code(code)) < SHORTEST_CODE:
        raise ValueError("a one-time code that can be guessed")
    user.code, user.code_until = code_digest(code), now() + timedelta(hours=policy()["code_hours"])


def _put_password(user: User, password: str) -> None:
    wrong = list(complaints(user, password, administers=not user._state.adding and administers(user)))
    if wrong:
        raise Problem("".join(wrong), field="password")
    user.set_password(password)
    user.password_changed_at = now()


def _new_password(actor: Actor, user: User, password: str, keep: str = "") -> User:
    _put_password(user, password)
    user.must_change_password, user.code, user.code_until = False, "", None
    user.save(update_fields=["password", "password_changed_at", "must_change_password", "code", "code_until"])
    _remember(user)
    record(user)
    end_logins(actor, user, "password_changed", keep)
    return user


def _remember(user: User) -> None:
    UsedPassword.objects.create(user=user, digest=user.password, changed_at=now())
