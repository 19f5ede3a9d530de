"""Conditions as a pack writes them: all / any / not and leaves, a closed grammar with no expressions."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import cached_property
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from hongxian.kernel.rules import text
from hongxian.kernel.rules.dates import parse_duration
from hongxian.kernel.rules.population import (
    Op,
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
    of the same row; or a date as printed in the text, which moves when the pack is used for another year. A `year` is
    a number, for registers that are kept by years."""

    holder: str | None = None
    period: Literal["start", "end", "year"] | None = None
    parameter: str | None = None
    as_of: Literal["date", "year"] | None = None
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

    @property
    def is_year(self) -> bool:
        """Whether it stands for the number of a year."""
        return "year" in (self.period, self.as_of)


def _operand(written: object) -> object:
    if isinstance(written, dict):
        return Reference.model_validate(written)
    if isinstance(written, str | int | bool | date | datetime | Reference) and written != "":
        return written
    raise ValueError(text.NOT_A_VALUE.format(written))


Operand = Annotated[Any, BeforeValidator(_operand)]


class Condition(Shape):
    """One condition: `all`, `any`, `not`, or a `field` with one comparison. Empty holds always.

    `otherwise` is the Chinese reason given when it does not hold. An `optional` comparison is not asked for as long as
    a parameter it refers to is unset.
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
    optional: bool = False
    otherwise: str = ""

    @model_validator(mode="after")
    def _one(self) -> Self:
        ways = [self.all is not None, self.any is not None, self.not_ is not None, self.field is not None]
        operations = len(self.comparisons)
        if sum(ways) > 1 or (self.field is None and operations):
            raise ValueError(text.ONE_WAY)
        if self.field is not None and operations != 1:
            raise ValueError(text.ONE_COMPARISON.format(self.field))
        if self.any == () or self.in_ == ():
            raise ValueError(text.EMPTY_CHOICE)
        if self.optional and not list(self.parameters()):
            raise ValueError(text.OPTIONAL_NEEDS)
        if any(leaf.optional for each in (*(self.any or ()), self.not_) if each for leaf, _ in each.leaves()):
            raise ValueError(text.OPTIONAL_ONLY_IN_ALL)
        return self

    @cached_property
    def comparisons(self) -> tuple[tuple[Op, Any], ...]:
        """The comparisons of a leaf: exactly one."""
        said = ((op, getattr(self, f"{op}_" if op in (Op.IS, Op.IN) else op.value)) for op in Op)
        return tuple((op, value) for op, value in said if value is not None)

    def leaves(self, loc: tuple[str | int, ...] = ()) -> Iterator[tuple["Condition", tuple[str | int, ...]]]:
        """Every leaf with its place."""
        for way, children in (("all", self.all), ("any", self.any)):
            for number, child in enumerate(children or ()):
                yield from child.leaves((*loc, way, number))
        if self.not_ is not None:
            yield from self.not_.leaves((*loc, "not"))
        if self.field is not None:
            yield self, loc

    def references(self, optional: bool | None = None) -> Iterator[Reference | ParameterReference]:
        """Every reference in it, or those of comparisons that are optional, or that are not."""
        for leaf, _ in self.leaves():
            for _, value in leaf.comparisons if optional in (None, leaf.optional) else ():
                for each in value if isinstance(value, tuple) else (value,):
                    if isinstance(each, Reference | ParameterReference):
                        yield each

    def parameters(self, optional: bool | None = None) -> Iterator[str]:
        """Keys of the parameters it refers to; or of those it can, or cannot, do without."""
        for reference in self.references(optional):
            if reference.parameter is not None:
                yield reference.parameter
            if isinstance(reference, Reference) and isinstance(reference.minus, ParameterReference):
                yield reference.minus.parameter

    def moves_daily(self) -> bool:
        """Whether it means something else every day."""
        return any(isinstance(each, Reference) and each.as_of is not None for each in self.references())
