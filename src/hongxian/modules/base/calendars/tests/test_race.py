"""Two who say something about the same day at once."""

from datetime import date
from functools import partial

import pytest

from hongxian.kernel.actor import Actor
from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.kernel.testing.together import together
from hongxian.modules.base.calendars.commands import set_calendar_day
from hongxian.modules.base.calendars.models import CalendarDay


@pytest.mark.concurrent
def test_one_wins_and_the_other_is_told(keeper: Actor, clock: StandingClock) -> None:
    say = partial(set_calendar_day, actor=keeper, day=date(2026, 3, 6), working=False, basis="x", reason="y")
    outcomes = together(say, say)
    assert sum(isinstance(each, CalendarDay) for each in outcomes) == 1
    assert sum(isinstance(each, Problem) for each in outcomes) == 1
    assert CalendarDay.objects.filter(recorded_to__isnull=True).count() == 1
