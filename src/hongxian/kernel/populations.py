"""Facts of the rooms as the rule engine wants them: populations over querysets, composed in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import (
    Exists,
    F,
    Field,
    Func,
    Min,
    Model,
    Q,
    QuerySet,
    Sum,
)
from django.db.models.lookups import GreaterThan, GreaterThanOrEqual

from hongxian.kernel.columns import is_text, kind_of, written_as
from hongxian.kernel.links import LOOKUPS, Number, beside, is_in_database
from hongxian.kernel.module import modules, resolve, source_of
from hongxian.kernel.rules.link import Link
from hongxian.kernel.rules.memory import population_of
from hongxian.kernel.rules.population import (
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
    Value,
    digest_of,
    every_row,
)

_NOTHING = Q(pk__in=[])
_EVERYTHING = ~_NOTHING
"""An empty Q would vanish beside others, and under a negation."""
_ROW_FIELDS = ("recorded_on", "recorded_by", "confirmed")


@dataclass(frozen=True)
class QuerySetPopulation:
    """`Population` over a queryset.

    `columns` maps each field of the fact to its lookup on the rows, forward relations only, so that a row stays one
    row; the implicit `recorded_on`, `recorded_by`, `confirmed` too, where the rows have them; a name with a leading
    underscore is only there for the label. `describe` makes the row's Chinese label from its values. `timeline` is
    the same rows whenever they are valid, for populations whose rows carry valid_from and valid_to. `condition` is what
    has made these `rows` of those at the `root`: populations of one root are composed as conditions on it, since
    queries within queries soon are too deep for SQLite.
    """

    rows: QuerySet[Any]
    columns: Mapping[str, str]
    describe: Callable[[Mapping[str, Value]], str]
    key: str = "pk"
    timeline: QuerySet[Any] | None = None
    projected: str = ""
    others: tuple[Population, ...] = field(default=())
    root: QuerySet[Any] | None = None
    condition: Q = _EVERYTHING

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields, the implicit ones apart."""
        if self.projected:
            return frozenset({self.projected})
        return frozenset(name for name in self.columns if name not in _ROW_FIELDS and not name.startswith("_"))

    def count(self) -> int:
        """How many rows."""
        return self._keys().count()

    def filter(self, condition: Bound) -> QuerySetPopulation:
        """The rows for which the condition holds. Raises KeyError for a field that does not exist."""
        q = self._q(condition)
        found = self._narrowed(q, timeline=None if self.timeline is None else self.timeline.filter(q))
        return replace(found, condition=self.condition & self._q(condition, negated=True))  # may yet be negated whole

    def _narrowed(self, q: Q, **changes: Any) -> QuerySetPopulation:
        return replace(self, rows=self.rows.filter(q), root=self._root, condition=self.condition & q, **changes)

    @property
    def _root(self) -> QuerySet[Any]:
        return self.rows if self.root is None else self.root

    def intersect(self, other: Population) -> QuerySetPopulation:
        """The rows whose key is also in the other population, found by the database."""
        return self._compose(other, self._among(other))

    def subtract(self, other: Population) -> QuerySetPopulation:
        """The rows whose key is not in the other population, found by the database."""
        return self._compose(other, ~self._among(other))

    def _among(self, other: Population) -> Q:
        if isinstance(other, QuerySetPopulation) and other._root is self._root and other.key == self.key:
            return other.condition
        return Q(**{f"{self.key}__in": self._keys_in(other)})

    def _keys_in(self, other: Population) -> Any:
        return _keys_of(other, kind_of(self.rows, self.key))

    def _compose(self, other: Population, q: Q) -> QuerySetPopulation:
        return self._narrowed(q, others=(*self.others, other))

    def project(self, field: str) -> QuerySetPopulation:
        """The distinct present values of a field, as keys."""
        present = self.filter(Leaf(field, Op.PRESENT, True))
        return replace(present, key=self.column(field), projected=field)

    def related(self, link: Link) -> QuerySetPopulation:
        """The rows to which some row belongs, found by the database."""
        return self._linked(self._has(link), link)

    def unrelated(self, link: Link) -> QuerySetPopulation:
        """The rows to which none belongs, found by the database."""
        return self._linked(~self._has(link), link)

    def mostly(self, all_of: Link, those: Link, share: Fraction) -> QuerySetPopulation:
        """The rows to which enough of them belong, counted by the database."""
        if not is_in_database(all_of) or not is_in_database(those):
            return self.intersect(population_of(every_row(self), self.fields).mostly(all_of, those, share))
        every, narrow = (Number(beside(link, self)) for link in (all_of, those))
        enough = GreaterThanOrEqual(narrow * share.denominator, every * share.numerator)
        rows = self.rows.filter(GreaterThan(every, 0), enough)
        others = (*self.others, all_of.other, those.other)
        return replace(self, rows=rows, root=None, condition=_EVERYTHING, others=others)

    def _has(self, link: Link) -> Q:
        if is_in_database(link) and not link.paces and link.through is None:  # one pass over the others, not one a row
            own = self.column(link.own)
            keys = _keys_of(link.other.project(link.theirs), kind_of(self.rows, own))
            return self._present(own) & Q(**{f"{own}__in": keys})
        if is_in_database(link):
            return Q(Exists(beside(link, self)))
        found = population_of(every_row(self), self.fields).related(link)
        return Q(**{f"{self.key}__in": self._keys_in(found)})

    def _linked(self, q: Q, link: Link) -> QuerySetPopulation:
        others = (link.other, link.through.population) if link.through else (link.other,)
        return self._narrowed(q, others=(*self.others, *others))

    def total(self, field: str) -> int:
        """The sum of the present values of a number field."""
        found: int | None = self.rows.aggregate(found=Sum(self.column(field)))["found"]
        return found or 0

    def page(self, after: str | None = None, limit: int = 50) -> list[Row]:
        """Up to `limit` rows in the order of their keys, after the row with that key."""
        rows = self.rows if after is None else self.rows.filter(**{f"{self.key}__gt": after})
        if self.projected:
            keys = replace(self, rows=rows)._keys().order_by(self.key)[:limit]
            return [Row(str(key), str(key), {self.projected: _plain(key)}) for key in keys]
        names = list(self.columns)
        fetched = rows.order_by(self.key).values_list(self.key, *self.columns.values())[:limit]
        return [self._row(str(values[0]), dict(zip(names, values[1:], strict=True))) for values in fetched]

    def _row(self, key: str, values: dict[str, Any]) -> Row:
        plain = {name: _plain(value) for name, value in values.items()}
        return Row(
            id=key,
            label=self.describe(plain),
            values={name: value for name, value in plain.items() if name not in _ROW_FIELDS},
            recorded_on=values.get("recorded_on"),
            recorded_by=str(plain.get("recorded_by") or ""),
            confirmed=bool(values.get("confirmed", True)),
        )

    def earliest(self, field: str) -> Value:
        """The smallest present value of a date field."""
        found: Value = self.rows.aggregate(found=Min(self.column(field)))["found"]
        return found

    def digest(self) -> str:
        """Digest of the keys, streamed."""
        return digest_of(str(key) for key in self._keys().iterator())

    def next_boundary(self, after: date) -> date | None:
        """The earliest day later than `after` on which a row begins or ceases to be valid."""
        return min(self._boundaries(after), default=None)

    def _boundaries(self, after: date) -> Iterator[date]:
        for other in self.others:
            if (day := other.next_boundary(after)) is not None:
                yield day
        if self.timeline is not None:
            found = self.timeline.aggregate(
                begins=Min("valid_from", filter=Q(valid_from__gt=after)),
                ends=Min("valid_to", filter=Q(valid_to__gte=after)),
            )
            if found["begins"]:
                yield found["begins"]
            if found["ends"]:
                yield found["ends"] + timedelta(days=1)

    def _keys(self, written: Func | None = None) -> QuerySet[Any]:
        rows, name = self.rows.order_by(), self.key
        if written is not None:  # one that is null would make every NOT IN unknown
            rows, name = rows.annotate(key_written=written).filter(key_written__isnull=False), "key_written"
        keys = rows.values_list(name, flat=True)
        return keys.distinct() if self.projected else keys

    def column(self, name: str) -> str:
        """The lookup of a field on the rows; KeyError if there is none."""
        return self.key if name == "id" else self.columns[name]

    def _q(self, condition: Bound, *, negated: bool = False) -> Q:
        """The condition for the database. Within a negation it must be false, not unknown, for want of a value; where
        it stands alone, unknown keeps no row either, and what a value says need not be asked twice."""
        if isinstance(condition, All):
            combined = Q() if condition.parts else _EVERYTHING
            for part in condition.parts:
                combined &= self._q(part, negated=negated)
            return combined
        if isinstance(condition, Any_):
            combined = _NOTHING
            for part in condition.parts:
                combined |= self._q(part, negated=negated)
            return combined
        if isinstance(condition, Not):
            return ~self._q(condition.part, negated=True)
        return self._leaf(condition, negated=negated)

    def _leaf(self, leaf: Leaf, *, negated: bool) -> Q:
        column = self.column(leaf.field)
        if leaf.op is Op.PRESENT:
            return self._present(column) if leaf.value else ~self._present(column)
        blank = leaf.value == "" or (isinstance(leaf.value, tuple) and "" in leaf.value)
        ordered_text = leaf.op not in (Op.IS, Op.IN, Op.UNDER) and is_text(self.rows, column)
        present = self._present(column) if negated or blank or ordered_text else Q()
        if leaf.value is None:
            return _NOTHING
        if leaf.op is Op.UNDER:
            prefix = str(leaf.value)
            return present & Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix[:-1] + chr(ord(prefix[-1]) + 1)})
        if isinstance(leaf.value, FieldOf):
            other = self.column(leaf.value.name)
            alike = written_as(other, kind_of(self.rows, other), kind_of(self.rows, column)) or F(other)
            return present & self._present(other) & Q(**{f"{column}__{LOOKUPS[leaf.op]}": alike})
        return present & Q(**{f"{column}__{LOOKUPS[leaf.op]}": leaf.value})

    def _present(self, column: str) -> Q:
        present = Q(**{f"{column}__isnull": False})
        return present & ~Q(**{column: ""}) if is_text(self.rows, column) else present


