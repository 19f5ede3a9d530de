"""GATE: what must be there before something is let pass, and what must not."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Literal, Self

from pydantic import model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, Shape
from hongxian.kernel.rules.dates import AT_ONCE
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.kernel.rules.forms.act import Act
from hongxian.kernel.rules.forms.acts import Acted, Numbers, acted
from hongxian.kernel.rules.forms.outcome import WhenNone, reasons_of, requirements_of, without_rows
from hongxian.kernel.rules.forms.part import Context, Part
from hongxian.kernel.rules.forms.selection import Having, Selection, Use, uses_of
from hongxian.kernel.rules.forms.timing import Timing
from hongxian.kernel.rules.link import Link, Pace
from hongxian.kernel.rules.population import Leaf, Op, Population, Row
from hongxian.kernel.rules.positions import Loc
from hongxian.kernel.rules.verdict import PartResult, Reason, RequirementResult, Status, listing


class Pass(Shape):
    """What must be there, or must not: a row of another fact that names the member, or a condition of the member."""

    id: str
    text: str
    have: Having | None = None
    satisfies: Condition | None = None
    strict: bool = False

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.have is None) == (self.satisfies is None):
            raise ValueError(text.HAVE_OR_SATISFIES)
        return self

    def uses(self, noun: str, loc: Loc) -> Iterator[Use]:
        """What it asks of the dictionary."""
        if self.satisfies is not None:
            yield Use(noun, (*loc, "satisfies"), self.satisfies)
        if self.have is not None:
            yield from uses_of(self.have, (*loc, "have"), begins=True)


class Gate(Part):
    """Members were let pass on their day `at`: all of `requires` was there on or before it (`strict`: before it), none
    of `bar`.

    Not met: a member passed without what is required, or in spite of what bars it; what is brought afterwards does not
    cure it, but leaves nothing owed. Members that passed before the pack took effect, or on no known day, are shown
    apart. `none`: the answer where nobody passed.
    """

    form: Literal["GATE"]
    members: Selection
    at: str
    requires: tuple[Pass, ...] = ()
    bar: tuple[Pass, ...] = ()
    none: WhenNone = "not_due"

    @model_validator(mode="after")
    def _some(self) -> Self:
        ids = [each.id for each in (*self.requires, *self.bar)]
        if not ids:
            raise ValueError(text.REQUIRES_OR_BAR)
        if len(set(ids)) != len(ids):
            raise ValueError(text.ACT_TWICE)
        if any(each.strict for each in self.bar):
            raise ValueError(text.STRICT_IN_BAR)
        return self

    def uses(self) -> Iterator[Use]:
        """The members, their day, and what is asked of them."""
        yield from uses_of(self.members, ("members",))
        yield Use(self.members.fact, ("at",), field=self.at, types=(FieldType.DATE,))
        for name, passes in (("requires", self.requires), ("bar", self.bar)):
            for number, each in enumerate(passes):
                yield from each.uses(self.members.fact, (name, number))

    def judge(self, context: Context) -> PartResult:
        """Who passed, with and without what is required."""
        noun, everybody = self.members.fact, context.matching(self.members)
        ahead = everybody.filter(Leaf(self.at, Op.AFTER, context.today))
        apart = everybody.filter(Leaf(self.at, Op.BEFORE, context.effective))
        undated = everybody.filter(Leaf(self.at, Op.PRESENT, False))
        passed = everybody.subtract(ahead).subtract(apart).subtract(undated)
        total, without_day, earlier, still = everybody.tally(also=(undated, apart, ahead), digest=False).counts
        if total - without_day - earlier - still:
            result = self._judged(context, passed)
        elif without_day:
            result = replace(self.answer(Status.UNDECIDABLE), remarks=(text.NO_DAY_KNOWN,))
        else:
            result = without_rows(self, self.none, self.members, context)
        looked = context.looked_at(self.members).subtract(everybody)
        opens = ahead.earliest(self.at) if still else None
        change = (opens if isinstance(opens, date) else None, text.ROW_AHEAD)
        soonest, why = context.first_of(change, (result.next_change, result.next_change_reason))
        return replace(
            result,
            counts={**result.counts, "apart": earlier + without_day},
            failing=listing(looked, context.reasons(self.members.where, noun)),
            apart=listing(undated, lambda rows: [text.NO_DAY_KNOWN for _ in rows])
            + listing(apart, lambda rows: [text.BEFORE_PACK for _ in rows]),
            next_change=soonest,
            next_change_reason=why,
        )

    def _judged(self, context: Context, passed: Population) -> PartResult:
        acts = [self._required(each, context, passed) for each in self.requires]
        good = passed
        for each in acts:
            good = good.intersect(each.done)
        barred = [self._barred(each, context, passed) for each in self.bar]
        for hit, _ in barred:
            good = good.subtract(hit)
        bad, stands = passed.subtract(good), [each for act in acts for each in act.stands]
        tally = passed.tally(good, also=(*stands, *(hit for hit, _ in barred)))
        total, met, *rest = tally.counts
        failing, hits = total - met, rest[len(stands) :]
        numbers = [Numbers(*rest[start : start + 5]) for start in range(0, len(stands), 5)]
        backfilled = not failing and any(each.confirmed for each in numbers)
        remarks = (text.PASSED.format(count=total, met=met, failing=failing),)
        sources = [source for each in acts for source in each.sources]
        return replace(
            self.answer(Status.NOT_MET if failing else Status.MET),
            counts={"members": total, "counting": met, "exceptions": failing},
            counting=listing(good),
            exceptions=listing(bad, _together(acts, [reason for _, reason in barred])),
            remarks=(*remarks, text.BACKFILLED) if backfilled else remarks,
            backfilled=backfilled,
            outstanding=any(each.overdue for each in numbers),
            next_change=context.boundary(passed, *sources, *(hit for hit, _ in barred)),
            next_change_reason=text.VALIDITY_CHANGES,
            requirements=tuple(self._shown(acts, numbers, barred, hits)) if len(acts) + len(barred) > 1 else (),
            digest=tally.digest,
        )

    def _required(self, each: Pass, context: Context, passed: Population) -> Acted:
        act = Act(id=each.id, text=each.text, have=each.have, satisfies=each.satisfies)
        op = Op.BEFORE if each.strict else Op.ON_OR_BEFORE
        return acted(act, context, passed, self.members.fact, Timing(self.at, AT_ONCE, op, final=True))

    def _barred(self, each: Pass, context: Context, passed: Population) -> tuple[Population, Reason]:
        """The members that passed in spite of it, and the reason."""

        def barred(rows: Sequence[Row]) -> list[str]:
            among = Leaf("id", Op.IN, tuple(row.id for row in rows))
            keys = {row.id for row in hit.filter(among).page(None, len(rows))}
            return [text.BARRED.format(each.text) if row.id in keys else "" for row in rows]

        if each.have is None:
            hit = passed.filter(context.bound(each.satisfies, self.members.fact))
        else:
            pace = Pace(context.noun(each.have.fact).begins, Op.ON_OR_BEFORE, self.at)
            hit = passed.related(Link(context.matching(each.have), each.have.member, (pace,)))
        return hit, barred

    def _shown(
        self,
        acts: Sequence[Acted],
        numbers: Sequence[Numbers],
        barred: Sequence[tuple[Population, Reason]],
        hits: Sequence[int],
    ) -> Iterator[RequirementResult]:
        """Every requirement and every bar by itself."""
        yield from requirements_of(acts, numbers)
        for each, (hit, reason), number in zip(self.bar, barred, hits, strict=True):
            words = text.BAR_HIT.format(text=each.text, count=number)
            status = Status.NOT_MET if number else Status.MET
            yield RequirementResult(each.id, words, status, exceptions=listing(hit, reason))


def _together(acts: Sequence[Acted], bars: Sequence[Reason]) -> Reason:
    """Why members fail, by what is required and what bars them."""
    required = reasons_of(acts)

    def explained(rows: Sequence[Row]) -> list[str]:
        told = [required(rows), *(bar(rows) for bar in bars)] if acts else [bar(rows) for bar in bars]
        return [text.JOIN_REASONS.join(filter(None, (each[number] for each in told))) for number in range(len(rows))]

    return explained
