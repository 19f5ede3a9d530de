"""WINDOW: a programme has the time frame that the text gives it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.bindings import Day
from hongxian.kernel.rules.conditions import ParameterReference
from hongxian.kernel.rules.forms.part import Context, Part
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.population import All, Bound, Leaf, Op, Row
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult, Status, listing


class Window(Part):
    """Some row of `programme` begins on `opens` and ends on `closes`, as its fields `start` and `end` say.

    Before the window opens it is not due. Not met: from that day on no row has that frame.
    """

    form: Literal["WINDOW"]
    programme: Selection
    start: str
    end: str
    opens: date | ParameterReference | None = None
    closes: date | ParameterReference | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        if self.opens is None and self.closes is None:
            raise ValueError(text.OPENS_OR_CLOSES)
        return self

    def uses(self) -> Iterator[Use]:
        """The programme with its two days."""
        yield from uses_of(self.programme, ("programme",))
        for name in ("start", "end"):
            yield Use(self.programme.fact, (name,), field=getattr(self, name))

    def asks(self) -> Iterator[Ask]:
        """The days, where parameters set them."""
        yield from super().asks()
        for name in ("opens", "closes"):
            yield from asks_of(getattr(self, name), (name,), ParameterType.DATE)

    def judge(self, context: Context) -> PartResult:
        """Whether a programme with that frame is on record."""
        opens, closes = context.day(self.opens), context.day(self.closes)
        rows = context.matching(self.programme)
        framed = rows.filter(All(tuple(self._frame(opens, closes))))
        tally = rows.tally(framed)
        total, met = tally.counts
        result = replace(
            self.answer(Status.MET if met else Status.NOT_MET),
            counts={"members": total, "counting": met},
            counting=listing(framed),
            failing=listing(rows.subtract(framed), lambda found: [self._other(row) for row in found]),
            remarks=(text.FRAME.format(opens=_shown(opens), closes=_shown(closes)),),
            outstanding=not met,
            next_change=context.boundary(rows),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )
        if met or opens is None or context.today >= opens.on:
            return result
        sooner = result.next_change is None or opens.on <= result.next_change
        return replace(
            result,
            status=Status.NOT_DUE,
            outstanding=False,
            next_change=opens.on if sooner else result.next_change,
            next_change_reason=text.WINDOW_OPENS.format(day=opens.shown) if sooner else result.next_change_reason,
        )

    def _frame(self, opens: Day | None, closes: Day | None) -> Iterator[Bound]:
        if opens is not None:
            yield Leaf(self.start, Op.IS, opens.on)
        if closes is not None:
            yield Leaf(self.end, Op.IS, closes.on)

    def _other(self, row: Row) -> str:
        begins, ends = row.get(self.start), row.get(self.end)
        return text.OTHER_FRAME.format(opens=begins or text.NO_DAY, closes=ends or text.NO_DAY)


def _shown(day: Day | None) -> str:
    return text.NO_DAY if day is None else day.shown
