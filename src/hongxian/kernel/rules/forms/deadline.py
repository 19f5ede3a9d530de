"""DEADLINE: something is there on or before a date, fixed or counted from an event of each member."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.bindings import Day
from hongxian.kernel.rules.conditions import ISODuration, ParameterReference
from hongxian.kernel.rules.dates import Duration, last_before
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.forms.act import Act
from hongxian.kernel.rules.forms.acts import acted
from hongxian.kernel.rules.forms.back_entry import counts_by, unconfirmed
from hongxian.kernel.rules.forms.outcome import WhenNone, without_rows
from hongxian.kernel.rules.forms.part import Context, Part, not_yet
from hongxian.kernel.rules.forms.selection import Ask, Having, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.forms.timing import Timing
from hongxian.kernel.rules.population import Leaf, Op, Row, recorded_through
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult, Status, listing


class Deadline(Part):
    """`min` rows of the `target` are there on or before `due`, not counting those before `opens`; or for each of
    `members` one `within` a duration of its day `from`, the target naming it in the field `member`.

    Not met: the day is over and it is not there, or came late. A member without a day `from` has no clock running; a
    date before the pack took effect is not judged. `none`: the answer where there is no member.
    """

    form: Literal["DEADLINE"]
    due: date | ParameterReference | None = None
    opens: date | ParameterReference | None = None
    min: int = Field(default=1, ge=1)
    target: Selection
    members: Selection | None = None
    from_: str = Field(default="", alias="from")
    within: ISODuration | ParameterReference | None = None
    member: str = ""
    none: WhenNone = "undecidable"

    @model_validator(mode="after")
    def _one(self) -> Self:
        counted = [self.members is not None, bool(self.from_), self.within is not None, bool(self.member)]
        if any(counted) is (self.due is not None) or any(counted) is not all(counted):
            raise ValueError(text.DUE_OR_WITHIN)
        if self.members is None and "none" in self.model_fields_set:
            raise ValueError(text.ONLY_WITH_MEMBERS)
        if self.due is None and (self.opens is not None or self.min != 1):
            raise ValueError(text.ONLY_WITH_DUE)
        return self

    def uses(self) -> Iterator[Use]:
        """The target, and the members with the day their clock starts."""
        yield from uses_of(self.target, ("target",), dated=True)
        if self.members is not None:
            yield from uses_of(self.members, ("members",))
            yield Use(self.members.fact, ("from",), field=self.from_, types=(FieldType.DATE,))
            yield Use(self.target.fact, ("member",), field=self.member)

    def asks(self) -> Iterator[Ask]:
        """The days, and the length of the clock."""
        yield from super().asks()
        yield from asks_of(self.due, ("due",), ParameterType.DATE)
        yield from asks_of(self.opens, ("opens",), ParameterType.DATE)
        yield from asks_of(self.within, ("within",), ParameterType.DURATION)

    def next_day(self, result: PartResult, context: Context) -> tuple[date, str] | None:
        """What is met stays so, whatever else is ahead."""
        return None if result.status is Status.MET else super().next_day(result, context)

    def judge(self, context: Context) -> PartResult:
        """On or before the date: met. A row typed in after the date counts only when its own date is in time and a
        second person confirmed it, and is flagged. Reached late: not met, and nothing more is owed."""
        due = context.day(self.due)
        if due is not None:
            return self._by(due, context.day(self.opens), context)
        assert self.members is not None
        return self._within(self.members, context)

    def _by(self, day: Day, opens: Day | None, context: Context) -> PartResult:
        due, dated = day.on, context.noun(self.target.fact).dated
        looked, matching = context.looked_at(self.target), context.matching(self.target)
        if opens is not None:
            matching = matching.filter(Leaf(dated, Op.ON_OR_AFTER, opens.on))
        early = matching.filter(Leaf(dated, Op.ON_OR_BEFORE, due))
        timely = early.filter(recorded_through(due))
        counting = early.filter(counts_by(due))
        late = matching.filter(Leaf(dated, Op.AFTER, due))
        last = _too_late(dated, day, opens)
        tally = matching.tally(counting, late, also=(timely,))
        _, enough, overdue, in_time = tally.counts
        result = replace(
            self.answer(Status.NOT_MET),
            counts={"counting": enough, "late": overdue},
            counting=listing(counting),
            failing=listing(looked.subtract(counting), context.reasons(self.target.where, self.target.fact, last)),
            remarks=(text.DUE_BY.format(due=day.shown),),
            digest=tally.digest,
            next_change=context.boundary(matching),
            next_change_reason=text.VALIDITY_CHANGES,
        )
        if enough >= self.min:
            backfilled = in_time < self.min
            more = (text.BACKFILLED,) if backfilled else ()
            return replace(result, status=Status.MET, backfilled=backfilled, remarks=result.remarks + more)
        softened = not_yet(result, day, context)
        if softened.status is Status.NOT_DUE:
            return softened
        reached = late.earliest(dated) if overdue else None
        if isinstance(reached, date) and enough + overdue >= self.min:
            words = text.LATE_BY.format(days=(reached - due).days, due=day.shown, reached=reached)
            return replace(result, remarks=(words,))
        return replace(result, remarks=(text.NOT_REACHED.format(due=day.shown),), outstanding=True)

    def _within(self, members: Selection, context: Context) -> PartResult:
        """Every member has a due date of its own; of those whose day was over before issue only what is done counts."""
        population = context.matching(members)
        target = self.target
        having = Having(fact=target.fact, of=target.of, where=target.where, member=self.member)
        act = Act(id=self.id, text=self.text, have=having, within=self.within)
        started = population.filter(Leaf(self.from_, Op.PRESENT, True))
        found = acted(act, context, started, members.fact, Timing(self.from_, self._span(context)))
        judged = Leaf(self.from_, Op.AFTER, last_before(context.effective, self._span(context)))
        late, lacking = found.late.filter(judged), found.overdue.filter(judged)
        tally = population.tally(
            found.done, late, also=(lacking, found.running.filter(judged), found.running, found.confirmed)
        )
        total, met, tardy, absent, left, under_way, confirmed = tally.counts
        failing = tardy + absent
        status = Status.NOT_MET if failing else Status.MET if met and not left else Status.NOT_DUE
        backfilled = bool(confirmed)
        due = found.due() if left and under_way else None
        passes = text.DUE_PASSES.format(due=due - timedelta(days=1)) if due else ""
        ends = context.boundary(population, *found.sources)
        change, why = context.first_of((due, passes), (ends, text.VALIDITY_CHANGES))
        result = replace(
            self.answer(status),
            counts={"members": total, "counting": met, "exceptions": failing, "running": left},
            counting=listing(context.matching(target)),
            exceptions=listing(lacking, found.reason) + listing(late, found.reason),
            remarks=_remarks(total, met, failing, backfilled),
            backfilled=backfilled,
            outstanding=bool(absent or left),
            next_change=change,
            next_change_reason=why,
            digest=tally.digest,
        )
        return result if total else without_rows(self, self.none, members, context)

    def _span(self, context: Context) -> Duration:
        span = context.span(self.within)
        assert span is not None
        return span


def _remarks(total: int, met: int, failing: int, backfilled: bool) -> tuple[str, ...]:
    if not met + failing:
        return (text.NONE_RUN_OUT.format(count=total),)
    remarks = (text.COVERED.format(count=met + failing, met=met, failing=failing),)
    return (*remarks, text.BACKFILLED) if backfilled else remarks


def _too_late(dated: str, due: Day, opens: Day | None) -> Callable[[Row], str]:
    """Why a row that is otherwise right does not count."""

    def explained(row: Row) -> str:
        reached = row.get(dated)
        if isinstance(reached, date) and reached > due.on:
            return text.LATE_BY.format(days=(reached - due.on).days, due=due.shown, reached=reached)
        if isinstance(reached, date) and opens is not None and reached < opens.on:
            return text.TOO_EARLY.format(reached=reached, opens=opens.shown)
        return unconfirmed(row)

    return explained