@dataclass(frozen=True)
class RoomFacts:
    """`Facts` of the running system, as one judgement asks for them: each from the room that declares it, else from a
    room that can tell facts it does not know by name, if it has that fact for the place.

    `place_path` is the place of whoever is judged. A population is made once; it is read anew whenever it is asked.
    """

    place_path: str = ""
    _made: dict[tuple[str, AsOf], Population] = field(default_factory=dict, init=False, repr=False, compare=False)

    def population(self, noun: str, as_of: AsOf) -> Population:
        """The population of a fact at the two times; raises `MissingSource` when no room tells it for the place."""
        if (noun, as_of) not in self._made:
            self._made[noun, as_of] = self._told(noun, as_of)
        return self._made[noun, as_of]

    def _told(self, noun: str, as_of: AsOf) -> Population:
        found: Population
        if source := source_of(noun):
            found = resolve(source.population)(as_of)
            return found
        for module in modules().values():
            if module.fact_fallback:
                with suppress(MissingSource):
                    found = resolve(module.fact_fallback)(noun, as_of, self.place_path)
                    return found
        raise MissingSource(noun)


def _keys_of(other: Population, like: Field[Any, Any] | None) -> Any:
    """The keys of a population, for comparison with a column of that kind."""
    if not isinstance(other, QuerySetPopulation):
        return [row.id for row in other.page(None, other.count())]
    return other._keys(written_as(other.key, kind_of(other.rows, other.key), like))


def _plain(value: Any) -> Value:
    return str(value) if isinstance(value, UUID | Model) else value
