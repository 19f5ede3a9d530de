"""Periods and durations by the calendar: quarters, half-years, months and years; P1Y2M10D; leap days."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hongxian.kernel.rules import text


class PeriodKind(StrEnum):
    """The periods that a text may count by."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}


class Basis(StrEnum):
    """Where the year of a period begins: on 1 January, or on 1 December of the year before (statistics)."""

    CALENDAR = "calendar"
    DECEMBER = "december"


@dataclass(frozen=True)
class Period:
    """One period, both days included. `key` is “2026-Q1”, “2026-H1”, “2026-03” or “2026”."""

    key: str
    start: date
    end: date
    label: str


@dataclass(frozen=True)
class Duration:
    """A span of calendar years, months and days."""

    years: int = 0
    months: int = 0
    days: int = 0


AT_ONCE = Duration()

_DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")


def parse_duration(written: str) -> Duration:
    """An ISO 8601 duration of whole years, months, weeks and days; ValueError for anything else."""
    match = _DURATION.fullmatch(written)
    if match is None or not is_duration(written):
        raise ValueError(written)
    years, months, weeks, days = (int(each or 0) for each in match.groups())
    return Duration(years, months, weeks * 7 + days)


def is_duration(written: str) -> bool:
    """Whether it is such a duration."""
    match = _DURATION.fullmatch(written)
    return match is not None and any(match.groups())


def add(day: date, span: Duration, sign: int = 1) -> date:
    """The day plus (or, with sign -1, minus) the span; 29 February plus a year is 28 February."""
    months = day.year * 12 + day.month - 1 + sign * (span.years * 12 + span.months)
    year, month = divmod(months, 12)
    moved = date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return moved + timedelta(days=sign * span.days)


def last_before(day: date, span: Duration) -> date:
    """The last day that the span moves to one before `day`."""
    found = add(day, span, -1)
    while add(found, span) < day:
        found += timedelta(days=1)
    while add(found, span) >= day:
        found -= timedelta(days=1)
    return found


def period_containing(day: date, kind: PeriodKind, basis: Basis = Basis.CALENDAR) -> Period:
    """The period in which a day lies."""
    shift = 1 if basis is Basis.DECEMBER else 0
    length = MONTHS[kind]
    index, _ = divmod(day.year * 12 + day.month - 1 + shift, length)
    year, number = divmod(index * length, 12)
    start = add(date(year, number + 1, 1), Duration(months=shift), -1)
    end = add(start, Duration(months=length)) - timedelta(days=1)
    key, label = _names(kind, year, number // length + 1)
    return Period(key, start, end, label)


def _names(kind: PeriodKind, year: int, number: int) -> tuple[str, str]:
    half = text.HALVES[min(number, 2)]
    label = text.PERIOD_LABELS[kind].format(year=year, month=number, number=text.ORDINALS[min(number, 4)], half=half)
    suffix = {
        PeriodKind.MONTH: f"-{number:02d}",
        PeriodKind.QUARTER: f"-Q{number}",
        PeriodKind.HALF_YEAR: f"-H{number}",
        PeriodKind.YEAR: "",
    }
    return f"{year}{suffix[kind]}", label


def periods_between(start: date, end: date, kind: PeriodKind, basis: Basis = Basis.CALENDAR) -> list[Period]:
    """Every period that has a day in the range, both ends included, in order."""
    found: list[Period] = []
    day = start
    while day <= end:
        period = period_containing(day, kind, basis)
        found.append(period)
        day = period.end + timedelta(days=1)
    return found
