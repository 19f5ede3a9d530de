"""The one idea, end to end: clause → verdict → duty → act → verdict, with the two times kept apart."""

from collections.abc import Callable
from datetime import date, datetime

import pytest

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.duties.queries import desk_of
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.panels import panels_of
from hongxian.modules.base.verdicts.queries import visible_verdicts
from hongxian.modules.base.verdicts.tasks import refresh_with_time
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle
from hongxian.modules.responsibility.meetings.commands import (
    Extract,
    Item,
    confirm_meeting,
    record_meeting,
    withdraw_meeting,
)
from hongxian.modules.responsibility.meetings.models import Meeting

EXTRACT = Extract(number="纪要1号", office="市委办公室", text="听取安全生产工作汇报。")
Worker = Callable[[], int]


@pytest.fixture
def meet(world: World, cast: Cast, worker: Worker) -> Callable[..., Meeting]:
    """Record a meeting of the standing committee as its clerk, and let the worker do its work."""

    def run(held_on: date, kind: str = "hear_report", extract: Extract = EXTRACT) -> Meeting:
        item = Item(agenda_type=kind, title="安全生产工作", extract=extract)
        meeting = record_meeting(
            actor=cast["孙晓"], body=world.parties["市委常委会"], held_on=held_on, title="常委会", items=[item]
        )
        worker()
        return meeting

    return run


@pytest.fixture(autouse=True)
def _judged(world: World) -> None:
    settle()


def hearing(period: str = "2026-Q1") -> Verdict:
    return Verdict.objects.get(obligation="XC-01", period=period)


def test_the_quarter_that_runs_is_not_due_and_stands_on_the_desk_of_the_office(cast: Cast) -> None:
    verdict = hearing()
    assert (verdict.status, verdict.next_change_on) == ("not_due", date(2026, 4, 1))
    duty = Duty.objects.get(subject_key=str(verdict.pk))
    assert duty.organisation_name == "许昌市委常委会"
    assert duty.due_on == date(2026, 3, 31)
    assert "市委常委会每季度至少听取1次" in duty.clause
    assert duty in desk_of(cast["孙晓"])
    assert duty not in desk_of(cast["李强"])
    assert duty not in desk_of(cast["赵磊"])


def test_a_meeting_with_its_extract_turns_the_verdict_and_clears_the_desk(
    cast: Cast, meet: Callable[..., Meeting]
) -> None:
    meet(date(2026, 3, 4))
    verdict = hearing()
    assert (verdict.status, verdict.backfilled) == ("met", False)
    assert Duty.objects.get(subject_key=str(verdict.pk)).state == "done"
    assert not desk_of(cast["孙晓"]).filter(subject_key=str(verdict.pk)).exists()


@pytest.mark.parametrize("kind", ["convey_study", "circulate", "study_deploy"])
def test_what_is_not_hearing_a_report_does_not_count(kind: str, meet: Callable[..., Meeting]) -> None:
    meet(date(2026, 3, 4), kind)
    assert hearing().status == "not_due"


def test_a_meeting_without_extract_does_not_count(meet: Callable[..., Meeting]) -> None:
    meet(date(2026, 3, 4), extract=Extract())
    assert hearing().status == "not_due"


def test_the_last_day_counts_and_the_day_after_is_too_late(clock: StandingClock, meet: Callable[..., Meeting]) -> None:
    clock.at("2026-03-31 23:30")
    meet(date(2026, 3, 31))
    assert hearing().status == "met"
    clock.at("2026-07-01 09:00")
    settle()
    assert hearing("2026-Q2").status == "not_met"
    meet(date(2026, 7, 1))
    assert hearing("2026-Q2").status == "not_met"
    assert hearing("2026-Q3").status == "met"


def test_two_meetings_in_one_quarter_do_not_cure_the_next(clock: StandingClock, meet: Callable[..., Meeting]) -> None:
    meet(date(2026, 2, 4))
    meet(date(2026, 3, 4))
    clock.at("2026-07-02 09:00")
    settle()
    assert (hearing().status, hearing("2026-Q2").status) == ("met", "not_met")


