"""What every part of an obligation has, and what a form is given to judge it."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from hongxian.kernel.rules import text
from hongxian.kernel.rules.bindings import Bindings, Day, bind, explain
from hongxian.kernel.rules.conditions import Condition, ISODuration, ParameterReference, Shape
from hongxian.kernel.rules.dates import Basis, Duration, PeriodKind, parse_duration
from hongxian.kernel.rules.dictionary import FactNoun
from hongxian.kernel.rules.forms.selection import Ask, Selection, Use, asks_of
from hongxian.kernel.rules.population import AsOf, Bound, Facts, Leaf, Op, Population, Row
from hongxian.kernel.rules.schema import ParameterType
from hongxian.kernel.rules.verdict import Missing, MissingKind, PartResult, Reason, Status


@dataclass(frozen=True)
class Context:
    """Everything a form may look at: the bindings (holder, period, parameters, times, labels), the facts, and the
    day on which the pack took effect."""

    bindings: Bindings
    facts: Facts
    effective: date

    @property
    def as_of(self) -> AsOf:
        """The two times."""
        return self.bindings.as_of

    @property
    def today(self) -> date:
        """The day judged."""
        return self.bindings.as_of.valid_on

    def day(self, written: date | ParameterReference | None) -> Day | None:
        """A day that is printed in the text, and may be moved, or that a parameter sets; None while it is unset."""
        return self.bindings.day(written)

    def span(self, written: ISODuration | ParameterReference | None) -> Duration | None:
        """A duration, or that of a parameter; None where none is written, or the parameter is unset."""
        if isinstance(written, ParameterReference):
            value = self.bindings.parameters.get(written.parameter)
            return None if value is None else parse_duration(str(value))
        return None if written is None else parse_duration(written)

    def number(self, written: int | ParameterReference) -> int:
        """A whole number, or that of a parameter."""
        return (
            int(str(self.bindings.parameters[written.parameter]))
            if isinstance(written, ParameterReference)
            else written
        )

    def noun(self, name: str) -> FactNoun:
        """The dictionary's entry of a noun."""
        return self.bindings.dictionary.nouns[name]

    def bound(self, condition: Condition | None, noun: str) -> Bound:
        """A condition with literals for its references."""
        return bind(condition, noun, self.bindings)

    def looked_at(self, selection: Selection) -> Population:
        """The rows looked at; of dated facts those that had happened by the day judged."""
        population = self.facts.population(selection.fact, self.as_of)
        if dated := self.noun(selection.fact).dated:
            population = population.filter(Leaf(dated, Op.ON_OR_BEFORE, self.today))
        return population.filter(self.bound(selection.of, selection.fact))

    def upcoming(self, selection: Selection) -> date | None:
        """The next day after the one judged on which a row already known will have happened; None for undated facts."""
        dated = self.noun(selection.fact).dated
        if not dated:
            return None
        population = self.facts.population(selection.fact, self.as_of)
        day = population.filter(self.bound(selection.of, selection.fact)).next_after(dated, self.today)
        return day if isinstance(day, date) else None

    def matching(self, selection: Selection) -> Population:
        """The rows that count."""
        return self.looked_at(selection).filter(self.bound(selection.where, selection.fact))

    def reason(self, condition: Condition | None, noun: str, row: Row) -> str:
        """Why the condition does not hold for the row."""
        return explain(condition, row, noun, self.bindings)

    def reasons(self, condition: Condition | None, noun: str, last: Callable[[Row], str] | None = None) -> Reason:
        """Reasons for a page of rows; `last` explains rows for which the condition holds."""

        def explained(rows: Sequence[Row]) -> list[str]:
            return [self.reason(condition, noun, row) or (last(row) if last else "") for row in rows]

        return explained

    def value_label(self, noun: str, field: str, value: object) -> str:
        """A value in Chinese."""
        return self.bindings.dictionary.value_label(noun, field, value)

    def nobody(self, selection: Selection) -> Missing:
        """The missing of members where nobody is there to be counted."""
        label = self.bindings.dictionary.label(selection.fact)
        return Missing(MissingKind.MEMBERS, selection.fact, label)

    def first_of(self, *changes: tuple[date | None, str]) -> tuple[date | None, str]:
        """The earliest of several days on which something may change, and why; none, if there is none."""
        return min(((day, why) for day, why in changes if day is not None), default=(None, ""))

    def boundary(self, *populations: Population) -> date | None:
        """The next day on which validity alone may change one of the populations."""
        days = [day for each in populations if (day := each.next_boundary(self.today)) is not None]
        return min(days, default=None)


