"""What follows from something, as long as it stands on somebody's desk: put there once, moved when its day moves, taken
off. A source that begins another (`thing:<key>:`) means all that follow from it."""

from dataclasses import replace

from hongxian.kernel.actor import Actor
from hongxian.kernel.duties.commands import Owed, discharge_duty, open_duty, reschedule_duty, withdraw_duty
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.duties.queries import duties_under, duty_from

_LONGEST_TITLE = 200


def standing(source: str) -> list[Duty]:
    """The duties from that source that are still on a desk; not scoped."""
    return list(duties_under(source).filter(state__in=("open", "explained")).order_by("pk"))


def put(actor: Actor, owed: Owed) -> Duty:
    """Open the duty, or give the one that stands the day that it has now."""
    owed = replace(owed, title=owed.title[:_LONGEST_TITLE])
    known = duty_from(owed.source)
    if known is None or known.state in ("done", "withdrawn"):
        known = open_duty(actor=actor, owed=owed)
    if (known.due_on, known.calculation, known.provisional) != (owed.due_on, owed.calculation, owed.provisional):
        reschedule_duty(
            actor=actor,
            duty=known,
            due_on=owed.due_on,
            remind_on=owed.remind_on,
            calculation=owed.calculation,
            provisional=owed.provisional,
        )
    return known


def settle(actor: Actor, source: str, cause: object) -> None:
    """Take what follows from that source off the desk: it was done by that ledger entry."""
    for duty in standing(source):
        discharge_duty(actor=actor, duty=duty, cause=str(cause))


def drop(actor: Actor, source: str, reason: str) -> None:
    """Take what follows from that source off the desk: it is no longer owed."""
    for duty in standing(source):
        withdraw_duty(actor=actor, duty=duty, reason=reason)
