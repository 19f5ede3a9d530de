"""The mark of a row's key, and the sum of marks, as the database finds them: `kernel.rules.digest` says of what use."""

from typing import Any

from django.db import connection, models
from django.db.models import Func
from django.db.models.sql.compiler import SQLCompiler

from hongxian.kernel.rules.digest import DIGITS, MODULUS


class Mark(Func):
    """The mark of a key, in SQLite as hexadecimal digits, in PostgreSQL as bytes: to make a number of it there costs as
    much as to find the row."""

    arity = 1
    output_field = models.TextField()

    def __init__(self, key: Any, *, is_uuid: bool) -> None:
        super().__init__(key)
        self.is_uuid = is_uuid

    def as_postgresql(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """The last bytes of the key, or of its hash."""
        key = "uuid_send(%(expressions)s)" if self.is_uuid else "sha256(convert_to((%(expressions)s)::text, 'UTF8'))"
        template = f"substr({key}, {(16 if self.is_uuid else 32) - DIGITS // 2 + 1})"
        return self.as_sql(compiler, connection, template=template, **context)

    def as_sqlite(self, compiler: SQLCompiler, connection: Any, **context: Any) -> tuple[str, Any]:
        """There is no cheap way from digits to a number there; `SUMMED` needs none."""
        written = "%(expressions)s" if self.is_uuid else "SHA256(CAST(%(expressions)s AS TEXT))"
        return self.as_sql(compiler, connection, template=f"SUBSTR({written}, -{DIGITS})", **context)


def summed(mark: str) -> str:
    """The aggregate over a column of marks from which `total_of` reads their sum."""
    return f"GROUP_CONCAT({mark}, '')" if connection.vendor == "sqlite" else f"STRING_AGG({mark}, ''::bytea)"


def total_of(found: str | bytes | None) -> int:
    """The sum of the marks. They come one after another as the digits of one long number: since 16^n is 1 modulo
    16^n - 1, its remainder is their sum's, in whatever order they come."""
    if found is None:
        return 0
    return (int(found, 16) if isinstance(found, str) else int.from_bytes(found)) % MODULUS
