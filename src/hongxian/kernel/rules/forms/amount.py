"""An amount of a period: how many rows, their sum, the value of the year, or a share at its end."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Self

from pydantic import model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Shape
from hongxian.kernel.rules.dates import Period
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.forms.selection import Selection, Use, uses_of
from hongxian.kernel.rules.population import AsOf, Leaf, MissingSource, Op, Population
from hongxian.kernel.rules.positions import Loc


class Parts(Shape):
    """The rows of `of` as a share of the rows `among`."""

    of: Selection
    among: Selection


@dataclass(frozen=True)
class Found:
    """An amount as it was found: None without data; of which fact; in words."""

    number: Fraction | None
    noun: str
    digest: str

    def shown(self, *, share: bool) -> str:
        """The number in words."""
        if self.number is None:
            return text.NO_DATA
        return f"{float(self.number):.1%}" if share else str(self.number)


class Amount(Shape):
    """One of: `count`, the rows of a selection that happened in the period; `total`, the sum of their `field`; `value`,
    the sum of `field` over the rows whose field `year` is that of the period; `share`, a share at the end of it.

    Of a register whose first row is later than the period there is no data, nor of a year without a row, nor is there
    a share of nothing.
    """

    count: Selection | None = None
    total: Selection | None = None
    value: Selection | None = None
    share: Parts | None = None
    field: str = ""
    year: str = ""

    @model_validator(mode="after")
    def _one(self) -> Self:
        kinds = [self.count, self.total, self.value, self.share]
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError(text.ONE_AMOUNT)
        if bool(self.field) is (self.total is None and self.value is None) or bool(self.year) is (self.value is None):
            raise ValueError(text.AMOUNT_FIELDS)
        return self

    def uses(self, loc: Loc) -> Iterator[Use]:
        """What it asks of the dictionary."""
        for name in ("count", "total", "value"):
            selection = getattr(self, name)
            if selection is not None:
                yield from uses_of(selection, (*loc, name), dated=name != "value")
                for field in ("field", "year"):
                    if written := getattr(self, field):
                        yield Use(selection.fact, (*loc, field), field=written, types=(FieldType.INT,))
        if self.share is not None:
            yield from uses_of(self.share.of, (*loc, "share", "of"))
            yield from uses_of(self.share.among, (*loc, "share", "among"))

    def found(self, context: Context, period: Period) -> Found:
        """The amount of a period that is over; none where nobody kept the register then."""
        try:
            return self._found(context, period)
        except MissingSource as missing:
            return Found(None, missing.noun, "")

    def _found(self, context: Context, period: Period) -> Found:
        bindings = replace(context.bindings, period=period)
        if self.value is not None:
            rows = replace(context, bindings=bindings).matching(self.value)
            rows = rows.filter(Leaf(self.year, Op.IS, period.end.year)).filter(Leaf(self.field, Op.PRESENT, True))
            return Found(self._sum(rows) if rows.count() else None, self.value.fact, rows.digest())
        then = replace(context, bindings=replace(bindings, as_of=AsOf(period.end, context.as_of.known_at)))
        if self.share is not None:
            some, among = then.matching(self.share.of), then.matching(self.share.among)
            total = among.count()
            share = Fraction(some.count(), total) if total else None
            return Found(share, self.share.among.fact, some.digest() + among.digest())
        selection = self.count or self.total
        assert selection is not None
        dated = context.noun(selection.fact).dated
        rows = then.matching(selection).filter(Leaf(dated, Op.ON_OR_AFTER, period.start))
        first = context.facts.population(selection.fact, context.as_of).earliest(dated)
        kept = isinstance(first, date) and first <= period.end
        return Found(self._sum(rows) if kept else None, selection.fact, rows.digest())

    def _sum(self, rows: Population) -> Fraction:
        return Fraction(rows.total(self.field) if self.field else rows.count())
