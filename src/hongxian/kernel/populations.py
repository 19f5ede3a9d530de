"""Facts of the rooms as the rule engine wants them: populations over querysets, composed in the database."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import CharField, Field, Min, Model, Q, QuerySet, TextField

from hongxian.kernel.module import modules, resolve
from hongxian.kernel.rules.population import (
    All,
    Any_,
    AsOf,
    Bound,
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
        return self._compose(other, Q(**{f"{self.key}__in": _keys_of(other)}))

    def subtract(self, other: Population) -> QuerySetPopulation:
        """The rows whose key is not in the other population, found by the database."""
        return self._compose(other, ~Q(**{f"{self.key}__in": _keys_of(other)}))

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

    def _keys(self) -> QuerySet[Any]:
        keys = self.rows.order_by().values_list(self.key, flat=True)
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
        present = Q(**{f"{column}__isnull": False})
        if _is_text(self.rows, column):
            present &= ~Q(**{column: ""})
        if leaf.op is Op.PRESENT:
            return present if leaf.value else ~present
        if leaf.value is None:
            return _NOTHING
        if leaf.op is Op.UNDER:
            prefix = str(leaf.value)
            return present & Q(**{f"{column}__gte": prefix, f"{column}__lt": prefix[:-1] + chr(ord(prefix[-1]) + 1)})
        return present & Q(**{f"{column}__{_LOOKUPS[leaf.op]}": leaf.value})


class RoomFacts:
    """`Facts` of the running system: each fact from the room that declares it."""

    def population(self, noun: str, as_of: AsOf) -> Population:
        """The population of a fact at the two times; raises `MissingSource` when no room tells it."""
        for module in modules().values():
            for source in module.facts:
                if source.fact == noun:
                    found: Population = resolve(source.population)(as_of)
                    return found
        raise MissingSource(noun)


def _keys_of(other: Population) -> Any:
    if isinstance(other, QuerySetPopulation):
        return other._keys()
    return [row.id for row in other.page(None, other.count())]


def _plain(value: Any) -> Value:
    return str(value) if isinstance(value, UUID | Model) else value


def _is_text(rows: QuerySet[Any], column: str) -> bool:
    return isinstance(_field_of(rows, column), CharField | TextField)


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
