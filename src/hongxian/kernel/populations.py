"""Facts of the rooms as the rule engine wants them: populations over querysets, composed in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Field, ForeignKey, Func, Min, Model, Q, QuerySet, TextField, UUIDField

from hongxian.kernel.keys import KeyAsText, TextAsKey
from hongxian.kernel.module import modules, resolve, source_of
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
)

_LOOKUPS = {
    Op.IS: "exact",
    Op.IN: "in",
    Op.AT_LEAST: "gte",
    Op.AT_MOST: "lte",
    Op.BEFORE: "lt",
    Op.ON_OR_BEFORE: "lte",
    Op.AFTER: "gt",
    Op.ON_OR_AFTER: "gte",
}
_NOTHING = Q(pk__in=[])
_ROW_FIELDS = ("recorded_on", "recorded_by", "confirmed")


@dataclass(frozen=True)
class QuerySetPopulation:
    """`Population` over a queryset.

    `columns` maps each field of the fact to its lookup on the rows, forward relations only, so that a row stays one
    row; the implicit `recorded_on`, `recorded_by`, `confirmed` too, where the rows have them; a name with a leading
    underscore is only there for the label. `describe` makes the row's Chinese label from its values. `timeline` is
    the same rows whenever they are valid, for populations whose rows carry valid_from and valid_to.
    """

    rows: QuerySet[Any]
    columns: Mapping[str, str]
    describe: Callable[[Mapping[str, Value]], str]
    key: str = "pk"
    timeline: QuerySet[Any] | None = None
    projected: str = ""
    others: tuple[Population, ...] = field(default=())

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
        timeline = None if self.timeline is None else self.timeline.filter(q)
        return replace(self, rows=self.rows.filter(q), timeline=timeline)

    def intersect(self, other: Population) -> QuerySetPopulation:
        """The rows whose key is also in the other population, found by the database."""
        return self._compose(other, Q(**{f"{self.key}__in": self._keys_in(other)}))

    def subtract(self, other: Population) -> QuerySetPopulation:
        """The rows whose key is not in the other population, found by the database."""
        return self._compose(other, ~Q(**{f"{self.key}__in": self._keys_in(other)}))

    def _keys_in(self, other: Population) -> Any:
        return _keys_of(other, _kind_of(self.rows, self.key))

    def _compose(self, other: Population, q: Q) -> QuerySetPopulation:
        return replace(self, rows=self.rows.filter(q), others=(*self.others, other))

    def project(self, field: str) -> QuerySetPopulation:
        """The distinct present values of a field, as keys."""
        present = self.filter(Leaf(field, Op.PRESENT, True))
        return replace(present, key=self._column(field), projected=field)

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
        found: Value = self.rows.aggregate(found=Min(self._column(field)))["found"]
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

    def _column(self, name: str) -> str:
        return self.key if name == "id" else self.columns[name]

    def _q(self, condition: Bound) -> Q:
        if isinstance(condition, All):
            combined = Q()
            for part in condition.parts:
                combined &= self._q(part)
            return combined
        if isinstance(condition, Any_):
            combined = _NOTHING
            for part in condition.parts:
                combined |= self._q(part)
            return combined
        if isinstance(condition, Not):
            return ~self._q(condition.part)
        return self._leaf(condition)

    def _leaf(self, leaf: Leaf) -> Q:
        column = self._column(leaf.field)
        present = self._present(column)
        if leaf.op is Op.PRESENT:
            return present if leaf.value else ~present
        if leaf.value is None:
            return _NOTHING
        if leaf.op is Op.UNDER:
            prefix = str(leaf.value)
            return present & Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix[:-1] + chr(ord(prefix[-1]) + 1)})
        if isinstance(leaf.value, FieldOf):
            other = self._column(leaf.value.name)
            return present & self._present(other) & Q(**{f"{column}__{_LOOKUPS[leaf.op]}": F(other)})
        return present & Q(**{f"{column}__{_LOOKUPS[leaf.op]}": leaf.value})

    def _present(self, column: str) -> Q:
        present = Q(**{f"{column}__isnull": False})
        return present & ~Q(**{column: ""}) if _is_text(self.rows, column) else present


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
    """The keys of a population, for comparison with a column of that kind: one room keeps its keys as UUIDs, another
    keeps the keys of rows elsewhere as text."""
    if not isinstance(other, QuerySetPopulation):
        return [row.id for row in other.page(None, other.count())]
    theirs = _kind_of(other.rows, other.key)
    if isinstance(like, UUIDField) and isinstance(theirs, CharField | TextField):
        return other._keys(TextAsKey(other.key))
    if isinstance(like, CharField | TextField) and isinstance(theirs, UUIDField):
        return other._keys(KeyAsText(other.key))
    return other._keys()


def _plain(value: Any) -> Value:
    return str(value) if isinstance(value, UUID | Model) else value


def _is_text(rows: QuerySet[Any], column: str) -> bool:
    return isinstance(_field_of(rows, column), CharField | TextField)


def _kind_of(rows: QuerySet[Any], column: str) -> Field[Any, Any] | None:
    """The field of a column, or the one that a foreign key points to."""
    found = _field_of(rows, column)
    while isinstance(found, ForeignKey):
        found = found.target_field
    return found


def _field_of(rows: QuerySet[Any], column: str) -> Field[Any, Any] | None:
    if column in rows.query.annotations:
        found: Field[Any, Any] = rows.query.annotations[column].output_field
        return found
    model: Any = rows.model
    target: Any = None
    for name in column.split("__"):
        if name == "pk":
            return model._meta.pk  # type: ignore[no-any-return]
        target = next(f for f in model._meta.concrete_fields if name in (f.name, f.attname))
        model = target.related_model
    return target  # type: ignore[no-any-return]
