"""STRUCTURE: a body, post or link exists as stated; all requirements are needed."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, Shape
from hongxian.kernel.rules.digest import digest_together
from hongxian.kernel.rules.forms.composition import missing_values
from hongxian.kernel.rules.forms.coverage import covered
from hongxian.kernel.rules.forms.part import Context, Standing
from hongxian.kernel.rules.forms.selection import Having, Selection, Use, uses_of
from hongxian.kernel.rules.population import Leaf, Op
from hongxian.kernel.rules.positions import Loc
from hongxian.kernel.rules.verdict import (
    NOTHING,
    Found,
    Listing,
    Missing,
    PartResult,
    RequirementResult,
    Status,
    combine,
    fixed,
    listing,
)


class Requirement(Shape):
    """One requirement, of one kind:

    - `exists`: at least `at_least` (1 unless stated) and at most `at_most` rows;
    - `each` of the values stands in the field `by` of some row of `in`;
    - `every` row that counts `satisfies` a condition or has a row of another fact (`have`); of nobody, undecidable;
    - `notice`: rows that are pointed out and decide nothing.

    With `when` it applies only where such a row is there.
    """

    id: str
    text: str
    when: Selection | None = None
    exists: Selection | None = None
    at_least: int = Field(default=1, ge=0)
    at_most: int | None = None
    each: tuple[str, ...] | None = None
    by: str = ""
    in_: Selection | None = Field(default=None, alias="in")
    every: Selection | None = None
    satisfies: Condition | None = None
    have: Having | None = None
    notice: Selection | None = None

    @model_validator(mode="after")
    def _kind(self) -> Self:
        kinds = [self.exists, self.each, self.every, self.notice]
        if sum(kind is not None for kind in kinds) != 1:
            raise ValueError(text.ONE_REQUIREMENT)
        if self.each is not None and (self.in_ is None or not self.by or not self.each):
            raise ValueError(text.EACH_NEEDS)
        if self.every is not None and (self.have is None) == (self.satisfies is None):
            raise ValueError(text.HAVE_OR_SATISFIES)
        if self.at_most is not None and self.at_most < self.at_least:
            raise ValueError(text.MOST_BELOW_LEAST.format(most=self.at_most, least=self.at_least))
        return self

    def uses(self, loc: Loc) -> Iterator[Use]:
        """What it asks of the dictionary."""
        names = ("when", "exists", "in", "every", "have", "notice")
        for name in names:
            selection = getattr(self, "in_" if name == "in" else name)
            if selection is not None:
                yield from uses_of(selection, (*loc, name))
        if self.each is not None and self.in_ is not None:
            yield Use(self.in_.fact, (*loc, "each"), field=self.by, values=self.each)
        if self.every is not None and self.satisfies is not None:
            yield Use(self.every.fact, (*loc, "satisfies"), self.satisfies)


@dataclass(frozen=True)
class _Answer:
    status: Status
    words: str
    counts: int = 0
    counting: Listing = NOTHING
    failing: Listing = NOTHING
    exceptions: Listing = NOTHING
    missing: tuple[Missing, ...] = ()
    remarks: tuple[str, ...] = ()
    boundary: date | None = None
    digest: str = ""


class Structure(Standing):
    """All of `requires`.

    Not met: something required is not there, or there is too much of it.
    """

    form: Literal["STRUCTURE"]
    requires: tuple[Requirement, ...] = Field(min_length=1)

    def uses(self) -> Iterator[Use]:
        """What the requirements ask."""
        for number, requirement in enumerate(self.requires):
            yield from requirement.uses(("requires", number))

    def assess(self, context: Context) -> PartResult:
        """Every requirement is looked at, also after one has failed."""
        answers = [(each, _answer(each, context)) for each in self.requires]
        status = combine([answer.status for _, answer in answers])
        boundaries = [answer.boundary for _, answer in answers if answer.boundary is not None]
        return replace(
            self.answer(status),
            counts={each.id: answer.counts for each, answer in answers},
            counting=sum((answer.counting for _, answer in answers), NOTHING),
            failing=sum((answer.failing for _, answer in answers), NOTHING),
            exceptions=sum((answer.exceptions for _, answer in answers), NOTHING),
            remarks=tuple(remark for _, answer in answers for remark in answer.remarks),
            missing=tuple(missing for _, answer in answers for missing in answer.missing),
            outstanding=status is Status.NOT_MET,
            next_change=min(boundaries, default=None),
            next_change_reason=text.VALIDITY_CHANGES,
            digest=digest_together(answer.digest for _, answer in answers),
            requirements=tuple(
                RequirementResult(
                    each.id, answer.words, answer.status, answer.counting, answer.failing, answer.exceptions
                )
                for each, answer in answers
            ),
        )


def _answer(requirement: Requirement, context: Context) -> _Answer:
    if requirement.when is not None:
        occasions = context.matching(requirement.when).tally()
        if not occasions.counts[0]:
            words = text.NOT_APPLICABLE.format(text=requirement.text)
            return _Answer(Status.MET, words, remarks=(words,), digest=occasions.digest)
    if requirement.exists is not None:
        return _exists(requirement, requirement.exists, context)
    if requirement.each is not None and requirement.in_ is not None:
        return _each(requirement, requirement.each, requirement.in_, context)
    if requirement.every is not None:
        return _every(requirement, requirement.every, context)
    assert requirement.notice is not None
    return _notice(requirement, requirement.notice, context)


def _exists(requirement: Requirement, selection: Selection, context: Context) -> _Answer:
    looked, rows = context.looked_at(selection), context.matching(selection)
    tally = rows.tally()
    count, least, most = tally.counts[0], requirement.at_least, requirement.at_most
    status = Status.MET if count >= least and (most is None or count <= most) else Status.NOT_MET
    words = text.COUNT_FOUND.format(text=requirement.text, count=count, wanted=_wanted(least, most))
    exceptions = () if status is Status.MET else (Found(requirement.id, requirement.text, words),)
    return _Answer(
        status,
        words,
        count,
        counting=listing(rows),
        failing=listing(looked.subtract(rows), context.reasons(selection.where, selection.fact)),
        exceptions=fixed(exceptions),
        boundary=context.boundary(rows),
        digest=tally.digest,
    )


def _wanted(least: int, most: int | None) -> str:
    if most is None:
        return text.AT_LEAST.format(least)
    if least == most:
        return text.EXACTLY.format(most)
    return text.AT_MOST.format(most) if least == 0 else text.BETWEEN.format(least, most)


def _each(requirement: Requirement, values: tuple[str, ...], selection: Selection, context: Context) -> _Answer:
    one_of = Leaf(requirement.by, Op.IN, values)
    looked, rows = context.looked_at(selection).filter(one_of), context.matching(selection).filter(one_of)
    lacking, tally = missing_values(context, rows, selection.fact, requirement.by, values)
    count = len(values) - len(lacking)
    return _Answer(
        Status.NOT_MET if lacking else Status.MET,
        text.EACH_FOUND.format(text=requirement.text, wanted=len(values), count=count),
        count,
        counting=listing(rows),
        failing=listing(looked.subtract(rows), context.reasons(selection.where, selection.fact)),
        exceptions=fixed(lacking),
        boundary=context.boundary(rows),
        digest=tally.digest,
    )


def _every(requirement: Requirement, selection: Selection, context: Context) -> _Answer:
    members = context.matching(selection)
    good, reason, sources = covered(context, selection, members, requirement.have, requirement.satisfies)
    bad, tally = members.subtract(good), members.tally(good)
    total, met = tally.counts
    if not total:
        missing = (context.nobody(selection),)
        return _Answer(Status.UNDECIDABLE, requirement.text, missing=missing, boundary=context.boundary(members))
    return _Answer(
        Status.MET if met == total else Status.NOT_MET,
        text.EVERY_FOUND.format(text=requirement.text, count=total, met=met),
        met,
        counting=listing(good),
        exceptions=listing(bad, reason),
        boundary=context.boundary(members, *sources),
        digest=tally.digest,
    )


def _notice(requirement: Requirement, selection: Selection, context: Context) -> _Answer:
    rows = context.matching(selection)
    tally = rows.tally()
    count = tally.counts[0]
    words = text.NOTICE.format(text=requirement.text, count=count)
    return _Answer(
        Status.MET,
        words,
        count,
        failing=listing(rows, lambda page: [requirement.text for _ in page]),
        remarks=(words,) if count else (),
        digest=tally.digest,
    )
