"""`meeting.withdraw`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.responsibility.meetings.commands import withdraw_meeting


@pytest.mark.parametrize("held_on", [date(2026, 3, 2), date(2025, 12, 24)])
def test_takes_back_with_a_reason(recorded: Any, cast: Any, held_on: date) -> None:
    done = withdraw_meeting(actor=cast["孙晓"], meeting=recorded(held_on=held_on), reason="日期录错")
    assert (done.state, timeline(done)[0].reason) == ("withdrawn", "日期录错")


def test_refuses_without_reason(recorded: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="理由"):
        withdraw_meeting(actor=cast["孙晓"], meeting=recorded(), reason="")


def test_refuses_twice(recorded: Any, cast: Any) -> None:
    meeting = withdraw_meeting(actor=cast["孙晓"], meeting=recorded(), reason="录错")
    with pytest.raises(Problem, match="已撤销"):
        withdraw_meeting(actor=cast["孙晓"], meeting=meeting, reason="再撤")


def test_refuses_other_people(recorded: Any, cast: Any) -> None:
    meeting = recorded()
    with pytest.raises(Denied):
        withdraw_meeting(actor=cast["王静"], meeting=meeting, reason="理由")
    with pytest.raises(NotVisible):
        withdraw_meeting(actor=cast["李强"], meeting=meeting, reason="理由")
