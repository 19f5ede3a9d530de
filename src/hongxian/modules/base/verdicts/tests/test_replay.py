"""Replay: a verdict comes out alike from its own pack, parameters and moment, whatever was typed in since."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from hongxian.kernel.actor import NOBODY
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.policies.commands import set_parameter
from hongxian.modules.base.verdicts.models import Turn, Verdict
from hongxian.modules.base.verdicts.queries import turns_of, visible_turns
from hongxian.modules.base.verdicts.replaying import replay
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle
from hongxian.modules.responsibility.meetings.commands import Extract, Item, confirm_meeting, record_meeting
from hongxian.modules.responsibility.meetings.models import Meeting

Meet = Callable[[date], Meeting]


@pytest.fixture
def meet(world: World, cast: Cast, worker: Callable[[], int]) -> Meet:
    """Record a meeting of the standing committee that heard a report, and let the worker do its work."""
    settle()

    def run(held_on: date) -> Meeting:
        item = Item("hear_report", "听取安全生产工作汇报", extract=Extract("纪要1号", "市委办公室", "听取汇报。"))
        done = record_meeting(
            actor=cast["孙晓"], body=world.parties["市委常委会"], held_on=held_on, title="常委会", items=[item]
        )
        worker()
        return done

    return run


def hearing(period: str = "2026-Q1") -> Verdict:
    return Verdict.objects.get(obligation="XC-01", period=period)


def test_every_stored_verdict_comes_out_alike_on_the_day_it_was_judged(meet: Meet) -> None:
    for verdict in Verdict.objects.select_related("pack", "party"):
        again = replay(NOBODY, verdict)
        assert again.agrees, (verdict, again.differences, again.problem)


def test_what_was_typed_in_later_is_seen_through_and_named(clock: StandingClock, cast: Cast, meet: Meet) -> None:
    clock.at("2026-04-10 09:00")
    settle()
    missed = hearing()
    assert missed.status == "not_met"
    clock.at("2026-04-20 09:00")
    confirmed = meet(date(2026, 3, 4))
    confirm_meeting(actor=cast["王静"], meeting=confirmed)
    again = replay(NOBODY, missed)
    assert again.agrees
    assert str(again.now.status) == "met"
    assert any("此后录入：2026-03-04" in each and "2026-04-20" in each for each in again.changes)
    assert any("2026-04-10 判定为“未落实”，2026-04-20 的情形为“已落实”" in each for each in again.changes)


def test_the_parameters_of_that_moment_are_used_and_the_change_is_named(
    world: World, cast: Cast, worker: Callable[[], int], clock: StandingClock
) -> None:
    settle()

    def say(parameter: str, value: str, day: date) -> None:
        set_parameter(
            actor=cast["张慧"],
            pack=world.pack,
            place=world.pack.place,
            parameter=parameter,
            value=value,
            valid_from=day,
            reason="会议议定",
        )

    say("office_record_period", "P1Y", date(2026, 1, 1))
    say("office_staff_norm", "5", date(2026, 1, 1))
    worker()
    judged = Verdict.objects.get(obligation="XC-05")
    clock.at("2026-04-10 09:00")
    say("office_staff_norm", "8", date(2026, 4, 1))
    again = replay(NOBODY, judged)
    assert again.agrees
    assert any("当时为“5人”，现为“8人”" in each for each in again.changes)


def test_a_record_changed_behind_the_ledger_is_found(meet: Meet) -> None:
    meeting = meet(date(2026, 3, 4))
    verdict = hearing()
    assert verdict.status == "met"
    Meeting.objects.filter(pk=meeting.pk).update(held_on=date(2025, 12, 4))
    again = replay(NOBODY, verdict)
    assert not again.agrees
    assert {each.label for each in again.differences} >= {"结论", "计数", "摘要值"}


def test_a_pack_whose_files_are_gone_is_said_to_be_so(meet: Meet) -> None:
    verdict = hearing()
    kept = Path(settings.DATA_DIR) / "packs" / verdict.pack.hash
    away = kept.with_suffix(".away")
    kept.rename(away)
    try:
        again = replay(NOBODY, verdict)
    finally:
        away.rename(kept)
    assert "不在数据目录中" in again.problem
    assert not again.agrees


def test_the_page_says_whether_it_agrees_and_only_to_whom_it_may(meet: Meet) -> None:
    address = f"/verdicts/{hearing().pk}/replay/"

    def read(username: str) -> tuple[int, str]:
        client = Client()
        client.force_login(User.objects.get(username=username))
        response = client.get(address)
        return response.status_code, response.content.decode()

    status, page = read("sunxiao")
    assert status == 200
    assert "重新核算与存储的判定一致" in page
    assert read("zhaolei")[0] == 404
    assert read("liqiang")[0] == 404


def test_every_turn_is_kept_with_what_brought_it_about(clock: StandingClock, cast: Cast, meet: Meet) -> None:
    clock.at("2026-04-01 00:05")
    settle()
    clock.at("2026-04-10 09:00")
    confirm_meeting(actor=cast["王静"], meeting=meet(date(2026, 3, 4)))
    settle()
    turns = [(turn.before, turn.after, turn.event) for turn in turns_of([hearing()])[hearing().pk]]
    assert turns[-1] == ("", "not_due", "")
    assert turns[-2] == ("not_due", "not_met", "")
    assert turns[0] == ("not_met", "met", "meeting.confirm")
    by_time = Turn.objects.get(verdict=hearing(), before="not_due", after="not_met")
    assert by_time.because
    assert not visible_turns(cast["李强"]).filter(verdict=hearing()).exists()


def test_the_page_of_the_obligation_tells_the_turns_in_words(clock: StandingClock, meet: Meet) -> None:
    meet(date(2026, 3, 4))
    client = Client()
    client.force_login(User.objects.get(username="sunxiao"))
    page = client.get("/verdicts/xuchang-2018/XC-01/").content.decode()
    assert "变化经过（2 次）" in page
    assert "周期开始或开始判定" in page
    assert "因“录入会议”" in page
