"""THRESHOLD: what is measured stays within its limit."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Literal

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import FieldReference, ISODuration, ParameterReference
from hongxian.kernel.rules.dates import add
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.forms.coverage import Share, counted, share_of
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Ask, Having, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.link import Link, Pace
from hongxian.kernel.rules.population import Leaf, Op, Population, Row
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult, Reason, Status, listing


class Threshold(Standing):
    """Of the `readings` of each of `members`, in the last `window`, at least a `ratio` has its `value` `at_most` (or
    `at_least`) the `limit`, a field of the member or a parameter.

    Not met: too many readings of some member are beyond its limit. A member without a limit or without a reading is
    shown apart, and leaves the matter undecidable unless another fails.
    """

    form: Literal["THRESHOLD"]
    members: Selection
    limit: FieldReference | ParameterReference
    readings: Having
    value: str
    compare: Literal["at_most", "at_least"] = "at_most"
    window: ISODuration | ParameterReference | None = None
    ratio: Share | ParameterReference = 1.0

    def uses(self) -> Iterator[Use]:
        """The members with their limit, and what was measured."""
        yield from uses_of(self.members, ("members",))
        if isinstance(self.limit, FieldReference):
            yield Use(self.members.fact, ("limit",), field=self.limit.field, types=(FieldType.INT,))
        yield from uses_of(self.readings, ("readings",), dated=self.window is not None)
        yield Use(self.readings.fact, ("value",), field=self.value, types=(FieldType.INT,))

    def asks(self) -> Iterator[Ask]:
        """The limit, the window and the ratio, where parameters set them."""
        yield from super().asks()
        yield from asks_of(self.limit, ("limit",), ParameterType.INT)
        yield from asks_of(self.window, ("window",), ParameterType.DURATION, optional=True)
        yield from asks_of(self.ratio, ("ratio",), ParameterType.INT)

    def next_day(self, result: PartResult, context: Context) -> tuple[date, str] | None:
        """The window moves every day."""
        if context.span(self.window) is not None:
            return context.today + timedelta(days=1), text.WINDOW_MOVES
        return super().next_day(result, context)

    def assess(self, context: Context) -> PartResult:
        """Who keeps within the limit, who does not, and who cannot be judged."""
        members, readings = context.matching(self.members), self._read(context)
        op = Op(self.compare)
        measured = Link(readings, self.readings.member)
        if isinstance(self.limit, FieldReference):
            limited = members.filter(Leaf(self.limit.field, Op.PRESENT, True))
            kept = Link(readings, self.readings.member, (Pace(self.value, op, self.limit.field),))
        else:
            limited = members
            within = readings.filter(Leaf(self.value, op, context.number(self.limit)))
            kept = Link(within, self.readings.member)
        judged = limited.related(measured)
        good = judged.mostly(measured, kept, share_of(self.ratio, context))
        bad = judged.subtract(good)
        tally = members.tally(good, also=(judged,))
        everybody, met, total = tally.counts
        failing, left = total - met, everybody - total
        undecided = bool(left) or not total
        return replace(
            self.answer(Status.NOT_MET if failing else Status.UNDECIDABLE if undecided else Status.MET),
            counts={"members": total, "counting": met, "exceptions": failing, "apart": left},
            counting=listing(good),
            exceptions=listing(bad, self._beyond(context)),
            apart=listing(members.subtract(limited), lambda rows: [text.NO_LIMIT for _ in rows])
            + listing(limited.subtract(judged), lambda rows: [text.NO_READING for _ in rows]),
            remarks=counted(total, met, failing) if total else (),
            missing=() if failing or not undecided else (context.nobody(self.readings if left else self.members),),
            outstanding=bool(failing),
            next_change=context.boundary(members, readings),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )

    def _read(self, context: Context) -> Population:
        """The readings that count, of the window."""
        readings, window = context.matching(self.readings), context.span(self.window)
        readings = readings.filter(Leaf(self.value, Op.PRESENT, True))
        if window is None:
            return readings
        return readings.filter(Leaf(context.noun(self.readings.fact).dated, Op.AFTER, add(context.today, window, -1)))

    def _beyond(self, context: Context) -> Reason:
        """By which limit members fail."""

        def explained(rows: Sequence[Row]) -> list[str]:
            limits = [row.get(self.limit.field) if isinstance(self.limit, FieldReference) else fixed for row in rows]
            return [text.BEYOND.format(text.WANTED[self.compare].format(limit)) for limit in limits]

        fixed = context.number(self.limit) if isinstance(self.limit, ParameterReference) else None
        return explained
