"""In which period of a schedule a day lies, and by when its check is due. Pure: days and a calendar in, days out."""

from dataclasses import dataclass
from datetime import date, timedelta

from hongxian.kernel.clock.calendar import ONE_DAY, Calendar
from hongxian.kernel.clock.deadline import add_months, add_working_days
from hongxian.modules.screening.checks import text


@dataclass(frozen=True)
class Period:
    """A period from `start` through `end`, by when it is due and how that was found."""

    start: date
    end: date
    due_on: date
    lines: list[str]
    provisional: bool


def period_on(
    day: date,
    *,
    cadence: str,
    every: int,
    due_rule: str,
    starts_on: date,
    ends_on: date | None,
    calendar: Calendar,
) -> Period | None:
    """The period in which the day lies; None before the schedule begins and after it ends.

    Weeks run from Monday, months and quarters by the calendar; the first and last are cut. With `working_days`, each
    period has `every` working days (make-up days count, holidays do not), the days off after it belong to it, and the
    last working day is the day on which it is due. Else `due_rule` says: the last working day of the period (its last
    day where it has none), or its last day as it is.
    """
    if day < starts_on or (ends_on is not None and day > ends_on):
        return None
    if cadence == "working_days":
        start, end = _counted(day, starts_on, every, calendar)
    else:
        start, end = _by_calendar(day, cadence)
    start, end = max(start, starts_on), min(end, ends_on) if ends_on else end
    lines = [text.PERIOD_LINE.format(start=start, end=end)]
    due = end
    if cadence == "working_days" or due_rule == "last_working_day":
        due = calendar.previous_working(end)
        if due < start:
            due = end
            lines.append(text.NO_WORKING_DAY_LINE.format(day=end))
        else:
            lines += [_off(each, calendar) for each in _days(due + ONE_DAY, end)]
    lines.append(text.DUE_LINE.format(day=due))
    return Period(start, end, due, lines, any(calendar.day(each).provisional for each in _days(start, end)))


def _by_calendar(day: date, cadence: str) -> tuple[date, date]:
    if cadence == "weekly":
        start = day - timedelta(days=day.weekday())
        return start, start + timedelta(days=6)
    months = {"monthly": 1, "quarterly": 3}[cadence]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return start, add_months(start, months) - ONE_DAY


def _counted(day: date, starts_on: date, every: int, calendar: Calendar) -> tuple[date, date]:
    start = starts_on
    while True:
        first = calendar.next_working(start)
        last = add_working_days(first, every - 1, calendar)
        after = calendar.next_working(last + ONE_DAY)
        if day < after:
            return start, after - ONE_DAY
        start = after


def _days(first: date, last: date) -> list[date]:
    return [first + timedelta(days=number) for number in range((last - first).days + 1)]


def _off(day: date, calendar: Calendar) -> str:
    name = calendar.day(day).name
    return text.OFF_LINE.format(day=day, name=name or text.WEEKEND)
