"""Keys of rows that may be created offline or travel between levels of government."""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler
from uuid_utils.compat import uuid7

_WRITTEN = "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"
_PARTS = ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))


def new_key() -> UUID:
    """A time-ordered UUID (version 7)."""
    return uuid7()


class TextAsKey(Func):
    """A UUID that is written as text, as a UUID; null (SQLite: no key of anything) for any other text."""

    arity = 1
    output_field = models.UUIDField()

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """Cast what has the form of a UUID: a cast of anything else is an error there."""
        sql, params = compiler.compile(self.source_expressions[0])
        return f"CASE WHEN {sql} ~ '{_WRITTEN}' THEN ({sql})::uuid END", (*params, *params)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """SQLite holds UUIDs as 32 hexadecimal digits."""
        return self.as_sql(compiler, connection, template="REPLACE(%(expressions)s, '-', '')", **context)


class KeyAsText(Func):
    """A UUID as it is written: lower case, with hyphens."""

    arity = 1
    output_field = models.TextField()

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """It casts to exactly that."""
        return self.as_sql(compiler, connection, template="(%(expressions)s)::text", **context)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, tuple[Any, ...]]:
        """The 32 digits, cut in five."""
        sql, params = compiler.compile(self.source_expressions[0])
        cut = " || '-' || ".join(f"SUBSTR({sql}, {start}, {length})" for start, length in _PARTS)
        return cut, tuple(params) * len(_PARTS)


class Keyed(models.Model):
    """A row with a time-ordered UUID key."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)

    class Meta:
        abstract = True
