"""COVERAGE: every member of a population has the thing, or satisfies the condition."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, ParameterReference
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Ask, Having, Selection, Use, asks_of, uses_of
from hongxian.kernel.rules.population import Leaf, Op, Population, Row, every_row
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import NOTHING, PartResult, Reason, Status, listing

Share = Annotated[float, Field(gt=0, le=1)]


class Coverage(Standing):
    """Members that `have` a row of another fact, or that `satisfies` holds for; at least `ratio` of them, a share or
    the whole per cent of a parameter.

    Not met: too few members have or satisfy it. Nobody to be counted: undecidable, never a hundred per cent. Where a
    parameter asks for no share at all (0), the others are shown and fall short of nothing.
    """

    form: Literal["COVERAGE"]
    members: Selection
    have: Having | None = None
    satisfies: Condition | None = None
    ratio: Share | ParameterReference = 1.0

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

    def asks(self) -> Iterator[Ask]:
        """The ratio, where a parameter sets it."""
        yield from super().asks()
        yield from asks_of(self.ratio, ("ratio",), ParameterType.INT)

    def assess(self, context: Context) -> PartResult:
        """So many have it, so many do not, and why."""
        ratio = share_of(self.ratio, context)
        looked = context.looked_at(self.members)
        members = context.matching(self.members)
        good, reason, sources = covered(context, self.members, members, self.have, self.satisfies)
        bad, tally = members.subtract(good), members.tally(good)
        total, met = tally.counts
        failing = total - met
        status = Status.MET if met >= ratio * total else Status.NOT_MET
        result = replace(
            self.answer(status),
            counts={"members": total, "counting": met, "exceptions": failing if ratio else 0},
            counting=listing(good, count=met),
            failing=listing(looked.subtract(members), context.reasons(self.members.where, self.members.fact))
            + (NOTHING if ratio else listing(bad, reason, failing)),
            exceptions=listing(bad, reason, failing) if ratio else NOTHING,
            remarks=counted(total, met, failing, ratio),
            outstanding=status is Status.NOT_MET,
            next_change=context.boundary(members, *sources),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=tally.digest,
        )
        if total:
            return result
        missing = (context.nobody(self.members),)
        return replace(result, status=Status.UNDECIDABLE, missing=missing, remarks=(), outstanding=False)


def share_of(written: float | ParameterReference, context: Context) -> Fraction:
    """A share of the whole, exact."""
    return Fraction(context.number(written), 100) if isinstance(written, ParameterReference) else Fraction(str(written))


def counted(total: int, met: int, failing: int, ratio: Fraction = Fraction(1)) -> tuple[str, ...]:
    """How many there are, and where less than all is asked, which share that is."""
    remarks = (text.COVERED.format(count=total, met=met, failing=failing),)
    if ratio != 1 and total:
        return (*remarks, text.RATIO.format(wanted=f"{float(ratio):.1%}", actual=f"{met / total:.1%}"))
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