class Part(Shape):
    """One part of an obligation. `applies` narrows it to holders with these values of the fact `party`.

    `parameters` are those on which it depends beside the ones its conditions refer to.
    """

    id: str
    form: str
    text: str
    applies: dict[str, str | tuple[str, ...]] | None = None
    parameters: tuple[str, ...] = ()

    def uses(self) -> Iterator[Use]:
        """What it asks of the dictionary of facts."""
        raise NotImplementedError

    def asks(self) -> Iterator[Ask]:
        """The parameters it asks for beside those of its conditions."""
        for number, key in enumerate(self.parameters):
            yield Ask(key, ("parameters", number))

    @cached_property
    def used(self) -> tuple[Use, ...]:
        """All that it asks of the dictionary."""
        return tuple(self.uses())

    def nouns(self) -> list[str]:
        """The facts it needs, each once, in order."""
        return list(dict.fromkeys(use.noun for use in self.used))

    def parameter_keys(self, *, needed: bool = False) -> list[str]:
        """The parameters it depends on, each once, in order; or only those that must have a value for it to be judged.
        Any that decides, and is unset, leaves it undecidable."""
        found = [each.key for each in self.asks() if not (needed and each.optional)]
        for use in self.used:
            found += use.condition.parameters(optional=False if needed else None) if use.condition else ()
        return list(dict.fromkeys(found))

    def judge(self, context: Context) -> PartResult:
        """The answer; every parameter is set and every fact has a source by then."""
        raise NotImplementedError

    def next_day(self, result: PartResult, context: Context) -> tuple[date, str] | None:
        """A day on which the answer may change by the mere passing of days, beside those the form knows, and why:
        every day where a condition counts back from the day judged, or when a row already known will have happened."""
        if self._moves_daily:
            return context.today + timedelta(days=1), text.WINDOW_MOVES
        days = [day for use in self.used if use.selection and (day := context.upcoming(use.selection))]
        return (min(days), text.ROW_AHEAD) if days else None

    @cached_property
    def _moves_daily(self) -> bool:
        return any(use.condition is not None and use.condition.moves_daily() for use in self.used)

    def answer(self, status: Status) -> PartResult:
        """A bare answer of this part, to be filled in."""
        return PartResult(id=self.id, form=self.form, text=self.text, status=status)


class Standing(Part):
    """A part that holds without a date, or from `due` on: unmet before that day it is not yet due."""

    due: date | ParameterReference | None = None

    def asks(self) -> Iterator[Ask]:
        """The day it is due, where a parameter sets it: while that is unset it has none."""
        yield from super().asks()
        yield from asks_of(self.due, ("due",), ParameterType.DATE, optional=True)

    def assess(self, context: Context) -> PartResult:
        """The answer as if it were due."""
        raise NotImplementedError

    def judge(self, context: Context) -> PartResult:
        """The answer, softened before the day it is due."""
        result, due = self.assess(context), context.day(self.due)
        return result if due is None or result.status is not Status.NOT_MET else not_yet(result, due, context)


class Recurring(Part):
    """A part that is judged for every period by itself. `basis` names the parameter that says where the first period
    of a year begins (`calendar` or `december`)."""

    period: PeriodKind
    basis: ParameterReference | None = None

    def asks(self) -> Iterator[Ask]:
        """The basis of the period."""
        yield from super().asks()
        yield from asks_of(
            self.basis, ("basis",), ParameterType.ENUM, understood=frozenset(each.value for each in Basis)
        )


def not_yet(result: PartResult, day: Day, context: Context) -> PartResult:
    """What is unmet, with its due date: before issue of the pack, or not over, it is not due; else as it is."""
    due = day.on
    if due < context.effective:
        remark = text.BEFORE_ISSUE.format(due=day.shown, effective=context.effective)
        return replace(
            result, status=Status.NOT_DUE, remarks=(*result.remarks, remark), outstanding=False, next_change=None
        )
    if context.today <= due:
        passes = due + timedelta(days=1)
        sooner = result.next_change is None or passes <= result.next_change
        return replace(
            result,
            status=Status.NOT_DUE,
            remarks=(*result.remarks, text.DUE_RUNS.format(due=day.shown)),
            outstanding=True,
            next_change=passes if sooner else result.next_change,
            next_change_reason=text.DUE_PASSES.format(due=day.shown) if sooner else result.next_change_reason,
        )
    return result
