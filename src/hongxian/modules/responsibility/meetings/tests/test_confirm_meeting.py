"""`meeting.confirm`"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import Scope
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.responsibility.meetings.commands import confirm_meeting

LATE = date(2025, 12, 24)


def test_second_person_confirms(recorded: Any, cast: Any) -> None:
    done = confirm_meeting(actor=cast["王静"], meeting=recorded(held_on=LATE))
    assert (done.state, done.confirmed_by_name) == ("confirmed", "王静")
    assert done.confirmed_at is not None


def test_nobody_confirms_what_they_recorded(recorded: Any, cast: Any) -> None:
    sun = cast["孙晓"]
    both = replace(sun, grants={**sun.grants, "meeting.confirm": (Scope(),)})
    with pytest.raises(Problem, match="本人不能复核自己录入的记录"):
        confirm_meeting(actor=both, meeting=recorded(held_on=LATE))


def test_refuses_what_needs_no_confirmation(recorded: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="已登记"):
        confirm_meeting(actor=cast["王静"], meeting=recorded())


def test_refuses_to_confirm_twice(recorded: Any, cast: Any) -> None:
    meeting = confirm_meeting(actor=cast["王静"], meeting=recorded(held_on=LATE))
    with pytest.raises(Problem, match="已复核"):
        confirm_meeting(actor=cast["王静"], meeting=meeting)


def test_refuses_other_people(recorded: Any, cast: Any) -> None:
    meeting = recorded(held_on=LATE)
    with pytest.raises(Denied):
        confirm_meeting(actor=cast["张慧"], meeting=meeting)
    with pytest.raises(NotVisible):
        confirm_meeting(actor=cast["马丽"], meeting=meeting)
