"""A field of a record as a typed column, though the records of all kinds lie in one table: read out of their JSON.

What points to other rows has a column (`models.Slot`), because rows are joined by it. What that costs beside a table of
its own for each kind is measured in `benchmarks/records.py`.
"""

import re
from typing import Any

from django.db import models
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler

from hongxian.kernel.rules.dictionary import FieldType

_NAME = re.compile(r"[a-z][a-z0-9_]*")
_KINDS: dict[FieldType, tuple[models.Field[Any, Any], str]] = {
    FieldType.KEY: (models.TextField(null=True), ""),
    FieldType.TEXT: (models.TextField(null=True), ""),
    FieldType.INT: (models.BigIntegerField(null=True), "::bigint"),
    FieldType.BOOL: (models.BooleanField(null=True), "::boolean"),
    FieldType.DATE: (models.DateField(null=True), "::date"),
    FieldType.DATETIME: (models.DateTimeField(null=True), "::timestamptz"),
}


class Said(Func):
    """What a record says of one field: null where it says nothing. The name must be that of a dictionary's field."""

    arity = 1

    def __init__(self, values: Any, name: str, kind: str = "text") -> None:
        if not _NAME.fullmatch(name):
            raise ValueError(name)
        self.name = name
        self.kind = kind
        super().__init__(values, output_field=_KINDS[FieldType(kind)][0])

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """The text of the value, cast to its type."""
        cast = _KINDS[FieldType(self.kind)][1]
        return self.as_sql(compiler, connection, template=f"((%(expressions)s ->> '{self.name}'){cast})", **context)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """SQLite gives JSON's numbers as numbers, yes and no as 1 and 0, and keeps days and moments as text anyway."""
        return self.as_sql(compiler, connection, template=f"JSON_EXTRACT(%(expressions)s, '$.{self.name}')", **context)
