"""Rotation and loss of the signing key."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from hongxian.kernel.actor import NOBODY, Actor, Scope
from hongxian.kernel.custody.commands import create_key, rotate_key
from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger.models import Entry, Head, Key
from hongxian.kernel.ledger.signing import current_key, key_file, next_key_file
from hongxian.kernel.ledger.verifier import ed25519_holds, key_message
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.ledger.wire import key_fields
from hongxian.kernel.problem import Denied, Problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sealed(change: Callable[..., Any], ledger_files: Any) -> None:
    change(name="甲")
    seal()


def test_old_key_signs_the_new_one_and_retires(change: Callable[..., Any], clerk: Actor) -> None:
    old = current_key()
    assert old is not None
    new = rotate_key(actor=clerk, reason="例行更换")
    old.refresh_from_db()
    assert old.retired_at == new.valid_from
    assert ed25519_holds(bytes.fromhex(old.public), key_message(key_fields(new)), bytes.fromhex(new.endorsement))
    seal()
    assert Head.objects.order_by("-size")[0].key_id == new.id
    assert verify() == []


def test_rotation_is_recorded_with_its_reason(clerk: Actor) -> None:
    new = rotate_key(actor=clerk, reason="例行更换")
    entry = Entry.objects.get(event="signing_key.rotate")
    assert entry.subject_key == new.id
    assert entry.payload.content["reason"] == "例行更换"


def test_old_private_key_is_gone_once_the_new_one_signs(change: Callable[..., Any], clerk: Actor) -> None:
    before = key_file().read_bytes()
    rotate_key(actor=clerk, reason="例行更换")
    assert key_file().read_bytes() == before, "until the rotation is committed"
    seal()
    assert key_file().read_bytes() != before
    assert not next_key_file().exists()


def test_refuses_without_reason(clerk: Actor) -> None:
    with pytest.raises(Problem, match="理由"):
        rotate_key(actor=clerk, reason=" ")


def test_refuses_whoever_may_not() -> None:
    with pytest.raises(Denied):
        rotate_key(actor=NOBODY, reason="例行更换")


def test_refuses_to_call_a_usable_key_lost(clerk: Actor) -> None:
    with pytest.raises(Problem, match="不属于遗失"):
        rotate_key(actor=clerk, reason="遗失", lost=True)


def test_refuses_an_ordinary_rotation_when_the_key_is_lost(clerk: Actor) -> None:
    key_file().unlink()
    with pytest.raises(Problem, match="暂停封存"):
        rotate_key(actor=clerk, reason="例行更换")


def test_after_a_loss_a_new_key_stands_without_endorsement(change: Callable[..., Any], clerk: Actor) -> None:
    key_file().unlink()
    new = rotate_key(actor=clerk, reason="硬盘损坏，备份亦不可用", lost=True)
    assert (new.endorsed_by, new.endorsement) == ("", "")
    change(name="乙")
    seal()
    assert Head.objects.order_by("-size")[0].key_id == new.id
    assert verify() == []


def test_refuses_a_second_first_key(clerk: Actor) -> None:
    actor = replace(clerk, grants={"signing_key.create": (Scope(),)})
    with pytest.raises(Problem, match="已经存在"):
        create_key(actor=actor)
    assert Key.objects.count() == 1
