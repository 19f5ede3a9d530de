"""`hongxian verdicts`: what an operator sees."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World
from hongxian.modules.responsibility.meetings.commands import Extract, Item, confirm_meeting, record_meeting


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


def test_what_was_known_at_a_moment_is_asked_apart_from_the_day(world: World, cast: Cast, clock: StandingClock) -> None:
    def status(*more: str) -> str:
        given = ("--pack", "xuchang-2018", "--place", "411000", "--as-of", "2026-04-02", "--format", "json")
        rows = map(json.loads, run("verdicts", *given, *more).splitlines())
        return next(row["status"] for row in rows if (row["obligation"], row["period"]) == ("XC-01", "2026-Q1"))

    clock.at("2026-04-10 09:00")
    item = Item("hear_report", "听取汇报", extract=Extract("1号", "市委办公室", "听取汇报。"))
    body = world.parties["市委常委会"]
    meeting = record_meeting(actor=cast["孙晓"], body=body, held_on=date(2026, 3, 4), title="常委会", items=[item])
    confirm_meeting(actor=cast["王静"], meeting=meeting)
    assert status() == "met"
    assert status("--known-at", "2026-04-09") == "not_met"
    assert status("--known-at", "2026-04-10T08:59") == "not_met"
    assert status("--known-at", "2026-04-10") == "met"
    with pytest.raises(CommandError, match="形如 2026-09-30T18:00"):
        status("--known-at", "昨天")
