"""Opening and closing registers."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger import record as ledger
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.records import text
from hongxian.modules.base.records.kinds import is_offered, kind_of
from hongxian.modules.base.records.models import Register

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place


@command("register.open", sees="keeper=party.view")
def open_register(
    *, actor: Actor, place: Place, noun: str, keeper: Party, valid_from: date, basis: str = ""
) -> Register:
    """Let a register of a noun be kept for a place and what lies in it from that day: from then on it means something
    that nothing is in it.

    Raises `Problem` when the dictionary has no such noun, a room tells it, the day lies ahead, or a register of it was
    open at that place on that day.
    """
    kind = kind_of(noun)
    if kind is None:
        raise Problem(text.NO_SUCH_NOUN.format(found=noun), field="noun")
    if not is_offered(noun):
        raise Problem(text.TOLD_BY_A_ROOM.format(noun=kind.label), field="noun")
    if valid_from > today():
        raise Problem(text.OPENS_AHEAD.format(found=valid_from, today=today()), field="valid_from")
    for other in Register.objects.filter(noun=noun, place=place, withdrawn_at__isnull=True):
        if other.valid_to is None or other.valid_to >= valid_from:
            until = other.valid_to or text.OPEN_END
            sentence = text.OPEN_ALREADY.format(
                place=place.name, noun=kind.label, start=other.valid_from, end=until, keeper=other.keeper.name
            )
            raise Problem(sentence, field="valid_from")
    register = Register.objects.create(
        noun=noun, place=place, keeper=keeper, basis=basis, valid_from=valid_from, recorded_at=now()
    )
    ledger.record(register, reason=basis, facts=[noun])
    return register


@command("register.close")
def close_register(*, actor: Actor, register: Register, valid_to: date, reason: str) -> Register:
    """Keep a register no longer: its last day is past. What it says of the days until then stands.

    Raises `Problem` without a reason or when the day is not past or lies before its opening, `Stale` when somebody was
    faster.
    """
    _need(reason)
    if register.valid_to is not None:
        raise Problem(text.CLOSED_ALREADY.format(end=register.valid_to))
    if not register.valid_from <= valid_to < today():
        sentence = text.CLOSES_OUTSIDE.format(found=valid_to, start=register.valid_from, today=today())
        raise Problem(sentence, field="valid_to")
    return _end(register, reason, valid_to=valid_to, closing_recorded_at=now())


@command("register.withdraw")
def withdraw_register(*, actor: Actor, register: Register, reason: str) -> Register:
    """Say that a register was opened by mistake: it never was open; what was entered in it stays on record. Raises
    `Problem` without a reason, `Stale` when somebody was faster."""
    _need(reason)
    return _end(register, reason, withdrawn_at=now())


def _need(reason: str) -> None:
    if not reason.strip():
        raise Problem(text.REASON_NEEDED, field="reason")


def _end(register: Register, reason: str, **changes: object) -> Register:
    standing = Register.objects.filter(pk=register.pk, valid_to=register.valid_to, withdrawn_at__isnull=True)
    if register.valid_to is None:
        standing = Register.objects.filter(pk=register.pk, valid_to__isnull=True, withdrawn_at__isnull=True)
    if not standing.update(**changes):
        raise Stale(STALE)
    register.refresh_from_db()
    ledger.record(register, reason=reason, facts=[register.noun])
    return register