def test_a_missed_quarter_is_escalated_to_the_office_that_chases(clock: StandingClock, cast: Cast) -> None:
    clock.at("2026-04-01 00:05")
    settle()
    duty = Duty.objects.get(subject_key=str(hearing().pk))
    assert (hearing().status, duty.state) == ("not_met", "open")
    assert duty.escalated_at is not None
    assert duty in desk_of(cast["王静"])
    assert duty not in desk_of(cast["马丽"])


def test_back_entry_waits_for_a_second_person_and_is_marked_for_good(
    clock: StandingClock, cast: Cast, worker: Worker, meet: Callable[..., Meeting]
) -> None:
    clock.at("2026-04-10 09:00")
    settle()
    meeting = meet(date(2026, 3, 4))
    assert meeting.state == "awaiting_confirmation"
    assert hearing().status == "not_met"
    confirm_meeting(actor=cast["王静"], meeting=meeting)
    worker()
    verdict = hearing()
    assert (verdict.status, verdict.backfilled) == ("met", True)
    assert Duty.objects.get(subject_key=str(verdict.pk)).state == "done"
    clock.at("2030-01-01 09:00")
    settle()
    assert hearing().backfilled


def test_true_then_and_known_then_are_different_questions(
    clock: StandingClock, cast: Cast, worker: Worker, world: World, meet: Callable[..., Meeting]
) -> None:
    clock.at("2026-04-10 09:00")
    settle()
    confirm_meeting(actor=cast["王静"], meeting=meet(date(2026, 3, 4)))
    worker()

    def asked(as_of: AsOf) -> str:
        return str(panels_of(cast["张慧"], [hearing()], world.adoption, as_of)[0].found.status)

    at_the_end = datetime(2026, 4, 1, tzinfo=LOCAL)
    assert asked(AsOf(date(2026, 3, 3))) == "not_due"
    assert asked(AsOf(date(2026, 4, 2), at_the_end)) == "not_met"
    assert asked(AsOf(date(2026, 4, 2))) == "met"


def test_a_withdrawn_record_turns_the_verdict_back(cast: Cast, worker: Worker, meet: Callable[..., Meeting]) -> None:
    meeting = meet(date(2026, 3, 4))
    withdraw_meeting(actor=cast["孙晓"], meeting=meeting, reason="日期录错")
    worker()
    verdict = hearing()
    assert verdict.status == "not_due"
    assert Duty.objects.get(subject_key=str(verdict.pk)).state == "open"


def test_only_what_rests_on_the_changed_fact_is_turned(meet: Callable[..., Meeting]) -> None:
    before = dict(Verdict.objects.exclude(obligation="XC-01").values_list("pk", "turned_at"))
    meet(date(2026, 3, 4))
    assert dict(Verdict.objects.exclude(obligation="XC-01").values_list("pk", "turned_at")) == before


def test_judging_again_without_change_writes_nothing() -> None:
    before = list(Verdict.objects.order_by("pk").values_list("pk", "turned_at"))
    refresh_with_time()
    assert list(Verdict.objects.order_by("pk").values_list("pk", "turned_at")) == before


def test_part_one_of_xuchang_is_decided_and_the_rest_says_what_it_waits_for(cast: Cast) -> None:
    verdicts = visible_verdicts(cast["张慧"])
    decided = set(verdicts.exclude(status="undecidable").values_list("obligation", flat=True))
    assert {"XC-01", "XC-02", "XC-03", "XC-04", "XC-06", "XC-13"} <= decided
    waiting = {verdict.obligation: verdict for verdict in verdicts.filter(status="undecidable")}
    assert {f"XC-{number:02d}" for number in range(7, 13)} <= set(waiting)
    for code in (f"XC-{number:02d}" for number in range(7, 13)):
        assert waiting[code].missing, code
    assert any(each["kind"] == "source" for each in waiting["XC-12"].missing)


def test_another_county_sees_its_own_verdicts_only(cast: Cast) -> None:
    seen = visible_verdicts(cast["赵磊"])
    assert seen.exists()
    assert {verdict.party.place_id for verdict in seen} == {"411081"}
    assert not visible_verdicts(cast["刘洋"]).exists()


def test_everything_written_is_named_in_the_ledger(meet: Callable[..., Meeting]) -> None:
    meet(date(2026, 3, 4))
    settle()
    assert [str(finding) for finding in verify()] == []
