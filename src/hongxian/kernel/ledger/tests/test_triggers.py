"""The database itself refuses to rewrite the ledger, and the system check notices when it does not."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger.checks import check_triggers, unguarded
from hongxian.kernel.ledger.models import Entry, Head, Leaf, Node, Payload, Subject
from hongxian.kernel.ledger.triggers import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sealed(change: Callable[..., Any], ledger_files: Any) -> None:
    change(name="甲")
    change(name="乙")
    seal()


@pytest.mark.parametrize("model", [Entry, Subject, Leaf, Node, Head], ids=lambda model: model.__name__)
def test_refuses_to_delete(model: Any) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.all()._raw_delete("default")
    assert model.objects.exists()


@pytest.mark.parametrize(
    ("model", "changes"),
    [
        (Entry, {"event": "x"}),
        (Subject, {"digest": "x"}),
        (Leaf, {"hash": "x"}),
        (Node, {"hash": "x"}),
        (Head, {"root": "x"}),
        (Payload, {"content": {"actor_name": "李四"}}),
        (Payload, {"salt": ""}),
    ],
    ids=str,
)
def test_refuses_to_change(model: Any, changes: dict[str, Any]) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        model.objects.update(**changes)


def test_payload_may_only_be_blanked() -> None:
    assert Payload.objects.update(content=None, salt="") == Payload.objects.count()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Payload.objects.all()._raw_delete("default")


def run(*statements: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for statement in statements:
            cursor.execute(statement)


def test_refuses_to_replace_on_sqlite_and_to_truncate_on_postgresql() -> None:
    statement = (
        "INSERT OR REPLACE INTO ledger_entry SELECT * FROM ledger_entry"
        if connection.vendor == "sqlite"
        else "TRUNCATE ledger_entry CASCADE"
    )
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        run(statement)


def test_every_table_is_proved_and_the_proof_leaves_nothing_behind() -> None:
    before = Entry.objects.count()
    assert unguarded(connection) == []
    assert check_triggers(databases=["default"]) == []
    assert Entry.objects.count() == before


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("verb", ["update", "delete"])
def test_check_notices_a_missing_trigger(table: str, verb: str) -> None:
    run(f"DROP TRIGGER {table}_no_{verb}" + (f" ON {table}" if connection.vendor == "postgresql" else ""))
    assert (table, verb.upper()) in unguarded(connection)
    found = [message.msg for message in check_triggers(databases=["default"])]
    assert f"{table}: {verb.upper()} is not refused" in found


def test_check_notices_that_replace_walks_past_triggers_or_that_a_table_can_be_truncated() -> None:
    if connection.vendor == "sqlite":
        run("PRAGMA recursive_triggers = OFF")
        found = unguarded(connection)
        run("PRAGMA recursive_triggers = ON")
        assert found == [(table, "REPLACE") for table in TABLES]
    else:
        for table in TABLES:
            run(f"DROP TRIGGER {table}_no_truncate ON {table}")
        assert unguarded(connection) == [(table, "TRUNCATE") for table in TABLES]


def test_the_weaker_role_of_the_handbook_can_seal_but_not_rewrite_engine_only(change: Callable[..., Any]) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("roles are PostgreSQL's")
    handbook = (settings.PROJECT_DIR / "docs" / "ledger.md").read_text(encoding="utf-8")
    grants = handbook.split("```sql")[1].split("```")[0]
    run("CREATE ROLE hongxian_run", "GRANT USAGE ON SCHEMA public TO hongxian_run", grants, "SET ROLE hongxian_run")
    change(name="丙")
    assert seal() == 1
    assert unguarded(connection) == []
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        Entry.objects.update(event="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        run("DROP TRIGGER ledger_entry_no_update ON ledger_entry")
    run("RESET ROLE")


def test_check_is_silent_without_databases() -> None:
    assert check_triggers(databases=None) == []
