"""The rows of every table in one notation that both databases understand.

One line of JSON for each row: text, whole numbers, decimals as text, true and false, moments in UTC and days as ISO
writes them, keys as 32 hexadecimal digits, bytes in base64.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import connection, models

FETCHED = 2000
_MICRO = timedelta(microseconds=1)


@dataclass(frozen=True)
class Table:
    """A table of the schema: its columns in the order of the model's fields, and what each holds."""

    name: str
    columns: tuple[str, ...]
    kinds: tuple[str, ...]
    key: tuple[str, ...]

    def quoted(self) -> str:
        """The columns as SQL names them."""
        return ", ".join(connection.ops.quote_name(each) for each in self.columns)


def stored_models() -> list[type[models.Model]]:
    """The models whose tables a migration made."""
    return [each for each in apps.get_models(include_auto_created=True) if _stored(each)]


def tables() -> list[Table]:
    """Every table that a migration made for a model, by name."""
    found = [_table(model) for model in stored_models()]
    return sorted(found, key=lambda table: table.name)


def _stored(model: type[models.Model]) -> bool:
    return model._meta.managed and not model._meta.proxy


def _table(model: type[models.Model]) -> Table:
    fields = [each for each in model._meta.local_concrete_fields if not getattr(each, "generated", False)]
    kinds = tuple(_kind(each) for each in fields)
    key = tuple(str(each.column) for each in model._meta.pk_fields)
    return Table(model._meta.db_table, tuple(str(each.column) for each in fields), kinds, key)


def _kind(field: Any) -> str:
    while field.remote_field and getattr(field, "target_field", None):
        field = field.target_field
    return str(field.get_internal_type())


def count(table: Table) -> int:
    """How many rows the table has."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {connection.ops.quote_name(table.name)}")
        return int(cursor.fetchone()[0])


def rows(table: Table) -> Iterator[list[Any]]:
    """Every row by its primary key, streamed; call it within one snapshot."""
    quote = connection.ops.quote_name
    order = ", ".join(quote(each) for each in table.key)
    sql = f"SELECT {table.quoted()} FROM {quote(table.name)} ORDER BY {order}"
    told = [_TELLING.get(kind) for kind in table.kinds]
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql)
        while fetched := cursor.fetchmany(FETCHED):
            for row in fetched:
                yield [
                    None if value is None else (tell(value) if tell else _plain(value))
                    for tell, value in zip(told, row, strict=True)
                ]


def _plain(value: Any) -> Any:
    tell = _PLAIN.get(type(value))
    return tell(value) if tell else value


def _moment(value: datetime) -> str:
    aware = value.astimezone(UTC) if value.tzinfo else value
    return aware.replace(tzinfo=None).isoformat(sep=" ")


_PLAIN: dict[type, Callable[[Any], Any]] = {
    UUID: lambda value: value.hex,
    datetime: _moment,
    date: date.isoformat,
    time: time.isoformat,
    timedelta: lambda value: value // _MICRO,
    Decimal: str,
    bytes: lambda value: base64.b64encode(value).decode("ascii"),
    memoryview: lambda value: base64.b64encode(bytes(value)).decode("ascii"),
}
_TELLING: dict[str, Callable[[Any], Any]] = {"BooleanField": bool, "DecimalField": str}


def insert(table: Table, told: Iterable[list[Any]]) -> None:
    """Put rows into a table as they stand, keys included."""
    write = _copy if connection.vendor == "postgresql" else _insert_many
    taken = [_TAKING[connection.vendor].get(kind) for kind in table.kinds]
    write(
        table,
        (
            [take(value) if take and value is not None else value for take, value in zip(taken, row, strict=True)]
            for row in told
        ),
    )


def _copy(table: Table, told: Iterable[list[Any]]) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor, cursor.copy(f"COPY {quote(table.name)} ({table.quoted()}) FROM STDIN") as copy:
        for row in told:
            copy.write_row(row)


def _insert_many(table: Table, told: Iterable[list[Any]]) -> None:
    marks = ", ".join(["%s"] * len(table.columns))
    sql = f"INSERT INTO {connection.ops.quote_name(table.name)} ({table.quoted()}) VALUES ({marks})"
    with connection.cursor() as cursor:
        batch: list[list[Any]] = []
        for row in told:
            batch.append(row)
            if len(batch) == FETCHED:
                cursor.executemany(sql, batch)
                batch = []
        if batch:
            cursor.executemany(sql, batch)


_TAKING: dict[str, dict[str, Callable[[Any], Any]]] = {
    "postgresql": {
        "DateTimeField": lambda value: f"{value}+00",
        "DurationField": lambda value: f"{value} microseconds",
        "BinaryField": base64.b64decode,
    },
    "sqlite": {"BinaryField": base64.b64decode},
}
