"""`hongxian ledger …`"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hongxian.kernel.ledger.models import Entry, Head, Key
from hongxian.kernel.ledger.verifier import main

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _some(change: Callable[..., Any], ledger_files: Any) -> None:
    change(name="甲", reason="建档")


@pytest.fixture
def say(capsys: Any) -> Callable[..., str]:
    def run(*arguments: str) -> str:
        call_command("ledger", *arguments)
        return str(capsys.readouterr().out)

    return run


def test_seals_and_shows_the_head(say: Callable[..., str]) -> None:
    assert "已封存 2 条" in say("seal")
    head = Head.objects.get()
    said = say("head")
    assert head.root in said
    assert head.key_id in said
    assert head.root in say("heads")
    assert say("heads", "--limit", "0") == ""


def test_no_head_is_a_refusal() -> None:
    with pytest.raises(CommandError, match="尚无台账头"):
        call_command("ledger", "head")


def test_verify_says_how_much_was_checked(say: Callable[..., str]) -> None:
    say("seal")
    assert "2 条登记、1 个台账头、2 行业务数据，未发现问题" in say("verify")


def test_verify_ends_with_one_when_something_is_found(thing: Any, capsys: Any) -> None:
    thing.objects.create(name="塞入")
    with pytest.raises(CommandError, match="发现 1 个问题") as refusal:
        call_command("ledger", "verify")
    assert refusal.value.returncode == 1
    assert "没有任何登记" in capsys.readouterr().out


def test_proof_file_satisfies_the_verifier(say: Callable[..., str], tmp_path: Path, capsys: Any) -> None:
    say("seal")
    entry = Entry.objects.order_by("pk")[0]
    file = tmp_path / "proof.json"
    assert str(file) in say("proof", str(entry.pk), "--out", str(file), "--since", "2")
    assert main([str(file)]) == 0
    capsys.readouterr()
    bare = json.loads(say("proof", str(entry.pk), "--without-payload"))
    assert "payload" not in bare


@pytest.mark.parametrize("key", ["no-key", "019a5c1e-0000-7000-8000-000000000001"])
def test_proof_of_nothing_is_a_refusal(key: str) -> None:
    with pytest.raises(CommandError, match="没有该条目"):
        call_command("ledger", "proof", key)


def test_witness_exports_once(say: Callable[..., str]) -> None:
    say("seal")
    assert "head-000000000002.json" in say("witness")
    assert "没有新的台账头" in say("witness")


def test_witness_needs_a_directory(settings: Any) -> None:
    settings.WITNESS_DIR = ""
    with pytest.raises(CommandError, match="未设置见证目录"):
        call_command("ledger", "witness")


def test_rotation_names_the_new_fingerprint_and_the_console(say: Callable[..., str]) -> None:
    say("seal")
    said = say("rotate-key", "--reason", "例行更换")
    new = Key.objects.get(retired_at__isnull=True)
    assert new.id in said
    assert Entry.objects.get(event="signing_key.rotate").payload.content["actor_name"] == "系统控制台"


def test_rotation_needs_a_reason_and_a_key() -> None:
    with pytest.raises(CommandError):
        call_command("ledger", "rotate-key")
    with pytest.raises(CommandError, match="尚无签名密钥"):
        call_command("ledger", "rotate-key", "--reason", "例行更换")
