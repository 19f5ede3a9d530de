"""`meeting.reject`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Problem, Stale
from hongxian.modules.responsibility.meetings.commands import confirm_meeting, reject_meeting
from hongxian.modules.responsibility.meetings.models import Meeting

LATE = date(2025, 12, 24)


def test_sends_back_with_a_reason_that_stays_on_record(recorded: Any, cast: Any) -> None:
    done = reject_meeting(actor=cast["王静"], meeting=recorded(held_on=LATE), reason="纪要编号查无此文")
    assert done.state == "rejected"
    assert done.ended_at is not None
    assert timeline(done)[0].reason == "纪要编号查无此文"


def test_refuses_without_reason(recorded: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="理由") as caught:
        reject_meeting(actor=cast["王静"], meeting=recorded(held_on=LATE), reason="")
    assert caught.value.field == "reason"


def test_refuses_what_counts_already(recorded: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="不能办理"):
        reject_meeting(actor=cast["王静"], meeting=recorded(), reason="理由")


def test_the_slower_of_two_is_told_so(recorded: Any, cast: Any) -> None:
    meeting = recorded(held_on=LATE)
    seen_before = Meeting.objects.get(pk=meeting.pk)
    confirm_meeting(actor=cast["王静"], meeting=meeting)
    with pytest.raises(Stale, match="已被他人变更"):
        reject_meeting(actor=cast["王静"], meeting=seen_before, reason="理由")
