"""Which days are working days: the State Council's holidays and make-up days, corrections, and weekends beyond."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from types import MappingProxyType

from chinese_calendar import constants

from hongxian.kernel.clock import text

ONE_DAY = timedelta(days=1)
_SATURDAY = 5

FIRST_PUBLISHED = min(constants.holidays).replace(month=1, day=1)
LAST_PUBLISHED = date(max(constants.holidays).year, 12, 24)
"""The last day that is certain. The notice of a year comes at the end of the year before and has moved days between
Christmas and New Year (29 December 2018 became a working day), so the last week of the last year waits for the next."""


class Source(StrEnum):
    """Where it is known from what a day is."""

    STATE_COUNCIL = "state_council"
    OVERRIDE = "override"
    WEEKEND_RULE = "weekend_rule"


@dataclass(frozen=True)
class DayRule:
    """A correction: what a day is, whatever the published calendar says."""

    working: bool
    name: str = ""


@dataclass(frozen=True)
class Day:
    """What a day is. `name` is the holiday it belongs to, also for its make-up days; empty for other days.

    `provisional`: nobody has published that day yet, so only weekends are known.
    """

    date: date
    working: bool
    name: str
    source: Source
    provisional: bool

    @property
    def weekend(self) -> bool:
        """Whether it is a Saturday or Sunday."""
        return self.date.weekday() >= _SATURDAY


@dataclass(frozen=True)
class Calendar:
    """The calendar of working days. Corrections go before what is published; beyond that, weekends only."""

    overrides: Mapping[date, DayRule] = field(default_factory=lambda: MappingProxyType({}))

    def day(self, on: date) -> Day:
        """What that day is."""
        published = FIRST_PUBLISHED <= on <= LAST_PUBLISHED
        if rule := self.overrides.get(on):
            return Day(on, rule.working, rule.name, Source.OVERRIDE, provisional=False)
        if (holiday := constants.holidays.get(on)) is not None:
            return Day(on, False, text.HOLIDAYS[holiday], Source.STATE_COUNCIL, provisional=False)
        if (holiday := constants.workdays.get(on)) is not None:
            return Day(on, True, text.HOLIDAYS[holiday], Source.STATE_COUNCIL, provisional=False)
        source = Source.STATE_COUNCIL if published else Source.WEEKEND_RULE
        return Day(on, on.weekday() < _SATURDAY, "", source, provisional=not published)

    def is_working(self, on: date) -> bool:
        """Whether that day is a working day."""
        return self.day(on).working

    def next_working(self, on: date) -> date:
        """The day itself if it is a working day, else the first one after it."""
        while not self.is_working(on):
            on += ONE_DAY
        return on

    def previous_working(self, on: date) -> date:
        """The day itself if it is a working day, else the last one before it."""
        while not self.is_working(on):
            on -= ONE_DAY
        return on
