"""What others may read of calendars."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, instance_wide
from hongxian.kernel.clock.calendar import FIRST_PUBLISHED, LAST_PUBLISHED, Calendar, Day, DayRule
from hongxian.kernel.clock.counting import days_from
from hongxian.kernel.clock.deadline import Deadline, Unit, deadline, working_days_between
from hongxian.kernel.together import once
from hongxian.modules.base.calendars import text
from hongxian.modules.base.calendars.models import CalendarDay


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says, or that was corrected; `correction` is the row that did so."""

    day: Day
    correction: CalendarDay | None


@dataclass(frozen=True)
class Year:
    """One year of the calendar: its special days and how many working days it has (so far, if provisional)."""

    number: int
    special: list[SpecialDay]
    working_days: int
    provisional: bool


def visible_calendar_days(actor: Actor, permission: str = "calendar_day.view") -> QuerySet[CalendarDay]:
    """All corrections to whoever holds the permission anywhere: the calendar is one for the whole country."""
    return instance_wide(CalendarDay.objects.all(), actor, permission)


def current_days() -> QuerySet[CalendarDay]:
    """The corrections in force."""
    return CalendarDay.objects.filter(recorded_to__isnull=True)


def calendar() -> Calendar:
    """The calendar as corrected now. One small query: ask once and pass it on, rather than once for each deadline;
    acts that are done together ask once for all."""
    return once("calendar", _calendar)


def _calendar() -> Calendar:
    rows = current_days().values_list("date", "working", "name")
    return Calendar({day: DayRule(working, name) for day, working, name in rows})


def year_of(number: int) -> Year:
    """One year of the calendar, for its page."""
    first, last = date(number, 1, 1), date(number, 12, 31)
    corrections = {row.date: row for row in current_days()}
    known = Calendar({day: DayRule(row.working, row.name) for day, row in corrections.items()})
    days = [known.day(day) for day in days_from(first, last)]
    special = [
        SpecialDay(day, corrections.get(day.date))
        for day in days
        if day.name or day.date in corrections or day.working is day.weekend
    ]
    before_first = date.fromordinal(first.toordinal() - 1)
    count = working_days_between(before_first, last, known)
    return Year(number, special, count, provisional=any(day.provisional for day in days))


def first_and_last_published() -> tuple[date, date]:
    """From when to when the published calendar is known."""
    return FIRST_PUBLISHED, LAST_PUBLISHED


def remind_by(due_on: date, known: Calendar | None = None) -> Deadline:
    """The day on which to remind of what is due on a day: so many working days before as the instance sets."""
    return deadline(
        due_on, -settings.REMIND_WORKING_DAYS, Unit.WORKING_DAY, calendar=calendar() if known is None else known
    )


def reminder(due_on: date | None) -> tuple[date | None, list[str]]:
    """That day, and the sentence that says how it came about; neither where nothing is due on a day."""
    if due_on is None:
        return None, []
    found = remind_by(due_on)
    return found.due_on, [text.REMIND_STEP.format(days=settings.REMIND_WORKING_DAYS, day=found.due_on)]
