"""Links between rows of two populations, as subqueries that the database answers row by row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models import DateField, DateTimeField, F, Field, IntegerField, QuerySet
from django.db.models.functions import ExtractYear, TruncDate

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.columns import is_indexed, written_as
from hongxian.kernel.populations.statement import COMPARED, Column, Level, Sql, is_text
from hongxian.kernel.rules.dates import AT_ONCE, Duration
from hongxian.kernel.rules.link import Link, Pace
from hongxian.kernel.spans import Moved

if TYPE_CHECKING:
    from hongxian.kernel.populations.queryset import QuerySetPopulation


def is_in_database(link: Link) -> bool:
    """Whether all populations of the link are kept in the database."""
    populations = [link.other, *([link.through.population] if link.through else [])]
    return all(isinstance(getattr(population, "rows", None), QuerySet) for population in populations)


def is_found_in_one_pass(link: Link) -> bool:
    """Whether it is best found by going once through the other rows: nothing but a key ties them to a row, and by that
    key no index finds them."""
    other: Any = link.other
    bare = not link.paces and link.through is None
    return bare and not is_indexed(other.rows, other.column(link.theirs))


def beside(link: Link, mine: QuerySetPopulation, outer: Level) -> Sql:
    """What follows FROM in a subquery for the rows that belong to a row of mine, which stands on the outer level."""
    other: Any = link.other
    inner: Level = other.level(outer.depth + 1)
    own = mine.column(link.own)
    if link.through is None:
        tied = _tied(inner, other.column(link.theirs), outer, own)
    else:
        middle: Any = link.through.population
        between: Level = middle.level(inner.depth + 1)
        far = middle.column(link.through.far)
        ties = _tied(between, middle.column(link.through.near), outer, own) + " AND "
        ties = ties + _tied(inner, other.column(link.theirs), between, far) + " AND " + middle.where(between)
        tied = Sql("EXISTS (SELECT 1 FROM ") + between.table() + " WHERE " + ties + ")"
    for pace in link.paces:
        tied = tied + " AND " + _kept(pace, inner, other.column(pace.theirs), outer, mine.column(pace.own))
    conditions: Sql = other.where(inner)
    where = tied + " AND " + conditions
    return inner.table() + " WHERE " + where


def _tied(inner: Level, theirs: str, outer: Level, own: str) -> Sql:
    """That a column of the inner level is that of the outer one, kept as that one keeps it."""
    kind = inner.kind(theirs)
    alike: Column = written_as(theirs, kind, outer.kind(own)) or theirs
    blank = f" AND {inner.column(theirs)} <> ''" if is_text(kind) else ""
    return Sql(f"{inner.column(alike)} = {outer.column(own)}{blank}")


def _kept(pace: Pace, inner: Level, theirs: str, outer: Level, own: str) -> Sql:
    """That a row of the inner level keeps a pace with the one of the outer level."""
    kind, own_kind = inner.kind(theirs), outer.kind(own)
    left, right = _day(theirs, kind, pace.their_span), _day(own, own_kind, pace.span)
    if isinstance(kind, IntegerField) and isinstance(own_kind, DateField):
        right = ExtractYear(F(own))
    offset = f" + {pace.offset}" if pace.offset else ""
    return Sql(f"{inner.column(left)} {COMPARED[pace.op]} {outer.column(right)}{offset}")


def _day(lookup: str, kind: Field[Any, Any] | None, span: Duration) -> Column:
    """A day moved by a span, a moment as its local day; what is no day as it is."""
    day: Column = TruncDate(F(lookup), tzinfo=LOCAL) if isinstance(kind, DateTimeField) else lookup
    if not isinstance(kind, DateField) or span == AT_ONCE:
        return day
    return Moved(F(day) if isinstance(day, str) else day, span)
