"""Rows straight into tables, for the worlds of benchmarks."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Field, JSONField, Model, UUIDField


def put(rows: Sequence[Model]) -> None:
    """Write rows straight into their table, several times as fast as `bulk_create`."""
    fields = type(rows[0])._meta.concrete_fields
    kinds = [(each.attname, _written(each)) for each in fields]
    values = [[write(getattr(row, name)) for name, write in kinds] for row in rows]
    table, names = type(rows[0])._meta.db_table, ", ".join(f'"{each.column}"' for each in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f'COPY "{table}" ({names}) FROM STDIN') as copy:
                for each in values:
                    copy.write_row(each)
        else:
            places = ", ".join(["%s"] * len(fields))
            cursor.executemany(f'INSERT INTO "{table}" ({names}) VALUES ({places})', values)


def _written(field: Field[Any, Any]) -> Callable[[Any], Any]:
    """What a value of the field is in the table."""
    kind: Any = getattr(field, "target_field", field)
    if isinstance(kind, JSONField):
        return json.dumps
    if connection.vendor == "postgresql":
        return lambda value: value
    if isinstance(kind, UUIDField):
        return lambda value: None if value is None else value.hex
    if isinstance(kind, DateTimeField):
        return lambda value: None if value is None else _moment(value)
    return lambda value: str(value) if isinstance(value, date) else value


@cache
def _moment(value: datetime) -> str:
    return str(value.astimezone(UTC).replace(tzinfo=None))
