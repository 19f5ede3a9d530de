"""One at a time, for what no row stands for yet."""

from django.db import connection


def hold(name: str) -> None:
    """Wait until nobody else holds this name, and hold it until the transaction under way ends.

    On SQLite every transaction is the only writer already. Two names may share a lock: they only wait longer.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
