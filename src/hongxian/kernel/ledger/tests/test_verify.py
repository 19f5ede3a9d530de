"""A change made behind the ledger's back is found and said in words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from hongxian.kernel.act import acting
from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, simulated
from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger.models import Entry, Head, Leaf, Payload, Pending
from hongxian.kernel.ledger.record import record
from hongxian.kernel.ledger.verify import Finding, snapshot, verify

pytestmark = pytest.mark.django_db

Behind = Callable[..., None]


@pytest.fixture
def rows(change: Callable[..., Any], ledger_files: Any) -> list[Any]:
    """Five things, the first changed once, all sealed; leaf 0 is the first entry, the key's entry comes last."""
    found = [change(name=f"企业{number}", amount=number) for number in range(5)]
    change(found[0], state="closed")
    seal()
    seal()
    return found


@pytest.fixture
def first(rows: list[Any]) -> Entry:
    return Leaf.objects.select_related("entry").get(index=0).entry


def codes() -> list[str]:
    return [found.code for found in verify()]


def only() -> Finding:
    (found,) = verify()
    return found


def test_untouched_ledger_has_no_findings(rows: list[Any]) -> None:
    assert verify() == []
    assert verify(chunk=1) == []
    assert verify(chunk=2) == []


def test_empty_ledger_has_no_findings(thing: Any) -> None:
    assert verify() == []


def test_changed_row_names_field_values_event_who_and_when(rows: list[Any], behind: Behind) -> None:
    behind("UPDATE ledger_thing SET state = 'open', amount = 9 WHERE id = %s", rows[0].pk)
    found = only()
    assert found.code == "row_differs"
    for word in ("登记为“closed”，现为“open”", "登记为“0.00”，现为“9.00”", "thing.change", "张建国", str(rows[0].pk)):
        assert word in found.text


def test_excluded_column_may_change_without_a_word(rows: list[Any], thing: Any) -> None:
    thing.objects.update(seen_at=datetime(2026, 3, 5, tzinfo=LOCAL))
    assert verify() == []


