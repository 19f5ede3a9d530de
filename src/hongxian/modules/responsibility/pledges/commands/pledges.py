"""What becomes of a signed letter: confirmed or sent back, withdrawn, ended, or renewed when a holder changes."""

from __future__ import annotations

from datetime import date, timedelta

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.flow import PLEDGE
from hongxian.modules.responsibility.pledges.models import Pledge


@command("pledge.confirm")
def confirm_pledge(*, actor: Actor, pledge: Pledge) -> Pledge:
    """Confirm, as a second person, that the letter is signed as entered: from now on it counts."""
    touched = in_force(pledge, actor)
    record(pledge, *touched)
    return pledge


@command("pledge.reject")
def reject_pledge(*, actor: Actor, pledge: Pledge, reason: str) -> Pledge:
    """Refuse, as a second person, to confirm it; it never counts, and a new one may be issued."""
    PLEDGE.advance(pledge, "reject", actor, {"reason": reason.strip()}, ended_at=now())
    record(pledge, *_restored(pledge, actor), reason=reason.strip())
    return pledge


@command("pledge.withdraw")
def withdraw_pledge(*, actor: Actor, pledge: Pledge, reason: str) -> Pledge:
    """Take back a letter that is not in force, with the reason; one that it was to replace holds as before."""
    PLEDGE.advance(pledge, "withdraw", actor, {"reason": reason.strip()}, ended_at=now())
    record(pledge, *_restored(pledge, actor), reason=reason.strip())
    return pledge


@command("pledge.end")
def end_pledge(*, actor: Actor, pledge: Pledge, ended_on: date, reason: str) -> Pledge:
    """End a signed letter; `ended_on` is the last day on which it holds. Raises `Problem` at a day ahead or before it
    was signed."""
    if ended_on > today():
        raise Problem(text.ENDED_AHEAD.format(found=ended_on, today=today()), field="ended_on")
    if pledge.signed_on is not None and ended_on < pledge.signed_on:
        raise Problem(text.ENDED_BEFORE_SIGNED.format(found=ended_on, signed=pledge.signed_on), field="ended_on")
    PLEDGE.advance(pledge, "end", actor, {"reason": reason.strip()}, ended_on=ended_on, ended_at=now())
    record(pledge, reason=reason.strip())
    return pledge


@command("pledge.replace")
def replace_pledge(*, actor: Actor, pledge: Pledge, reason: str) -> Pledge:
    """Issue the same letter anew, for the holder of the post has changed or its words were lost; the old one holds
    until the new one is in force. Returns the new one. Raises `Problem` without a reason, and unless it is signed."""
    PLEDGE.advance(pledge, "replace", actor, {"reason": reason.strip()})
    sides = ("link", "subject", "giver", "giver_post", "bearer", "bearer_post", "enterprise", "under", "place")
    words = ("post_name", "post_kind", "first_responsible", "holds_from", "holds_to")
    renewed = Pledge.objects.create(
        **{name: getattr(pledge, name) for name in (*sides, *words)},
        replaces=pledge,
        handed_out_at=now(),
        handed_out_by=actor.key,
        handed_out_by_name=actor.name,
    )
    record(renewed, pledge, reason=reason.strip())
    return renewed


def in_force(pledge: Pledge, actor: Actor) -> list[Pledge]:
    """Let a letter with all its signatures come into force; return the one that it replaces, ended the day before.
    The caller, a command, names both in the ledger."""
    PLEDGE.advance(pledge, "confirm", actor, confirmed_at=now(), confirmed_by=actor.key, confirmed_by_name=actor.name)
    if pledge.replaces is None or pledge.signed_on is None:
        return []
    old = pledge.replaces
    last_day = max(pledge.signed_on - timedelta(days=1), old.signed_on or old.holds_from)
    PLEDGE.advance(old, "retire", actor, ended_on=last_day, ended_at=now())
    return [old]


def _restored(pledge: Pledge, actor: Actor) -> list[Pledge]:
    if pledge.replaces is None:
        return []
    return [PLEDGE.advance(pledge.replaces, "restore", actor)]
