"""Facts over plain rows in memory: for the scenarios of a pack and for tests."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from hongxian.kernel.rules.digest import digest_of, digest_of_parts
from hongxian.kernel.rules.link import Link, keeps
from hongxian.kernel.rules.population import (
    IMPLICIT,
    All,
    Any_,
    AsOf,
    Bound,
    FieldOf,
    Leaf,
    MissingSource,
    Not,
    Op,
    Population,
    Row,
    Tally,
    Value,
    holds,
)


@dataclass(frozen=True)
class MemoryPopulation:
    """`Population` over rows. `timeline` holds rows that are, were or will be valid: whence the next boundary."""

    rows: tuple[Row, ...]
    fields: frozenset[str]
    timeline: tuple[Row, ...] = ()
    others: tuple[Population, ...] = ()

    def count(self) -> int:
        """How many rows."""
        return len(self.rows)

    def filter(self, condition: Bound) -> "MemoryPopulation":
        """The rows for which the condition holds. Raises KeyError for an unknown field."""
        unknown = fields_of(condition) - self.fields - set(IMPLICIT)
        if unknown:
            raise KeyError(sorted(unknown)[0])
        return replace(
            self,
            rows=tuple(row for row in self.rows if holds(condition, row)),
            timeline=tuple(row for row in self.timeline if holds(condition, row)),
        )

    def intersect(self, other: Population) -> "MemoryPopulation":
        """The rows whose key is in the other population."""
        return self._compose(other, inside=True)

    def subtract(self, other: Population) -> "MemoryPopulation":
        """The rows whose key is not in the other population."""
        return self._compose(other, inside=False)

    def _compose(self, other: Population, *, inside: bool) -> "MemoryPopulation":
        keys = {row.id for row in other.page(None, other.count())}
        kept = tuple(row for row in self.rows if (row.id in keys) is inside)
        return replace(self, rows=kept, others=(*self.others, other))

    def project(self, field: str) -> "MemoryPopulation":
        """The distinct present values of a field, as keys."""
        if field not in self.fields and field not in IMPLICIT:
            raise KeyError(field)
        found: dict[str, Row] = {}
        for row in sorted(self.rows, key=lambda each: each.id):
            if (value := row.get(field)) is not None:
                found.setdefault(str(value), Row(str(value), row.label, {field: value}))
        return replace(self, rows=tuple(found.values()), fields=frozenset({field}))

    def related(self, link: Link) -> "MemoryPopulation":
        """The rows to which some row belongs."""
        beside = self._beside(link)
        return self._with(link, lambda row: bool(beside(row)))

    def unrelated(self, link: Link) -> "MemoryPopulation":
        """The rows to which none belongs."""
        beside = self._beside(link)
        return self._with(link, lambda row: not beside(row))

    def holding(self, rows: Population, member: str, field: str, values: tuple[str, ...]) -> "MemoryPopulation":
        """The rows that others name, for each of the values."""
        found = self
        for value in values:
            found = found.intersect(rows.filter(Leaf(field, Op.IS, value)).project(member))
        return found

    def mostly(self, all_of: Link, those: Link, share: Fraction) -> "MemoryPopulation":
        """The rows to which enough of them belong."""
        every, narrow = self._beside(all_of), self._beside(those)
        kept = self._with(all_of, lambda row: 0 < len(every(row)) * share <= len(narrow(row)))
        return replace(kept, others=(*kept.others, those.other))

    def _with(self, link: Link, keep: Callable[[Row], bool]) -> "MemoryPopulation":
        others = (link.other, link.through.population) if link.through else (link.other,)
        return replace(self, rows=tuple(row for row in self.rows if keep(row)), others=(*self.others, *others))

    def _beside(self, link: Link) -> Callable[[Row], list[Row]]:
        """What belongs to a row."""
        _has_fields(self, link.own, *(pace.own for pace in link.paces))
        _has_fields(link.other, link.theirs, *(pace.theirs for pace in link.paces))
        beside = _by(link.other, link.theirs)
        ties: dict[str, list[str]] | None = None
        if link.through is not None:
            middle = link.through
            _has_fields(middle.population, middle.near, middle.far)
            ties = {
                key: [str(each.get(middle.far)) for each in rows]
                for key, rows in _by(middle.population, middle.near).items()
            }

        def found(row: Row) -> list[Row]:
            own = str(row.get(link.own))
            keys = [own] if ties is None else ties.get(own, [])
            near = [each for key in dict.fromkeys(keys) for each in beside.get(key, ())]
            return [each for each in near if all(keeps(pace, row, each) for pace in link.paces)]

        return found

    def total(self, field: str) -> int:
        """The sum of the present values of a number field."""
        if field not in self.fields:
            raise KeyError(field)
        return sum(value for row in self.rows if isinstance(value := row.get(field), int))

    def page(self, after: str | None = None, limit: int = 50) -> list[Row]:
        """Rows in order of their keys."""
        ordered = sorted(self.rows, key=lambda row: row.id)
        return [row for row in ordered if after is None or row.id > after][:limit]

    def earliest(self, field: str) -> Value:
        """The smallest present value of a date field."""
        values = [value for row in self.rows if isinstance(value := row.get(field), date)]
        return min(values, default=None)

    def next_after(self, field: str, day: date) -> Value:
        """The smallest value of a date field that is later than a day."""
        values = [value for row in self.rows if isinstance(value := row.get(field), date) and value > day]
        return min(values, default=None)

    def tally(self, *subsets: Population, also: tuple[Population, ...] = (), digest: bool = True) -> Tally:
        """How many rows in all and in each."""
        counts = (len(self.rows), *(each.count() for each in (*subsets, *also)))
        own = digest_of(row.id for row in self.rows)
        return Tally(counts, digest_of_parts([own, *(each.digest() for each in subsets)]) if digest else "")

    def digest(self) -> str:
        """Digest of the keys."""
        return self.tally().digest

    def next_boundary(self, after: date) -> date | None:
        """The earliest day after `after` on which a row begins or ceases to be valid."""
        days = [day for row in self.timeline for day in _boundaries(row) if day > after]
        days += [day for other in self.others if (day := other.next_boundary(after)) is not None]
        return min(days, default=None)


def _has_fields(population: Population, *names: str) -> None:
    for name in names:
        if name not in population.fields and name not in IMPLICIT:
            raise KeyError(name)


def _by(population: Population, field: str) -> dict[str, list[Row]]:
    """The rows by the present values of a field."""
    found: dict[str, list[Row]] = {}
    for row in population.page(None, population.count()):
        if (value := row.get(field)) is not None:
            found.setdefault(str(value), []).append(row)
    return found


def fields_of(condition: Bound) -> set[str]:
    """Names of the fields that a bound condition asks for."""
    if isinstance(condition, All | Any_):
        return {name for part in condition.parts for name in fields_of(part)}
    if isinstance(condition, Not):
        return fields_of(condition.part)
    compared = {condition.value.name} if isinstance(condition.value, FieldOf) else set()
    return {condition.field, *compared}


def population_of(rows: Iterable[Row], fields: Iterable[str], valid_on: date | None = None) -> MemoryPopulation:
    """A population of rows; with `valid_on`, of those whose fields valid_from and valid_to include that day."""
    everything = tuple(rows)
    names = frozenset(fields) - set(IMPLICIT)
    if valid_on is None:
        return MemoryPopulation(everything, names)
    current = tuple(row for row in everything if _valid(row, valid_on))
    return MemoryPopulation(current, names | {"valid_from", "valid_to"}, everything)


@dataclass(frozen=True)
class MemoryFacts:
    """`Facts` over rows by noun. A noun that is not there has no source; one with an empty list has, and is empty.

    `fields` names the fields of each noun, `period_valid` the nouns whose rows have a validity.
    """

    rows: Mapping[str, Sequence[Row]]
    fields: Mapping[str, Iterable[str]]
    period_valid: frozenset[str] = frozenset()

    def population(self, noun: str, as_of: AsOf) -> MemoryPopulation:
        """All rows of the noun at the two times; raises `MissingSource`."""
        if noun not in self.rows:
            raise MissingSource(noun)
        known = [row for row in self.rows[noun] if _known(row, as_of)]
        return population_of(known, self.fields[noun], as_of.valid_on if noun in self.period_valid else None)


def _known(row: Row, as_of: AsOf) -> bool:
    return as_of.known_at is None or row.recorded_on is None or row.recorded_on <= as_of.known_at


def _valid(row: Row, day: date) -> bool:
    start, end = row.get("valid_from"), row.get("valid_to")
    return not (isinstance(start, date) and start > day) and not (isinstance(end, date) and end < day)


def _boundaries(row: Row) -> list[date]:
    start, end = row.get("valid_from"), row.get("valid_to")
    days = [start] if isinstance(start, date) else []
    return days + ([end + timedelta(days=1)] if isinstance(end, date) else [])
