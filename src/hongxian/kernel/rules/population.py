"""What the engine asks of facts: populations of rows, bound conditions, and the two times at which one asks.

Rooms implement `Population` over keyed querysets, `memory` over plain rows; `contract` runs both against one list
of demands. Nothing here knows a database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from hongxian.kernel.clock.moment import LOCAL

if TYPE_CHECKING:
    from hongxian.kernel.rules.link import Link

Value = str | int | bool | date | datetime | None

Setting = Value | tuple[str, ...]
"""What a parameter is set to: a value, or a list of words."""

IMPLICIT = ("id", "label", "recorded_on", "recorded_by", "confirmed")
"""Fields that every fact row has, whatever its noun."""


@dataclass(frozen=True)
class Row:
    """One row of a fact. `id` is its key within the population, `label` one line of Chinese to show it by.

    `recorded_on` is when it was typed in (aware), `confirmed` whether a second person confirmed it, or none had to.
    """

    id: str
    label: str
    values: Mapping[str, Value] = field(default_factory=dict)
    recorded_on: datetime | None = None
    recorded_by: str = ""
    confirmed: bool = True

    def get(self, name: str) -> Value:
        """The value of a field, implicit ones included; None when absent. An empty text counts as absent."""
        value = getattr(self, name) if name in IMPLICIT else self.values.get(name)
        return None if value == "" else value


class Op(StrEnum):
    """What a leaf may ask. Bounds are numbers (at_least, at_most), days or moments (the four orders)."""

    IS = "is"
    IN = "in"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    BEFORE = "before"
    ON_OR_BEFORE = "on_or_before"
    AFTER = "after"
    ON_OR_AFTER = "on_or_after"
    PRESENT = "present"
    UNDER = "under"


@dataclass(frozen=True)
class FieldOf:
    """Another field of the same row, to compare with; absent, it makes the comparison false."""

    name: str


@dataclass(frozen=True)
class Leaf:
    """One comparison with literals, or with another field of the row. An absent value (null or empty text) makes
    every leaf false, except `PRESENT` with value False, which it makes true. `IN` has a tuple; `UNDER` is a place
    path prefix; neither takes another field.

    A moment (datetime) field is only ever asked BEFORE or ON_OR_AFTER an aware moment.
    """

    field: str
    op: Op
    value: Value | FieldOf | tuple[Value, ...]


@dataclass(frozen=True)
class All:
    """Every part holds; true when there is none."""

    parts: tuple[Bound, ...]


@dataclass(frozen=True)
class Any_:  # noqa: N801
    """At least one part holds; false when there is none."""

    parts: tuple[Bound, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold. Two-valued: what is false for want of a value becomes true."""

    part: Bound


Bound = All | Any_ | Not | Leaf

ALWAYS: Bound = All(())
NEVER: Bound = Any_(())


@dataclass(frozen=True)
class AsOf:
    """The two times: true on `valid_on`, as known at `known_at` (at present, if None)."""

    valid_on: date
    known_at: datetime | None = None


@dataclass(frozen=True)
class Tally:
    """How many rows there are: in all, then in one subset after another. `digest` is that of the keys."""

    counts: tuple[int, ...]
    digest: str = ""


class MissingSource(Exception):
    """The running system has no source for this fact."""

    def __init__(self, noun: str) -> None:
        super().__init__(noun)
        self.noun = noun


