"""Periods and durations by the calendar."""

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules.dates import (
    Basis,
    Duration,
    PeriodKind,
    add,
    parse_duration,
    period_containing,
    periods_between,
)

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("kind", "key", "start", "end", "label"),
    [
        (PeriodKind.MONTH, "2026-03", date(2026, 3, 1), date(2026, 3, 31), "2026年3月"),
        (PeriodKind.QUARTER, "2026-Q1", date(2026, 1, 1), date(2026, 3, 31), "2026年第一季度"),
        (PeriodKind.HALF_YEAR, "2026-H1", date(2026, 1, 1), date(2026, 6, 30), "2026年上半年"),
        (PeriodKind.YEAR, "2026", date(2026, 1, 1), date(2026, 12, 31), "2026年"),
    ],
)
def test_the_period_of_the_last_day_of_march(kind, key, start, end, label):
    period = period_containing(date(2026, 3, 31), kind)
    assert (period.key, period.start, period.end) == (key, start, end)
    assert period.label == label


@pytest.mark.parametrize(
    ("day", "key", "start", "end"),
    [
        (date(2025, 12, 1), "2026-Q1", date(2025, 12, 1), date(2026, 2, 28)),
        (date(2024, 2, 29), "2024-Q1", date(2023, 12, 1), date(2024, 2, 29)),
        (date(2026, 3, 1), "2026-Q2", date(2026, 3, 1), date(2026, 5, 31)),
        (date(2026, 11, 30), "2026-Q4", date(2026, 9, 1), date(2026, 11, 30)),
    ],
)
def test_statistical_quarters_begin_in_december(day, key, start, end):
    period = period_containing(day, PeriodKind.QUARTER, Basis.DECEMBER)
    assert (period.key, period.start, period.end) == (key, start, end)


@given(DAYS, st.sampled_from(PeriodKind), st.sampled_from(Basis))
def test_every_day_lies_in_its_period_and_periods_touch(day, kind, basis):
    period = period_containing(day, kind, basis)
    assert period.start <= day <= period.end
    assert period_containing(period.start, kind, basis) == period
    assert period_containing(period.end, kind, basis) == period
    following = period_containing(period.end + timedelta(days=1), kind, basis)
    assert following.start == period.end + timedelta(days=1)
    assert following.key > period.key


@given(DAYS, st.integers(0, 1500), st.sampled_from(PeriodKind))
def test_periods_cover_the_range_without_gap(start, length, kind):
    end = start + timedelta(days=length)
    found = periods_between(start, end, kind)
    assert found[0].start <= start
    assert found[-1].end >= end
    for before, after in pairwise(found):
        assert after.start == before.end + timedelta(days=1)


def test_no_period_in_an_empty_range():
    assert periods_between(date(2026, 1, 2), date(2026, 1, 1), PeriodKind.YEAR) == []


@pytest.mark.parametrize(
    ("day", "written", "expected"),
    [
        (date(2024, 2, 29), "P1Y", date(2025, 2, 28)),
        (date(2024, 2, 29), "P4Y", date(2028, 2, 29)),
        (date(2026, 1, 31), "P1M", date(2026, 2, 28)),
        (date(2026, 12, 31), "P2M", date(2027, 2, 28)),
        (date(2026, 12, 31), "P1D", date(2027, 1, 1)),
        (date(2026, 1, 1), "P2W", date(2026, 1, 15)),
        (date(2026, 1, 1), "P1Y2M3D", date(2027, 3, 4)),
    ],
)
def test_durations_follow_the_calendar(day, written, expected):
    assert add(day, parse_duration(written)) == expected


def test_durations_are_taken_back_too():
    assert add(date(2026, 3, 31), Duration(months=1), -1) == date(2026, 2, 28)
    assert add(date(2026, 3, 31), Duration(years=1), -1) == date(2025, 3, 31)


@pytest.mark.parametrize("written", ["", "P", "1Y", "P1H", "PT1H", "P-1D", "P1.5Y"])
def test_refuses_what_is_no_duration(written):
    with pytest.raises(ValueError):
        parse_duration(written)


@given(DAYS, st.integers(0, 30))
def test_adding_years_never_leaves_the_month(day, years):
    moved = add(day, Duration(years=years))
    assert (moved.year, moved.month) == (day.year + years, day.month)
    assert moved.day in (day.day, 28)
