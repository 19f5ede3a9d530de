"""Pending entries become leaves under a signed head."""

import stat
from collections.abc import Callable
from typing import Any

import pytest

from hongxian.kernel.custody.seal import TreeBroken, seal
from hongxian.kernel.ledger.merkle import Edge
from hongxian.kernel.ledger.models import Entry, Head, Key, Leaf, Node, Pending
from hongxian.kernel.ledger.signing import KeyUnusable, key_file
from hongxian.kernel.ledger.verifier import ed25519_holds, head_message
from hongxian.kernel.ledger.wire import head_fields, leaf_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _files(ledger_files: Any) -> None:
    pass


def test_nothing_pending_seals_nothing(thing: Any) -> None:
    assert seal() == 0
    assert not Head.objects.exists()
    assert not key_file().exists()


def test_first_seal_makes_the_key_and_records_it(change: Callable[..., Any]) -> None:
    change(name="甲")
    assert seal() == 2, "the entry, and the entry of the new key"
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600
    assert Entry.objects.filter(event="signing_key.create", subject_key=Key.objects.get().id).exists()
    assert not Pending.objects.exists()


def test_head_is_signed_over_the_root_of_the_leaves(change: Callable[..., Any]) -> None:
    for number in range(5):
        change(name=str(number))
    seal()
    head, edge = Head.objects.order_by("-size")[0], Edge()
    for leaf in Leaf.objects.order_by("index").select_related("entry"):
        assert leaf.hash == leaf_of(leaf.entry).hex()
        edge.append(bytes.fromhex(leaf.hash))
    assert (head.size, head.root) == (6, edge.root().hex())
    message = head_message(head_fields(head))
    assert ed25519_holds(bytes.fromhex(head.key.public), message, bytes.fromhex(head.signature))


@pytest.mark.parametrize("batch", [1, 2, 3, 100])
def test_batches_do_not_change_the_tree(change: Callable[..., Any], batch: int) -> None:
    for number in range(7):
        change(name=str(number))
    assert seal(batch=batch) == 8
    edge = Edge()
    for leaf in Leaf.objects.order_by("index"):
        for level, index, found in edge.append(bytes.fromhex(leaf.hash)):
            assert Node.objects.get(level=level, index=index).hash == found.hex()
    assert [leaf.index for leaf in Leaf.objects.order_by("index")] == list(range(8))
    assert Head.objects.order_by("-size")[0].root == edge.root().hex()


def test_late_commit_is_sealed_late_and_never_skipped(change: Callable[..., Any]) -> None:
    change(name="早写晚交")
    late = Entry.objects.get()
    Pending.objects.all().delete()
    change(name="晚写早交")
    seal()
    Pending.objects.create(entry=late)
    seal()
    assert Leaf.objects.get(entry=late).index > Leaf.objects.exclude(entry=late).order_by("index")[0].index


def test_refuses_to_seal_with_a_lost_key(change: Callable[..., Any]) -> None:
    change(name="甲")
    seal()
    key_file().unlink()
    change(name="乙")
    with pytest.raises(KeyUnusable) as refusal:
        seal()
    assert Key.objects.get().id in refusal.value.text
    assert Pending.objects.count() == 1


def test_refuses_a_damaged_key_file(change: Callable[..., Any]) -> None:
    change(name="甲")
    seal()
    key_file().write_text("-----BEGIN", encoding="ascii")
    change(name="乙")
    with pytest.raises(KeyUnusable, match="已损坏"):
        seal()


def test_refuses_to_build_upon_a_tree_that_was_tampered_with(
    change: Callable[..., Any], behind: Callable[..., None]
) -> None:
    change(name="甲")
    seal()
    behind("UPDATE ledger_node SET hash = %s", "0" * 64)
    change(name="乙")
    with pytest.raises(TreeBroken):
        seal()
    assert Pending.objects.count() == 1
