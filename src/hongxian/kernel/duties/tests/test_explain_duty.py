"""An overdue duty may be explained; the verdict stays, and a duty that is not overdue cannot be talked away."""

import pytest

from hongxian.kernel.duties.commands import explain_duty
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.duties.queries import desk_of
from hongxian.kernel.problem import Denied, Problem
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import settle


@pytest.fixture
def duty(cast: Cast) -> Duty:
    settle()
    verdict = Verdict.objects.get(obligation="XC-01", period="2026-Q1")
    return Duty.objects.get(subject_key=str(verdict.pk))


def test_refuses_while_there_is_time(duty: Duty, cast: Cast) -> None:
    with pytest.raises(Problem, match="尚未逾期"):
        explain_duty(actor=cast["孙晓"], duty=duty, explanation="会议改期")


def test_explained_it_leaves_both_desks_and_the_verdict_stays(duty: Duty, cast: Cast, clock: StandingClock) -> None:
    clock.at("2026-04-02 09:00")
    settle()
    duty.refresh_from_db()
    assert duty in desk_of(cast["王静"])
    explain_duty(actor=cast["孙晓"], duty=duty, explanation="常委会一季度未安排该议题")
    settle()
    assert duty not in desk_of(cast["孙晓"])
    assert duty not in desk_of(cast["王静"])
    assert Duty.objects.get(pk=duty.pk).state == "explained"
    assert Verdict.objects.get(pk=duty.subject_key).status == "not_met"


def test_refuses_without_words_and_from_another_office(duty: Duty, cast: Cast, clock: StandingClock) -> None:
    clock.at("2026-04-02 09:00")
    with pytest.raises(Problem, match="情况说明"):
        explain_duty(actor=cast["孙晓"], duty=duty, explanation="")
    with pytest.raises(Denied):
        explain_duty(actor=cast["王静"], duty=duty, explanation="代为说明")


def test_reminded_once_ten_working_days_before(duty: Duty, clock: StandingClock) -> None:
    assert str(duty.remind_on) == "2026-03-17"
    clock.at("2026-03-16 23:00")
    settle()
    duty.refresh_from_db()
    assert duty.reminded_at is None
    clock.at("2026-03-17 00:10")
    settle()
    duty.refresh_from_db()
    first = duty.reminded_at
    assert first is not None
    clock.at("2026-03-18 00:10")
    settle()
    duty.refresh_from_db()
    assert duty.reminded_at == first
