"""A proof file convinces a stranger, and each way of forging it is told apart."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from hongxian.kernel.actor import Actor
from hongxian.kernel.custody.commands import rotate_key
from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger import verifier
from hongxian.kernel.ledger.models import Entry, Head, Key
from hongxian.kernel.ledger.proof import NotSealed, proof_of
from hongxian.kernel.ledger.verifier import MESSAGES, Refused, check, main
from hongxian.kernel.ledger.wire import head_fields
from hongxian.kernel.ledger.witness import export_head
from hongxian.kernel.problem import NotVisible, Problem

pytestmark = pytest.mark.django_db


@pytest.fixture
def proof(change: Callable[..., Any], ledger_files: Any) -> Any:
    for number in range(6):
        change(name=str(number), reason="按计划检查")
    seal()
    entry = Entry.objects.order_by("pk")[3]
    return json.loads(json.dumps(proof_of(entry.pk, with_payload=True)))


def refusal(proof: Any, **options: Any) -> str:
    with pytest.raises(Refused) as refused:
        check(proof, **options)
    return refused.value.code


def test_genuine_proof_holds(proof: Any) -> None:
    check(proof)
    check(proof, trusted=proof["head"]["key"], witnessed=proof["head"])


def test_proof_of_every_entry_holds(proof: Any) -> None:
    seal()
    for entry in Entry.objects.all():
        check(proof_of(entry.pk, with_payload=False))


def test_without_payload_it_names_nobody(proof: Any) -> None:
    bare = proof_of(proof["entry"]["id"], with_payload=False)
    assert "张建国" not in json.dumps(bare, ensure_ascii=False)
    check(bare)


def forge(proof: Any, where: str, value: Any) -> Any:
    *path, last = where.split("/")
    place = proof
    for step in path:
        place = place[int(step) if isinstance(place, list) else step]
    place[int(last) if isinstance(place, list) else last] = value
    return proof


@pytest.mark.parametrize(
    ("where", "value", "code"),
    [
        ("format", "hongxian-proof/2", "format"),
        ("entry/event", "thing.delete", "entry"),
        ("entry/at", "2020-01-01T00:00:00.000000Z", "entry"),
        ("entry/actor_key", "li", "entry"),
        ("entry/extra", 1, "entry"),
        ("leaf/hash", "00" * 32, "entry"),
        ("payload/content/actor_name", "李四", "payload"),
        ("payload/content/reason", "", "payload"),
        ("payload/salt", "00" * 32, "payload"),
        ("subjects/0/2", "00" * 32, "subjects"),
        ("subjects", [], "subjects"),
        ("tree/path/0", "00" * 32, "path"),
        ("leaf/index", 2, "path"),
        ("tree/size", 8, "size"),
        ("leaf/index", 7, "size"),
        ("leaf/index", -1, "size"),
        ("tree/path", [], "size"),
        ("head/root", "00" * 32, "path"),
        ("head/at", "2020-01-01T00:00:00.000000Z", "signature"),
        ("head/signature", "00" * 64, "signature"),
        ("head/key", "00" * 32, "public_key"),
        ("public_key", "00" * 32, "public_key"),
        ("entry", None, "entry"),
        ("leaf", None, "shape"),
        ("tree/path/0", "xyz", "shape"),
        ("head", {}, "shape"),
        ("payload", {}, "shape"),
    ],
)
def test_forgery_is_named(proof: Any, where: str, value: Any, code: str) -> None:
    assert refusal(forge(proof, where, value)) == code


def test_path_in_another_order_is_refused(proof: Any) -> None:
    proof["tree"]["path"].reverse()
    assert refusal(proof) == "path"


def test_wrong_size_in_head_and_tree_alike_is_refused(proof: Any) -> None:
    proof["tree"]["size"] = proof["head"]["size"] = 64
    assert refusal(proof) == "size"


def test_whole_forged_ledger_is_caught_by_the_published_fingerprint(proof: Any) -> None:
    assert refusal(proof, trusted="00" * 32) == "key"


def test_every_refusal_has_its_own_words() -> None:
    assert len(set(MESSAGES.values())) == len(MESSAGES)
    assert set(MESSAGES) > verifier.UNCHECKED


def test_trust_follows_the_endorsed_rotations(proof: Any, clerk: Actor) -> None:
    first = proof["head"]["key"]
    rotate_key(actor=clerk, reason="一换")
    seal()
    rotate_key(actor=clerk, reason="二换")
    seal()
    later = proof_of(proof["entry"]["id"], with_payload=False)
    assert len(later["keys"]) == 3
    check(later, trusted=first)
    assert refusal(forge(later, "keys/2/endorsement", "00" * 64), trusted=first) == "endorsement"


def test_trust_ends_where_a_key_was_lost(proof: Any, clerk: Actor, ledger_files: Path) -> None:
    (ledger_files / "data" / "ledger_key.pem").unlink()
    rotate_key(actor=clerk, reason="遗失", lost=True)
    seal()
    later = proof_of(proof["entry"]["id"], with_payload=False)
    check(later)
    assert refusal(later, trusted=proof["head"]["key"]) == "key"


def test_later_proof_is_consistent_with_an_earlier_head(proof: Any, change: Callable[..., Any]) -> None:
    earlier = proof["head"]
    change(name="后来")
    seal()
    later = proof_of(proof["entry"]["id"], with_payload=False, since=[earlier["size"]])
    check(later, witnessed=earlier)
    assert refusal(later, witnessed={**earlier, "root": "00" * 32}) == "head_inconsistent"
    assert refusal(later, witnessed={**earlier, "size": 2}) == "head_path_missing"
    assert refusal(proof, witnessed=later["head"]) == "head_later"
    assert refusal(proof, witnessed={**earlier, "root": "00" * 32}) == "head_fork"


def test_newest_witnessed_head_needs_no_asking(proof: Any, change: Callable[..., Any]) -> None:
    witness = export_head()
    assert witness is not None
    change(name="后来")
    seal()
    later = proof_of(proof["entry"]["id"], with_payload=False)
    check(later, witnessed=json.loads(witness.read_text(encoding="utf-8")))


def test_refuses_consistency_from_a_head_that_never_was(proof: Any) -> None:
    with pytest.raises(Problem, match="没有大小为 99"):
        proof_of(proof["entry"]["id"], with_payload=False, since=[99])


def test_no_proof_before_the_seal(change: Callable[..., Any], last_entry: Any) -> None:
    change(name="甲")
    with pytest.raises(NotSealed):
        proof_of(last_entry().pk, with_payload=True)


def test_no_proof_of_what_is_not_there() -> None:
    with pytest.raises(NotVisible):
        proof_of(uuid4(), with_payload=True)


@pytest.fixture
def file(proof: Any, tmp_path: Path) -> Path:
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(proof, ensure_ascii=False), encoding="utf-8")
    return path


def test_says_who_what_when_and_which_key_to_compare(file: Path, proof: Any, capsys: Any) -> None:
    assert main([str(file)]) == 0
    said = capsys.readouterr().out
    for word in (
        "核验通过",
        "市应急管理局 科长 张建国",
        "按计划检查",
        proof["head"]["key"],
        "公报上公布的指纹逐位比对",
    ):
        assert word in said


def test_key_may_be_typed_in_groups_or_stand_in_a_file(file: Path, proof: Any, tmp_path: Path, capsys: Any) -> None:
    key = proof["head"]["key"]
    grouped = " ".join(key[place : place + 4].upper() for place in range(0, 64, 4))
    bulletin = tmp_path / "bulletin.txt"
    bulletin.write_text(f"第 3 期 指纹 {key}\n", encoding="utf-8")
    assert main([str(file), "--key", grouped]) == 0
    assert main([str(file), "--key", str(bulletin)]) == 0
    assert "逐位比对" not in capsys.readouterr().out
    assert main([str(file), "--key", "00" * 32]) == 1
    assert main([str(file), "--key", "no-such-file"]) == 2


def test_head_file_is_checked(file: Path, proof: Any, tmp_path: Path) -> None:
    head = tmp_path / "head.json"
    head.write_text(json.dumps(proof["head"]), encoding="utf-8")
    assert main([str(file), "--head", str(head)]) == 0
    head.write_text(json.dumps({**proof["head"], "root": "00" * 32}), encoding="utf-8")
    assert main([str(file), "--head", str(head)]) == 1
    head.write_text("{}", encoding="utf-8")
    assert main([str(file), "--head", str(head)]) == 2


@pytest.mark.parametrize("content", ["", "[]", '{"format": "hongxian-proof/1"', "\x00", "[" * 100_000])
def test_truncated_or_foreign_file_is_not_a_forgery_but_uncheckable(content: str, tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "proof.json"
    path.write_text(content, encoding="utf-8")
    assert main([str(path)]) == 2
    assert "核验无法进行" in capsys.readouterr().err


def test_forged_file_fails_with_one(file: Path, proof: Any, capsys: Any) -> None:
    file.write_text(json.dumps(forge(proof, "entry/event", "x")), encoding="utf-8")
    assert main([str(file)]) == 1
    assert "条目字段被改动" in capsys.readouterr().err


def test_copied_alone_it_runs_without_anything_installed(file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "alone" / "verifier.py"
    copy.parent.mkdir()
    copy.write_bytes(Path(verifier.__file__).read_bytes())
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(copy), str(file)],
        capture_output=True,
        check=False,
        env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
        cwd=tmp_path,
    )
    assert run.returncode == 0, run.stderr.decode()
    assert "核验通过" in run.stdout.decode()


def test_head_on_the_wire_says_what_was_signed(proof: Any) -> None:
    head = Head.objects.order_by("-size")[0]
    assert head_fields(head) == proof["head"]
    assert Key.objects.get(pk=head.key_id).public == proof["public_key"]
