"""Packs: loaded with every error at once, and two people between a draft and what binds."""

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from hongxian.kernel.problem import NotVisible, Problem
from hongxian.kernel.rules.errors import PackError, PackErrors
from hongxian.modules.base.policies.commands import (
    adopt_pack,
    load_pack,
    publish_pack,
    review_pack,
    withdraw_pack,
)
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.models import Pack
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import PACK, World


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The Xuchang pack as a second version, in a folder that a test may damage."""
    copy = tmp_path / "2"
    shutil.copytree(PACK, copy)
    _replace(copy / "pack.yaml", "version: 1", "version: 2")
    return copy


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_new_version_is_loaded_as_a_draft(folder: Path, cast: Cast) -> None:
    pack = load_pack(actor=cast["郑凯"], folder=folder)
    assert (pack.code, pack.version, pack.state) == ("xuchang-2018", 2, "draft")
    assert len([clause for clause in content_of(pack).clauses.values() if clause.kind == "article"]) == 25


def test_all_errors_are_named_at_once_by_file_and_line(folder: Path, cast: Cast) -> None:
    chapter = folder / "obligations" / "10-chapter-1.yaml"
    _replace(chapter, "form: PERIODIC", "form: PERIODICAL")
    _replace(chapter, "due: 2018-12-31", "due: 2018-02-30")
    _replace(folder / "clauses.yaml", "全面构建", "全面建构")
    with pytest.raises(Problem) as refusal:
        load_pack(actor=cast["郑凯"], folder=folder)
    sentence = refusal.value.text
    for expected in ("10-chapter-1.yaml", "PERIODICAL", "2018-02-30", "clauses.yaml", "与原文第12行不一致"):
        assert expected in sentence
    assert not Pack.objects.filter(version=2).exists()


def test_a_version_once_loaded_cannot_be_loaded_with_other_content(folder: Path, cast: Cast) -> None:
    load_pack(actor=cast["郑凯"], folder=folder)
    with pytest.raises(Problem, match="内容没有变化"):
        load_pack(actor=cast["郑凯"], folder=folder)
    _replace(folder / "pack.yaml", "version: 2", "version: 2 ")
    with pytest.raises(Problem, match="请另立新版本号"):
        load_pack(actor=cast["郑凯"], folder=folder)


def test_nobody_reviews_what_he_loaded_nor_publishes_what_he_reviewed(folder: Path, cast: Cast, world: World) -> None:
    pack = load_pack(actor=world.root, folder=folder)
    with pytest.raises(Problem, match="载入人以外的人审核"):
        review_pack(actor=world.root, pack=pack)
    review_pack(actor=cast["张慧"], pack=pack)
    with pytest.raises(Problem, match="不能办理"):
        review_pack(actor=cast["张慧"], pack=pack)
    publish_pack(actor=cast["陈刚"], pack=pack)
    assert Pack.objects.get(version=2).state == "published"


def test_withdrawing_needs_a_reason(folder: Path, cast: Cast, world: World) -> None:
    pack = load_pack(actor=world.root, folder=folder)
    with pytest.raises(Problem, match="理由"):
        withdraw_pack(actor=cast["陈刚"], pack=pack, reason="")


def test_only_a_published_pack_is_adopted_within_its_place_and_time(folder: Path, cast: Cast, world: World) -> None:
    city = world.pack.place
    pack = load_pack(actor=world.root, folder=folder)
    day = world.adoption.valid_from
    with pytest.raises(Problem, match="只有已发布"):
        adopt_pack(actor=world.root, pack=pack, place=city, valid_from=day, judged_from=day)
    with pytest.raises(Problem, match="早于政策生效日期"):
        adopt_pack(actor=world.root, pack=world.pack, place=city, valid_from=day, judged_from=day.replace(year=2017))
    with pytest.raises(Problem, match="已启用"):
        adopt_pack(actor=world.root, pack=world.pack, place=city, valid_from=day, judged_from=day)
    with pytest.raises(Problem, match="范围之外"):
        adopt_pack(actor=world.root, pack=world.pack, place=city.parent, valid_from=day, judged_from=day)
    with pytest.raises(NotVisible):
        adopt_pack(actor=cast["陈刚"], pack=world.pack, place=city.parent, valid_from=day, judged_from=day)


def test_a_pack_whose_files_were_changed_after_loading_is_refused(folder: Path, cast: Cast) -> None:
    pack = load_pack(actor=cast["郑凯"], folder=folder)
    kept = Path(settings.DATA_DIR) / "packs" / pack.hash / "glossary.yaml"
    before = kept.read_text(encoding="utf-8")
    kept.write_text(before + "\n", encoding="utf-8")
    try:
        with pytest.raises(Problem, match="校验值不一致"):
            content_of(pack)
    finally:
        kept.write_text(before, encoding="utf-8")


def test_a_pack_that_a_later_version_cannot_read_is_told_by_its_name_on_pages_and_to_the_operator(
    folder: Path, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The dictionary of facts goes on; whoever upgrades must learn which pack it left behind, and where."""
    pack = load_pack(actor=cast["郑凯"], folder=folder)
    reading = "hongxian.modules.base.policies.content._read"

    def unreadable(*_: object) -> None:
        raise PackErrors([PackError("obligations/1.yaml", 32, "", "a", "b", "没有这样的事实")])

    monkeypatch.setattr(reading, unreadable)
    with pytest.raises(Problem, match=r"不能由本版本程序读取，共 1 处，第一处：obligations/1\.yaml:32"):
        content_of(pack)
    for words in (["packs", "list"], ["packs", "coverage"]):
        with pytest.raises(CommandError, match=r"obligations/1\.yaml:32"):
            call_command(*words, stdout=StringIO())


OWN = "lake_patrol:\n  label: 湖区巡查\n  description: 一次巡查\n  fields: {}\n"


def _with_noun(folder: Path, code: str, cast: Cast, noun: str) -> Pack:
    """A published copy of the pack under another code that brings a noun along."""
    copy = folder.parent / code
    shutil.copytree(folder, copy)
    _replace(copy / "pack.yaml", "id: xuchang-2018", f"id: {code}")
    with (copy / "facts.yaml").open("a", encoding="utf-8") as facts:
        facts.write(noun)
    pack = review_pack(actor=cast["张慧"], pack=load_pack(actor=cast["郑凯"], folder=copy))
    return publish_pack(actor=cast["陈刚"], pack=pack)


def test_a_noun_that_means_something_else_in_a_pack_in_force_is_refused(folder: Path, cast: Cast, world: World) -> None:
    place, day = world.pack.place, world.adoption.valid_from
    packs = {code: _with_noun(folder, code, cast, noun) for code, noun in (
        ("one", OWN), ("same", OWN), ("other", OWN.replace("湖区巡查", "湖岸巡查"))
    )}  # fmt: skip
    for code in ("one", "same"):
        adopt_pack(actor=cast["陈刚"], pack=packs[code], place=place, valid_from=day, judged_from=day)
    with pytest.raises(Problem, match="“湖岸巡查”（lake_patrol）与已启用的政策包one的“湖区巡查”同名而内容不同"):
        adopt_pack(actor=cast["陈刚"], pack=packs["other"], place=place, valid_from=day, judged_from=day)
