"""A system check that proves each trigger by trying what it must refuse, in a transaction that is rolled back."""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Error
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from hongxian.kernel.ledger.triggers import MARK, TABLES

PROBE = "0" * 64
UUID_PROBE = "00000000-0000-7000-8000-000000000000"
NO_RIGHT = "42501"
"""PostgreSQL: the role that runs lacks the right; the role that migrates has the trigger proved."""
AT = "2000-01-01 00:00:00+00:00"


def check_triggers(*, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """One error for each table and verb that the database does not refuse; nothing before the tables exist."""
    found: list[CheckMessage] = []
    for alias in databases or ():
        connection = connections[alias]
        if set(TABLES) <= set(connection.introspection.table_names()):
            found += [
                Error(
                    f"{table}: {verb} is not refused", hint="hongxian.kernel.ledger.triggers.install", id="ledger.E001"
                )
                for table, verb in unguarded(connection)
            ]
    return found


def unguarded(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """The tables and verbs that would go through. Leaves nothing behind."""
    found = []
    with transaction.atomic(using=connection.alias):
        for statement in _probe_rows(connection):
            _execute(connection, statement)
        if connection.vendor == "postgresql":  # which truncates nothing while a foreign key waits to be checked
            _execute(connection, "SET CONSTRAINTS ALL IMMEDIATE")
        for table in TABLES:
            for verb, statement in _attempts(connection, table).items():
                if not _refused(connection, statement, table):
                    found.append((table, verb))
        transaction.set_rollback(True, using=connection.alias)
    return found


def _probe_rows(connection: BaseDatabaseWrapper) -> list[str]:
    key = f"'{UUID_PROBE.replace('-', '')}'" if connection.vendor == "sqlite" else f"'{UUID_PROBE}'"
    empty = ", ".join(["''"] * 11)
    return [
        "INSERT INTO ledger_entry (id, at, event, actor_kind, actor_key, actor_post, actor_organisation, actor_path,"
        f" subject_kind, subject_key, pack, digest, manifest) VALUES ({key}, '{AT}', {empty})",
        f"INSERT INTO ledger_payload (entry_id, salt, content) VALUES ({key}, '{PROBE}', '{{}}')",
        f"INSERT INTO ledger_subject (entry_id, seq, kind, key, digest) VALUES ({key}, -1, '', '', '')",
        f"INSERT INTO ledger_leaf (\"index\", entry_id, hash) VALUES (-1, {key}, '')",
        "INSERT INTO ledger_node (level, \"index\", hash) VALUES (-1, -1, '')",
        f"INSERT INTO ledger_key (id, public, valid_from, endorsed_by, endorsement) VALUES ('', '', '{AT}', '', '')",
        f"INSERT INTO ledger_head (size, root, at, key_id, signature) VALUES (-1, '', '{AT}', '', '')",
    ]


WHERE = {
    "ledger_entry": "event = ''",
    "ledger_payload": f"salt = '{PROBE}'",
    "ledger_subject": "seq = -1",
    "ledger_leaf": '"index" = -1',
    "ledger_node": "level = -1",
    "ledger_head": "size = -1",
    "ledger_key": "id = ''",
}
CHANGE = {
    "ledger_entry": "event = 'x'",
    "ledger_payload": "content = '{\"x\": 1}'",
    "ledger_subject": "digest = 'x'",
    "ledger_leaf": "hash = 'x'",
    "ledger_node": "hash = 'x'",
    "ledger_head": "root = 'x'",
    "ledger_key": "public = 'x'",
}


def _attempts(connection: BaseDatabaseWrapper, table: str) -> dict[str, str]:
    where = WHERE[table]
    found = {
        "UPDATE": f"UPDATE {table} SET {CHANGE[table]} WHERE {where}",
        "DELETE": f"DELETE FROM {table} WHERE {where}",
    }
    if connection.vendor == "sqlite":
        found["REPLACE"] = f"INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE {where}"
    else:
        found["TRUNCATE"] = f"TRUNCATE {table} CASCADE"
    return found


def _refused(connection: BaseDatabaseWrapper, statement: str, table: str) -> bool:
    """Whether the trigger of this very table refuses, or the role may not; the attempt leaves nothing behind."""
    try:
        with transaction.atomic(using=connection.alias):
            _execute(connection, statement)
            transaction.set_rollback(True, using=connection.alias)
    except DatabaseError as error:
        return f"{MARK}: {table}" in str(error) or getattr(error.__cause__, "sqlstate", "") == NO_RIGHT
    return False


def _execute(connection: BaseDatabaseWrapper, statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)
