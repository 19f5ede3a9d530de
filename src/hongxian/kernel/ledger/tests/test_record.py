"""What one act leaves in the ledger."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import transaction

from hongxian.kernel.act import NoAct, acting
from hongxian.kernel.actor import Actor
from hongxian.kernel.ledger.canonical import salted
from hongxian.kernel.ledger.models import Entry, Key, Payload, Pending, Subject
from hongxian.kernel.ledger.record import done_before, record
from hongxian.kernel.ledger.verifier import manifest_hash
from hongxian.kernel.problem import AlreadyDone

pytestmark = pytest.mark.django_db


def test_names_event_actor_post_and_row(change: Callable[..., Any], last_entry: Callable[[], Entry]) -> None:
    row = change(name="甲", reason="现场核实")
    entry = last_entry()
    assert (entry.event, entry.subject_kind, entry.subject_key) == ("thing.change", "thing", str(row.pk))
    assert (entry.actor_kind, entry.actor_key, entry.actor_post) == ("person", "zhang", "post-1")
    assert entry.payload.content["actor_name"] == "张建国"
    assert entry.payload.content["reason"] == "现场核实"
    assert entry.payload.content["states"][f"thing:{row.pk}"]["name"] == "甲"
    assert Pending.objects.filter(pk=entry.pk).exists()


def test_entry_itself_holds_no_name_and_no_reason(change: Callable[..., Any]) -> None:
    change(name="甲", reason="现场核实")
    values = " ".join(str(value) for value in Entry.objects.values_list().get())
    assert "张建国" not in values
    assert "现场核实" not in values


def test_digest_covers_the_payload_and_manifest_the_rows(change: Callable[..., Any], last_entry: Any) -> None:
    change(name="甲")
    entry = last_entry()
    payload = Payload.objects.get(pk=entry.pk)
    assert salted(payload.salt, payload.content) == entry.digest
    assert manifest_hash(entry.subjects.order_by("seq").values_list("kind", "key", "digest")) == entry.manifest


def test_same_content_has_different_digests(change: Callable[..., Any]) -> None:
    row = change(name="甲")
    change(row, name="甲")
    assert len(set(Subject.objects.filter(key=str(row.pk)).values_list("digest", flat=True))) == 2


def test_one_act_names_several_rows_each_once(thing: Any, clerk: Actor) -> None:
    one, two = thing.objects.create(name="甲"), thing.objects.create(name="乙")
    with acting("thing.change", clerk):
        entry = record(one, two, one)
    assert list(entry.subjects.order_by("seq").values_list("key", flat=True)) == [str(one.pk), str(two.pk)]


def test_refuses_outside_a_command(thing: Any) -> None:
    with pytest.raises(NoAct):
        record(thing(name="甲"))


def test_refuses_a_row_of_no_declared_noun(clerk: Actor) -> None:
    with acting("thing.change", clerk), pytest.raises(TypeError, match="no noun"):
        record(Pending(entry_id=None))


def test_first_entry_of_the_outermost_act_carries_the_request_key(thing: Any, clerk: Actor) -> None:
    row = thing.objects.create(name="甲")
    actor = clerk.within("request-1")
    with acting("thing.outer", actor) as outer:
        with acting("thing.inner", actor):
            inner = record(row)
        first, second = record(row), record(row)
    assert (inner.request_key, first.request_key, second.request_key) == (None, "request-1", None)
    assert outer.entries == [first, second]
    assert done_before("request-1") == first
    assert done_before("request-2") is None


def test_second_of_two_racing_requests_learns_that_the_first_did_it(thing: Any, clerk: Actor) -> None:
    row, other = thing.objects.create(name="甲"), thing.objects.create(name="乙")
    with acting("thing.change", clerk.within("request-1")):
        record(row)
    with pytest.raises(AlreadyDone) as refusal, acting("thing.change", clerk.within("request-1")), transaction.atomic():
        record(other)
    assert (refusal.value.subject_kind, refusal.value.subject_key) == ("thing", str(row.pk))
    assert Entry.objects.count() == 1


def test_deletion_is_recorded_as_such(change: Callable[..., Any], clerk: Actor) -> None:
    row = change(name="甲")
    with acting("thing.delete", clerk):
        entry = record(row, erased=True)
    assert entry.payload.content["states"] == {f"thing:{row.pk}": None}
    assert entry.subjects.get().digest == ""


def test_the_ledgers_own_nouns_can_be_named(clerk: Actor) -> None:
    key = Key.objects.create(id="a" * 64, public="b" * 64, valid_from="2026-03-05T00:00:00Z")
    with acting("signing_key.create", clerk):
        assert record(key).subject_kind == "signing_key"
