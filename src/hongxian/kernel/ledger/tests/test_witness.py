"""Heads that lie elsewhere convict a rewritten history."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger.models import Head
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.ledger.witness import export_head

pytestmark = pytest.mark.django_db


@pytest.fixture
def witness(change: Callable[..., Any], ledger_files: Any) -> Path:
    change(name="甲")
    seal()
    file = export_head()
    assert file is not None
    return file


def test_file_holds_the_signed_head_and_the_public_key(witness: Path) -> None:
    head = json.loads(witness.read_text(encoding="utf-8"))
    row = Head.objects.get()
    assert (head["size"], head["root"], head["signature"]) == (row.size, row.root, row.signature)
    assert head["public_key"] == row.key.public
    assert witness.name == "head-000000000002.json"
    assert [each.name for each in witness.parent.iterdir()] == [witness.name]


def test_never_writes_over_a_witness(witness: Path) -> None:
    witness.write_text("{}", encoding="utf-8")
    assert export_head() is None
    assert witness.read_text(encoding="utf-8") == "{}"


def test_without_a_directory_or_a_head_nothing_is_written(thing: Any, ledger_files: Any, settings: Any) -> None:
    assert export_head() is None
    settings.WITNESS_DIR = ""
    assert export_head() is None


def test_agreeing_witnesses_are_no_finding(witness: Path, change: Callable[..., Any]) -> None:
    change(name="乙")
    seal()
    export_head()
    assert verify() == []


def altered(witness: Path, **changes: Any) -> list[str]:
    head = json.loads(witness.read_text(encoding="utf-8"))
    witness.write_text(json.dumps({**head, **changes}), encoding="utf-8")
    return [found.code for found in verify()]


def test_other_root_is_found(witness: Path) -> None:
    assert altered(witness, root="00" * 32) == ["witness_signature", "witness_differs"]


def test_witness_ahead_of_the_ledger_is_found(witness: Path) -> None:
    assert altered(witness, size=50) == ["witness_signature", "witness_ahead"]


def test_foreign_key_is_found(witness: Path) -> None:
    assert altered(witness, key="00" * 32) == ["witness_signature"]


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"size": 0, "root": "", "at": "", "key": "", "signature": ""}'])
def test_unreadable_witness_is_found(witness: Path, content: str) -> None:
    witness.write_text(content, encoding="utf-8")
    (found,) = verify()
    assert found.code == "witness_unreadable"
    assert witness.name in found.text
