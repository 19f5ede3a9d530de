"""CODING: every record is classified on every axis."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from pydantic import Field

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import ParameterReference, Shape
from hongxian.kernel.rules.digest import digest_of_parts
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.population import All, Leaf, Op, Population, Row
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import NOTHING, PartResult, Reason, Status, listing


class Axis(Shape):
    """One axis: the `field` that holds the code, and which codes will do: those of the
    dictionary for `rows`, if not said."""

    field: str
    text: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Classed:
    """The rows of one fact: those coded and those not, how many, and the cross table."""

    rows: Population
    coded: Population
    bare: Population
    total: int
    met: int
    table: Counter[str]
    digest: str


class Coding(Standing):
    """Each of `rows`, and of the rows of other facts `beside` them, has a code on every axis. Where `enabled` is not
    true nothing is judged.

    Not met: a row has no code, or none of those that will do, on some axis. No row at all: undecidable. The counts hold
    the cross table of the first two axes, as `code×code`.
    """

    form: Literal["CODING"]
    rows: Selection
    beside: tuple[Selection, ...] = ()
    axes: tuple[Axis, ...] = Field(min_length=1)
    enabled: ParameterReference | None = None

    def uses(self) -> Iterator[Use]:
        """The rows and the fields with their codes."""
        yield from self._uses(self.rows, ("rows",))
        for number, selection in enumerate(self.beside):
            yield from self._uses(selection, ("beside", number))

    def asks(self) -> Iterator[Ask]:
        """Whether it is enabled at all."""
        yield from super().asks()
        yield from asks_of(self.enabled, ("enabled",), ParameterType.BOOL, optional=True)

    def assess(self, context: Context) -> PartResult:
        """So many rows are coded, so many are not, and on which axis."""
        if self.enabled is not None and context.bindings.parameters.get(self.enabled.parameter) is not True:
            return replace(self.answer(Status.NOT_DUE), remarks=(text.NOT_ENABLED,))
        found = [self._classed(each, context) for each in (self.rows, *self.beside)]
        table = sum((each.table for each in found), Counter[str]())
        total, met = sum(each.total for each in found), sum(each.met for each in found)
        failing = total - met
        result = replace(
            self.answer(Status.NOT_MET if failing else Status.MET),
            counts={"members": total, "counting": met, "exceptions": failing, **table},
            counting=sum((listing(each.coded) for each in found), NOTHING),
            exceptions=sum((listing(each.bare, self._uncoded(context)) for each in found), NOTHING),
            remarks=(text.COVERED.format(count=total, met=met, failing=failing),),
            outstanding=bool(failing),
            next_change=context.boundary(*(each.rows for each in found)),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=digest_of_parts([each.digest for each in found]),
        )
        if total:
            return result
        missing = tuple(context.nobody(each) for each in (self.rows, *self.beside))
        return replace(result, status=Status.UNDECIDABLE, missing=missing, remarks=(), outstanding=False)

    def _uses(self, selection: Selection, at: tuple[str | int, ...]) -> Iterator[Use]:
        yield from uses_of(selection, at)
        for number, axis in enumerate(self.axes):
            yield Use(selection.fact, ("axes", number, "field"), field=axis.field, values=axis.values)

    def _classed(self, selection: Selection, context: Context) -> Classed:
        rows = context.matching(selection)
        codes = [self._codes(axis, context) for axis in self.axes]
        known = (Leaf(axis.field, Op.IN, each) for axis, each in zip(self.axes, codes, strict=True))
        coded = rows.filter(All(tuple(known)))
        cells = dict(self._cells(rows, codes))
        tally = rows.tally(coded, also=tuple(cells.values()))
        total, met, *numbers = tally.counts
        table = Counter({cell: number for cell, number in zip(cells, numbers, strict=True) if number})
        return Classed(rows, coded, rows.subtract(coded), total, met, table, tally.digest)

    def _codes(self, axis: Axis, context: Context) -> tuple[str, ...]:
        field = context.noun(self.rows.fact).field(axis.field)
        return axis.values or tuple(field.values if field else ())

    def _cells(self, rows: Population, codes: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, Population]]:
        """The rows that stand where the first two axes cross."""
        if len(codes) < 2:
            return
        for code in codes[0]:
            row = rows.filter(Leaf(self.axes[0].field, Op.IS, code))
            for second in codes[1]:
                yield f"{code}×{second}", row.filter(Leaf(self.axes[1].field, Op.IS, second))

    def _uncoded(self, context: Context) -> Reason:
        def explained(rows: Sequence[Row]) -> list[str]:
            return [
                text.NOT_CODED.format(
                    text.JOIN.join(
                        axis.text for axis in self.axes if row.get(axis.field) not in self._codes(axis, context)
                    )
                )
                for row in rows
            ]

        return explained
