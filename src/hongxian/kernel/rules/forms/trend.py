"""TREND: an amount moves the right way from one period to the next, or stands so beside another amount."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from fractions import Fraction
from typing import Literal, Self

from pydantic import Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import ParameterReference, Shape
from hongxian.kernel.rules.dates import Basis, Period, PeriodKind, period_containing
from hongxian.kernel.rules.forms.amount import Amount
from hongxian.kernel.rules.forms.amount import Found as Measured
from hongxian.kernel.rules.forms.part import Context, Recurring
from hongxian.kernel.rules.forms.selection import Ask, Use, asks_of
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import (
    Found,
    Missing,
    MissingKind,
    PartResult,
    RequirementResult,
    Status,
    combine,
    fixed,
)

Comparison = Literal["less", "not_greater", "greater", "not_less", "equal"]


class Measure(Shape):
    """One thing measured: `of`, compared with itself a period before, or with `against` in the same period."""

    id: str
    text: str
    of: Amount
    against: Amount | None = None


@dataclass(frozen=True)
class Step:
    """One comparison that was made: in words, and whether it holds (None without data)."""

    words: str
    holds: bool | None
    missing: tuple[str, ...]
    digest: str


class Trend(Recurring):
    """Every one of `measures` compares as `compare` says, in the period judged and, with `steps`, in as many running.

    Not met: some measure does not, once the period is over. No data of some period: undecidable. While the period runs
    it is not due.
    """

    form: Literal["TREND"]
    measures: tuple[Measure, ...] = Field(min_length=1)
    compare: Comparison | ParameterReference
    steps: int = Field(default=1, ge=1)

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if len({each.id for each in self.measures}) != len(self.measures):
            raise ValueError(text.MEASURE_TWICE)
        amounts = [amount for each in self.measures for amount in (each.of, each.against) if amount is not None]
        if self.period is not PeriodKind.YEAR and any(amount.value is not None for amount in amounts):
            raise ValueError(text.YEAR_ONLY_YEARLY)
        return self

    def uses(self) -> Iterator[Use]:
        """What is measured."""
        for number, each in enumerate(self.measures):
            for name in ("of", "against"):
                amount: Amount | None = getattr(each, name)
                if amount is not None:
                    yield from amount.uses(("measures", number, name))

    def asks(self) -> Iterator[Ask]:
        """How the comparison goes, where a parameter says so."""
        yield from super().asks()
        understood = frozenset(text.COMPARED)
        yield from asks_of(self.compare, ("compare",), ParameterType.ENUM, understood=understood)

    def judge(self, context: Context) -> PartResult:
        """The answer for the period of the context. Raises ValueError without a period, or before it."""
        period = context.bindings.period
        if period is None or context.today < period.start:
            raise ValueError(f"{self.id}: a period that has begun is needed")
        if period.end < context.effective or period.start < context.effective:
            remark = text.BEFORE_EFFECT if period.end < context.effective else text.FIRST_PERIOD
            return replace(self.answer(Status.NOT_DUE), remarks=(remark,))
        if context.today <= period.end:
            return replace(
                self.answer(Status.NOT_DUE),
                remarks=(text.TREND_RUNS.format(label=period.label, end=period.end),),
                next_change=period.end + timedelta(days=1),
                next_change_reason=text.PERIOD_ENDS.format(label=period.label),
            )
        return self._compared(context, period)

    def _compared(self, context: Context, period: Period) -> PartResult:
        compare = self.compare
        if isinstance(compare, ParameterReference):
            compare = context.bindings.parameters[compare.parameter]  # type: ignore[assignment]
        steps = {each: self._steps(each, str(compare), context, period) for each in self.measures}
        answers = {each: combine([_status(step) for step in found]) for each, found in steps.items()}
        status = combine(list(answers.values()))
        failing = [each for each, answer in answers.items() if answer is Status.NOT_MET]
        nouns = dict.fromkeys(noun for found in steps.values() for step in found for noun in step.missing)
        words = {each: text.JOIN_REASONS.join(step.words for step in found) for each, found in steps.items()}
        digests = [step.digest for found in steps.values() for step in found]
        return replace(
            self.answer(status),
            counts={"measures": len(self.measures), "exceptions": len(failing)},
            exceptions=fixed([Found(each.id, each.text, words[each]) for each in failing]),
            missing=tuple(Missing(MissingKind.MEMBERS, noun, context.bindings.dictionary.label(noun)) for noun in nouns)
            if status is Status.UNDECIDABLE
            else (),
            remarks=tuple(words[each] for each in self.measures),
            requirements=tuple(RequirementResult(each.id, words[each], answers[each]) for each in self.measures),
            digest=hashlib.sha256("\n".join(digests).encode()).hexdigest(),
        )

    def _steps(self, measure: Measure, compare: str, context: Context, period: Period) -> list[Step]:
        found = []
        for _ in range(self.steps):
            before = self._before(period, context)
            of, share = measure.of.found(context, period), measure.of.share is not None
            if measure.against is not None:
                other, name = measure.against.found(context, period), text.OTHER_AMOUNT
                shown = other.shown(share=measure.against.share is not None)
            else:
                other, name = measure.of.found(context, before), before.label
                shown = other.shown(share=share)
            words = text.TREND_STEP.format(
                text=measure.text,
                label=period.label,
                value=of.shown(share=share),
                other=text.STANDS.format(name=name, value=shown),
                wanted=text.COMPARED[compare],
            )
            missing = tuple(each.noun for each in (of, other) if each.number is None)
            found.append(Step(words, _holds(of, other, compare), missing, of.digest + other.digest + words))
            period = before
        return found

    def _before(self, period: Period, context: Context) -> Period:
        """The period before."""
        chosen = context.bindings.parameters.get(self.basis.parameter) if self.basis else None
        basis = Basis.CALENDAR if chosen is None else Basis(str(chosen))
        return period_containing(period.start - timedelta(days=1), self.period, basis)


def _status(step: Step) -> Status:
    if step.holds is None:
        return Status.UNDECIDABLE
    return Status.MET if step.holds else Status.NOT_MET


def _holds(of: Measured, other: Measured, compare: str) -> bool | None:
    if of.number is None or other.number is None:
        return None
    difference: Fraction = of.number - other.number
    return {
        "less": difference < 0,
        "not_greater": difference <= 0,
        "greater": difference > 0,
        "not_less": difference >= 0,
        "equal": difference == 0,
    }[compare]
