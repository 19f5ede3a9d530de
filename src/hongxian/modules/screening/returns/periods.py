"""The periods of returns: a month, a quarter, a year, as days and as they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from hongxian.kernel.problem import Problem
from hongxian.modules.screening.returns import text

INTERVALS = ("month", "quarter", "year")
MONTHS = {"month": 1, "quarter": 3, "year": 12}
_WRITTEN = re.compile(r"([0-9]{4})(?:-(?:(0[1-9]|1[0-2])|Q([1-4])))?")


@dataclass(frozen=True)
class Period:
    """From `start` through `end`, both included. `key` is how it is written: 2026-03, 2026-Q1, 2026."""

    interval: str
    start: date

    @property
    def end(self) -> date:
        """Its last day."""
        return self.after.start - timedelta(days=1)

    @property
    def key(self) -> str:
        """As it is written in addresses and by programs."""
        if self.interval == "year":
            return f"{self.start:%Y}"
        return f"{self.start:%Y-%m}" if self.interval == "month" else f"{self.start:%Y}-Q{(self.start.month + 2) // 3}"

    @property
    def words(self) -> str:
        """As people say it."""
        number = self.start.month if self.interval == "month" else (self.start.month + 2) // 3
        return text.PERIOD_WORDS[self.interval].format(year=self.start.year, number=number)

    @property
    def after(self) -> Period:
        """The next one."""
        return period_of(self.interval, _months_on(self.start, MONTHS[self.interval]))

    @property
    def before(self) -> Period:
        """The one before."""
        return period_of(self.interval, self.start - timedelta(days=1))

    def window(self, carried: int) -> tuple[date, date]:
        """The days in which a report counts for the period, where those made in the first `carried` days of a period
        count for the one before."""
        late = timedelta(days=carried)
        return self.start + late, self.end + late

    def __str__(self) -> str:
        return self.words


def period_of(interval: str, day: date) -> Period:
    """The period of that kind in which the day lies."""
    months = MONTHS[interval]
    return Period(interval, date(day.year, (day.month - 1) // months * months + 1, 1))


def read_period(written: str) -> Period:
    """The period that is written so; `Problem` for anything else."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None or found[1] == "0000":
        raise Problem(text.BAD_PERIOD.format(found=written), field="period")
    year, month, quarter = int(found[1]), found[2], found[3]
    if month:
        return Period("month", date(year, int(month), 1))
    return Period("quarter", date(year, int(quarter) * 3 - 2, 1)) if quarter else Period("year", date(year, 1, 1))


def _months_on(day: date, months: int) -> date:
    total = day.year * 12 + day.month - 1 + months
    return date(total // 12, total % 12 + 1, 1)
