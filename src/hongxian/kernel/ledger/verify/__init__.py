"""Whether anything was changed behind the ledger's back, and what."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import connection, transaction

from hongxian.kernel.ledger.verify.entries import unsealed_findings
from hongxian.kernel.ledger.verify.finding import Finding
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.kernel.ledger.verify.sealed import sealed_findings
from hongxian.kernel.ledger.verify.signatures import Signatures, key_findings
from hongxian.kernel.ledger.verify.witnesses import witness_findings

__all__ = ["Finding", "findings", "snapshot", "verify"]

CHUNK = 500
PATIENCE = timedelta(minutes=10)


def verify(*, chunk: int = CHUNK, patience: timedelta = PATIENCE) -> list[Finding]:
    """Everything that is wrong, in the order entries, tree, heads, keys, witnesses, rows; empty when all is well."""
    with snapshot():
        return list(findings(chunk=chunk, patience=patience))


def findings(*, chunk: int = CHUNK, patience: timedelta = PATIENCE) -> Iterator[Finding]:
    """The same one by one, for a caller that holds a `snapshot` open. Memory does not grow with the ledger."""
    signatures = Signatures()
    yield from sealed_findings(chunk=chunk, signatures=signatures)
    yield from unsealed_findings(chunk=chunk, patience=patience)
    yield from key_findings(signatures)
    yield from witness_findings(signatures)
    yield from row_findings(chunk=chunk)


@contextmanager
def snapshot() -> Iterator[None]:
    """One view of the whole database, so that acts committed during a long check are not mistaken for tampering.

    Never takes the writer's lock. Inside a transaction already open it changes nothing.
    """
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")
