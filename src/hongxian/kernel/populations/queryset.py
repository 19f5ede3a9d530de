"""`Population` over a queryset: composed as text, answered by the database, several questions at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction
from typing import Any
from uuid import UUID

from django.db.models import F, Field, Model, QuerySet, UUIDField

from hongxian.kernel.columns import written_as
from hongxian.kernel.populations.beside import is_in_database
from hongxian.kernel.populations.conditions import (
    Among,
    AmongEach,
    Beside,
    Contrary,
    Every,
    Holds,
    Mostly,
    Node,
    written,
)
from hongxian.kernel.populations.marks import Mark
from hongxian.kernel.populations.statement import TRUE, Level, Memo, Sql, adapted, fetched, joined
from hongxian.kernel.populations.tallying import tallied
from hongxian.kernel.rules.link import Link
from hongxian.kernel.rules.memory import fields_of, population_of
from hongxian.kernel.rules.population import ALWAYS, Bound, Leaf, Op, Population, Row, Tally, Value, every_row

_ROW_FIELDS = ("recorded_on", "recorded_by", "confirmed")
_AT_ONCE = 500
"""How many rows are fetched by their keys at once."""


@dataclass(frozen=True, eq=False)
class QuerySetPopulation:
    """`Population` over a queryset.

    `columns` maps each field of the fact to its lookup on the rows, forward relations only, so that a row stays one
    row; the implicit `recorded_on`, `recorded_by`, `confirmed` too, where the rows have them; a name with a leading
    underscore is only there for the label. `describe` makes the row's Chinese label from its values. `timeline` is
    the same rows whenever they are valid, for populations whose rows carry valid_from and valid_to. `revision` is the
    column in which versions of a row differ: the UUID of the row as it is stored, unless stated otherwise.

    `rows` and `timeline` stay as the room gave them; `when` are the conditions on them, the first found first, so that
    one narrowed from another begins alike. `memo` is shared by all that are narrowed from the same.
    """

    rows: QuerySet[Any]
    columns: Mapping[str, str]
    describe: Callable[[Mapping[str, Value]], str]
    key: str = "pk"
    timeline: QuerySet[Any] | None = None
    projected: str = ""
    others: tuple[Population, ...] = ()
    revision: str = ""
    when: tuple[Node, ...] = field(default=(), repr=False)
    memo: Memo = field(default_factory=dict, repr=False)

    @property
    def fields(self) -> frozenset[str]:
        """Names of the fields, the implicit ones apart."""
        if self.projected:
            return frozenset({self.projected})
        return frozenset(name for name in self.columns if name not in _ROW_FIELDS and not name.startswith("_"))

    def column(self, name: str) -> str:
        """The lookup of a field on the rows; KeyError if there is none."""
        return self.key if name == "id" else self.columns[name]

    def filter(self, condition: Bound) -> QuerySetPopulation:
        """The rows for which the condition holds. Raises KeyError for a field that does not exist."""
        if condition == ALWAYS:
            return self
        for name in fields_of(condition):
            self.column(name)
        return self._narrowed(Holds(condition, self.column))

    def _narrowed(self, *nodes: Node, others: tuple[Population, ...] = ()) -> QuerySetPopulation:
        return replace(self, when=(*self.when, *nodes), others=(*self.others, *others))

    def intersect(self, other: Population) -> QuerySetPopulation:
        """The rows whose key is also in the other population, found by the database."""
        beyond = self.beyond(other)
        nodes: tuple[Node, ...] = (Among(self.key, other),) if beyond is None else beyond
        return self._narrowed(*nodes, others=(other,))

    def subtract(self, other: Population) -> QuerySetPopulation:
        """The rows whose key is not in the other population, found by the database."""
        beyond = self.beyond(other)
        node: Node = Among(self.key, other) if beyond is None else Every(beyond)
        return self._narrowed(Contrary(node), others=(other,))

    def beyond(self, other: Population) -> tuple[Node, ...] | None:
        """The conditions that the other population has beyond those it shares with this one; None where it is made of
        other rows, or keyed otherwise."""
        if not isinstance(other, QuerySetPopulation) or other.rows is not self.rows or other.key != self.key:
            return None
        shared = 0
        for mine, theirs in zip(self.when, other.when, strict=False):
            if mine is not theirs:
                break
            shared += 1
        return other.when[shared:]

    def project(self, field: str) -> QuerySetPopulation:
        """The distinct present values of a field, as keys."""
        present = self.filter(Leaf(field, Op.PRESENT, True))
        return replace(present, key=self.column(field), projected=field)

    def related(self, link: Link) -> QuerySetPopulation:
        """The rows to which some row belongs, found by the database."""
        return self._linked(self._has(link), link)

    def unrelated(self, link: Link) -> QuerySetPopulation:
        """The rows to which none belongs, found by the database."""
        return self._linked(Contrary(self._has(link)), link)

    def _linked(self, node: Node, link: Link) -> QuerySetPopulation:
        others = (link.other, link.through.population) if link.through else (link.other,)
        return self._narrowed(node, others=others)

    def _has(self, link: Link) -> Node:
        self.column(link.own)
        if not is_in_database(link):
            return Among(self.key, population_of(every_row(self), self.fields).related(link))
        _check_fields(link, self)
        return Beside(link, self)

    def holding(self, rows: Population, member: str, field: str, values: tuple[str, ...]) -> QuerySetPopulation:
        """The rows that others name, for each of the values; found in one pass over the others."""
        if not isinstance(rows, QuerySetPopulation):
            return self.intersect(population_of(every_row(self), self.fields).holding(rows, member, field, values))
        named = rows.filter(Leaf(field, Op.IN, values)).project(member)
        return self._narrowed(AmongEach(self.key, named, rows.column(field), len(set(values))), others=(rows,))

    def mostly(self, all_of: Link, those: Link, share: Fraction) -> QuerySetPopulation:
        """The rows to which enough of them belong, counted by the database."""
        if not is_in_database(all_of) or not is_in_database(those):
            return self.intersect(population_of(every_row(self), self.fields).mostly(all_of, those, share))
        for link in (all_of, those):
            _check_fields(link, self)
        return self._narrowed(Mostly(all_of, those, share, self), others=(all_of.other, those.other))

    def count(self) -> int:
        """How many rows."""
        return self._asked("COUNT(*)") or 0

    def tally(self, *subsets: Population, also: tuple[Population, ...] = (), digest: bool = True) -> Tally:
        """How many rows in all and in each, in one statement where they are made of the same rows."""
        return tallied(self, subsets, also, digest=digest)

    def digest(self) -> str:
        """Digest of the keys and versions of the rows."""
        return self.tally().digest

    def total(self, field: str) -> int:
        """The sum of the present values of a number field."""
        return self._asked("SUM({})", self.column(field)) or 0

    def earliest(self, field: str) -> Value:
        """The smallest present value of a date field."""
        return self._earliest(field, None)

    def next_after(self, field: str, day: date) -> Value:
        """The smallest value of a date field later than a day."""
        return self._earliest(field, day) if self._is_any_after(field, day) else None

    def _earliest(self, field: str, after: date | None) -> Value:
        later = self if after is None else self.filter(Leaf(field, Op.AFTER, after))
        found: Value = later._day(later._asked("MIN({})", later.column(field)), later.column(field))
        return found

    def _day(self, found: Any, lookup: str) -> Any:
        kind = self.level().kind(lookup)
        return found if kind is None else kind.to_python(found)

    def _asked(self, what: str, lookup: str = "") -> Any:
        """One figure over the rows."""
        level = self.level()
        where = self.where(level)
        if self.projected:
            keys = Sql(f"SELECT DISTINCT {level.column(self.key)} FROM ") + level.table() + " WHERE " + where
            return fetched(self.rows, Sql(f"SELECT {what} FROM (") + keys + ") keys")[0][0]
        asked = Sql(f"SELECT {what.format(level.column(lookup) if lookup else '')} FROM ")
        return fetched(self.rows, asked + level.table() + " WHERE " + where)[0][0]

    def level(self, depth: int = 0) -> Level:
        """A level of a statement with these rows, before any condition."""
        return Level(self.rows, self.memo, depth)

    def where(self, level: Level) -> Sql:
        """The conditions on the rows of a level."""
        return joined((written(node, level) for node in self.when), " AND ", TRUE)

    def keys_within(self, depth: int, like: Field[Any, Any] | None, having: tuple[str, int] | None = None) -> Sql:
        """The keys as a subquery, for comparison with a column of that kind; or only those of which so many values of
        a column are found."""
        level = self.level(depth)
        alike = written_as(self.key, level.kind(self.key), like)
        key, where = level.column(alike or self.key), self.where(level)
        grouped = f" GROUP BY {key} HAVING COUNT(DISTINCT {level.column(having[0])}) = {having[1]}" if having else ""
        return Sql(f"SELECT {key} FROM ") + level.table() + " WHERE " + where + grouped

    def mark(self, level: Level) -> str:
        """The column of a level with the marks of the rows, version by version."""
        key = "mark", id(self.rows)
        if key not in self.memo:
            own = "pk" if isinstance(self.rows.model._meta.pk, UUIDField) else self.key
            lookup = self.revision or own
            self.memo[key] = Mark(F(lookup), is_uuid=isinstance(level.kind(lookup), UUIDField))
        return level.column(self.memo[key])

    def page(self, after: str | None = None, limit: int = 50) -> list[Row]:
        """Up to `limit` rows in the order of their keys, after the row with that key."""
        level = self.level()
        key, where = level.column(self.key), self.where(level)
        if after is not None:
            start = adapted(level.kind(self.key), after, self.rows)
            where = where + Sql(f" AND {key} > %s", (start,))
        distinct = "DISTINCT " if self.projected else ""
        asked = Sql(f"SELECT {distinct}{key} FROM ") + level.table() + " WHERE " + where
        found = fetched(self.rows, asked + Sql(f" ORDER BY {key} LIMIT %s", (limit,)))
        keys = [self._day(key, self.key) for (key,) in found]
        if self.projected:
            return [Row(str(key), str(key), {self.projected: _plain(key)}) for key in keys]
        return list(self._rows_of(keys))

    def _rows_of(self, keys: list[Any]) -> Iterator[Row]:
        names = list(self.columns)
        for start in range(0, len(keys), _AT_ONCE):
            some = keys[start : start + _AT_ONCE]
            rows = self.rows.order_by().filter(**{f"{self.key}__in": some})
            values = {each[0]: each[1:] for each in rows.values_list(self.key, *self.columns.values())}
            for key in some:
                if key in values:
                    yield self._row(str(key), dict(zip(names, values[key], strict=True)))

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

    def next_boundary(self, after: date) -> date | None:
        """The earliest day later than `after` on which a row begins or ceases to be valid."""
        return min(self._boundaries(after), default=None)

    def _boundaries(self, after: date) -> Iterator[date]:
        for other in self.others:
            if (day := other.next_boundary(after)) is not None:
                yield day
        if self.timeline is None:
            return
        own = {name: name for name in ("valid_from", "valid_to")}  # of the timeline's rows, whatever the fact says
        always = tuple(node for node in self.when if isinstance(node, Holds))
        ever = replace(self, rows=self.timeline, columns={**self.columns, **own}, when=always)
        for name, since, moved in (("valid_from", after, 0), ("valid_to", after - timedelta(days=1), 1)):
            soonest = ever.next_after(name, since)
            if isinstance(soonest, date):
                yield soonest + timedelta(days=moved)

    def _is_any_after(self, field: str, day: date) -> bool:
        """Whether any row of the room has a later day, whatever the conditions: found out once, for most have none."""
        key = "after", id(self.rows), field, day
        if key not in self.memo:
            self.memo[key] = replace(self, when=())._earliest(field, day) is not None
        found: bool = self.memo[key]
        return found


def _check_fields(link: Link, mine: QuerySetPopulation) -> None:
    """Raise KeyError for a field of a link that does not exist."""
    other: Any = link.other
    for population, names in (
        (mine, [link.own, *(pace.own for pace in link.paces)]),
        (other, [link.theirs, *(pace.theirs for pace in link.paces)]),
        *([(link.through.population, [link.through.near, link.through.far])] if link.through else []),
    ):
        for name in names:
            population.column(name)


def _plain(value: Any) -> Value:
    return str(value) if isinstance(value, UUID | Model) else value
