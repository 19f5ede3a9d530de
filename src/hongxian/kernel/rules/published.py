"""Values that law and standards publish: each with its source, the days on which it holds, and how sure it is.

A value whose wording was read in the text itself, or that was computed from it, decides by itself; any other waits
until somebody confirms it. Values come as one thing or as a table of grades by thresholds.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Any, Self

from pydantic import Field, ValidationError, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.conditions import Shape
from hongxian.kernel.rules.dates import parse_duration
from hongxian.kernel.rules.errors import PackError, PackErrors, error_at, flaws_of, from_validation
from hongxian.kernel.rules.positions import read_yaml
from hongxian.kernel.rules.schema import ParameterType, Scalar

Number = int | float | Decimal


class Certainty(StrEnum):
    """How sure a value is: read in the text, computed from it, likely, known from a second hand, from memory."""

    CONFIRMED = "C"
    VERIFIED = "V"
    QUALIFIED = "Q"
    SECONDARY = "S"
    KNOWN = "K"

    @property
    def decides(self) -> bool:
        """Whether it decides without anybody's confirmation."""
        return self in (Certainty.CONFIRMED, Certainty.VERIFIED)


class Grade(Shape):
    """One line of a table: reached when any of the thresholds is; the number itself counts in."""

    result: str
    label: str
    at_least: dict[str, float] = Field(default_factory=dict)


class Case(Shape):
    """A test vector of a table."""

    given: dict[str, float]
    result: str


class Table(Shape):
    """Grades from the gravest to the lightest; the last, without thresholds, is for whatever reaches no other."""

    inputs: dict[str, str]
    grades: tuple[Grade, ...] = Field(min_length=2)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        unknown = {name for grade in self.grades for name in grade.at_least} - set(self.inputs)
        if unknown:
            raise ValueError(text.UNKNOWN_INPUT.format(text.JOIN.join(sorted(unknown))))
        if self.grades[-1].at_least or not all(grade.at_least for grade in self.grades[:-1]):
            raise ValueError(text.LAST_GRADE)
        return self

    def look_up(self, given: Mapping[str, Number]) -> Grade:
        """The gravest grade that any input reaches. KeyError for an input that the table does not know."""
        for name in given:
            self.inputs[name]
        for grade in self.grades:
            if any(Decimal(str(given.get(name, 0))) >= Decimal(str(least)) for name, least in grade.at_least.items()):
                return grade
        return self.grades[-1]


class PublishedValue(Shape):
    """One published value. `value` has the type a parameter of that type has; a table has none."""

    key: str
    label: str
    type: ParameterType | None = None
    value: Scalar | tuple[str, ...] | None = None
    unit: str = ""
    table: Table | None = None
    cases: tuple[Case, ...] = ()
    source: str
    article: str = ""
    valid_from: date
    valid_to: date | None = None
    certainty: Certainty
    note: str = ""

    @model_validator(mode="after")
    def _one(self) -> Self:
        if (self.table is None) is (self.value is None) or (self.table is None) is (self.type is None):
            raise ValueError(text.VALUE_OR_TABLE.format(self.key))
        if self.type is ParameterType.DURATION:
            parse_duration(str(self.value))
        if self.valid_to is not None and self.valid_to < self.valid_from:
            raise ValueError(text.VALIDITY_ORDER.format(self.key))
        for case in self.cases:
            if self.table is None or self.table.look_up(case.given).result != case.result:
                raise ValueError(text.CASE_FAILS.format(key=self.key, given=case.given, result=case.result))
        return self

    def holds_on(self, day: date) -> bool:
        """Whether it is in force on the day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


def read_published(folder: Path) -> dict[str, tuple[PublishedValue, ...]]:
    """The values of a folder by key, each key with its versions in the order of their days.

    Raises `PackErrors` with everything that is wrong, also two versions of one key that hold on the same day.
    """
    found: dict[str, list[PublishedValue]] = {}
    errors: list[PackError] = []
    for path in sorted(folder.glob("*.yaml")):
        document = read_yaml(path, path.name)
        errors += flaws_of(document)
        entries: Sequence[Any] = document.data if isinstance(document.data, list) else ()
        if not isinstance(document.data, list) and not document.broken:
            errors.append(error_at(document, (), text.NOT_A_LIST))
        for number, written in enumerate(entries):
            try:
                value = PublishedValue.model_validate(written)
            except ValidationError as error:
                errors += from_validation(document, (number,), error, PublishedValue)
                continue
            if any(_overlap(value, other) for other in found.get(value.key, ())):
                errors.append(error_at(document, (number, "key"), text.VERSIONS_OVERLAP.format(value.key)))
            found.setdefault(value.key, []).append(value)
    if errors:
        raise PackErrors(errors)
    return {key: tuple(sorted(values, key=lambda each: each.valid_from)) for key, values in found.items()}


def _overlap(one: PublishedValue, other: PublishedValue) -> bool:
    starts = max(one.valid_from, other.valid_from)
    return one.holds_on(starts) and other.holds_on(starts)
