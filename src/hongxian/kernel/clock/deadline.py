"""By when: one function for every time limit, and how each day of it was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from hongxian.kernel.clock import text
from hongxian.kernel.clock.calendar import ONE_DAY, Calendar
from hongxian.kernel.clock.counting import add_months, count_days, count_hours, count_months, days_from, roll
from hongxian.kernel.clock.moment import LOCAL
from hongxian.kernel.clock.pause import Pause
from hongxian.kernel.clock.step import Step

__all__ = [
    "Deadline",
    "Pause",
    "Step",
    "Unit",
    "add_months",
    "add_working_days",
    "deadline",
    "working_days_between",
]


class Unit(StrEnum):
    """What a time limit is counted in."""

    WORKING_DAY = "working_day"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"


@dataclass(frozen=True)
class Deadline:
    """The last day (for hours, the moment), and the steps that lead to it.

    A last day ends at 24:00, or when the office closes if it has hours (Civil Code, art. 203). `provisional`: it rests
    on days of which nobody has published yet whether they are working days.
    """

    due: date | datetime
    steps: tuple[Step, ...]
    provisional: bool
    summary: str

    @property
    def due_on(self) -> date:
        """The local day of the deadline."""
        return _local_day(self.due)

    @property
    def lines(self) -> list[str]:
        """The whole calculation in Chinese, line by line: fit to be stored beside the due date."""
        return [*(step.text for step in self.steps), self.summary]


def deadline(
    start: date | datetime,
    amount: int,
    unit: Unit | str,
    *,
    calendar: Calendar,
    roll_to_working_day: bool = False,
    count_start_day: bool = False,
    pauses: Sequence[Pause] = (),
) -> Deadline:
    """The end of a time limit of `amount` units that begins at `start`.

    The day of the start does not count (Civil Code, art. 201) unless `count_start_day`. Months and years end on the
    corresponding day, or on the last of the month where it has none (art. 202). `roll_to_working_day` moves a last
    day that is no working day to the next one (art. 203). Working days are as the State Council publishes them
    (Administrative Penalty Law, art. 85). Hours run from the moment of the start, an aware datetime, without a break.
    A negative amount counts backwards (“15 working days before expiry”) and rolls back: the safe side.
    Paused days do not count; a limit in months or years is extended by them. Raises ValueError for what makes no
    sense: a naive datetime, hours from a day, nothing to count, pauses or the start day when counting backwards.
    """
    unit = Unit(unit)
    _check(start, amount, unit, count_start_day, pauses)
    if isinstance(start, datetime) and unit is Unit.HOUR:
        moment, steps = count_hours(start, amount, pauses)
        return Deadline(moment, tuple(steps), False, _summary(start, amount, unit, moment))
    first = _local_day(start)
    if unit in (Unit.MONTH, Unit.YEAR):
        months = amount if unit is Unit.MONTH else 12 * amount
        due, steps = count_months(first, months, count_start_day, pauses)
    else:
        days = calendar if unit is Unit.WORKING_DAY else None
        due, steps = count_days(first, amount, days, count_start_day, pauses, unit)
    asked = [first, due] if unit is Unit.WORKING_DAY else []
    if roll_to_working_day:
        last, (due, more) = due, roll(due, amount < 0, calendar, pauses)
        steps += more
        asked += [last, due]
    provisional = bool(asked) and any(calendar.day(day).provisional for day in days_from(min(asked), max(asked)))
    return Deadline(due, tuple(steps), provisional, _summary(first, amount, unit, due, provisional))


def add_working_days(start: date, amount: int, calendar: Calendar) -> date:
    """The day so many working days after `start`, which itself does not count; before it if negative. For 0 `start`."""
    return count_days(start, amount, calendar, False, (), Unit.WORKING_DAY)[0]


def working_days_between(start: date, end: date, calendar: Calendar) -> int:
    """How many working days lie after `start` up to and including `end`.

    Negative if `end` is earlier: then those from `end` up to the day before `start`.
    """
    if end < start:
        return -sum(map(calendar.is_working, days_from(end, start - ONE_DAY)))
    return sum(map(calendar.is_working, days_from(start + ONE_DAY, end)))


def _local_day(at: date | datetime) -> date:
    return at.astimezone(LOCAL).date() if isinstance(at, datetime) else at


def _check(start: date | datetime, amount: int, unit: Unit, count_start_day: bool, pauses: Sequence[Pause]) -> None:
    if isinstance(start, datetime):
        if start.tzinfo is None:
            raise ValueError("a moment needs its zone")
    elif unit is Unit.HOUR:
        raise ValueError("hours run from a moment, not from a day")
    if amount == 0 and count_start_day:
        raise ValueError("nothing to count")
    if amount < 0 and (pauses or count_start_day):
        raise ValueError("counting backwards knows no pauses and no counted start day")


def _summary(start: date | datetime, amount: int, unit: Unit, due: date | datetime, provisional: bool = False) -> str:
    shape = text.MOMENT if unit is Unit.HOUR else text.ONE_DAY
    sentence = (text.SUMMARY_BEFORE if amount < 0 else text.SUMMARY).format(
        start=shape.format(first=start), amount=abs(amount), unit=text.UNITS[unit], due=shape.format(first=due)
    )
    return sentence + text.PROVISIONAL if provisional else sentence
