"""`meeting.add_extract`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem, Stale
from hongxian.modules.responsibility.meetings.commands import (
    Extract,
    Item,
    add_extract,
    confirm_meeting,
    withdraw_meeting,
)
from hongxian.modules.responsibility.meetings.models import AgendaItem
from hongxian.modules.responsibility.meetings.queries import items_of

BARE = Item(agenda_type="hear_report", title="听取汇报")
EXTRACT = Extract("许常〔2026〕3号", "市委办公室", "会议听取了汇报。")


def add(cast: Any, meeting: Any, name: str = "孙晓", extract: Extract = EXTRACT) -> Any:
    return add_extract(actor=cast[name], meeting=meeting, item=items_of(meeting).get(), extract=extract)


def test_adds_within_the_period_without_a_second_person(recorded: Any, cast: Any, clock: Any) -> None:
    meeting = recorded(items=[BARE])
    clock.forward(days=1)
    done = add(cast, meeting)
    assert done.state == "recorded"
    assert done.evidence_at.date() == date(2026, 3, 6)
    assert items_of(meeting).get().extract_number == "许常〔2026〕3号"


def test_after_the_period_it_waits_for_a_second_person_again(recorded: Any, cast: Any, clock: Any) -> None:
    meeting = recorded(items=[BARE])
    clock.at("2026-04-08 09:00")
    assert add(cast, meeting).state == "awaiting_confirmation"


def test_an_old_confirmation_does_not_cover_what_was_added_later(recorded: Any, cast: Any) -> None:
    meeting = confirm_meeting(actor=cast["王静"], meeting=recorded(held_on=date(2025, 12, 24), items=[BARE]))
    assert meeting.confirmed_by_name == "王静"
    done = add(cast, meeting)
    assert (done.state, done.confirmed_at, done.confirmed_by_name) == ("awaiting_confirmation", None, "")


def test_refuses_a_second_extract(recorded: Any, cast: Any) -> None:
    meeting = recorded(items=[BARE])
    add(cast, meeting)
    with pytest.raises(Problem, match="已有纪要摘要（许常〔2026〕3号）"):
        add(cast, meeting, extract=Extract("许常〔2026〕9号", "市委办公室", "另一份。"))


def test_refuses_the_slower_of_two(recorded: Any, cast: Any) -> None:
    meeting = recorded(items=[BARE])
    seen_before = AgendaItem.objects.get(meeting=meeting)
    add(cast, meeting)
    with pytest.raises(Stale):
        add_extract(actor=cast["孙晓"], meeting=meeting, item=seen_before, extract=EXTRACT)


@pytest.mark.parametrize(
    "extract", [Extract(), Extract("", "市委办公室", "摘要"), Extract("许常〔2026〕3号", " ", "摘要")]
)
def test_refuses_what_is_not_whole(recorded: Any, cast: Any, extract: Extract) -> None:
    meeting = recorded(items=[BARE])
    with pytest.raises(Problem, match="须同时填写"):
        add(cast, meeting, extract=extract)


def test_refuses_a_mark_of_secrecy(recorded: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="涉密文件不得录入"):
        add(cast, recorded(items=[BARE]), extract=Extract("许常〔2026〕3号", "市委办公室", "机密★ 摘要"))


def test_refuses_a_withdrawn_record(recorded: Any, cast: Any) -> None:
    meeting = withdraw_meeting(actor=cast["孙晓"], meeting=recorded(items=[BARE]), reason="录错")
    with pytest.raises(Problem, match="已退回或撤销"):
        add(cast, meeting)


def test_refuses_an_item_of_another_meeting(recorded: Any, cast: Any) -> None:
    meeting, other = recorded(items=[BARE]), recorded(items=[BARE], session=2)
    with pytest.raises(Problem, match="不属于这次会议"):
        add_extract(actor=cast["孙晓"], meeting=meeting, item=items_of(other).get(), extract=EXTRACT)


def test_refuses_other_people(recorded: Any, cast: Any) -> None:
    meeting = recorded(items=[BARE])
    with pytest.raises(Denied):
        add(cast, meeting, "王静")
    with pytest.raises(NotVisible):
        add(cast, meeting, "李强")