class Population(Protocol):
    """A set of rows with distinct keys, composed without being fetched.

    `filter` keeps the rows for which a condition holds. `intersect` and `subtract` compare keys and keep this
    population's rows. `project(field)` is the set of the distinct present values of a field, as keys (text).
    """

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields, the implicit ones apart."""
        ...

    def count(self) -> int:
        """How many rows."""
        ...

    def filter(self, condition: Bound) -> Population:
        """The rows for which the condition holds. Raises KeyError for a field that does not exist."""
        ...

    def intersect(self, other: Population) -> Population:
        """The rows of this population whose key is also in the other."""
        ...

    def subtract(self, other: Population) -> Population:
        """The rows of this population whose key is not in the other."""
        ...

    def project(self, field: str) -> Population:
        """The population keyed by that field: distinct present values. Only to be counted, paged and composed."""
        ...

    def related(self, link: Link) -> Population:
        """The rows to which some row belongs by the link. Raises KeyError for a field that does not exist."""
        ...

    def unrelated(self, link: Link) -> Population:
        """The rows to which no row belongs by the link."""
        ...

    def holding(self, rows: Population, member: str, field: str, values: tuple[str, ...]) -> Population:
        """The rows whose key some of the other rows name in `member`, for each of the values one that has it in the
        field. Raises KeyError for a field that does not exist."""
        ...

    def mostly(self, all_of: Link, those: Link, share: Fraction) -> Population:
        """Of the rows to which some row belongs by the first link, those to which at least that share of them belong
        by the second as well, which is narrower."""
        ...

    def total(self, field: str) -> int:
        """The sum of the present values of a number field; 0 of nothing."""
        ...

    def page(self, after: str | None = None, limit: int = 50) -> list[Row]:
        """Up to `limit` rows in one fixed order, those after the row with key `after`."""
        ...

    def earliest(self, field: str) -> Value:
        """The smallest present value of a date field, or None."""
        ...

    def tally(self, *subsets: Population, also: tuple[Population, ...] = (), digest: bool = True) -> Tally:
        """How many rows there are in all, in each of these subsets, and in each of those that are also counted; with
        one digest for the whole and the subsets, unless it is not wanted."""
        ...

    def digest(self) -> str:
        """That of a tally of nothing but itself: `digest_of` the keys, or of the versions of rows that have several.
        Values of a field have none."""
        ...

    def next_after(self, field: str, day: date) -> Value:
        """The smallest value of a date field that is later than a day, or None."""
        ...

    def next_boundary(self, after: date) -> date | None:
        """The earliest day later than `after` on which validity alone may change this population: a valid_from or
        the day after a valid_to, of rows valid or not. May be too early, never too late; None for events."""
        ...


class Facts(Protocol):
    """All the facts of a system, at two times."""

    def population(self, noun: str, as_of: AsOf) -> Population:
        """All rows of a fact: for dated facts every event known, for facts with a validity those valid on the day.

        Raises `MissingSource` when the system has no source for it.
        """
        ...


def day_start(day: date) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time(), LOCAL)


def recorded_through(day: date) -> Leaf:
    """The condition “typed in by the end of that local day”."""
    return Leaf("recorded_on", Op.BEFORE, day_start(day + timedelta(days=1)))


def every_row(population: Population, size: int = 500) -> Iterator[Row]:
    """Every row, fetched page by page. For populations known to be small."""
    after: str | None = None
    while page := population.page(after, size):
        yield from page
        if len(page) < size:
            return
        after = page[-1].id


def holds(condition: Bound, row: Row) -> bool:
    """Whether a bound condition holds for one row."""
    if isinstance(condition, All):
        return all(holds(part, row) for part in condition.parts)
    if isinstance(condition, Any_):
        return any(holds(part, row) for part in condition.parts)
    if isinstance(condition, Not):
        return not holds(condition.part, row)
    wanted = condition.value
    return _leaf_holds(
        condition.op, row.get(condition.field), row.get(wanted.name) if isinstance(wanted, FieldOf) else wanted
    )


def _leaf_holds(op: Op, value: Value, wanted: Value | tuple[Value, ...]) -> bool:
    if op is Op.PRESENT:
        return (value is not None) == wanted
    if value is None or wanted is None:
        return False
    if isinstance(wanted, tuple):
        return value in wanted
    if op is Op.IS:
        return value == wanted
    if op is Op.UNDER:
        return str(value).startswith(str(wanted))
    return is_ordered(op, value, wanted)


def is_ordered(op: Op, value: Value, bound: Value) -> bool:
    """Whether two values stand in that order: numbers, days or moments, both of a kind."""
    if op in (Op.AT_LEAST, Op.ON_OR_AFTER):
        return bool(value >= bound)  # type: ignore[operator]
    if op in (Op.AT_MOST, Op.ON_OR_BEFORE):
        return bool(value <= bound)  # type: ignore[operator]
    if op is Op.BEFORE:
        return bool(value < bound)  # type: ignore[operator]
    return bool(value > bound)  # type: ignore[operator]
