"""One sealer at a time. Writers never meet this lock."""

from django.db import connection

LOCK = 0x6C6564676572
"""“ledger” as a number: the advisory lock of the sealer."""


def sealing_lock(*, wait: bool = False) -> bool:
    """Take the sealer's lock until the transaction under way ends; False if another holds it and `wait` is not set.

    On SQLite every transaction is the only writer already.
    """
    if connection.vendor != "postgresql":
        return True
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
            return True
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [LOCK])
        row = cursor.fetchone()
    return bool(row and row[0])
