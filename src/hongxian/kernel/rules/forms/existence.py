"""EXISTENCE: a rule, a document, a mechanism is there and in force."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import ParameterReference
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.population import Leaf, Op
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import Found, PartResult, Status, fixed, listing


class Existence(Standing):
    """At least `min` rows; with `each`, at least so many for every one of the values, in the field `by`.

    Not met: there are fewer. A register that is kept and empty shows that the thing is not there.
    """

    form: Literal["EXISTENCE"]
    rows: Selection
    min: Annotated[int, Field(ge=1)] | ParameterReference = 1
    each: tuple[str, ...] | None = Field(default=None, min_length=1)
    by: str = ""

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.each is None) == bool(self.by):
            raise ValueError(text.EACH_WITH_BY)
        return self

    def uses(self) -> Iterator[Use]:
        """The rows, and the field with the values."""
        yield from uses_of(self.rows, ("rows",))
        if self.each is not None:
            yield Use(self.rows.fact, ("each",), field=self.by, values=self.each)

    def asks(self) -> Iterator[Ask]:
        """How many, where a parameter says so."""
        yield from super().asks()
        yield from asks_of(self.min, ("min",), ParameterType.INT)

    def assess(self, context: Context) -> PartResult:
        """So many are there, of every value."""
        looked, rows = context.looked_at(self.rows), context.matching(self.rows)
        least = context.number(self.min)
        if self.each is not None:
            one_of = Leaf(self.by, Op.IN, self.each)
            looked, rows = looked.filter(one_of), rows.filter(one_of)
        tally = rows.tally(also=tuple(rows.filter(Leaf(self.by, Op.IS, value)) for value in self.each or ()))
        count, *counts = tally.counts
        lacking = list(self._lacking(context, count, counts, least))
        wanted = text.AT_LEAST.format(least)
        words = text.COUNT_FOUND.format(text=self.text, count=count, wanted=wanted)
        if self.each is not None:
            met = len(self.each) - len(lacking)
            words = text.EACH_FOUND.format(text=self.text, wanted=len(self.each), count=met)
        return replace(
            self.answer(Status.NOT_MET if lacking else Status.MET),
            counts={"counting": count, "min": least, "exceptions": len(lacking)},
            counting=listing(rows),
            failing=listing(looked.subtract(rows), context.reasons(self.rows.where, self.rows.fact)),
            exceptions=fixed(lacking),
            remarks=(words,),
            outstanding=bool(lacking),
            next_change=context.boundary(rows),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )

    def _lacking(self, context: Context, count: int, counts: Sequence[int], least: int) -> Iterator[Found]:
        """What ought to be there and is not: the thing itself, or every value of which there is too little."""
        if self.each is None:
            if count < least:
                wanted = text.AT_LEAST.format(least)
                words = text.COUNT_FOUND.format(text=self.text, count=count, wanted=wanted)
                yield Found(self.id, self.text, words)
            return
        for value, number in zip(self.each, counts, strict=True):
            if number < least:
                label = context.value_label(self.rows.fact, self.by, value)
                lacks = text.VALUE_MISSING.format(label)
                few = text.COUNT_FOUND.format(text=label, count=number, wanted=text.AT_LEAST.format(least))
                yield Found(value, label, few if number else lacks)
