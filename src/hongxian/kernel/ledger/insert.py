"""Inserting new rows of known shape without the cost of a query compiled anew each time.

The ledger writes four rows beside every act; this is what keeps a command cheap. Only for rows the ledger makes
itself: no defaults of the database, no generated columns.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, BigAutoField, Model


def insert(rows: Sequence[Model]) -> None:
    """Insert rows of one model with one statement; they count as stored afterwards. Keys made by the database are
    not read back."""
    if not rows:
        return
    model = type(rows[0])
    fields = _fields(model)
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(_statement(model, connection.vendor), values[0])
        else:
            cursor.executemany(_statement(model, connection.vendor), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _fields(model: type[Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, AutoField | BigAutoField)]


@cache
def _statement(model: type[Model], _vendor: str) -> str:
    quote = connection.ops.quote_name
    columns = ", ".join(quote(field.column) for field in _fields(model))
    places = ", ".join(["%s"] * len(_fields(model)))
    return f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"
