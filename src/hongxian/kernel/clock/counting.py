"""Counting days, months and hours, each with its steps. `deadline` is the door."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from hongxian.kernel.clock.calendar import ONE_DAY, Calendar, Source
from hongxian.kernel.clock.moment import LOCAL
from hongxian.kernel.clock.pause import Pause, pause_on
from hongxian.kernel.clock.step import Step, squeeze

Counted = tuple[date, list[Step]]
"""The last day (for hours a moment), and how it was reached."""


def days_from(first: date, last: date) -> Iterator[date]:
    """Every day from the first to the last."""
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)


def count_days(
    start: date, amount: int, calendar: Calendar | None, counts_start: bool, pauses: Sequence[Pause], unit: str
) -> Counted:
    """So many days after the start, or working days where a calendar is given. Backwards if the amount is negative."""
    forward = ONE_DAY if amount >= 0 else -ONE_DAY
    steps = [] if counts_start else [Step("start", start, start)]
    day = start if counts_start else start + forward
    total = 0
    while total < abs(amount):
        counts, reason, name = _reason(day, calendar, pauses)
        total += counts
        steps.append(Step(reason, day, day, int(counts), total, name, unit))
        day += forward
    return day - forward, squeeze(steps)


def _reason(day: date, calendar: Calendar | None, pauses: Sequence[Pause]) -> tuple[bool, str, str]:
    """Whether a day counts, why, and the name of what makes it so."""
    if pause := pause_on(day, pauses):
        return False, "paused", pause.reason
    if calendar is None:
        return True, "counted", ""
    known = calendar.day(day)
    if known.source is Source.OVERRIDE:
        return known.working, "corrected_working" if known.working else "corrected_off", known.name
    if known.working:
        return (True, "make_up", known.name) if known.name else (True, "counted", "")
    return (False, "holiday", known.name) if known.name else (False, "weekend", "")


def add_months(start: date, months: int) -> date:
    """The corresponding day so many months later (earlier, if negative), or the last of the month if it has none."""
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    following = date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1)
    return date(year, month + 1, min(start.day, (following - ONE_DAY).day))


def count_months(start: date, months: int, counts_start: bool, pauses: Sequence[Pause]) -> Counted:
    """So many months by calendar, extended by the paused days within."""
    due = add_months(start, months)
    corresponds = due.day == start.day
    steps = [
        Step("start_counted" if counts_start else "start", start, start),
        Step("corresponding" if corresponds else "month_end", due, due),
    ]
    if counts_start and corresponds:
        due -= ONE_DAY
        steps.append(Step("day_before", due, due))
    lost = [
        Step("paused", day, day, name=pause.reason)
        for day in days_from(start if counts_start else start + ONE_DAY, due)
        if (pause := pause_on(day, pauses))
    ]
    if lost:
        due, more = count_days(due, len(lost), None, False, pauses, "day")
        steps += [*squeeze(lost), *more[1:-1], Step("extended", due, due, counted=len(lost))]
    return due, steps


def count_hours(start: datetime, hours: int, pauses: Sequence[Pause]) -> tuple[datetime, list[Step]]:
    """So many hours without a break, except that paused days do not run. Backwards if negative."""
    at, left = start.astimezone(LOCAL), timedelta(hours=hours)
    if hours < 0:
        return at + left, [Step("running", at + left, at)]
    steps: list[Step] = []
    for pause in sorted(pauses, key=lambda each: each.start):
        if pause.ends_at <= at:
            continue
        if pause.begins_at >= at + left:
            break
        if pause.begins_at > at:
            steps.append(Step("running", at, pause.begins_at))
            left -= pause.begins_at - at
            at = pause.begins_at
        steps.append(Step("paused", at, pause.ends_at, name=pause.reason))
        at = pause.ends_at
    return at + left, [*steps, Step("running", at, at + left)]


def roll(day: date, backwards: bool, calendar: Calendar, pauses: Sequence[Pause]) -> Counted:
    """The day itself if it is a working day outside every pause, else the next such day (the last, if backwards)."""
    moved = day
    while not calendar.is_working(moved) or pause_on(moved, pauses):
        moved += -ONE_DAY if backwards else ONE_DAY
    if moved == day:
        return day, []
    return moved, [Step("rolled_back" if backwards else "rolled", moved, moved, before=day)]
