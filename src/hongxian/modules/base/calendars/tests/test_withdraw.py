"""Taking a correction back: the day is again what is published, and one can see that it was otherwise."""

from datetime import date

import pytest

from hongxian.kernel.actor import Actor
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Denied, Problem, Stale
from hongxian.modules.base.calendars.commands import set_calendar_day, withdraw_calendar_day
from hongxian.modules.base.calendars.models import CalendarDay
from hongxian.modules.base.calendars.queries import calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FRIDAY = date(2026, 3, 6)


@pytest.fixture
def correction(keeper: Actor) -> CalendarDay:
    return set_calendar_day(actor=keeper, day=FRIDAY, working=False, basis="甬政办〔2026〕3号", reason="台风停工")


def test_the_day_is_again_what_is_published(correction: CalendarDay, keeper: Actor) -> None:
    withdraw_calendar_day(actor=keeper, calendar_day=correction, reason="台风未登陆")
    assert calendar().is_working(FRIDAY)
    correction.refresh_from_db()
    assert correction.recorded_to is not None
    assert Entry.objects.latest("id").event == "calendar_day.withdraw"


def test_refuses_without_reason(correction: CalendarDay, keeper: Actor) -> None:
    with pytest.raises(Problem) as refused:
        withdraw_calendar_day(actor=keeper, calendar_day=correction, reason=" ")
    assert refused.value.field == "reason"
    assert not calendar().is_working(FRIDAY)


def test_refuses_the_second_time(correction: CalendarDay, keeper: Actor) -> None:
    withdraw_calendar_day(actor=keeper, calendar_day=correction, reason="台风未登陆")
    with pytest.raises(Stale):
        withdraw_calendar_day(actor=keeper, calendar_day=correction, reason="台风未登陆")


def test_refuses_without_permission(correction: CalendarDay, reader: Actor) -> None:
    with pytest.raises(Denied):
        withdraw_calendar_day(actor=reader, calendar_day=correction, reason="台风未登陆")
