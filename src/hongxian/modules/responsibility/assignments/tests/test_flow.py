"""The life of an assignment: progress, material, urging, reporting done, and the answer of the office."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import NotVisible, Problem, Stale
from hongxian.modules.responsibility.assignments.commands import (
    accept_assignment,
    report_done,
    report_progress,
    return_assignment,
    submit_material,
    urge,
    withdraw_assignment,
    withdraw_material,
    withdraw_progress_report,
)
from hongxian.modules.responsibility.assignments.desk import duty_of
from hongxian.modules.responsibility.assignments.models import Assignment, Urging


def test_accepted_assignment_leaves_the_desk(assigned: Any, cast: Any) -> None:
    made = assigned()
    report_done(actor=cast["李强"], assignment=made)
    assert duty_of(made).state == "open"
    accept_assignment(actor=cast["张慧"], assignment=made)
    assert (made.state, duty_of(made).state) == ("accepted", "done")
    with pytest.raises(Problem, match="已办结"):
        report_progress(actor=cast["李强"], assignment=made, reported_on=date(2026, 3, 5), words="补报")


def test_returned_report_stays_on_the_desk_and_may_be_reported_again(assigned: Any, cast: Any) -> None:
    made = assigned()
    report_done(actor=cast["李强"], assignment=made)
    with pytest.raises(Problem, match="理由"):
        return_assignment(actor=cast["张慧"], assignment=made, reason=" ")
    return_assignment(actor=cast["张慧"], assignment=made, reason="缺附件")
    assert (made.state, made.return_reason, duty_of(made).state) == ("returned", "缺附件", "open")
    assert timeline(made)[0].reason == "缺附件"
    report_done(actor=cast["李强"], assignment=made)
    assert made.state == "reported"


def test_withdrawn_assignment_withdraws_the_duty(assigned: Any, cast: Any) -> None:
    made = assigned()
    withdraw_assignment(actor=cast["张慧"], assignment=made, reason="机构调整")
    assert (made.state, duty_of(made).state) == ("withdrawn", "withdrawn")


def test_who_reported_it_may_not_accept_it(assigned: Any, cast: Any) -> None:
    made = assigned()
    report_done(actor=cast["李强"], assignment=made)
    Assignment.objects.update(reported_by=cast["张慧"].key, reported_by_name="张慧")
    made.refresh_from_db()
    with pytest.raises(Problem, match="另一人审核"):
        accept_assignment(actor=cast["张慧"], assignment=made)


def test_second_of_two_answers_is_stale(assigned: Any, cast: Any) -> None:
    made = assigned()
    report_done(actor=cast["李强"], assignment=made)
    seen_before = Assignment.objects.get(pk=made.pk)
    accept_assignment(actor=cast["张慧"], assignment=made)
    with pytest.raises(Stale):
        return_assignment(actor=cast["张慧"], assignment=seen_before, reason="迟了一步")
    assert Assignment.objects.get().state == "accepted"


def test_lead_is_urged_once_a_day(assigned: Any, cast: Any, clock: Any) -> None:
    made = assigned()
    urge(actor=cast["张慧"], assignment=made, words="请报送")
    assert duty_of(made).reminded_at is not None
    with pytest.raises(Problem, match="每天最多催报一次"):
        urge(actor=cast["张慧"], assignment=made, words="再催")
    clock.at("2026-03-06 00:01")
    urge(actor=cast["张慧"], assignment=made, words="再催")
    assert Urging.objects.filter(assignment=made).count() == 2


def test_nobody_is_urged_while_the_office_is_to_answer(assigned: Any, cast: Any) -> None:
    made = assigned()
    report_done(actor=cast["李强"], assignment=made)
    with pytest.raises(Problem, match="不需要催报"):
        urge(actor=cast["张慧"], assignment=made, words="请报送")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reported_on": date(2026, 3, 6)}, "晚于今天"),
        ({"reported_on": date(2026, 3, 4)}, "早于任务分解的日期"),
        ({"percent": 101}, "0 至 100"),
        ({"words": " "}, "没有填写"),
    ],
)
def test_impossible_progress_is_refused(assigned: Any, cast: Any, changes: dict[str, Any], words: str) -> None:
    made = assigned()
    given = {"reported_on": date(2026, 3, 5), "words": "起草中", "percent": 100} | changes
    with pytest.raises(Problem, match=words):
        report_progress(actor=cast["李强"], assignment=made, **given)
    assert not made.reports.exists()


def test_progress_is_only_withdrawn_and_only_once(assigned: Any, cast: Any) -> None:
    made = assigned()
    report = report_progress(
        actor=cast["李强"], assignment=made, reported_on=date(2026, 3, 5), words="起草中", percent=0
    )
    with pytest.raises(Problem, match="理由"):
        withdraw_progress_report(actor=cast["李强"], progress_report=report, reason="")
    withdraw_progress_report(actor=cast["李强"], progress_report=report, reason="填错")
    with pytest.raises(Problem, match="已于 2026-03-05 作废"):
        withdraw_progress_report(actor=cast["李强"], progress_report=report, reason="填错")


def test_helper_hands_in_material_and_alone_takes_it_back(assigned: Any, cast: Any, world: Any) -> None:
    made = assigned()
    helper = world.parties["禹州市应急管理局"]
    material = submit_material(actor=cast["赵磊"], assignment=made, party=helper, title="会议通知")
    with pytest.raises(NotVisible):
        withdraw_material(actor=cast["李强"], material=material, reason="不是我的")
    assert withdraw_material(actor=cast["赵磊"], material=material, reason="重复").withdrawn_at is not None


def test_body_that_takes_no_part_hands_in_nothing(assigned: Any, cast: Any, world: Any) -> None:
    made = assigned()
    with pytest.raises(Problem, match="不是该任务的牵头或配合单位"):
        submit_material(actor=cast["赵磊"], assignment=made, party=world.parties["禹州市政府"], title="会议通知")
