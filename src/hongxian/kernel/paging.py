"""Keyset paging: a page is found by the last row of the page before it, so that page 1,000 is as quick as page 1."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.core.exceptions import ValidationError
from django.db.models import BooleanField, F, Field, Func, Model, QuerySet, Value
from django.db.models.expressions import Col
from django.db.models.lookups import Exact, Lookup
from django.db.models.sql.compiler import SQLCompiler
from django.db.models.sql.where import WhereNode

from hongxian.kernel import text
from hongxian.kernel.columns import field_of
from hongxian.kernel.problem import Problem

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page in order, and the tokens of the pages beside it (`before=newer`, `after=older`; empty where
    there is none)."""

    rows: list[M]
    newer: str
    older: str


def page(
    rows: QuerySet[M],
    order: Sequence[str],
    *,
    after: str = "",
    before: str = "",
    limit: int = 20,
    many: bool = False,
) -> Page[M]:
    """One page of at most `limit` rows: those after or before a token, else the first.

    `order` names columns of the row's own table, or annotations, that together tell every row apart, all ascending or
    all descending (`-`). Only the first may be null; such rows come last either way. `many`: the caller knows that many
    rows are meant, so that it is quicker to walk along the order than to gather and sort them. Raises `Problem` at a
    token that is none of this list.
    """
    rows = _only_conditions(rows) if many else rows
    backwards = bool(before) and not after
    token = before if backwards else after
    asked = _Order(rows, order, backwards=backwards)
    found: list[M] = []
    for part in asked.parts(asked.values(token) if token else None):
        found += part[: limit + 1 - len(found)]
        if len(found) > limit:
            break
    more, found = len(found) > limit, found[:limit]
    if backwards:
        found.reverse()
    if not found:
        return Page([], "" if backwards else token, token if backwards else "")
    has_newer, has_older = (more, True) if backwards else (bool(token), more)
    return Page(found, asked.token(found[0]) if has_newer else "", asked.token(found[-1]) if has_older else "")


def token_of(rows: QuerySet[M], order: Sequence[str], row: M) -> str:
    """The token of a row: the page after it begins with the next one."""
    return _Order(rows, order, backwards=False).token(row)


class _Order:
    """Rows in an order, read forwards or backwards, in parts that each follow an index: those with a first value, then
    those without."""

    def __init__(self, rows: QuerySet[Any], order: Sequence[str], *, backwards: bool) -> None:
        self.rows = rows
        self.names = tuple(name.removeprefix("-") for name in order)
        self.fields = tuple(_field(rows, name) for name in self.names)
        self.backwards = backwards
        self.descending = order[0].startswith("-") != backwards
        self.nullable = bool(self.fields[0].null)

    def parts(self, at: Sequence[Any] | None) -> Iterator[QuerySet[Any]]:
        """The rows beyond the values, or all."""
        first = self.names[0]
        if not self.nullable:
            yield self._beyond(self.rows, 0, at)
            return
        given, missing = self.rows.filter(**{f"{first}__isnull": False}), self.rows.filter(**{f"{first}__isnull": True})
        in_missing = at is not None and at[0] is None
        if in_missing or (at is not None and self.backwards):
            yield self._beyond(missing, 1, at) if in_missing else self._beyond(given, 0, at)
            if in_missing and self.backwards:
                yield self._beyond(given, 0, None)
            return
        yield self._beyond(given, 0, at)
        yield self._beyond(missing, 1, None)

    def _beyond(self, rows: QuerySet[Any], start: int, at: Sequence[Any] | None) -> QuerySet[Any]:
        end = 1 if start == 0 and self.fields[0].unique else None  # a value that no other row has needs no second
        names, fields = self.names[start:end], self.fields[start:end]
        if at is not None:
            rows = rows.filter(_Beyond(names, fields, at[start:end], "<" if self.descending else ">"))
        return rows.order_by(*(f"-{name}" if self.descending else name for name in names))

    def token(self, row: Model) -> str:
        """Where a row stands."""
        values = [None if (value := getattr(row, name)) is None else str(value) for name in self.names]
        return urlsafe_b64encode(json.dumps(values, ensure_ascii=False).encode()).decode().rstrip("=")

    def values(self, token: str) -> list[Any]:
        """What a token says; `Problem` at one of another list."""
        try:
            values = json.loads(urlsafe_b64decode(token + "=" * (-len(token) % 4)))
            if not isinstance(values, list) or len(values) != len(self.names) or None in values[1:]:
                raise Problem(text.PAGE_LOST, field="after")
            if values[0] is None and not self.nullable:
                raise Problem(text.PAGE_LOST, field="after")
            return [
                None if value is None else field.to_python(value)
                for field, value in zip(self.fields, values, strict=True)
            ]
        except (NotBase64, ValueError, TypeError, ValidationError) as error:
            raise Problem(text.PAGE_LOST, field="after") from error


def _field(rows: QuerySet[Any], name: str) -> "Field[Any, Any]":
    found = field_of(rows, name)
    assert isinstance(found, Field)
    return found


class _Beyond(Func):
    """Whether columns, compared one after the other, lie beyond values: as one comparison of rows, which both databases
    follow along an index."""

    conditional = True
    output_field = BooleanField()

    def __init__(
        self, names: Sequence[str], fields: Sequence["Field[Any, Any]"], values: Sequence[Any], comparison: str
    ) -> None:
        given = [Value(value, output_field=field) for value, field in zip(values, fields, strict=True)]
        super().__init__(*(F(name) for name in names), *given)
        self.comparison = comparison

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> tuple[str, Any]:  # type: ignore[override]
        """`(a, b) > (1, 2)`."""
        compiled = [compiler.compile(each) for each in self.get_source_expressions()]
        half = len(compiled) // 2
        left, right = (", ".join(sql for sql, _ in part) for part in (compiled[:half], compiled[half:]))
        return f"({left}) {self.comparison} ({right})", tuple(each for _, params in compiled for each in params)


class _Plain(Func):
    """A column for which SQLite looks for no index: it is written `+column`. PostgreSQL knows by itself, from the limit
    of a query, when to walk along an order."""

    arity = 1

    def __init__(self, column: Any) -> None:
        super().__init__(column, output_field=column.output_field)

    def as_sql(self, compiler: SQLCompiler, connection: Any, **_context: Any) -> tuple[str, Any]:  # type: ignore[override]
        """The column as it is."""
        return compiler.compile(self.get_source_expressions()[0])

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """The column as a term."""
        sql, params = self.as_sql(compiler, connection, **context)
        return f"+{sql}", params


def _only_conditions(rows: QuerySet[M]) -> QuerySet[M]:
    """The same rows, whose conditions lead away to no index: of the tables joined, the rows' own is read first, in
    order. What a column of their own is to be equal to may still choose the index, which is then in order behind it."""
    found = rows.all()
    found.query.where = _plainly(found.query.where, found.model._meta.db_table)
    return found


def _plainly(node: Any, own: str) -> Any:
    node = copy(node)
    if isinstance(node, WhereNode):
        node.children = [_plainly(each, own) for each in node.children]
    elif (
        isinstance(node, Lookup)
        and isinstance(node.lhs, Col)
        and not (isinstance(node, Exact) and node.lhs.alias == own)
    ):
        node.lhs = _Plain(node.lhs)
    return node
