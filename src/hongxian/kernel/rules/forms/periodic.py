"""PERIODIC: at least so many records in every period, each period for itself."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dates import Period, PeriodKind
from hongxian.kernel.rules.forms.back_entry import counts_by, unconfirmed
from hongxian.kernel.rules.forms.part import Context, Recurring
from hongxian.kernel.rules.forms.selection import Selection, Use, uses_of
from hongxian.kernel.rules.population import All, Bound, Leaf, Op, recorded_through
from hongxian.kernel.rules.verdict import PartResult, Status, listing


class Periodic(Recurring):
    """At least `min` events in the period their date lies in; no carrying over. In a register kept by years it is the
    number in the field `year` that counts, not a date.

    Not met: the period is over and too few events of its own days count, whatever was done before or after.
    """

    form: Literal["PERIODIC"]
    events: Selection
    year: str = ""
    min: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _yearly(self) -> Self:
        if self.year and self.period is not PeriodKind.YEAR:
            raise ValueError(text.YEAR_ONLY_YEARLY)
        return self

    def uses(self) -> Iterator[Use]:
        """The events."""
        yield from uses_of(self.events, ("events",), dated=not self.year)
        if self.year:
            yield Use(self.events.fact, ("year",), field=self.year)

    def next_day(self, result: PartResult, context: Context) -> tuple[date, str] | None:
        """Only while the period runs and is unmet can an event ahead change anything, and only within it."""
        period, change = context.bindings.period, super().next_day(result, context)
        if result.status is not Status.NOT_DUE or period is None or change is None or change[0] > period.end:
            return None
        return change

    def judge(self, context: Context) -> PartResult:
        """The answer for the period of the context.

        A row typed in after the end of the period counts only when confirmed by a second person, and a period that is
        met only thanks to such rows is flagged as such for ever. Raises ValueError without a period, or before it.
        """
        period = context.bindings.period
        if period is None or context.today < period.start:
            raise ValueError(f"{self.id}: a period that has begun is needed")
        looked = context.looked_at(self.events).filter(self._within(period, context))
        matching = looked.filter(context.bound(self.events.where, self.events.fact))
        timely = matching.filter(recorded_through(period.end))
        counting = matching.filter(counts_by(period.end))
        failing = looked.subtract(counting)
        tally = looked.tally(counting, also=(timely,))
        among, count, in_time = tally.counts
        result = replace(
            self.answer(Status.NOT_MET),
            counts={"min": self.min, "counting": count, "failing": among - count, "timely": in_time},
            counting=listing(counting),
            failing=listing(failing, context.reasons(self.events.where, self.events.fact, unconfirmed)),
            digest=tally.digest,
        )
        return self._decided(result, period, context, count, in_time)

    def _within(self, period: Period, context: Context) -> Bound:
        if self.year:
            return Leaf(self.year, Op.IS, period.end.year)
        dated = context.noun(self.events.fact).dated
        return All((Leaf(dated, Op.ON_OR_AFTER, period.start), Leaf(dated, Op.ON_OR_BEFORE, period.end)))

    def _decided(self, result: PartResult, period: Period, context: Context, count: int, in_time: int) -> PartResult:
        if period.end < context.effective:
            return replace(result, status=Status.NOT_DUE, remarks=(text.BEFORE_EFFECT,))
        if count >= self.min:
            backfilled = in_time < self.min
            remarks = (text.PERIOD_MET.format(label=period.label, count=count, min=self.min),)
            more = (text.BACKFILLED,) if backfilled else ()
            return replace(result, status=Status.MET, backfilled=backfilled, remarks=remarks + more)
        partial = period.start < context.effective
        first = (text.FIRST_PERIOD,) if partial else ()
        if context.today <= period.end:
            runs = text.PERIOD_RUNS.format(label=period.label, end=period.end, count=count, min=self.min)
            return replace(
                result,
                status=Status.NOT_DUE,
                remarks=(runs, *first),
                outstanding=not partial,
                next_change=None if partial else period.end + timedelta(days=1),
                next_change_reason="" if partial else text.PERIOD_ENDS.format(label=period.label),
            )
        if partial:
            return replace(result, status=Status.NOT_DUE, remarks=first)
        return replace(result, remarks=(text.PERIOD_LAPSED.format(label=period.label),))
