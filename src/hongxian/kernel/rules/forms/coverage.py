"""COVERAGE: every member of a population has the thing, or satisfies the condition."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition
from hongxian.kernel.rules.forms.part import (
    Context,
    Having,
    Selection,
    Standing,
    Use,
    digest_together,
    uses_of,
)
from hongxian.kernel.rules.population import Leaf, Op, Population, Row, every_row
from hongxian.kernel.rules.verdict import PartResult, Reason, Status, listing


class Coverage(Standing):
    """Members that `have` a row of another fact, or that `satisfies` holds for; at least `ratio` of them."""

    form: Literal["COVERAGE"]
    members: Selection
    have: Having | None = None
    satisfies: Condition | None = None
    ratio: float = Field(default=1.0, gt=0, le=1)

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.have is None) == (self.satisfies is None):
            raise ValueError(text.HAVE_OR_SATISFIES)
        return self

    def uses(self) -> Iterator[Use]:
        """The members, and what they must have or satisfy."""
        yield from uses_of(self.members, ("members",))
        if self.have is not None:
            yield from uses_of(self.have, ("have",))
        if self.satisfies is not None:
            yield Use(self.members.fact, ("satisfies",), self.satisfies)

    def assess(self, context: Context) -> PartResult:
        """Nobody to be counted is undecidable, never a hundred per cent."""
        looked = context.looked_at(self.members)
        members = context.matching(self.members)
        good, reason, sources = covered(context, self.members, members, self.have, self.satisfies)
        bad = members.subtract(good)
        total, met, failing = members.count(), good.count(), bad.count()
        status = Status.MET if Fraction(met) >= Fraction(str(self.ratio)) * total else Status.NOT_MET
        result = replace(
            self.answer(status),
            counts={"members": total, "counting": met, "exceptions": failing},
            counting=listing(good),
            failing=listing(looked.subtract(members), context.reasons(self.members.where, self.members.fact)),
            exceptions=listing(bad, reason),
            remarks=self._remarks(total, met, failing),
            outstanding=status is Status.NOT_MET,
            next_change=context.boundary(members, *sources),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=digest_together([members.digest(), good.digest()]),
        )
        if total:
            return result
        missing = (context.nobody(self.members),)
        return replace(result, status=Status.UNDECIDABLE, missing=missing, remarks=(), outstanding=False)

    def _remarks(self, total: int, met: int, failing: int) -> tuple[str, ...]:
        remarks = (text.COVERED.format(count=total, met=met, failing=failing),)
        if self.ratio < 1 and total:
            wanted, actual = f"{self.ratio:.1%}", f"{met / total:.1%}"
            return (*remarks, text.RATIO.format(wanted=wanted, actual=actual))
        return remarks


def covered(
    context: Context,
    selection: Selection,
    members: Population,
    have: Having | None,
    satisfies: Condition | None,
) -> tuple[Population, Reason, tuple[Population, ...]]:
    """The members that have or satisfy what is asked, the reasons of the others, and the populations asked."""
    if have is None:
        good = members.filter(context.bound(satisfies, selection.fact))
        return good, context.reasons(satisfies, selection.fact), ()
    rows = context.matching(have)
    return members.intersect(rows.project(have.member)), _why_not(context, have), (rows,)


def _why_not(context: Context, have: Having) -> Reason:
    def explained(rows: Sequence[Row]) -> list[str]:
        keys = tuple(row.id for row in rows)
        near = context.looked_at(have).filter(Leaf(have.member, Op.IN, keys))
        reasons: dict[str, str] = {}
        for row in every_row(near):
            reasons.setdefault(str(row.get(have.member)), context.reason(have.where, have.fact, row))
        nothing = text.NO_SUCH.format(context.bindings.dictionary.label(have.fact))
        return [reasons.get(key) or nothing for key in keys]

    return explained
