"""Links between rows of two populations, as queries that the database answers row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import (
    Count,
    DateField,
    DateTimeField,
    Exists,
    F,
    Field,
    IntegerField,
    OuterRef,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import ExtractYear, TruncDate

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.columns import field_of, is_text, kind_of, written_as
from hongxian.kernel.rules.dates import AT_ONCE, Duration
from hongxian.kernel.rules.link import Link, Pace
from hongxian.kernel.rules.population import Op
from hongxian.kernel.spans import Moved

if TYPE_CHECKING:
    from hongxian.kernel.populations import QuerySetPopulation

LOOKUPS = {
    Op.IS: "exact",
    Op.IN: "in",
    Op.AT_LEAST: "gte",
    Op.AT_MOST: "lte",
    Op.BEFORE: "lt",
    Op.ON_OR_BEFORE: "lte",
    Op.AFTER: "gt",
    Op.ON_OR_AFTER: "gte",
}


def is_in_database(link: Link) -> bool:
    """Whether all populations of the link are kept in the database."""
    populations = [link.other, *([link.through.population] if link.through else [])]
    return all(isinstance(getattr(population, "rows", None), QuerySet) for population in populations)


def beside(link: Link, mine: QuerySetPopulation) -> QuerySet[Any]:
    """The rows of the other population that belong to a row of mine, for use in a subquery about it."""
    other: Any = link.other
    own = mine.column(link.own)
    if link.through is None:
        rows = _named(other, link.theirs, mine, own).filter(beside=OuterRef(own))
    else:
        middle: Any = link.through.population
        far = middle.column(link.through.far)
        near = _named(middle, link.through.near, mine, own).filter(beside=OuterRef(OuterRef(own)))
        rows = _named(other, link.theirs, middle, far).filter(Exists(near.filter(**{far: OuterRef("beside")})))
    for number, pace in enumerate(link.paces):
        rows = _keeping(rows, other, mine, pace, f"pace_{number}")
    return rows


class Number(Subquery):
    """How many rows a subquery finds; 0 where it finds none."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        counted = rows.annotate(all_rows=Value(1)).values("all_rows").annotate(number=Count("*")).values("number")
        super().__init__(counted, output_field=IntegerField())


def _named(population: Any, field: str, like: Any, column: str) -> QuerySet[Any]:
    """The rows with a field under the name `beside`, kept as a column of another population keeps it."""
    own = population.column(field)
    written = written_as(own, kind_of(population.rows, own), kind_of(like.rows, column))
    rows: QuerySet[Any] = population.rows.order_by().annotate(beside=written or F(own))
    return rows.exclude(**{own: ""}) if is_text(population.rows, own) else rows


def _keeping(rows: QuerySet[Any], other: Any, mine: QuerySetPopulation, pace: Pace, name: str) -> QuerySet[Any]:
    """The rows that keep a pace with the row that the subquery is about."""
    theirs, own = other.column(pace.theirs), mine.column(pace.own)
    kind, own_kind = field_of(other.rows, theirs), field_of(mine.rows, own)
    left, right = _day(F(theirs), kind, pace.their_span), _day(OuterRef(own), own_kind, pace.span)
    if isinstance(kind, IntegerField) and isinstance(own_kind, DateField):
        right = ExtractYear(OuterRef(own))
    if pace.offset:
        right = right + Value(pace.offset)
    kept: QuerySet[Any] = rows.annotate(**{name: left}).filter(**{f"{name}__{LOOKUPS[pace.op]}": right})
    return kept


def _day(column: Any, kind: Field[Any, Any] | None, span: Duration) -> Any:
    """A day moved by a span, a moment as its local day; what is no day as it is."""
    if isinstance(kind, DateTimeField):
        column = TruncDate(column, tzinfo=LOCAL)
    return Moved(column, span) if isinstance(kind, DateField) and span != AT_ONCE else column
