"""Which period a day lies in, and by when it is due: holidays, make-up days, boundaries."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.clock.calendar import Calendar
from hongxian.modules.screening.checks.periods import Period, period_on


def on(day: date, **changes: Any) -> Period | None:
    """The period of the day in a schedule that began with 2026."""
    given = {"cadence": "monthly", "every": 1, "due_rule": "last_working_day", "starts_on": date(2026, 1, 1)}
    return period_on(day, **(given | {"ends_on": None, "calendar": Calendar()} | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("cadence", "day", "start", "end", "due"),
    [
        ("monthly", date(2026, 1, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 1, 30)),
        ("monthly", date(2026, 2, 1), date(2026, 2, 1), date(2026, 2, 28), date(2026, 2, 28)),  # 28 February: made up
        ("quarterly", date(2026, 3, 31), date(2026, 1, 1), date(2026, 3, 31), date(2026, 3, 31)),
        ("quarterly", date(2026, 4, 1), date(2026, 4, 1), date(2026, 6, 30), date(2026, 6, 30)),
        ("weekly", date(2026, 1, 11), date(2026, 1, 5), date(2026, 1, 11), date(2026, 1, 9)),
        ("weekly", date(2026, 1, 4), date(2026, 1, 1), date(2026, 1, 4), date(2026, 1, 4)),  # cut; Sunday, made up
    ],
)
def test_by_calendar(cadence: str, day: date, start: date, end: date, due: date) -> None:
    found = on(day, cadence=cadence)
    assert found is not None
    assert (found.start, found.end, found.due_on) == (start, end, due)
    assert not found.provisional
    assert str(due) in found.lines[-1]


def test_week_without_working_day_is_due_on_its_last_day() -> None:
    """The Spring Festival of 2026 is 15 to 23 February: the whole week from the 16th is off."""
    found = on(date(2026, 2, 18), cadence="weekly")
    assert found is not None
    assert (found.start, found.end, found.due_on) == (date(2026, 2, 16), date(2026, 2, 22), date(2026, 2, 22))
    assert "没有工作日" in found.lines[1]


def test_period_end_stays_as_it_is_if_asked() -> None:
    found = on(date(2026, 1, 10), due_rule="period_end")
    assert found is not None
    assert found.due_on == date(2026, 1, 31)


def test_counted_in_working_days_over_the_festival() -> None:
    """Five working days from 9 February 2026: Monday to Friday; the festival from Sunday 15th hangs on it, but
    Saturday 14th is made up and begins the next."""
    first = on(date(2026, 2, 9), cadence="working_days", every=5, starts_on=date(2026, 2, 9))
    assert first is not None
    assert (first.start, first.end, first.due_on) == (date(2026, 2, 9), date(2026, 2, 13), date(2026, 2, 13))
    second = on(date(2026, 2, 20), cadence="working_days", every=5, starts_on=date(2026, 2, 9))
    assert second is not None
    assert (second.start, second.due_on) == (date(2026, 2, 14), date(2026, 2, 27))
    assert second.end == date(2026, 2, 27)  # the 28th is made up and begins the third


def test_nothing_before_and_after() -> None:
    assert on(date(2025, 12, 31)) is None
    assert on(date(2026, 3, 2), ends_on=date(2026, 3, 1)) is None
    last = on(date(2026, 3, 1), ends_on=date(2026, 3, 1))
    assert last is not None
    assert (last.start, last.end, last.due_on) == (date(2026, 3, 1), date(2026, 3, 1), date(2026, 3, 1))


def test_beyond_the_published_year_it_is_provisional() -> None:
    found = on(date(2031, 5, 5))
    assert found is not None
    assert found.provisional
