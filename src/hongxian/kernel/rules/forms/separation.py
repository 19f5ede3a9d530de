"""SEPARATION: two roles may not be the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from pydantic import Field

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, Shape
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Selection, Use, uses_of
from hongxian.kernel.rules.population import All, Any_, Bound, Leaf, Op, Row
from hongxian.kernel.rules.verdict import PartResult, Reason, Status, listing


class Pair(Shape):
    """Two fields of a row that may not hold the same."""

    id: str
    text: str
    one: str
    other: str


class Separation(Standing):
    """In none of `rows` do the two fields of a pair hold the same.

    Not met: in some row they do. Rows in which one of them is not filled in prove nothing and are listed apart; where
    no row has both, or there is no row, it is undecidable.
    """

    form: Literal["SEPARATION"]
    rows: Selection
    pairs: tuple[Pair, ...] = Field(min_length=1)

    def uses(self) -> Iterator[Use]:
        """The rows and the fields that are compared."""
        yield from uses_of(self.rows, ("rows",))
        for number, pair in enumerate(self.pairs):
            for name in ("one", "other"):
                yield Use(self.rows.fact, ("pairs", number, name), field=getattr(pair, name))

    def assess(self, context: Context) -> PartResult:
        """The rows that hold the two apart, those that do not, those that do not say."""
        rows = context.matching(self.rows)
        same = rows.filter(Any_(tuple(self._same(pair, context) for pair in self.pairs)))
        told = rows.filter(All(tuple(_told(pair) for pair in self.pairs)))
        apart = told.subtract(same)
        silent = rows.subtract(told).subtract(same)
        tally = rows.tally(same, also=(apart, silent))
        total, failing, met, left = tally.counts
        result = replace(
            self.answer(Status.NOT_MET if failing else Status.MET),
            counts={"members": total, "counting": met, "exceptions": failing, "apart": left},
            counting=listing(apart),
            exceptions=listing(same, self._why(context)),
            apart=listing(silent),
            remarks=(text.SEPARATED.format(met=met, failing=failing),),
            outstanding=bool(failing),
            next_change=context.boundary(rows),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )
        if failing or met:
            return result
        missing = (context.nobody(self.rows),)
        return replace(result, status=Status.UNDECIDABLE, missing=missing, remarks=(), outstanding=False)

    def _same(self, pair: Pair, context: Context) -> Bound:
        equal = Condition.model_validate({"field": pair.one, "is": {"field": pair.other}})
        return All((_told(pair), context.bound(equal, self.rows.fact)))

    def _why(self, context: Context) -> Reason:
        def explained(rows: Sequence[Row]) -> list[str]:
            return [
                text.JOIN.join(
                    text.SAME.format(
                        text=pair.text, value=context.value_label(self.rows.fact, pair.one, row.get(pair.one))
                    )
                    for pair in self.pairs
                    if row.get(pair.one) is not None and row.get(pair.one) == row.get(pair.other)
                )
                for row in rows
            ]

        return explained


def _told(pair: Pair) -> Bound:
    return All((Leaf(pair.one, Op.PRESENT, True), Leaf(pair.other, Op.PRESENT, True)))