def test_a_column_that_a_later_version_added_must_hold_what_that_put_there(
    change: Callable[..., Any], thing: Any, behind: Behind, ledger_files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as before:  # the version that knew neither of them
        before.setattr(thing, "ledger_exclude", ("seen_at", "yes", "state", "count"))
        row = change(name="企业", amount=1)
    assert verify() == []
    behind("UPDATE ledger_thing SET yes = true WHERE id = %s", row.pk)
    found = only()
    assert found.code == "row_differs"
    assert found.text.count("登记为") == 1


def test_a_column_that_a_later_version_dropped_is_missed_by_nobody(
    change: Callable[..., Any], thing: Any, behind: Behind, ledger_files: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = change(name="企业", amount=1)
    monkeypatch.setattr(thing, "ledger_exclude", ("seen_at", "count"))
    assert verify() == []
    behind("UPDATE ledger_thing SET amount = 2 WHERE id = %s", row.pk)
    assert codes() == ["row_differs"]


def test_inserted_row_is_found(rows: list[Any], thing: Any) -> None:
    thing.objects.create(name="塞入")
    assert only().code == "row_unrecorded"


def test_deleted_row_is_found(rows: list[Any], thing: Any) -> None:
    thing.objects.filter(pk=rows[1].pk).delete()
    found = only()
    assert found.code == "row_gone"
    assert "张建国" in found.text


def test_recorded_deletion_is_no_finding(rows: list[Any], clerk: Actor) -> None:
    with acting("thing.delete", clerk):
        record(rows[1], erased=True)
        rows[1].delete()
    seal()
    assert verify() == []


def test_row_recorded_as_deleted_that_still_stands_is_found(rows: list[Any], clerk: Actor) -> None:
    with acting("thing.delete", clerk):
        record(rows[1], erased=True)
    assert codes() == ["row_back"]


@pytest.mark.parametrize(
    ("column", "value"),
    [("event", "thing.delete"), ("actor_key", "li"), ("actor_organisation", "x"), ("at", "2020-01-01 00:00:00+00:00")],
)
def test_altered_entry_is_found(first: Entry, behind: Behind, column: str, value: str) -> None:
    behind(f"UPDATE ledger_entry SET {column} = %s WHERE id = %s", value, first.pk)
    found = only()
    assert (found.code, found.entry) == ("entry_altered", str(first.pk))


def test_altered_payload_is_found(first: Entry, behind: Behind) -> None:
    behind("UPDATE ledger_payload SET content = %s WHERE entry_id = %s", '{"actor_name": "李四"}', first.pk)
    assert codes() == ["payload_altered"]


def test_payload_blanked_without_the_command_is_found(first: Entry) -> None:
    Payload.objects.filter(pk=first.pk).update(content=None, salt="")
    found = only()
    assert found.code == "payload_blanked"
    assert "姓名已擦除" in found.text


def test_deleted_payload_is_found(first: Entry, behind: Behind) -> None:
    behind("DELETE FROM ledger_payload WHERE entry_id = %s", first.pk)
    assert "payload_missing" in codes()


def test_altered_list_of_rows_is_found(first: Entry, behind: Behind) -> None:
    behind("UPDATE ledger_subject SET seq = 7 WHERE entry_id = %s", first.pk)
    assert codes() == []
    behind("UPDATE ledger_subject SET digest = '' WHERE entry_id = %s", first.pk)
    assert codes() == ["manifest_altered"]


def test_changing_row_and_digest_alike_is_found(rows: list[Any], behind: Behind) -> None:
    behind("UPDATE ledger_subject SET key = %s WHERE key = %s", str(rows[2].pk), str(rows[3].pk))
    assert "manifest_altered" in codes()


def test_deleted_entry_is_found(first: Entry, behind: Behind) -> None:
    behind("DELETE FROM ledger_entry WHERE id = %s", first.pk)
    assert "entry_missing" in codes()


def test_altered_leaf_breaks_entry_nodes_and_heads(first: Entry, behind: Behind) -> None:
    behind('UPDATE ledger_leaf SET hash = %s WHERE "index" = 0', "0" * 64)
    assert {"entry_altered", "node_altered", "head_root"} <= set(codes())


def test_removed_leaf_is_found(rows: list[Any], behind: Behind) -> None:
    behind('DELETE FROM ledger_leaf WHERE "index" = 2')
    assert "leaf_gap" in codes()


def test_cut_off_end_is_found(rows: list[Any], behind: Behind) -> None:
    size = Leaf.objects.count()
    behind('DELETE FROM ledger_leaf WHERE "index" = %s', size - 1)
    assert "head_beyond" in codes()


def test_removed_head_leaves_unsigned_leaves(rows: list[Any], behind: Behind) -> None:
    behind("DELETE FROM ledger_head")
    assert codes() == ["leaf_unsigned"]


def test_altered_node_is_found(rows: list[Any], behind: Behind) -> None:
    behind('UPDATE ledger_node SET hash = %s WHERE level = 1 AND "index" = 0', "0" * 64)
    assert codes() == ["node_altered"]


@pytest.mark.parametrize("change_of_head", ["root = '{0}'", "signature = '{0}{0}'", "at = '2020-01-01 00:00:00+00:00'"])
def test_altered_head_is_found(rows: list[Any], behind: Behind, change_of_head: str) -> None:
    behind(f"UPDATE ledger_head SET {change_of_head.format('0' * 64)}")
    assert "head_signature" in codes()


def test_swapped_public_key_is_found(rows: list[Any], behind: Behind) -> None:
    behind("UPDATE ledger_key SET public = %s", "0" * 64)
    assert {"head_signature", "key_endorsement", "row_differs"} <= set(codes())


def test_entry_taken_out_of_the_queue_is_found(change: Callable[..., Any], rows: list[Any]) -> None:
    change(name="未封存")
    Pending.objects.all().delete()
    assert codes() == ["entry_unlisted"]


def test_altered_entry_before_its_seal_is_found_by_its_payload(change: Callable[..., Any], behind: Behind) -> None:
    change(name="未封存")
    behind("UPDATE ledger_entry SET digest = %s", "0" * 64)
    assert codes() == ["payload_altered"]


def test_entries_that_wait_too_long_are_reported_once(change: Callable[..., Any], rows: list[Any]) -> None:
    with simulated(datetime(2026, 3, 5, 9, 0, tzinfo=LOCAL)):
        change(name="甲")
        change(name="乙")
    with simulated(datetime(2026, 3, 5, 9, 10, tzinfo=LOCAL)):
        assert codes() == []
    with simulated(datetime(2026, 3, 5, 9, 11, tzinfo=LOCAL)):
        found = only()
        assert verify(patience=timedelta(hours=1)) == []
    assert found.code == "pending_old"
    assert "2 条" in found.text
    assert "2026-03-05 09:00" in found.text


def test_a_long_check_takes_no_writers_lock_and_leaves_no_transaction(thing: Any) -> None:
    assert connection.in_atomic_block
    with snapshot():
        assert not Head.objects.exists()
