"""Conditions as a pack writes them: all / any / not and leaves, a closed grammar with no expressions.

A condition is bound to literals for one holder, period, set of parameters and day; it can also say in Chinese why
it does not hold for a row.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from hongxian.kernel.rules import text
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


class Shape(BaseModel):
    """Base of everything a pack writes: no unknown fields, never changed."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def _duration(written: object) -> object:
    if isinstance(written, str):
        try:
            parse_duration(written)
        except ValueError:
            raise ValueError(text.NOT_A_DURATION.format(written)) from None
    return written


ISODuration = Annotated[str, BeforeValidator(_duration)]


class ParameterReference(Shape):
    """The value of a parameter."""

    parameter: str


class FieldReference(Shape):
    """The value of a field of the row itself."""

    field: str


class Reference(Shape):
    """A value that is known only when judging: of the holder, the period, a parameter, the day judged, another field
    of the same row; or a date as printed in the text, which moves when the pack is used for another year."""

    holder: str | None = None
    period: Literal["start", "end"] | None = None
    parameter: str | None = None
    as_of: Literal["date"] | None = None
    field: str | None = None
    printed: date | None = None
    minus: ISODuration | ParameterReference | None = None

    @model_validator(mode="after")
    def _one(self) -> Self:
        given = [self.holder, self.period, self.parameter, self.as_of, self.field, self.printed]
        if sum(each is not None for each in given) != 1:
            raise ValueError(text.ONE_REFERENCE)
        if self.minus is not None and self.period is None and self.as_of is None:
            raise ValueError(text.MINUS_NEEDS_DAY)
        return self


def _operand(written: object) -> object:
    if isinstance(written, dict):
        return Reference.model_validate(written)
    if isinstance(written, str | int | bool | date | datetime | Reference) and written != "":
        return written
    raise ValueError(text.NOT_A_VALUE.format(written))


Operand = Annotated[Any, BeforeValidator(_operand)]


class Condition(Shape):
    """One condition: `all`, `any`, `not`, or a `field` with one comparison. Empty holds always.

    `otherwise` is the Chinese reason given when it does not hold.
    """

    all: tuple["Condition", ...] | None = None
    any: tuple["Condition", ...] | None = None
    not_: "Condition | None" = Field(default=None, alias="not")
    field: str | None = None
    is_: Operand | None = Field(default=None, alias="is")
    in_: tuple[Operand, ...] | ParameterReference | None = Field(default=None, alias="in")
    at_least: Operand | None = None
    at_most: Operand | None = None
    before: Operand | None = None
    on_or_before: Operand | None = None
    after: Operand | None = None
    on_or_after: Operand | None = None
    present: bool | None = None
    under: Operand | None = None
    otherwise: str = ""

    @model_validator(mode="after")
    def _one(self) -> Self:
        ways = [self.all is not None, self.any is not None, self.not_ is not None, self.field is not None]
        operations = len(list(self.comparisons()))
        if sum(ways) > 1 or (self.field is None and operations):
            raise ValueError(text.ONE_WAY)
        if self.field is not None and operations != 1:
            raise ValueError(text.ONE_COMPARISON.format(self.field))
        if self.any == () or self.in_ == ():
            raise ValueError(text.EMPTY_CHOICE)
        return self

    def comparisons(self) -> Iterator[tuple[Op, Any]]:
        """The comparisons of a leaf: exactly one."""
        for op in Op:
            value = getattr(self, f"{op}_" if op in (Op.IS, Op.IN) else op.value)
            if value is not None:
                yield op, value

    def leaves(self, loc: tuple[str | int, ...] = ()) -> Iterator[tuple["Condition", tuple[str | int, ...]]]:
        """Every leaf with its place."""
        for way, children in (("all", self.all), ("any", self.any)):
            for number, child in enumerate(children or ()):
                yield from child.leaves((*loc, way, number))
        if self.not_ is not None:
            yield from self.not_.leaves((*loc, "not"))
        if self.field is not None:
            yield self, loc

    def references(self) -> Iterator[Reference | ParameterReference]:
        """Every reference in it."""
        for leaf, _ in self.leaves():
            for _, value in leaf.comparisons():
                for each in value if isinstance(value, tuple) else (value,):
                    if isinstance(each, Reference | ParameterReference):
                        yield each

    def parameters(self) -> Iterator[str]:
        """Keys of the parameters it refers to."""
        for reference in self.references():
            if reference.parameter is not None:
                yield reference.parameter
            if isinstance(reference, Reference) and isinstance(reference.minus, ParameterReference):
                yield reference.minus.parameter

    def moves_daily(self) -> bool:
        """Whether it means something else every day."""
        return any(isinstance(each, Reference) and each.as_of is not None for each in self.references())


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
            return add(value, parse_duration(written), -1)
        return value

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


def _bound_leaf(leaf: Condition, name: str, noun: str, bindings: Bindings) -> Leaf:
    op, operand = next(leaf.comparisons())
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
    op, operand = next(leaf.comparisons())
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
