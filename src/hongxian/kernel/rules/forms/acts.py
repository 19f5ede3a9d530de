"""How acts stand about rows: done in time, late, running or overdue. Shared by several forms."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from hongxian.kernel.rules.dates import add
from hongxian.kernel.rules.forms.act import Act
from hongxian.kernel.rules.forms.back_entry import CONFIRMED
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.forms.timing import CONTRARY, Timing, why_not
from hongxian.kernel.rules.link import Link, Pace
from hongxian.kernel.rules.population import Leaf, Not, Op, Population
from hongxian.kernel.rules.verdict import Reason


@dataclass(frozen=True)
class Acted:
    """How an act stands about the rows it was asked of; every row is in one of the four.

    `done` in time; `late`; `running`: not done, and the time is not over; `overdue`: not done, and it is. `confirmed`
    are those done only thanks to a second person.
    """

    act: Act
    done: Population
    late: Population
    running: Population
    overdue: Population
    confirmed: Population
    sources: tuple[Population, ...]
    timing: Timing
    reason: Reason

    @property
    def stands(self) -> tuple[Population, ...]:
        """What is to be counted of it, in the order of `Numbers`."""
        return self.done, self.late, self.overdue, self.running, self.confirmed

    def due(self) -> date | None:
        """The first day on which a running row becomes overdue. To be asked where there are some."""
        span = self.timing.span
        if span is None or self.timing.final:
            return None
        first = self.running.earliest(self.timing.start)
        return add(first, span) + timedelta(days=1) if isinstance(first, date) else None


class Numbers(NamedTuple):
    """Of how many rows an act stands in which way."""

    done: int
    late: int
    overdue: int
    running: int
    confirmed: int


def acted(act: Act, context: Context, rows: Population, noun: str, timing: Timing) -> Acted:
    """How the act stands about rows of a noun; where their day is absent, their time has not started."""
    found = context.matching(act.have) if act.have is not None else None
    if found is None:
        done = timely = ever = rows.filter(context.bound(act.satisfies, noun))
    else:
        done, timely, ever = _done(act, context, rows, found, timing)
    left = rows.subtract(done)
    undone, over = left.subtract(ever), timing.over(context.today)
    return Acted(
        act=act,
        done=done,
        late=left.intersect(ever),
        running=undone.filter(Not(over)),
        overdue=undone.filter(over),
        confirmed=done.subtract(timely),
        sources=() if found is None else (found,),
        timing=timing,
        reason=why_not(act, context, noun, timing),
    )


def _done(
    act: Act, context: Context, rows: Population, found: Population, timing: Timing
) -> tuple[Population, Population, Population]:
    """The rows about which it was done in time, those of them that need no second person, and those about which it
    was done at all. A record that only waits for its second person leaves it undone."""
    assert act.have is not None
    day = context.noun(act.have.fact).begins

    def link(share: Population, *paces: Pace) -> Link:
        assert act.have is not None
        return Link(share, act.have.member, (*timing.paces, *paces), timing.own)

    if timing.span is None:
        ever = rows
        for share in act.shares(found):
            ever = ever.related(link(share))
        return ever, ever, ever
    own = Pace(day, timing.op, timing.start, timing.span)
    typed = Pace("recorded_on", Op.ON_OR_BEFORE, timing.start, timing.span)
    after = Pace(day, CONTRARY[timing.op], timing.start, timing.span)
    started = rows.filter(Leaf(timing.start, Op.PRESENT, True))
    done = timely = ever = rows
    for share in act.shares(found):
        unstarted = rows.subtract(started).unrelated(link(share))
        at_once = started.unrelated(link(share, own, typed))
        confirmed = at_once.unrelated(link(share.filter(CONFIRMED), own))
        timely = timely.subtract(at_once).subtract(unstarted)
        done = done.subtract(confirmed).subtract(unstarted)
        ever = ever.subtract(confirmed.unrelated(link(share, after))).subtract(unstarted)
    return done, timely, ever
