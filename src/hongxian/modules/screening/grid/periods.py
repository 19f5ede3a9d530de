"""Periods of patrols, by the local calendar: a half month is 1–15 or 16–end, a half year January–June or
July–December."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def period_of(period: str, day: date) -> tuple[date, date]:
    """The first and the last day of the period in which that day lies; both belong to it."""
    if period == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    if period == "half_month":
        if day.day <= 15:
            return day.replace(day=1), day.replace(day=15)
        return day.replace(day=16), day.replace(day=monthrange(day.year, day.month)[1])
    months = _MONTHS[period]
    begins = (day.month - 1) // months * months + 1
    ends = begins + months - 1
    return date(day.year, begins, 1), date(day.year, ends, monthrange(day.year, ends)[1])
