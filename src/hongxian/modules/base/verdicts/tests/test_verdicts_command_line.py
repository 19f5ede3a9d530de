"""`hongxian verdicts`: what an operator sees."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hongxian.modules.portal.demo.world import World


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def test_verdicts_are_listed_for_programs(world: World) -> None:
    lines = run("verdicts", "--pack", "xuchang-2018", "--place", "411000", "--format", "json").splitlines()
    found = {(row["obligation"], row["period"]): row for row in map(json.loads, lines)}
    assert found["XC-01", "2026-Q1"]["status"] == "not_due"
    assert found["XC-05", ""]["missing"] == ["安委办本单位在岗人员标准", "安委办履职记录的统计周期"]


def test_an_unknown_place_and_an_impossible_day_are_refused(world: World) -> None:
    with pytest.raises(CommandError, match="没有在区划"):
        run("verdicts", "--pack", "xuchang-2018", "--place", "999999")
    with pytest.raises(CommandError, match="形如 2026-09-30"):
        run("verdicts", "--pack", "xuchang-2018", "--place", "411000", "--as-of", "2026-02-30")
