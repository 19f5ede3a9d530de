"""A backup comes back whole into an empty database of either kind, or not at all."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType

from hongxian.kernel.actor import system_actor
from hongxian.kernel.custody.seal import seal
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.operations.archive import MANIFEST, write
from hongxian.kernel.operations.restore import restore
from hongxian.kernel.operations.tables import count, tables
from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.reset import reset_database
from hongxian.modules.base.accounts.commands import permissions_known
from hongxian.modules.base.places.commands import load_city
from hongxian.modules.base.places.models import Place

pytestmark = pytest.mark.concurrent


@pytest.fixture
def file(tmp_path: Path, settings: pytest.FixtureRequest) -> Path:
    """A backup of a small instance: a city, its sealed ledger, a file of the data directory."""
    settings.DATA_DIR = tmp_path / "data"  # type: ignore[attr-defined]
    settings.WITNESS_DIR = ""  # type: ignore[attr-defined]
    (tmp_path / "data" / "packs").mkdir(parents=True)
    (tmp_path / "data" / "packs" / "source.txt").write_text("第一条", encoding="utf-8")
    load_city(actor=system_actor("test", *permissions_known()), city="411000")
    seal()
    target = tmp_path / "b.zip"
    write(target)
    return target


def counts() -> dict[str, int]:
    return {table.name: count(table) for table in tables()}


def spoil(file: Path, change: Callable[[str, bytes], bytes]) -> Path:
    """The same archive with some members changed."""
    other = file.with_name("spoilt.zip")
    with zipfile.ZipFile(file) as one, zipfile.ZipFile(other, "w") as two:
        for name in one.namelist():
            two.writestr(name, change(name, one.read(name)))
    return other


def test_everything_comes_back_and_the_ledger_still_holds(file: Path, settings: pytest.FixtureRequest) -> None:
    before, entry = counts(), Entry.objects.values().first()
    reset_database()
    assert not Place.objects.exists()
    settings.DATA_DIR = file.parent / "new"  # type: ignore[attr-defined]
    restore(file)
    assert counts() == before
    assert Entry.objects.values().first() == entry
    assert verify() == []
    assert (file.parent / "new" / "packs" / "source.txt").read_text(encoding="utf-8") == "第一条"
    assert ContentType.objects.create(app_label="x", model="y").pk > 0, "new numbers follow the old ones"


def test_what_waited_for_its_seal_comes_back_however_old_the_backup(file: Path, clock: Any) -> None:
    """A backup taken between an act and its seal is a good one a year later too."""
    load_city(actor=system_actor("test", *permissions_known()), city="330200")
    later = file.with_name("later.zip")
    write(later)
    reset_database()
    clock.at("2027-06-01 09:00")
    restore(later)
    assert Place.objects.filter(code="330200").exists()


def test_what_is_damaged_is_refused_and_nothing_stays(file: Path) -> None:
    def lose_a_row(name: str, content: bytes) -> bytes:
        return content[content.index(b"\n") + 1 :] if name == "tables/places_place.jsonl" else content

    def change_a_row(name: str, content: bytes) -> bytes:
        return content.replace("许昌市".encode(), "许晶市".encode()) if name == "tables/places_place.jsonl" else content

    def change_a_file(name: str, content: bytes) -> bytes:
        return b"?" if name == "files/packs/source.txt" else content

    reset_database()
    for change, words in ((lose_a_row, "备份清单为"), (change_a_row, "已损坏"), (change_a_file, "已损坏")):
        with pytest.raises(Problem, match=words):
            restore(spoil(file, change))
        assert not Place.objects.exists()


def test_a_full_database_another_schema_or_half_a_file_is_refused(file: Path) -> None:
    with pytest.raises(Problem, match="不是空的"):
        restore(file)
    reset_database()

    def older(name: str, content: bytes) -> bytes:
        if name != MANIFEST:
            return content
        told = json.loads(content)
        told["migrations"] = [*told["migrations"][1:], "places.9999_future"]
        return json.dumps(told).encode()

    with pytest.raises(Problem, match=r"备份多出：places\.9999_future；缺少："):
        restore(spoil(file, older))
    half = file.with_name("half.zip")
    half.write_bytes(file.read_bytes()[:2000])
    with pytest.raises(Problem, match="不完整"):
        restore(half)
    with pytest.raises(Problem, match="没有文件"):
        restore(file.with_name("nothing.zip"))


def test_a_name_that_leads_out_of_the_directory_is_refused(file: Path) -> None:
    def escape(name: str, content: bytes) -> bytes:
        if name != MANIFEST:
            return content
        told = json.loads(content)
        told["files"]["../outside"] = "0"
        return json.dumps(told).encode()

    reset_database()
    with pytest.raises(Problem, match="越出目录"):
        restore(spoil(file, escape))


def test_a_backup_is_not_written_over_another_and_leaves_no_half_file(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Problem, match="不覆盖"):
        write(file)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hongxian.kernel.operations.archive.rows", full)
    with pytest.raises(Problem, match="没有留下半个文件"):
        write(file.with_name("c.zip"))
    assert sorted(each.name for each in file.parent.glob("*.zip*")) == ["b.zip"]


def test_keys_are_left_out_when_asked(file: Path) -> None:
    without = file.with_name("without.zip")
    write(without, with_keys=False)
    with zipfile.ZipFile(file) as one, zipfile.ZipFile(without) as two:
        assert set(one.namelist()) - set(two.namelist()) == {"files/ledger_key.pem"}
