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
