"""Statements over populations, put together as text from what Django makes of each room's queryset.

Composing querysets costs far more than asking small ones, and a queryset asks one thing at a time. So Django compiles
the rows of a room once for each choice of columns, and conditions on them are added here (docs/decisions/0009).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import connections
from django.db.models import CharField, Expression, F, Field, QuerySet, TextField

from hongxian.kernel.columns import kind_of
from hongxian.kernel.rules.population import Op

Column = str | Expression
"""A lookup on the rows, or an expression over them."""

Memo = dict[Any, Any]
"""What was found out about the rows of a room and does not change while they are asked."""


class Sql(NamedTuple):
    """A piece of a statement, with the parameters in the order of their places."""

    text: str
    parameters: tuple[Any, ...] = ()

    def __add__(self, other: object) -> Sql:
        more = other if isinstance(other, Sql) else Sql(str(other))
        return Sql(self.text + more.text, self.parameters + more.parameters)


COMPARED = {
    Op.IS: "=",
    Op.AT_LEAST: ">=",
    Op.AT_MOST: "<=",
    Op.BEFORE: "<",
    Op.ON_OR_BEFORE: "<=",
    Op.AFTER: ">",
    Op.ON_OR_AFTER: ">=",
}
TRUE, FALSE = Sql("1 = 1"), Sql("1 = 0")


def joined(pieces: Iterable[Sql], between: str, empty: Sql) -> Sql:
    """Conditions put together, in brackets where there are several."""
    found = list(pieces)
    if len(found) < 2:
        return found[0] if found else empty
    text = between.join(piece.text for piece in found)
    return Sql(f"({text})", tuple(each for piece in found for each in piece.parameters))


class Level:
    """One SELECT of a statement: the rows of a room under an alias, with the columns that were asked of it."""

    def __init__(self, rows: QuerySet[Any], memo: Memo, depth: int = 0) -> None:
        self.rows = rows
        self.memo = memo
        self.depth = depth
        self.alias = f"level_{depth}"
        self._columns: dict[Column, str] = {}

    def column(self, column: Column) -> str:
        """A column, by the name it has in the statement."""
        name = self._columns.setdefault(column, f"column_{len(self._columns)}")
        return f"{self.alias}.{name}"

    def kind(self, lookup: str) -> Field[Any, Any] | None:
        """The field of a lookup."""
        key = "kind", id(self.rows), lookup
        if key not in self.memo:
            self.memo[key] = kind_of(self.rows, lookup)
        found: Field[Any, Any] | None = self.memo[key]
        return found

    def table(self) -> Sql:
        """The rows with the columns asked so far. To be called when no more will be asked."""
        asked = tuple(self._columns)
        key = "select", id(self.rows), asked
        if key not in self.memo:
            self.memo[key] = self.rows, _compiled(self.rows, asked)
        found: Sql = self.memo[key][1]
        return found + f" {self.alias}"


def _compiled(rows: QuerySet[Any], columns: tuple[Column, ...]) -> Sql:
    """A room's rows as Django asks for them, in brackets; with at least one column."""
    asked = columns or ("pk",)
    named = {f"column_{number}": F(each) if isinstance(each, str) else each for number, each in enumerate(asked)}
    query = rows.order_by().annotate(**named).values_list(*named).query
    text, parameters = query.get_compiler(using=rows.db, elide_empty=False).as_sql()
    return Sql(f"({text})", tuple(parameters))


def fetched(rows: QuerySet[Any], statement: Sql) -> list[tuple[Any, ...]]:
    """What the database answers."""
    with connections[rows.db].cursor() as cursor:
        cursor.execute(statement.text, statement.parameters)
        return list(cursor.fetchall())


def adapted(field: Field[Any, Any] | None, value: Any, rows: QuerySet[Any]) -> Any:
    """A literal as the column keeps it; None for what can be in no such column."""
    if field is None:
        return value
    try:
        return field.get_db_prep_value(value, connections[rows.db])
    except (ValidationError, ValueError, TypeError):
        return None


def is_text(field: Field[Any, Any] | None) -> bool:
    """Whether such a column holds text."""
    return isinstance(field, CharField | TextField)
