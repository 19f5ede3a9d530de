"""`meeting.record`"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import AlreadyDone, Denied, NotVisible, Problem
from hongxian.modules.responsibility.meetings.commands import Extract, Item
from hongxian.modules.responsibility.meetings.models import Meeting
from hongxian.modules.responsibility.meetings.queries import items_of

HEARD = Item(
    agenda_type="hear_report",
    title="听取汇报",
    extract=Extract("许常〔2026〕3号", "市委办公室", "会议听取了汇报。"),
    decisions=["各部门按季度报送", "重大问题提交常委会"],
)


def refused(call: Any, **changes: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        call(**changes)
    return caught.value


def test_counts_at_once_within_its_period(recorded: Any) -> None:
    meeting = recorded(items=[HEARD])
    assert (meeting.state, meeting.recorded_by_name) == ("recorded", "孙晓")
    item = items_of(meeting).get()
    assert (item.extract_number, item.extract_office) == ("许常〔2026〕3号", "市委办公室")
    assert [decision.content for decision in item.decisions.all()] == ["各部门按季度报送", "重大问题提交常委会"]


def test_waits_for_a_second_person_after_its_period(recorded: Any) -> None:
    assert recorded(held_on=date(2025, 12, 31)).state == "awaiting_confirmation"
    assert recorded(held_on=date(2026, 1, 1)).state == "recorded"


def test_ledger_says_who_recorded_it(recorded: Any) -> None:
    (moment,) = timeline(recorded())
    assert (moment.actor_name, moment.post_name, moment.organisation_name) == ("孙晓", "会务科科员", "许昌市委办公室")


def test_may_be_of_today_but_not_of_tomorrow(recorded: Any) -> None:
    assert recorded(held_on=date(2026, 3, 5)).state == "recorded"
    problem = refused(recorded, held_on=date(2026, 3, 6))
    assert problem.field == "held_on"
    assert "2026-03-06" in problem.text
    assert "2026-03-05" in problem.text


def test_refuses_a_day_before_the_body_was_set_up(recorded: Any) -> None:
    problem = refused(recorded, held_on=date(2015, 12, 31))
    assert problem.field == "held_on"
    assert "成立" in problem.text


def test_refuses_without_an_item(recorded: Any) -> None:
    assert "至少应有一个议题" in refused(recorded, items=[]).text


@pytest.mark.parametrize(
    ("extract", "field", "missing"),
    [
        (Extract(number="许常〔2026〕3号"), "extract_office", "确认机构、纪要摘要"),
        (Extract(office="市委办公室", text="摘要"), "extract_number", "纪要编号"),
        (Extract("许常〔2026〕3号", "市委办公室", "　"), "extract_text", "纪要摘要"),
    ],
)
def test_refuses_half_an_extract(recorded: Any, extract: Extract, field: str, missing: str) -> None:
    problem = refused(recorded, items=[HEARD, replace(HEARD, extract=extract)])
    assert problem.field == f"items.1.{field}"
    assert missing in problem.text


@pytest.mark.parametrize("mark", ["绝密", "机密★", "秘密★1年", "机密级", "秘密级"])
def test_refuses_a_mark_of_secrecy_anywhere(recorded: Any, mark: str) -> None:
    extract = Extract("许常〔2026〕3号", "市委办公室", f"{mark} 会议听取了汇报。")
    problem = refused(recorded, items=[replace(HEARD, extract=extract)])
    assert problem.field == "items.0.extract_text"
    assert "涉密" in problem.text
    assert refused(recorded, items=[replace(HEARD, title=f"听取汇报（{mark}）")]).field == "items.0.title"
    assert refused(recorded, items=[replace(HEARD, decisions=[mark])]).field == "items.0.decisions"
    assert refused(recorded, title=f"会议 {mark}").field == "title"
    assert not Meeting.objects.exists()


def test_plain_talk_of_secrets_is_no_mark(recorded: Any) -> None:
    assert recorded(items=[replace(HEARD, title="听取保守秘密和安全生产工作汇报")]).pk


def test_refuses_the_same_meeting_twice_and_says_what_to_do(recorded: Any) -> None:
    recorded()
    problem = refused(recorded)
    assert problem.field == "session"
    for part in ("许昌市委常委会", "2026-03-02", "第1次", "孙晓", "2026-03-05 09:00", "改为 2"):
        assert part in problem.text
    assert Meeting.objects.count() == 1
    assert recorded(session=2).session == 2


def test_may_be_recorded_anew_once_withdrawn(recorded: Any, cast: Any) -> None:
    from hongxian.modules.responsibility.meetings.commands import withdraw_meeting

    withdraw_meeting(actor=cast["孙晓"], meeting=recorded(), reason="日期录错")
    assert recorded().state == "recorded"


def test_refuses_a_session_below_one(recorded: Any) -> None:
    assert refused(recorded, session=0).field == "session"


def test_one_request_is_one_meeting(recorded: Any, cast: Any) -> None:
    actor = cast["孙晓"].within("request-0001")
    meeting = recorded(actor=actor)
    with pytest.raises(AlreadyDone) as caught:
        recorded(actor=actor, session=2)
    assert (caught.value.subject_kind, caught.value.subject_key) == ("meeting", str(meeting.pk))
    assert Meeting.objects.count() == 1


def test_refuses_a_body_outside_the_scope(recorded: Any, world: Any) -> None:
    with pytest.raises(NotVisible):
        recorded(body=world.parties["市政府常务会议"])


def test_refuses_whoever_has_no_such_permission(recorded: Any, cast: Any) -> None:
    for name in ("王静", "张慧", "赵磊", "刘洋"):
        with pytest.raises(Denied) as caught:
            recorded(actor=cast[name])
        assert "录入会议" in caught.value.text
