"""What follows for a part from how its acts stand: shared by the forms that ask for acts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from hongxian.kernel.rules import text
from hongxian.kernel.rules.forms.acts import Acted
from hongxian.kernel.rules.forms.part import Context, Part, digest_together
from hongxian.kernel.rules.forms.selection import Selection
from hongxian.kernel.rules.population import Population, Row
from hongxian.kernel.rules.verdict import PartResult, Reason, RequirementResult, Status, listing

Need = Literal["all", "any"]
WhenNone = Literal["not_due", "met", "undecidable"]


@dataclass(frozen=True)
class Outcome:
    """How several acts together stand about rows; every row is in one of the three. `owed`: one may still be done."""

    acts: Sequence[Acted]
    rows: Population
    good: Population
    running: Population
    bad: Population
    owed: bool


def together(acts: Sequence[Acted], rows: Population, need: Need) -> Outcome:
    """How the acts stand together, where all of them are needed, or any one of them."""
    if len(acts) == 1:
        (only,) = acts
        good, running = only.done, only.running
        bad = rows.subtract(good).subtract(running)
        return Outcome(acts, rows, good, running, bad, owed=bool(only.overdue.count() or running.count()))
    if need == "all":
        possible = good = rows
        for each in acts:
            possible = possible.subtract(each.overdue).subtract(each.late)
            good = good.intersect(each.done)
        owed = any(each.overdue.count() or each.running.count() for each in acts)
        return Outcome(acts, rows, good, possible.subtract(good), rows.subtract(possible), owed)
    without = impossible = rows
    for each in acts:
        without = without.subtract(each.done)
        impossible = impossible.subtract(each.done).subtract(each.running)
    undone = without
    for each in acts:
        undone = undone.subtract(each.late)
    return Outcome(
        acts, rows, rows.subtract(without), without.subtract(impossible), impossible, owed=bool(undone.count())
    )


def concluded(part: Part, outcome: Outcome, context: Context, ratio: Fraction = Fraction(1)) -> PartResult:
    """The answer of the part: met when enough rows are good, not due while enough still can be, else not met."""
    total, met, failing = outcome.rows.count(), outcome.good.count(), outcome.bad.count()
    running = total - met - failing
    status = Status.NOT_MET
    if met >= ratio * total:
        status = Status.MET
    elif met + running >= ratio * total:
        status = Status.NOT_DUE
    backfilled = status is Status.MET and any(each.confirmed.count() for each in outcome.acts)
    remarks = (text.ACTED.format(count=total, met=met, failing=failing, running=running),)
    due = min((each.due for each in outcome.acts if each.due is not None), default=None)
    sources = [source for each in outcome.acts for source in each.sources]
    ends = context.boundary(outcome.rows, *sources)
    change, why = context.first_of((due, text.CLOCK_RUNS_OUT), (ends, text.VALIDITY_CHANGES))
    return replace(
        part.answer(status),
        counts={"members": total, "counting": met, "exceptions": failing, "running": running},
        counting=listing(outcome.good),
        exceptions=listing(outcome.bad, reasons_of(outcome.acts)),
        remarks=(*remarks, text.BACKFILLED) if backfilled else remarks,
        backfilled=backfilled,
        outstanding=status is not Status.MET and outcome.owed,
        next_change=change,
        next_change_reason=why,
        requirements=_requirements(outcome.acts),
        digest=digest_together([outcome.rows.digest(), outcome.good.digest(), outcome.bad.digest()]),
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


def _requirements(acts: Sequence[Acted]) -> tuple[RequirementResult, ...]:
    if len(acts) == 1:
        return ()
    return tuple(requirement_of(each) for each in acts)


def requirement_of(acted: Acted) -> RequirementResult:
    """How one act stands, with its own rows."""
    met, late, overdue, running = (each.count() for each in (acted.done, acted.late, acted.overdue, acted.running))
    status = Status.NOT_MET if late + overdue else Status.NOT_DUE if running else Status.MET
    words = text.ACT_STANDS.format(text=acted.act.text, met=met, failing=late + overdue, running=running)
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
