"""`hongxian packs`: what an operator or the author of a pack sees."""

import json
import re
import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from hongxian.modules.portal.demo.world import PACK, World


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_a_whole_pack_passes_with_all_its_scenarios() -> None:
    said = run("packs", "test", str(PACK))
    decided = sum(
        len(re.findall("^  parts:", file.read_text("utf-8"), re.M)) for file in PACK.glob("obligations/*.yaml")
    )
    assert f"条 25，义务 74（可判定 {decided}，等待 {74 - decided}）" in said
    assert "个场景相符" in said


def test_a_scenario_that_does_not_hold_fails_by_name(tmp_path: Path) -> None:
    folder = tmp_path / "1"
    shutil.copytree(PACK, folder)
    scenario = folder / "scenarios" / "XC-01.yaml"
    text = scenario.read_text(encoding="utf-8")
    scenario.write_text(text.replace("status: met", "status: not_met", 1), encoding="utf-8")
    with pytest.raises(CommandError, match="1 个场景不符"):
        run("packs", "test", str(folder))


def test_a_broken_pack_is_refused_with_file_and_line(tmp_path: Path) -> None:
    folder = tmp_path / "1"
    shutil.copytree(PACK, folder)
    (folder / "parameters.yaml").write_text("- key: ]\n", encoding="utf-8")
    with pytest.raises(CommandError, match=r"parameters\.yaml:1"):
        run("packs", "test", str(folder))


def test_packs_are_listed_for_people_and_programs(world: World) -> None:
    assert "xuchang-2018 第 1 版" in run("packs", "list")
    assert json.loads(run("packs", "list", "--format", "json"))[0]["obligations"] == 74


def test_coverage_says_how_far_each_pack_is_judged_and_what_the_rest_waits_for(world: World) -> None:
    found = json.loads(run("packs", "coverage", "--format", "json"))
    pack = found["packs"][0]
    assert (pack["code"], pack["obligations"], pack["live"]) == ("xuchang-2018", 74, 74)
    assert pack["decided"] + len(pack["waiting"]) == 74
    assert pack["decided"] <= pack["judged"] <= pack["live"]
    waits = {each["obligation"]: each["waits"] for each in pack["waiting"]}
    assert "XC-03" not in waits
    assert waits["XC-05"] == "参数未设定：安委办本单位在岗人员标准、安委办履职记录的统计周期"
    assert "没有可统计的对象" in waits["XC-07"], "its room stands, and nobody is in it yet"
    assert any(each.startswith("台账未启用：") for each in waits.values())
    assert waits["XC-23"].startswith("没有判定")
    assert found["total"]["obligations"] == 74
    assert 0 < found["total_without_added"]["obligations"] < 74


def test_coverage_of_a_place_counts_only_what_lies_in_it(world: World) -> None:
    whole = json.loads(run("packs", "coverage", "--format", "json"))["total"]
    county = json.loads(run("packs", "coverage", "--place", "411081", "--format", "json"))["total"]
    assert 0 < county["judged"] < whole["judged"]
    assert "合计（不含补充）" in run("packs", "coverage")
    with pytest.raises(CommandError, match="没有载入代码为“999999”的区划"):
        run("packs", "coverage", "--place", "999999")
