"""`hongxian policy`: import, check, diff, review and publish by two people, measure."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from hongxian.modules.base.drafts.models import Draft
from hongxian.modules.base.drafts.tests.conftest import TEXT
from hongxian.modules.base.policies.models import Pack

XUCHANG = settings.PACKAGE_DIR / "packs" / "xuchang-2018" / "1"


def run(*arguments: object) -> str:
    out = io.StringIO()
    call_command("policy", *(str(each) for each in arguments), stdout=out)
    return out.getvalue()


def test_import_tells_what_was_read_and_waits_for_a_person(world: object, tmp_path: Path) -> None:
    file = tmp_path / "方案.txt"
    file.write_bytes(TEXT)
    told = json.loads(run("import", file, "--place", "411000", "--format", "json"))
    assert told["title"] == "许昌市安全生产整治方案"
    assert "PERIODIC" in {each["form"] for each in told["proposals"]}
    assert Draft.objects.get(pk=told["draft"]).proposals.filter(state="proposed").exists()
    with pytest.raises(CommandError, match="没有区划“999999”"):
        run("import", file, "--place", "999999")
    with pytest.raises(CommandError, match="没有文件"):
        run("import", tmp_path / "没有.txt", "--place", "411000")


def test_an_import_is_written_as_a_folder_to_go_on_by_hand(world: object, tmp_path: Path) -> None:
    file, folder = tmp_path / "方案.txt", tmp_path / "zheng-2026" / "1"
    file.write_bytes(TEXT)
    key = json.loads(run("import", file, "--place", "411000", "--format", "json"))["draft"]
    cover = ["--code", "zheng-2026", "--issuer", "某市", "--from", "2026-01-01", "--reason", "第一条", "--prefix", "ZG"]
    assert "条款" in run("write", key, folder, *cover)
    with pytest.raises(CommandError, match="已经存在"):
        run("write", key, folder, *cover)
    with pytest.raises(CommandError, match="没有编号为"):
        run("write", "nothing", tmp_path / "other", *cover)
    assert "义务0条" in run("check", folder)


def test_check_tells_all_errors_with_file_and_line(world: object, tmp_path: Path) -> None:
    assert "可以装载" in run("check", XUCHANG)
    broken = tmp_path / "broken"
    shutil.copytree(XUCHANG, broken)
    pack = broken / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("articles: 25", "articles: 24"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"pack\.yaml:\d+: 声明有24条，实际找到25条"):
        run("check", broken)


def test_diff_tells_what_was_added_removed_and_changed(world: object, tmp_path: Path) -> None:
    assert "没有差别" in run("diff", XUCHANG, XUCHANG)
    other = tmp_path / "other"
    shutil.copytree(XUCHANG, other)
    written = other / "obligations" / "10-chapter-1.yaml"
    text = written.read_text(encoding="utf-8").replace(
        "title: 市委常委会每季度至少听取1次", "title: 常委会每季度至少听取1次", 1
    )
    written.write_text(text, encoding="utf-8")
    found = json.loads(run("diff", XUCHANG, other, "--format", "json"))
    assert found["obligations"] == {"added": [], "removed": [], "changed": ["XC-01"]}


def test_publishing_takes_two_people(world: object, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(XUCHANG, other)
    pack = other / "pack.yaml"
    pack.write_text(pack.read_text(encoding="utf-8").replace("version: 1", "version: 2", 1), encoding="utf-8")
    call_command("packs", "load", str(other), stdout=io.StringIO())
    with pytest.raises(CommandError, match=r"(复核|审核|状态)"):
        run("publish", "xuchang-2018/2", "--user", "chengang")
    assert "已" in run("review", "xuchang-2018/2", "--user", "zhanghui")
    with pytest.raises(CommandError):
        run("publish", "xuchang-2018/2", "--user", "zhanghui")
    run("publish", "xuchang-2018/2", "--user", "chengang")
    assert Pack.objects.get(code="xuchang-2018", version=2).state == "published"


def test_a_published_pack_is_adopted_by_a_place(world: object) -> None:
    named = ["adopt", "xuchang-2018", "--place", "411024", "--from", "2026-03-01"]
    with pytest.raises(CommandError, match="没有“启用政策包”的权限"):
        run(*named, "--user", "zhanghui")
    with pytest.raises(CommandError, match="没有区划“999999”"):
        run("adopt", "xuchang-2018", "--place", "999999", "--from", "2026-03-01", "--user", "chengang")
    with pytest.raises(CommandError, match="早于政策生效日期"):
        run(*named, "--judged-from", "2001-01-01", "--user", "chengang")
    assert "鄢陵县自 2026-03-01 起启用 xuchang-2018/1" in run(*named, "--user", "chengang")
    with pytest.raises(CommandError, match="已启用该政策包"):
        run(*named, "--user", "chengang")


def test_measure_prints_recall_and_precision(world: object) -> None:
    rows = json.loads(run("measure", "--format", "json"))
    xuchang = next(each for each in rows if each["pack"].startswith("xuchang-2018"))
    assert xuchang["clauses"]["recall"].endswith("%")
    assert {"found", "missed", "wrong"} <= set(xuchang["obligations"])
    assert "查全率" in run("measure")


def test_one_pack_may_be_measured_alone(world: object) -> None:
    told = run("measure", XUCHANG)
    assert "xuchang-2018/1" in told
    assert "ningbo" not in told
    with pytest.raises(CommandError, match="缺少文件"):
        run("measure", XUCHANG.parent)
