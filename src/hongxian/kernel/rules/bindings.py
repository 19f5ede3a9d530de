"""What conditions mean for one holder, period, set of parameters and day; and in Chinese why one does not hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Condition, ParameterReference, Reference
from hongxian.kernel.rules.dates import Duration, Period, add, parse_duration
from hongxian.kernel.rules.dictionary import Dictionary, FieldType
from hongxian.kernel.rules.population import (
    ALWAYS,
    All,
    Any_,
    AsOf,
    Bound,
    FieldOf,
    Leaf,
    Not,
    Op,
    Row,
    Setting,
    Value,
    day_start,
    holds,
)


@dataclass(frozen=True)
class Day:
    """A day on which something is due, and how it is shown: one that was moved, with the printed one beside it."""

    on: date
    shown: str


@dataclass(frozen=True)
class Bindings:
    """What references mean: the holder, the period if any, the values of the parameters, the times; and by how much
    the dates printed in the text are moved, if they are."""

    holder: Row
    period: Period | None
    parameters: Mapping[str, Setting]
    as_of: AsOf
    dictionary: Dictionary
    shift: Duration | None = None

    def printed(self, day: date) -> date:
        """A date of the text, moved if the pack is used for another year."""
        return day if self.shift is None else add(day, self.shift)

    def shown(self, day: date) -> str:
        """A date of the text in words: where it is moved, with the date as printed beside it."""
        moved = self.printed(day)
        return moved.isoformat() if moved == day else text.MOVED.format(day=moved, printed=day)

    def day(self, written: date | ParameterReference | None) -> Day | None:
        """A day that is printed in the text, and may be moved, or that a parameter sets; None while it is unset."""
        if written is None:
            return None
        if isinstance(written, ParameterReference):
            value = self.parameters.get(written.parameter)
            if value is None:
                return None
            if not isinstance(value, date):
                raise ValueError(f"parameter {written.parameter} is no date")
            return Day(value, value.isoformat())
        return Day(self.printed(written), self.shown(written))

    def one_of(self, operand: tuple[object, ...] | ParameterReference, noun: str, field: str) -> tuple[Value, ...]:
        """The literals that `in` asks for. The entries of a parameter may be codes of the field or their labels."""
        if isinstance(operand, tuple):
            return tuple(self.value(each) for each in operand)
        found = self.dictionary.nouns[noun].field(field)
        codes = {label: code for code, label in found.values.items()} if found else {}
        return tuple(codes.get(each, each) for each in self.listed(operand.parameter))

    def listed(self, key: str) -> tuple[str, ...]:
        """The entries of a parameter that is a list."""
        value = self.parameters[key]
        return tuple(value) if isinstance(value, tuple) else (str(value),)

    def value(self, operand: object) -> Value:
        """The literal an operand stands for. ValueError where the holder or the parameter has no value."""
        if not isinstance(operand, Reference):
            return operand  # type: ignore[return-value]
        value = self._referred(operand)
        if value is None:
            raise ValueError(f"no value for {operand!r} of holder {self.holder.id}")
        if operand.minus is not None and isinstance(value, date):
            written = operand.minus
            if isinstance(written, ParameterReference):
                written = str(self.parameters[written.parameter])
            value = add(value, parse_duration(written), -1)
        return value.year if operand.is_year and isinstance(value, date) else value

    def _referred(self, reference: Reference) -> Value:
        if reference.holder is not None:
            return self.holder.get("id" if reference.holder == "key" else reference.holder)
        if reference.parameter is not None:
            return self.parameters[reference.parameter]  # type: ignore[return-value]
        if reference.printed is not None:
            return self.printed(reference.printed)
        if reference.period is not None:
            if self.period is None:
                raise ValueError("a reference to a period where there is none")
            return self.period.start if reference.period == "start" else self.period.end
        return self.as_of.valid_on


def bind(condition: Condition | None, noun: str, bindings: Bindings) -> Bound:
    """The condition with literals in place of references, fit for a population of that noun."""
    if condition is None:
        return ALWAYS
    if condition.all is not None:
        return All(tuple(bind(each, noun, bindings) for each in condition.all))
    if condition.any is not None:
        return Any_(tuple(bind(each, noun, bindings) for each in condition.any))
    if condition.not_ is not None:
        return Not(bind(condition.not_, noun, bindings))
    return ALWAYS if condition.field is None else _bound_leaf(condition, condition.field, noun, bindings)


def _bound_leaf(leaf: Condition, name: str, noun: str, bindings: Bindings) -> Bound:
    op, operand = leaf.comparisons[0]
    if leaf.optional and any(bindings.parameters.get(key) is None for key in leaf.parameters()):
        return ALWAYS
    if isinstance(operand, Reference) and operand.field is not None:
        return Leaf(name, op, FieldOf(operand.field))
    if isinstance(operand, tuple | ParameterReference):
        return Leaf(name, op, bindings.one_of(operand, noun, name))
    value = bindings.value(operand)
    field = bindings.dictionary.nouns[noun].field(name)
    if field and field.type is FieldType.DATETIME and isinstance(value, date):
        return _moment(name, op, value)
    return Leaf(name, op, value)


def _moment(field: str, op: Op, day: date) -> Leaf:
    """A comparison of a moment with a local day."""
    shifted = day + timedelta(days=1) if op in (Op.ON_OR_BEFORE, Op.AFTER) else day
    earlier = op in (Op.BEFORE, Op.ON_OR_BEFORE)
    return Leaf(field, Op.BEFORE if earlier else Op.ON_OR_AFTER, day_start(shifted))


def explain(condition: Condition | None, row: Row, noun: str, bindings: Bindings) -> str:
    """Why the condition does not hold for the row, in Chinese; empty where it holds."""
    if condition is None or holds(bind(condition, noun, bindings), row):
        return ""
    if condition.otherwise:
        return condition.otherwise
    if condition.all is not None:
        return next(filter(None, (explain(each, row, noun, bindings) for each in condition.all)), "")
    if condition.any is not None:
        return text.OR.join(explain(each, row, noun, bindings) for each in condition.any)
    if condition.not_ is not None:
        return text.EXCLUDED.format(_describe(condition.not_, noun, bindings))
    actual = row.get(condition.field or "")
    label = bindings.dictionary.field_label(noun, condition.field or "")
    wanted = _wanted(condition, noun, bindings, row)
    if actual is None:
        return text.ABSENT.format(label=label, wanted=wanted)
    shown = _shown(condition.field or "", actual, noun, bindings)
    return text.DIFFERENT.format(label=label, actual=shown, wanted=wanted)


def _describe(condition: Condition, noun: str, bindings: Bindings) -> str:
    """A condition in words."""
    if condition.all is not None:
        return text.AND.join(_describe(each, noun, bindings) for each in condition.all)
    if condition.any is not None:
        return text.OR.join(_describe(each, noun, bindings) for each in condition.any)
    if condition.not_ is not None:
        return text.NOT.format(_describe(condition.not_, noun, bindings))
    label = bindings.dictionary.field_label(noun, condition.field or "")
    return text.QUOTED.format(label) + _wanted(condition, noun, bindings)


def _wanted(leaf: Condition, noun: str, bindings: Bindings, row: Row | None = None) -> str:
    op, operand = leaf.comparisons[0]
    name = leaf.field or ""
    if op is Op.PRESENT:
        return text.WANTED_PRESENT if operand else text.WANTED_ABSENT
    if isinstance(operand, Reference) and operand.field is not None:
        label = text.QUOTED.format(bindings.dictionary.field_label(noun, operand.field))
        other = row.get(operand.field) if row else None
        beside = "" if other is None else text.BESIDE.format(_shown(name, other, noun, bindings))
        return text.WANTED[op.value].format(label + beside)
    if isinstance(operand, tuple | ParameterReference):
        values = bindings.one_of(operand, noun, name)
    else:
        values = (bindings.value(operand),)
    shown = [_shown(name, each, noun, bindings) for each in values]
    if isinstance(operand, Reference) and operand.printed is not None:
        shown = [bindings.shown(operand.printed)]
    return text.WANTED[op.value].format(text.OR_VALUE.join(text.QUOTED.format(each) for each in shown))


def _shown(field: str, value: Value, noun: str, bindings: Bindings) -> str:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    return bindings.dictionary.value_label(noun, field, value)
