"""COMPOSITION: a set, or the set of every member, holds all the stated parts."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Selection, Use, uses_of
from hongxian.kernel.rules.population import All, Leaf, Op, Population, Row, Tally
from hongxian.kernel.rules.verdict import Found, PartResult, Reason, Status, fixed, listing


class Composition(Standing):
    """Each of `parts` stands in the field `part` of some row of `in`; with `members`, for every member, by its key
    in the field `member`.

    Not met: a part, or a part of some member, is in no row that counts.
    """

    form: Literal["COMPOSITION"]
    members: Selection | None = None
    parts: tuple[str, ...] = Field(min_length=1)
    in_: Selection = Field(alias="in")
    member: str = ""
    part: str

    @model_validator(mode="after")
    def _both(self) -> Self:
        if (self.members is None) != (not self.member):
            raise ValueError(text.MEMBERS_AND_MEMBER)
        return self

    def uses(self) -> Iterator[Use]:
        """The members and the rows that hold the parts."""
        if self.members is not None:
            yield from uses_of(self.members, ("members",))
            yield Use(self.in_.fact, ("member",), field=self.member)
        yield from uses_of(self.in_, ("in",))
        yield Use(self.in_.fact, ("parts",), field=self.part, values=self.parts)

    def assess(self, context: Context) -> PartResult:
        """All parts there: met. Nobody to be counted: undecidable."""
        rows = context.matching(self.in_)
        if self.members is None:
            return self._of_one(context, rows)
        members = context.matching(self.members)
        complete = members.holding(rows, self.member, self.part, self.parts)
        lacking, tally = members.subtract(complete), members.tally(complete)
        total, met = tally.counts
        failing = total - met
        result = replace(
            self.answer(Status.NOT_MET if failing else Status.MET),
            counts={"members": total, "counting": met, "exceptions": failing},
            counting=listing(complete, count=met),
            exceptions=listing(lacking, self._missing_parts(context, rows), failing),
            remarks=(text.COVERED.format(count=total, met=met, failing=failing),),
            outstanding=bool(failing),
            next_change=context.boundary(members, rows),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )
        if total:
            return result
        missing = (context.nobody(self.members),)
        return replace(result, status=Status.UNDECIDABLE, missing=missing, remarks=(), outstanding=False)

    def _of_one(self, context: Context, rows: Population) -> PartResult:
        found, tally = missing_values(context, rows, self.in_.fact, self.part, self.parts)
        looked = context.looked_at(self.in_)
        met = len(self.parts) - len(found)
        return replace(
            self.answer(Status.NOT_MET if found else Status.MET),
            counts={"parts": len(self.parts), "counting": met, "exceptions": len(found)},
            counting=listing(rows),
            failing=listing(looked.subtract(rows), context.reasons(self.in_.where, self.in_.fact)),
            exceptions=fixed(found),
            remarks=(text.EACH_FOUND.format(text=self.text, wanted=len(self.parts), count=met),),
            outstanding=bool(found),
            next_change=context.boundary(rows),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )

    def _missing_parts(self, context: Context, rows: Population) -> Reason:
        def explained(page: Sequence[Row]) -> list[str]:
            keys = tuple(row.id for row in page)
            lacking: dict[str, list[str]] = {key: [] for key in keys}
            for part in self.parts:
                held = rows.filter(All((Leaf(self.part, Op.IS, part), Leaf(self.member, Op.IN, keys))))
                there = {row.id for row in held.project(self.member).page(None, len(keys))}
                for key in keys:
                    if key not in there:
                        lacking[key].append(context.value_label(self.in_.fact, self.part, part))
            return [text.PARTS_MISSING.format(text.JOIN.join(lacking[key])) for key in keys]

        return explained


def missing_values(
    context: Context, rows: Population, noun: str, field: str, values: Sequence[str]
) -> tuple[list[Found], Tally]:
    """The values that stand in the field of no row, each as something that ought to be there; the tally of the rows."""
    tally = rows.tally(also=tuple(rows.filter(Leaf(field, Op.IS, value)) for value in values))
    found = []
    for value, number in zip(values, tally.counts[1:], strict=True):
        if not number:
            label = context.value_label(noun, field, value)
            found.append(Found(value, label, text.VALUE_MISSING.format(label)))
    return found, tally
