"""Erasure of names and contents: gone for good, recorded, and every proof still holds."""

from collections.abc import Callable
from typing import Any

import pytest

from hongxian.kernel.actor import NOBODY, Actor
from hongxian.kernel.custody.commands import erase_payload
from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger.models import Entry, Payload
from hongxian.kernel.ledger.proof import proof_of
from hongxian.kernel.ledger.verifier import check
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.problem import Denied, Problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(change: Callable[..., Any], ledger_files: Any) -> Entry:
    row = change(name="举报人王某", reason="电话 139")
    change(row, name="匿名")
    seal()
    return Entry.objects.order_by("pk")[0]


def test_nothing_of_it_is_left_and_the_act_is_recorded(entry: Entry, clerk: Actor) -> None:
    erasing = erase_payload(actor=clerk, entry=entry, reason="当事人依法申请删除")
    payload = Payload.objects.get(pk=entry.pk)
    assert (payload.content, payload.salt) == (None, "")
    assert (erasing.event, erasing.subject_key) == ("ledger.erase_payload", str(entry.pk))
    assert erasing.payload.content["reason"] == "当事人依法申请删除"
    assert "举报人王某" not in str(erasing.payload.content)


def test_proof_still_holds_without_the_payload(entry: Entry, clerk: Actor) -> None:
    erase_payload(actor=clerk, entry=entry, reason="当事人依法申请删除")
    seal()
    proof = proof_of(entry.pk, with_payload=True)
    assert "payload" not in proof
    check(proof)


def test_verify_accepts_it(entry: Entry, clerk: Actor) -> None:
    erase_payload(actor=clerk, entry=entry, reason="当事人依法申请删除")
    seal()
    assert verify() == []


def test_row_whose_last_word_is_erased_stays_guarded(
    entry: Entry, clerk: Actor, thing: Any, behind: Callable[..., None]
) -> None:
    last = Entry.objects.filter(event="thing.change").order_by("-pk")[0]
    erase_payload(actor=clerk, entry=last, reason="当事人依法申请删除")
    seal()
    assert verify() == []
    behind("UPDATE ledger_thing SET name = %s", "改了")
    assert [found.code for found in verify()] == ["row_differs"]


def test_refuses_to_launder_a_row_changed_behind_the_ledger(
    entry: Entry, clerk: Actor, behind: Callable[..., None]
) -> None:
    last = Entry.objects.filter(event="thing.change").order_by("-pk")[0]
    behind("UPDATE ledger_thing SET name = %s", "改了")
    with pytest.raises(Problem, match="不符"):
        erase_payload(actor=clerk, entry=last, reason="当事人依法申请删除")


def test_refuses_without_reason(entry: Entry, clerk: Actor) -> None:
    with pytest.raises(Problem, match="理由"):
        erase_payload(actor=clerk, entry=entry, reason="")


def test_refuses_twice(entry: Entry, clerk: Actor) -> None:
    erase_payload(actor=clerk, entry=entry, reason="当事人依法申请删除")
    with pytest.raises(Problem, match="此前已经擦除"):
        erase_payload(actor=clerk, entry=entry, reason="当事人依法申请删除")


def test_refuses_whoever_may_not(entry: Entry) -> None:
    with pytest.raises(Denied):
        erase_payload(actor=NOBODY, entry=entry, reason="当事人依法申请删除")
