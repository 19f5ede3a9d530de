"""What holds for every time limit."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from hongxian.kernel.clock.calendar import Calendar, DayRule
from hongxian.kernel.clock.deadline import Pause, add_months, add_working_days, deadline, working_days_between

DAYS = st.dates(date(2014, 1, 1), date(2030, 12, 31))
AMOUNTS = st.integers(1, 90)
OVERRIDES = st.dictionaries(DAYS, st.builds(DayRule, st.booleans()), max_size=20)
CALENDARS = st.builds(Calendar, OVERRIDES)
PAUSES = st.lists(
    st.builds(
        lambda start, length: Pause(start, start + timedelta(days=length), "鉴定"),
        st.dates(date(2023, 1, 1), date(2023, 12, 31)),
        st.integers(0, 20),
    ),
    max_size=3,
)

few = settings(max_examples=100, derandomize=True, deadline=None)


@few
@given(DAYS, AMOUNTS, CALENDARS)
def test_a_limit_in_working_days_ends_on_a_working_day_and_holds_that_many(
    start: date, amount: int, calendar: Calendar
) -> None:
    due = deadline(start, amount, "working_day", calendar=calendar).due_on
    assert calendar.is_working(due)
    assert working_days_between(start, due, calendar) == amount


@few
@given(DAYS, AMOUNTS, CALENDARS)
def test_forth_and_back_meet_on_a_working_day(start: date, amount: int, calendar: Calendar) -> None:
    start = calendar.next_working(start)
    assert add_working_days(add_working_days(start, amount, calendar), -amount, calendar) == start


@few
@given(DAYS, AMOUNTS, st.sampled_from(["working_day", "day", "month"]))
def test_a_longer_limit_never_ends_earlier(start: date, amount: int, unit: str) -> None:
    calendar = Calendar()
    shorter = deadline(start, amount, unit, calendar=calendar).due_on
    longer = deadline(start, amount + 1, unit, calendar=calendar).due_on
    assert start < shorter < longer


@few
@given(DAYS, AMOUNTS, st.sampled_from(["day", "month", "year"]), CALENDARS)
def test_rolling_ends_on_the_next_working_day(start: date, amount: int, unit: str, calendar: Calendar) -> None:
    plain = deadline(start, amount % 9 + 1, unit, calendar=calendar).due_on
    rolled = deadline(start, amount % 9 + 1, unit, calendar=calendar, roll_to_working_day=True).due_on
    assert rolled == calendar.next_working(plain)


@few
@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)), AMOUNTS, PAUSES, st.sampled_from(["working_day", "day"]))
def test_the_steps_cover_every_day_once_and_add_up(start: date, amount: int, pauses: list[Pause], unit: str) -> None:
    limit = deadline(start, amount, unit, calendar=Calendar(), pauses=pauses)
    on = start
    for step in limit.steps:
        assert step.first == on
        on = step.last + timedelta(days=1)
    assert limit.steps[-1].last == limit.due
    assert sum(step.counted for step in limit.steps) == amount == limit.steps[-1].total


@few
@given(st.dates(date(2023, 1, 1), date(2023, 12, 31)), AMOUNTS, PAUSES)
def test_a_pause_never_shortens_a_limit_and_its_end_is_outside(start: date, amount: int, pauses: list[Pause]) -> None:
    for unit in ("working_day", "day", "month"):
        plain = deadline(start, amount, unit, calendar=Calendar()).due_on
        paused = deadline(start, amount, unit, calendar=Calendar(), pauses=pauses).due_on
        assert paused >= plain
        assert not any(pause.start <= paused <= pause.end for pause in pauses)


@few
@given(DAYS, st.integers(-200, 200))
def test_months_keep_the_day_or_clip_to_the_last(start: date, months: int) -> None:
    end = add_months(start, months)
    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == start.day or (end.day < start.day and (end + timedelta(days=1)).day == 1)


@few
@given(DAYS, AMOUNTS, CALENDARS)
def test_counting_is_the_naive_count(start: date, amount: int, calendar: Calendar) -> None:
    on, left = start, amount
    while left:
        on += timedelta(days=1)
        left -= calendar.day(on).working
    assert add_working_days(start, amount, calendar) == on
