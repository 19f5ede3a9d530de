"""What must be done about a row, within a time that starts on a day of the row: shared by several forms."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Self

from pydantic import model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, ISODuration, ParameterReference, Shape
from hongxian.kernel.rules.dates import Duration, add, last_before
from hongxian.kernel.rules.forms.back_entry import CONFIRMED, does_count_by, unconfirmed
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.forms.selection import Ask, Having, Use, asks_of, uses_of
from hongxian.kernel.rules.population import NEVER, Leaf, Not, Op, Pace, Population, Row, every_row
from hongxian.kernel.rules.positions import Loc
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import Reason


class Act(Shape):
    """One thing to be done about a row: another fact has a row that names it (`have`), one for `each` of the values
    in its field `by`; or the row itself `satisfies` a condition.

    `within` starts on a day of the row; without it, or while its parameter is unset, there is no limit. A record typed
    in after the time counts only when its own day is in time and a second person confirmed it.
    """

    id: str
    text: str
    have: Having | None = None
    each: tuple[str, ...] | None = None
    by: str = ""
    satisfies: Condition | None = None
    within: ISODuration | ParameterReference | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.have is None) == (self.satisfies is None):
            raise ValueError(text.HAVE_OR_SATISFIES)
        if (self.each is None) == bool(self.by) or (self.each is not None and (self.have is None or not self.each)):
            raise ValueError(text.EACH_AND_BY)
        return self

    def uses(self, noun: str, loc: Loc) -> Iterator[Use]:
        """What it asks of the dictionary, about rows of a noun."""
        if self.satisfies is not None:
            yield Use(noun, (*loc, "satisfies"), self.satisfies)
        if self.have is not None:
            yield from uses_of(self.have, (*loc, "have"), dated=self.within is not None)
            if self.each is not None:
                yield Use(self.have.fact, (*loc, "each"), field=self.by, values=self.each)

    def asks(self, loc: Loc) -> Iterator[Ask]:
        """The length of its clock, which it can do without."""
        yield from asks_of(self.within, (*loc, "within"), ParameterType.DURATION, optional=True)

    def shares(self, rows: Population) -> list[Population]:
        """The rows of which there must be one: all of them, or those of every value."""
        return [rows] if self.each is None else [rows.filter(Leaf(self.by, Op.IS, value)) for value in self.each]


@dataclass(frozen=True)
class Acted:
    """How an act stands about the rows it was asked of; every row is in one of the four.

    `done` in time; `late`; `running`: not done, and the time is not over; `overdue`: not done, and it is. `confirmed`
    are those done only thanks to a second person. `due`: the first day on which a running row becomes overdue.
    """

    act: Act
    done: Population
    late: Population
    running: Population
    overdue: Population
    confirmed: Population
    sources: tuple[Population, ...]
    due: date | None
    reason: Reason


def acted(act: Act, context: Context, rows: Population, noun: str, start: str) -> Acted:
    """How the act stands about rows of a noun; its time starts on their day `start` (none where that is absent)."""
    span = context.span(act.within) if start else None
    found = context.matching(act.have) if act.have is not None else None
    if found is None:
        done = timely = ever = rows.filter(context.bound(act.satisfies, noun))
    else:
        done, timely, ever = _done(act, context, rows, found, _Clock(start, span))
    left = rows.subtract(done)
    late, undone = left.intersect(ever), left.subtract(ever)
    over = NEVER if span is None else Leaf(start, Op.ON_OR_BEFORE, last_before(context.today, span))
    running = undone.filter(NEVER if span is None else Not(over))
    first = running.earliest(start) if span is not None else None
    return Acted(
        act=act,
        done=done,
        late=late,
        running=running,
        overdue=undone if span is None else undone.filter(over),
        confirmed=done.filter(NEVER) if span is None else done.subtract(timely),
        sources=() if found is None else (found,),
        due=add(first, span) + timedelta(days=1) if isinstance(first, date) and span is not None else None,
        reason=_why(act, context, noun, _Clock(start, span)),
    )


@dataclass(frozen=True)
class _Clock:
    """The field of the day it starts on, and how long it runs (for ever, if None)."""

    start: str
    span: Duration | None

    def due(self, row: Row) -> date | None:
        """The last day in time for a row."""
        day = row.get(self.start) if self.start else None
        return add(day, self.span) if isinstance(day, date) and self.span is not None else None


def _done(
    act: Act, context: Context, rows: Population, found: Population, clock: _Clock
) -> tuple[Population, Population, Population]:
    """The rows about which it was done in time, those of them that need no second person, and those about which it
    was done at all. A record that only waits for its second person leaves it undone."""
    assert act.have is not None
    member, dated = act.have.member, context.noun(act.have.fact).dated
    if clock.span is None:
        ever = rows
        for share in act.shares(found):
            ever = ever.related(share, member)
        return ever, ever, ever
    own = Pace(dated, Op.ON_OR_BEFORE, clock.start, clock.span)
    typed = Pace("recorded_on", Op.ON_OR_BEFORE, clock.start, clock.span)
    after = Pace(dated, Op.AFTER, clock.start, clock.span)
    started = rows.filter(Leaf(clock.start, Op.PRESENT, True))
    done = timely = ever = rows
    for share in act.shares(found):
        unstarted = rows.subtract(started).unrelated(share, member)
        at_once = started.unrelated(share, member, (own, typed))
        confirmed = at_once.unrelated(share.filter(CONFIRMED), member, (own,))
        timely = timely.subtract(at_once).subtract(unstarted)
        done = done.subtract(confirmed).subtract(unstarted)
        ever = ever.subtract(confirmed.unrelated(share, member, (after,))).subtract(unstarted)
    return done, timely, ever


def _why(act: Act, context: Context, noun: str, clock: _Clock) -> Reason:
    """Why it is not done, row by row."""
    if act.have is None:
        return context.reasons(act.satisfies, noun, lambda row: "")
    having = act.have

    def explained(rows: Sequence[Row]) -> list[str]:
        near: dict[str, list[Row]] = {row.id: [] for row in rows}
        looked = context.looked_at(having).filter(Leaf(having.member, Op.IN, tuple(near)))
        for each in every_row(looked):
            near[str(each.get(having.member))].append(each)
        return [text.JOIN_REASONS.join(_reasons(act, having, context, near[row.id], clock.due(row))) for row in rows]

    return explained


def _reasons(act: Act, having: Having, context: Context, near: list[Row], due: date | None) -> Iterator[str]:
    dated = context.noun(having.fact).dated
    for value in act.each or (None,):
        mine = near if value is None else [row for row in near if row.get(act.by) == value]
        why = _reason(having, context, mine, due, lambda row: row.get(dated))
        if why:
            label = "" if value is None else text.ABOUT.format(context.value_label(having.fact, act.by, value))
            yield label + why


def _reason(
    having: Having, context: Context, mine: list[Row], due: date | None, day_of: Callable[[Row], object]
) -> str:
    """Why none of these rows will do; empty where one does."""
    right = [row for row in mine if not context.reason(having.where, having.fact, row)]
    if right and due is None:
        return ""
    if right and due is not None:
        return _late(right, due, day_of)
    if mine:
        return context.reason(having.where, having.fact, mine[0])
    if due is not None:
        return (text.NOT_REACHED if due < context.today else text.DUE_RUNS).format(due=due)
    return text.NO_SUCH.format(context.bindings.dictionary.label(having.fact))


def _late(right: list[Row], due: date, day_of: Callable[[Row], object]) -> str:
    days = sorted((day, row.id, row) for row in right if isinstance(day := day_of(row), date))
    early = [row for day, _, row in days if day <= due]
    if any(does_count_by(due, row) for row in early):
        return ""
    if early:
        return unconfirmed(early[0])
    reached = days[0][0]
    return text.LATE_BY.format(days=(reached - due).days, due=due, reached=reached)
