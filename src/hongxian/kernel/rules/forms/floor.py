"""FLOOR: a number is not below what is asked of such a member."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import Field

from hongxian.kernel.rules import text
from hongxian.kernel.rules.bindings import explain
from hongxian.kernel.rules.conditions import Condition, FieldReference, ParameterReference, Shape
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.forms.coverage import counted
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.population import All, Any_, Bound, Not, Row, holds
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import PartResult, Reason, Status, listing


class Level(Shape):
    """What is asked of members for which `if` holds (of all, without it): a number, a parameter's, or that of another
    field of the member."""

    if_: Condition | None = Field(default=None, alias="if")
    at_least: Annotated[int, Field(ge=0)] | ParameterReference | FieldReference

    @property
    def condition_of(self) -> dict[str, object]:
        """What is compared with, as a condition writes it."""
        written = self.at_least
        return {"at_least": written if isinstance(written, int) else written.model_dump()}


class Floor(Standing):
    """The number in the field `value` of each of `members` is not below the first of `floors` that applies to it.

    Not met: it is below, or not known. Members to which none applies are shown apart. Nobody else: undecidable.
    """

    form: Literal["FLOOR"]
    members: Selection
    value: str
    floors: tuple[Level, ...] = Field(min_length=1)

    def uses(self) -> Iterator[Use]:
        """The members, their number, and to whom which floor applies."""
        noun = self.members.fact
        yield from uses_of(self.members, ("members",))
        yield Use(noun, ("value",), field=self.value, types=(FieldType.INT,))
        for number, level in enumerate(self.floors):
            if level.if_ is not None:
                yield Use(noun, ("floors", number, "if"), level.if_)
            if isinstance(level.at_least, FieldReference):
                loc = ("floors", number, "at_least")
                yield Use(noun, loc, field=level.at_least.field, types=(FieldType.INT,))

    def asks(self) -> Iterator[Ask]:
        """The floors that parameters set."""
        yield from super().asks()
        for number, level in enumerate(self.floors):
            yield from asks_of(level.at_least, ("floors", number, "at_least"), ParameterType.INT)

    def assess(self, context: Context) -> PartResult:
        """So many reach their floor, so many do not."""
        levels = self._levels(context)
        looked, members = context.looked_at(self.members), context.matching(self.members)
        ruled = members.filter(Any_(tuple(applies for applies, _ in levels)))
        good = ruled.filter(Any_(tuple(All((applies, self._reached(each, context))) for applies, each in levels)))
        bad, apart = ruled.subtract(good), members.subtract(ruled)
        tally = members.tally(good, also=(ruled,))
        everybody, met, total = tally.counts
        failing = total - met
        result = replace(
            self.answer(Status.NOT_MET if failing else Status.MET),
            counts={"members": total, "counting": met, "exceptions": failing, "apart": everybody - total},
            counting=listing(good),
            failing=listing(looked.subtract(members), context.reasons(self.members.where, self.members.fact)),
            exceptions=listing(bad, self._why(context, levels)),
            apart=listing(apart, lambda rows: [text.NO_FLOOR for _ in rows]),
            remarks=counted(total, met, failing),
            outstanding=bool(failing),
            next_change=context.boundary(members),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )
        if total:
            return result
        missing = (context.nobody(self.members),)
        return replace(result, status=Status.UNDECIDABLE, missing=missing, remarks=(), outstanding=False)

    def _levels(self, context: Context) -> list[tuple[Bound, Condition]]:
        """For each floor: to whom it is the first to apply, and the condition that the number reaches it."""
        found: list[tuple[Bound, Condition]] = []
        earlier: list[Bound] = []
        for level in self.floors:
            applies = context.bound(level.if_, self.members.fact)
            reached = Condition.model_validate({"field": self.value, **level.condition_of})
            found.append((All((applies, *(Not(each) for each in earlier))), reached))
            earlier.append(applies)
        return found

    def _reached(self, reached: Condition, context: Context) -> Bound:
        return context.bound(reached, self.members.fact)

    def _why(self, context: Context, levels: Sequence[tuple[Bound, Condition]]) -> Reason:
        def explained(rows: Sequence[Row]) -> list[str]:
            return [
                explain(next(each for applies, each in levels if holds(applies, row)), row, noun, context.bindings)
                for row in rows
            ]

        noun = self.members.fact
        return explained
