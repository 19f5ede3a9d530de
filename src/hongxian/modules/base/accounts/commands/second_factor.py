"""Writes of second factors: enrolled, used, renewed, given up, reset."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyotp
from pyotp.exceptions import OTPVerificationError

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.sealing import seal, unseal
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.models import RecoveryCode, SecondFactor, User
from hongxian.modules.base.accounts.passwords import code_digest, is_code

SEALED_FOR = "second factor"
DRIFT = 1
"""How many steps of 30 seconds the clock of a phone may be off (RFC 6238, 5.2 recommends one)."""


@dataclass(frozen=True)
class Enrolment:
    """What is needed to take up a second factor: the secret shown, a code made with it, the recovery codes shown."""

    secret: str
    code: str
    recovery_codes: Sequence[str]


@command("second_factor.enrol")
def enrol_second_factor(*, actor: Actor, user: User, enrolment: Enrolment) -> SecondFactor:
    """Take up a second factor, once a code shows that the secret has reached the phone. Raises `Problem` at a wrong
    code, or when the account has a second factor."""
    if SecondFactor.objects.filter(user=user).exists():
        raise Problem(text.SECOND_FACTOR_STANDS)
    factor = SecondFactor.objects.create(
        user=user,
        secret=seal(enrolment.secret, purpose=SEALED_FOR),
        enrolled_at=now(),
        last_step=_step(enrolment.secret, enrolment.code),
    )
    _put_recovery_codes(factor, enrolment.recovery_codes)
    record(factor)
    return factor


@command("second_factor.renew_codes")
def renew_recovery_codes(
    *, actor: Actor, second_factor: SecondFactor, code: str, recovery_codes: Sequence[str]
) -> SecondFactor:
    """Make all recovery codes void and give new ones, after a code of the second factor."""
    use_second_factor(second_factor, code)
    RecoveryCode.objects.filter(second_factor=second_factor).delete()
    _put_recovery_codes(second_factor, recovery_codes)
    record(second_factor)
    return second_factor


@command("second_factor.give_up")
def give_up_second_factor(*, actor: Actor, second_factor: SecondFactor, code: str) -> None:
    """Take one's own second factor away, after a code of it; where a role demands one, the next login asks for a new
    one."""
    use_second_factor(second_factor, code)
    record(second_factor, erased=True)
    second_factor.delete()


@command("second_factor.reset")
def reset_second_factor(*, actor: Actor, second_factor: SecondFactor, reason: str) -> None:
    """Take somebody's second factor away, because the phone is lost; raises `Problem` for one's own."""
    if actor.key == str(second_factor.user.person_id):
        raise Problem(text.NOT_OWN_ACCOUNT)
    record(second_factor, reason=reason, erased=True)
    second_factor.delete()


def use_second_factor(factor: SecondFactor, code: str) -> str:
    """Spend a code: of the phone, or for recovery. Tell which (`code`, `recovery`). Each serves once: raises `Problem`
    at one that is wrong or was used, also when two come at the same moment."""
    plain = code.strip().replace(" ", "")
    if plain.isdecimal():
        step = _step(unseal(factor.secret, purpose=SEALED_FOR), plain)
        if not SecondFactor.objects.filter(pk=factor.pk, last_step__lt=step).update(last_step=step):
            raise Problem(text.CODE_USED, field="code")
        return "code"
    for each in RecoveryCode.objects.filter(second_factor=factor, used_at__isnull=True):
        if is_code(plain, each.digest):
            if RecoveryCode.objects.filter(pk=each.pk, used_at__isnull=True).update(used_at=now()):
                return "recovery"
            break
    raise Problem(text.SECOND_CODE_WRONG, field="code")


def _step(secret: str, code: str) -> int:
    """The time step to which the code belongs; `Problem` when to none near now."""
    try:
        return pyotp.TOTP(secret).verify_and_get_timecode(code.strip(), for_time=now(), valid_window=DRIFT)
    except (OTPVerificationError, ValueError) as error:
        raise Problem(text.SECOND_CODE_WRONG, field="code") from error


def _put_recovery_codes(factor: SecondFactor, codes: Sequence[str]) -> None:
    RecoveryCode.objects.bulk_create(RecoveryCode(second_factor=factor, digest=code_digest(each)) for each in codes)
