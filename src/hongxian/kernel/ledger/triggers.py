"""The database itself refuses to rewrite the ledger.

Installed by migration. SQLite drops triggers when a later migration rebuilds a table: such a migration must end with
`RunPython(install)` again, and the system check (`checks.py`) fails until it does.
"""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

MARK = "append-only"
"""Every refusal says `append-only: <table>`."""

FROZEN = ("ledger_entry", "ledger_subject", "ledger_leaf", "ledger_node", "ledger_head")
"""No UPDATE, no DELETE."""

GUARDED = {
    "ledger_payload": "NEW.entry_id = OLD.entry_id AND NEW.content IS NULL AND NEW.salt = ''",
    "ledger_key": (
        "NEW.id = OLD.id AND NEW.public = OLD.public AND NEW.valid_from = OLD.valid_from"
        " AND NEW.endorsed_by = OLD.endorsed_by AND NEW.endorsement = OLD.endorsement"
        " AND OLD.retired_at IS NULL AND NEW.retired_at IS NOT NULL"
    ),
}
"""No DELETE; UPDATE only where the condition holds: a payload may be blanked, a key retired once."""

TABLES = (*FROZEN, *GUARDED)


def install(apps: Any, schema_editor: Any) -> None:
    """Put every trigger in place (for `RunPython`). Does nothing harmful when they stand already."""
    remove(apps, schema_editor)
    for statement in _statements(schema_editor.connection):
        schema_editor.execute(statement, params=None)


def remove(apps: Any, schema_editor: Any) -> None:
    """Take every trigger away: for the reversal of a migration and the one reset of the tests."""
    for statement in _removals(schema_editor.connection):
        schema_editor.execute(statement, params=None)


def _statements(connection: BaseDatabaseWrapper) -> list[str]:
    return _sqlite() if connection.vendor == "sqlite" else _postgresql()


def _removals(connection: BaseDatabaseWrapper) -> list[str]:
    if connection.vendor == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {table}_no_{verb}" for table in TABLES for verb in ("update", "delete")]
    verbs = ("update", "delete", "truncate")
    return [f"DROP TRIGGER IF EXISTS {table}_no_{verb} ON {table}" for table in TABLES for verb in verbs]


def _sqlite() -> list[str]:
    found = []
    for table in TABLES:
        refusal = f"BEGIN SELECT RAISE(ABORT, '{MARK}: {table}'); END"
        when = f" WHEN NOT coalesce({GUARDED[table]}, 0)" if table in GUARDED else ""
        found.append(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table}{when} {refusal}")
        found.append(f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} {refusal}")
    return found


def _postgresql() -> list[str]:
    found = [
        "CREATE OR REPLACE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MARK}: %', TG_TABLE_NAME; END $$"
    ]
    for table in TABLES:
        when = f" WHEN (NOT coalesce({GUARDED[table]}, false))" if table in GUARDED else ""
        for verb, timing, guard in (
            ("update", "FOR EACH ROW", when),
            ("delete", "FOR EACH ROW", ""),
            ("truncate", "FOR EACH STATEMENT", ""),
        ):
            found.append(
                f"CREATE TRIGGER {table}_no_{verb} BEFORE {verb.upper()} ON {table} "
                f"{timing}{guard} EXECUTE FUNCTION ledger_refuse()"
            )
    return found
