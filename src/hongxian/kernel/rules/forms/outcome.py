"""What follows for a part from how its acts stand: shared by the forms that ask for acts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from typing import Literal

from hongxian.kernel.rules import text
from hongxian.kernel.rules.forms.acts import Acted, Numbers
from hongxian.kernel.rules.forms.part import Context, Part
from hongxian.kernel.rules.forms.selection import Selection
from hongxian.kernel.rules.population import Population, Row
from hongxian.kernel.rules.verdict import PartResult, Reason, RequirementResult, Status, listing

Need = Literal["all", "any"]
WhenNone = Literal["not_due", "met", "undecidable"]


@dataclass(frozen=True)
class Outcome:
    """How several acts together stand about rows; every row is in one of the three. `undone`: those about which
    something may still be done, where that is not what is overdue or running of any act."""

    acts: Sequence[Acted]
    rows: Population
    good: Population
    running: Population
    bad: Population
    undone: Population | None = None

    def counted(self) -> "Counted":
        """All of it counted at once."""
        stands = [each for act in self.acts for each in act.stands]
        undone = () if self.undone is None else (self.undone,)
        tally = self.rows.tally(self.good, self.bad, also=(*stands, *undone))
        total, good, bad, *rest = tally.counts
        acts = [Numbers(*rest[start : start + 5]) for start in range(0, len(stands), 5)]
        owed = bool(rest[-1]) if undone else any(each.overdue or each.running for each in acts)
        return Counted(self, total, good, bad, acts, owed, tally.digest)


@dataclass(frozen=True)
class Counted:
    """An outcome in numbers. `owed`: some act may still be done."""

    outcome: Outcome
    total: int
    good: int
    bad: int
    acts: Sequence[Numbers]
    owed: bool
    digest: str

    def due(self) -> date | None:
        """The first day on which something that runs becomes overdue."""
        running = [act for act, numbers in zip(self.outcome.acts, self.acts, strict=True) if numbers.running]
        return min((day for act in running if (day := act.due()) is not None), default=None)


def together(acts: Sequence[Acted], rows: Population, need: Need) -> Outcome:
    """How the acts stand together, where all of them are needed, or any one of them."""
    if len(acts) == 1:
        (only,) = acts
        good, running = only.done, only.running
        return Outcome(acts, rows, good, running, rows.subtract(good).subtract(running))
    if need == "all":
        possible = good = rows
        for each in acts:
            possible = possible.subtract(each.overdue).subtract(each.late)
            good = good.intersect(each.done)
        return Outcome(acts, rows, good, possible.subtract(good), rows.subtract(possible))
    without = impossible = rows
    for each in acts:
        without = without.subtract(each.done)
        impossible = impossible.subtract(each.done).subtract(each.running)
    undone = without
    for each in acts:
        undone = undone.subtract(each.late)
    return Outcome(acts, rows, rows.subtract(without), without.subtract(impossible), impossible, undone)


def concluded(part: Part, found: Counted, context: Context, ratio: Fraction = Fraction(1)) -> PartResult:
    """The answer of the part: met when enough rows are good, not due while enough still can be, else not met."""
    outcome, total, met, failing = found.outcome, found.total, found.good, found.bad
    running = total - met - failing
    status = Status.NOT_MET
    if met >= ratio * total:
        status = Status.MET
    elif met + running >= ratio * total:
        status = Status.NOT_DUE
    backfilled = status is Status.MET and any(each.confirmed for each in found.acts)
    remarks = (text.ACTED.format(count=total, met=met, failing=failing, running=running),)
    sources = [source for each in outcome.acts for source in each.sources]
    ends = context.boundary(outcome.rows, *sources)
    change, why = context.first_of((found.due(), text.CLOCK_RUNS_OUT), (ends, text.VALIDITY_CHANGES))
    return replace(
        part.answer(status),
        counts={"members": total, "counting": met, "exceptions": failing, "running": running},
        counting=listing(outcome.good),
        exceptions=listing(outcome.bad, reasons_of(outcome.acts)),
        remarks=(*remarks, text.BACKFILLED) if backfilled else remarks,
        backfilled=backfilled,
        outstanding=status is not Status.MET and found.owed,
        next_change=change,
        next_change_reason=why,
        requirements=requirements_of(outcome.acts, found.acts) if len(outcome.acts) > 1 else (),
        digest=found.digest,
    )


def reasons_of(acts: Sequence[Acted]) -> Reason:
    """Why rows fail: act by act, where there are several."""

    def explained(rows: Sequence[Row]) -> list[str]:
        told = [(each.act.text, each.reason(rows)) for each in acts]
        if len(told) == 1:
            return list(told[0][1])
        return [
            text.JOIN_REASONS.join(text.ABOUT.format(words) + why[number] for words, why in told if why[number])
            for number in range(len(rows))
        ]

    return explained


def requirements_of(acts: Sequence[Acted], numbers: Sequence[Numbers]) -> tuple[RequirementResult, ...]:
    """How each act stands, with its own rows."""
    return tuple(_requirement(act, found) for act, found in zip(acts, numbers, strict=True))


def _requirement(acted: Acted, found: Numbers) -> RequirementResult:
    failing = found.late + found.overdue
    status = Status.NOT_MET if failing else Status.NOT_DUE if found.running else Status.MET
    words = text.ACT_STANDS.format(text=acted.act.text, met=found.done, failing=failing, running=found.running)
    return RequirementResult(
        id=acted.act.id,
        text=words,
        status=status,
        counting=listing(acted.done),
        exceptions=listing(acted.overdue, acted.reason) + listing(acted.late, acted.reason),
    )


def without_rows(part: Part, answer: WhenNone, selection: Selection, context: Context) -> PartResult:
    """The answer where nothing is there to act upon."""
    looked, rows = context.looked_at(selection), context.matching(selection)
    status = Status(answer)
    return replace(
        part.answer(status),
        counts={"members": 0, "counting": 0, "exceptions": 0, "running": 0},
        failing=listing(looked.subtract(rows), context.reasons(selection.where, selection.fact)),
        remarks=(text.NOTHING_OCCURRED.format(context.bindings.dictionary.label(selection.fact)),),
        missing=(context.nobody(selection),) if status is Status.UNDECIDABLE else (),
        next_change=context.boundary(rows),
        next_change_reason=text.VALIDITY_CHANGES,
        digest=rows.digest(),
    )
