"""The conditions of a query bar, put to the rows."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import DateTimeField, Q, QuerySet

from hongxian.kernel.actor import path_range
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.columns import field_of
from hongxian.kernel.module import noun_of
from hongxian.kernel.registers.declaration import Filter, FilterKind
from hongxian.kernel.search.queries import matching

_RANGES = (FilterKind.DATES, FilterKind.MONTHS, FilterKind.NUMBERS)


def narrowed(rows: QuerySet[Any], asked: Sequence[tuple[Filter, Any]]) -> QuerySet[Any]:
    """The rows for which every condition holds."""
    for declared, value in asked:
        if declared.apply is not None:
            rows = declared.apply(rows, value)
        else:
            rows = rows.filter(_condition(rows, declared, value))
    return rows


def _condition(rows: QuerySet[Any], declared: Filter, value: Any) -> Q:
    if declared.kind is FilterKind.WORDS:
        return _words(rows, declared, value)
    (lookup,) = declared.lookups
    if declared.kind is FilterKind.PLACE:
        return path_range(lookup, value.path)
    if declared.kind is FilterKind.YES_NO:
        return _yes_no(lookup, value)
    if declared.kind is FilterKind.REFERENCE:
        return Q(**{f"{lookup}__in": value.order_by().values("pk")})
    if declared.kind in _RANGES:
        return _between(rows, lookup, *value)
    return Q(**{lookup: value})


def _words(rows: QuerySet[Any], declared: Filter, value: str) -> Q:
    """By the index of words where the noun declares it and the words say enough, else by looking at each row."""
    model: Any = rows.model
    noun = noun_of(model)
    if noun is not None and noun.search and (keys := matching(noun.key, value)) is not None:
        return Q(pk__in=keys)
    found = Q(pk__in=[])
    for lookup in declared.lookups:
        found |= Q(**{lookup: value})
    return found


def _yes_no(lookup: str, value: str) -> Q:
    """Compared, not bare: SQLite uses an index only for a comparison."""
    if value == "unknown":
        return Q(**{f"{lookup}__isnull": True})
    return Q(**{f"{lookup}__in": [value == "yes"]})


def _between(rows: QuerySet[Any], lookup: str, start: Any, end: Any) -> Q:
    """Both ends included; days of a column of moments are local days."""
    found = Q()
    of_moments = isinstance(field_of(rows, lookup), DateTimeField)
    if start is not None:
        found &= Q(**{f"{lookup}__gte": _midnight(start) if of_moments else start})
    if end is not None and of_moments:
        found &= Q(**{f"{lookup}__lt": _midnight(end + timedelta(days=1))})
    elif end is not None:
        found &= Q(**{f"{lookup}__lte": end})
    return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=LOCAL)
