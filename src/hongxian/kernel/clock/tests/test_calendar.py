"""What a day is: published holidays and make-up days, corrections, and what nobody has published yet."""

from datetime import date, timedelta

import pytest

from hongxian.kernel.clock.calendar import FIRST_PUBLISHED, LAST_PUBLISHED, Calendar, DayRule, Source
from hongxian.kernel.clock.deadline import add_working_days, working_days_between

CALENDAR = Calendar()


def days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=n) for n in range((end - start).days + 1)]


@pytest.mark.parametrize(
    ("first", "last", "name"),
    [
        ("2023-09-29", "2023-10-06", None),  # Mid-autumn and National Day together
        ("2024-02-10", "2024-02-17", "春节"),
        ("2024-05-01", "2024-05-05", "劳动节"),
        ("2025-01-28", "2025-02-04", "春节"),
        ("2025-10-01", "2025-10-08", None),
        ("2026-02-15", "2026-02-23", "春节"),
        ("2026-10-01", "2026-10-07", "国庆节"),
        ("2015-09-03", "2015-09-04", "抗日战争胜利70周年纪念日"),
    ],
)
def test_holidays_are_not_working_days(first: str, last: str, name: str | None) -> None:
    for on in days(first, last):
        day = CALENDAR.day(on)
        assert (day.working, day.source, day.provisional) == (False, Source.STATE_COUNCIL, False)
        assert day.name == name if name else day.name in ("中秋节", "国庆节")


@pytest.mark.parametrize(
    "on",
    ["2023-10-07", "2023-10-08", "2024-02-04", "2024-02-18", "2025-01-26", "2025-10-11", "2026-02-14", "2026-10-10"],
)
def test_make_up_days_are_working_days_of_their_holiday(on: str) -> None:
    day = CALENDAR.day(date.fromisoformat(on))
    assert day.weekend
    assert day.working
    assert day.name in ("春节", "国庆节")


def test_ordinary_days_follow_the_week() -> None:
    assert CALENDAR.day(date(2026, 3, 5)).working
    assert not CALENDAR.day(date(2026, 3, 7)).working
    assert CALENDAR.day(date(2026, 3, 7)).name == ""


@pytest.mark.parametrize(("year", "count"), [(2023, 249), (2024, 251), (2025, 248), (2026, 248)])
def test_a_year_has_as_many_working_days_as_was_published(year: int, count: int) -> None:
    assert working_days_between(date(year - 1, 12, 31), date(year, 12, 31), CALENDAR) == count


def test_every_published_holiday_has_its_chinese_name() -> None:
    on = FIRST_PUBLISHED
    while on <= LAST_PUBLISHED:
        CALENDAR.day(on)
        on += timedelta(days=1)


def test_beyond_what_is_published_only_weekends_are_known_and_that_is_said() -> None:
    holiday_to_come, weekend = CALENDAR.day(date(2050, 10, 3)), CALENDAR.day(date(2050, 10, 8))
    assert (holiday_to_come.working, holiday_to_come.provisional) == (True, True)
    assert (weekend.working, weekend.source) == (False, Source.WEEKEND_RULE)


def test_the_last_week_of_the_last_year_waits_for_the_next_notice() -> None:
    assert not CALENDAR.day(LAST_PUBLISHED).provisional
    assert CALENDAR.day(LAST_PUBLISHED + timedelta(days=1)).provisional
    assert not CALENDAR.is_working(date(2018, 12, 30))
    assert CALENDAR.is_working(date(2018, 12, 29))  # moved by the notice of 2019


def test_a_correction_goes_before_what_is_published_and_is_certain() -> None:
    corrected = Calendar({date(2026, 3, 5): DayRule(False, "停工"), date(2050, 10, 3): DayRule(False, "国庆节")})
    assert not corrected.is_working(date(2026, 3, 5))
    assert corrected.day(date(2026, 3, 5)).source is Source.OVERRIDE
    assert not corrected.day(date(2050, 10, 3)).provisional


def test_next_and_previous_working_day() -> None:
    assert CALENDAR.next_working(date(2026, 10, 1)) == date(2026, 10, 8)
    assert CALENDAR.previous_working(date(2026, 10, 7)) == date(2026, 9, 30)
    assert CALENDAR.next_working(date(2026, 3, 5)) == date(2026, 3, 5)


def test_adding_no_working_days_stays() -> None:
    assert add_working_days(date(2026, 10, 3), 0, CALENDAR) == date(2026, 10, 3)


def test_working_days_between_is_negative_backwards() -> None:
    assert working_days_between(date(2026, 3, 2), date(2026, 3, 6), CALENDAR) == 4
    assert working_days_between(date(2026, 3, 6), date(2026, 3, 2), CALENDAR) == -4
    assert working_days_between(date(2026, 3, 6), date(2026, 3, 6), CALENDAR) == 0
