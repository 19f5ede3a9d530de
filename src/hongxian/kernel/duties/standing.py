"""What follows from something, as long as it stands on somebody's desk: put there once, moved when its day or who owes
it changes, taken off. A source that begins another (`thing:<key>:`) means all that follow from it."""

from collections.abc import Iterable
from dataclasses import replace
from functools import reduce
from operator import or_

from hongxian.kernel.act import gathering_now
from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.duties.commands import (
    BY_SOURCE,
    Owed,
    discharge_duty,
    move_duty,
    open_duty,
    reschedule_duty,
    withdraw_duty,
)
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.duties.queries import duties_under, duty_from
from hongxian.kernel.together import Lookup, is_together

_LONGEST_TITLE = 200


_ROWS = Lookup(
    lambda: Duty.objects.filter(state__in=("open", "explained")).order_by("pk"),
    "source",
    where=lambda roots: reduce(or_, (path_range("source", each) for each in roots)),
    value=lambda duty: _root(duty.source),
)


def _root(source: str) -> str:
    """The row of a source: `thing:<key>:`."""
    return "".join(f"{each}:" for each in source.split(":")[:2])


def look_ahead(actor: Actor, roots: Iterable[str]) -> None:
    """Where many acts are done together: load what stands of these rows (`thing:<key>:`), which the actor, a
    system, may take off the desks."""
    asked = list(roots)
    _ROWS.load(asked)
    if (gathering := gathering_now()) is not None and gathering.queue is not None and actor.may("duty.withdraw"):
        for duty in (duty for root in asked for duty in _ROWS.of(root)):
            gathering.passes(Duty, duty.pk, "duty.withdraw")


def made(root: str) -> None:
    """Say that the row of which duties will follow was only just made: none stands yet."""
    _ROWS.none(root)


def standing(source: str) -> list[Duty]:
    """The duties from that source that are still on a desk; not scoped."""
    if is_together():
        return [duty for duty in _ROWS.of(_root(source)) if duty.source.startswith(source)]
    return list(duties_under(source).filter(state__in=("open", "explained")).order_by("pk"))


def put(actor: Actor, owed: Owed, *, is_first: bool = False) -> Duty:
    """Open the duty, or give the one that stands the desk and the day that it has now. `is_first`: nothing followed
    from that source before."""
    owed = replace(owed, title=owed.title[:_LONGEST_TITLE])
    if is_first:
        BY_SOURCE.none(owed.source)
        return open_duty(actor=actor, owed=owed)
    known = duty_from(owed.source)
    if known is None or known.state in ("done", "withdrawn"):
        known = open_duty(actor=actor, owed=owed)
    if known.organisation != owed.organisation:
        known = move_duty(actor=actor, duty=known, owed=owed)
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
