"""When something goes out: quiet hours over midnight to the minute, the digest on working days only."""

from datetime import date, datetime, time, timedelta

import pytest

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.clock.calendar import Calendar, DayRule
from hongxian.modules.base.notices.planning import Habits, after_quiet, due_at

NIGHT = (time(21), time(7, 30))
HABITS = Habits(quiet=NIGHT, digest_hour=9, window=timedelta(minutes=5))


def at(day: int, hour: int, minute: int = 0, *, month: int = 3) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LOCAL)


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (at(3, 20, 59), at(3, 20, 59)),
        (at(3, 21), at(4, 7, 30)),
        (at(3, 23, 59), at(4, 7, 30)),
        (at(4, 0), at(4, 7, 30)),
        (at(4, 7, 29), at(4, 7, 30)),
        (at(4, 7, 30), at(4, 7, 30)),
    ],
)
def test_quiet_hours_pass_midnight(moment: datetime, expected: datetime) -> None:
    assert after_quiet(moment, NIGHT) == expected


def test_quiet_hours_within_one_day_and_none() -> None:
    noon = (time(12), time(14))
    assert after_quiet(at(3, 12), noon) == at(3, 14)
    assert after_quiet(at(3, 11, 59), noon) == at(3, 11, 59)
    assert after_quiet(at(3, 12), (time(8), time(8))) == at(3, 12)
    assert after_quiet(at(3, 12), None) == at(3, 12)


def test_what_is_immediate_waits_for_others_and_for_the_morning() -> None:
    assert due_at(at(3, 10), "immediate", HABITS, Calendar()) == at(3, 10, 5)
    assert due_at(at(3, 20, 57), "immediate", HABITS, Calendar()) == at(4, 7, 30)


def test_urgent_breaks_through_only_where_the_setting_says_so() -> None:
    bold = Habits(NIGHT, 9, timedelta(minutes=5), urgent_in_quiet=True)
    assert due_at(at(3, 22), "immediate", HABITS, Calendar(), urgent=True) == at(4, 7, 30)
    assert due_at(at(3, 22), "immediate", bold, Calendar(), urgent=True) == at(3, 22)
    assert due_at(at(3, 22), "immediate", bold, Calendar()) == at(4, 7, 30)


def test_the_digest_waits_for_a_working_day() -> None:
    assert due_at(at(3, 8, 59), "digest", HABITS, Calendar()) == at(3, 9)
    assert due_at(at(3, 9), "digest", HABITS, Calendar()) == at(4, 9)
    # 30 September 2025 is the day before a holiday of eight days; 9 October is the first working day.
    eve = datetime(2025, 9, 30, 10, tzinfo=LOCAL)
    assert due_at(eve, "digest", HABITS, Calendar()) == datetime(2025, 10, 9, 9, tzinfo=LOCAL)
    corrected = Calendar({date(2025, 10, 3): DayRule(working=True)})
    assert due_at(eve, "digest", HABITS, corrected) == datetime(2025, 10, 3, 9, tzinfo=LOCAL)


def test_a_digest_in_quiet_hours_goes_out_when_they_end() -> None:
    early = Habits(NIGHT, 6, timedelta(minutes=5))
    assert due_at(at(3, 10), "digest", early, Calendar()) == at(4, 7, 30)
