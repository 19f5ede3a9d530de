"""Saying what a day is: with a document, with a reason, and never by rewriting."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock.deadline import add_working_days
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Denied, Problem
from hongxian.kernel.testing.standing_clock import StandingClock
from hongxian.modules.base.calendars.commands import set_calendar_day
from hongxian.modules.base.calendars.models import CalendarDay
from hongxian.modules.base.calendars.queries import calendar

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FRIDAY = date(2026, 3, 6)
GIVEN: dict[str, Any] = {"working": False, "basis": "甬政办〔2026〕3号", "reason": "台风停工", "name": "台风停工"}


def test_a_day_off_moves_the_deadlines_across_it(keeper: Actor) -> None:
    assert add_working_days(date(2026, 3, 5), 1, calendar()) == FRIDAY
    set_calendar_day(actor=keeper, day=FRIDAY, **GIVEN)
    assert add_working_days(date(2026, 3, 5), 1, calendar()) == date(2026, 3, 9)


def test_the_act_stands_in_the_ledger_with_its_reason(keeper: Actor) -> None:
    row = set_calendar_day(actor=keeper, day=FRIDAY, **GIVEN)
    [moment] = timeline(row)
    assert (moment.entry.event, moment.actor_name, moment.reason) == ("calendar_day.set", "赵管理", "台风停工")


def test_a_second_decision_closes_the_first_and_keeps_it(keeper: Actor, clock: StandingClock) -> None:
    first = set_calendar_day(actor=keeper, day=FRIDAY, **GIVEN)
    clock.forward(hours=1)
    second = set_calendar_day(actor=keeper, day=FRIDAY, **{**GIVEN, "working": True})
    first.refresh_from_db()
    assert first.recorded_to == second.recorded_from
    assert not first.working
    assert calendar().is_working(FRIDAY)
    assert CalendarDay.objects.count() == 2
    assert {each.key for each in Entry.objects.latest("id").subjects.all()} == {str(first.pk), str(second.pk)}


def test_an_unpublished_day_can_be_confirmed_as_what_its_weekday_says(keeper: Actor) -> None:
    day = date(2028, 10, 9)
    assert calendar().day(day).provisional
    set_calendar_day(actor=keeper, day=day, **{**GIVEN, "working": True, "name": ""})
    assert not calendar().day(day).provisional


@pytest.mark.parametrize("missing", ["basis", "reason"])
def test_refuses_without_basis_or_reason(keeper: Actor, missing: str) -> None:
    with pytest.raises(Problem) as refused:
        set_calendar_day(actor=keeper, day=FRIDAY, **{**GIVEN, missing: "  "})
    assert refused.value.field == missing


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2029, 1, 1)])
def test_refuses_a_day_out_of_range(keeper: Actor, day: date) -> None:
    with pytest.raises(Problem, match="2004-01-01 至 2028-12-31") as refused:
        set_calendar_day(actor=keeper, day=day, **GIVEN)
    assert refused.value.field == "date"


@pytest.mark.parametrize("day", [date(2004, 1, 5), date(2028, 12, 31)])
def test_takes_the_first_and_the_last_day_of_the_range(keeper: Actor, day: date) -> None:
    assert set_calendar_day(actor=keeper, day=day, **GIVEN).date == day


def test_refuses_what_changes_nothing(keeper: Actor) -> None:
    with pytest.raises(Problem, match="2026-10-01 现已是非工作日"):
        set_calendar_day(actor=keeper, day=date(2026, 10, 1), **GIVEN)
    set_calendar_day(actor=keeper, day=FRIDAY, **GIVEN)
    with pytest.raises(Problem, match="没有变化"):
        set_calendar_day(actor=keeper, day=FRIDAY, **GIVEN)
    assert CalendarDay.objects.count() == 1


def test_the_document_behind_a_correction_can_itself_be_corrected(keeper: Actor) -> None:
    set_calendar_day(actor=keeper, day=FRIDAY, **GIVEN)
    again = set_calendar_day(actor=keeper, day=FRIDAY, **{**GIVEN, "basis": "甬政办〔2026〕4号"})
    assert again.basis == "甬政办〔2026〕4号"


def test_refuses_without_permission(reader: Actor) -> None:
    with pytest.raises(Denied):
        set_calendar_day(actor=reader, day=FRIDAY, **GIVEN)


def test_the_calendar_costs_one_query(keeper: Actor, django_assert_num_queries: Any) -> None:
    set_calendar_day(actor=keeper, day=FRIDAY, **GIVEN)
    with django_assert_num_queries(1):
        days = calendar()
        assert not days.is_working(FRIDAY)
