"""CODING: every record is classified on every axis."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Literal

from pydantic import Field

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import ParameterReference, Shape
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.population import All, Leaf, Op, Population, Row
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult, Reason, Status, listing


class Axis(Shape):
    """One axis: the `field` that holds the code, and which codes will do (those of the dictionary, if not said)."""

    field: str
    text: str
    values: tuple[str, ...] = ()


class Coding(Standing):
    """Each of `rows` has a code on every axis. Where `enabled` is not true nothing is judged.

    Not met: a row has no code, or none of those that will do, on some axis. No row at all: undecidable. The counts hold
    the cross table of the first two axes, as `code×code`.
    """

    form: Literal["CODING"]
    rows: Selection
    axes: tuple[Axis, ...] = Field(min_length=1)
    enabled: ParameterReference | None = None

    def uses(self) -> Iterator[Use]:
        """The rows and the fields with their codes."""
        yield from uses_of(self.rows, ("rows",))
        for number, axis in enumerate(self.axes):
            yield Use(self.rows.fact, ("axes", number, "field"), field=axis.field, values=axis.values)

    def asks(self) -> Iterator[Ask]:
        """Whether it is enabled at all."""
        yield from super().asks()
        yield from asks_of(self.enabled, ("enabled",), ParameterType.BOOL, optional=True)

    def assess(self, context: Context) -> PartResult:
        """So many rows are coded, so many are not, and on which axis."""
        if self.enabled is not None and context.bindings.parameters.get(self.enabled.parameter) is not True:
            return replace(self.answer(Status.NOT_DUE), remarks=(text.NOT_ENABLED,))
        rows = context.matching(self.rows)
        coded = rows.filter(All(tuple(Leaf(axis.field, Op.IN, self._codes(axis, context)) for axis in self.axes)))
        bare, cells = rows.subtract(coded), dict(self._cells(context, rows))
        tally = rows.tally(coded, also=tuple(cells.values()))
        total, met, *numbers = tally.counts
        failing, table = total - met, dict(zip(cells, numbers, strict=True))
        result = replace(
            self.answer(Status.NOT_MET if failing else Status.MET),
            counts={
                "members": total,
                "counting": met,
                "exceptions": failing,
                **{cell: number for cell, number in table.items() if number},
            },
            counting=listing(coded),
            exceptions=listing(bare, self._uncoded(context)),
            remarks=(text.COVERED.format(count=total, met=met, failing=failing),),
            outstanding=bool(failing),
            next_change=context.boundary(rows),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )
        if total:
            return result
        missing = (context.nobody(self.rows),)
        return replace(result, status=Status.UNDECIDABLE, missing=missing, remarks=(), outstanding=False)

    def _codes(self, axis: Axis, context: Context) -> tuple[str, ...]:
        field = context.noun(self.rows.fact).field(axis.field)
        return axis.values or tuple(field.values if field else ())

    def _cells(self, context: Context, rows: Population) -> Iterator[tuple[str, Population]]:
        """The rows that stand where two axes cross."""
        if len(self.axes) < 2:
            return
        one, other = islice(self.axes, 2)
        for code in self._codes(one, context):
            row = rows.filter(Leaf(one.field, Op.IS, code))
            for second in self._codes(other, context):
                yield f"{code}×{second}", row.filter(Leaf(other.field, Op.IS, second))

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
