"""By when an obligation is due, and how that day came about, step by step."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from hongxian.kernel.clock.calendar import Calendar
from hongxian.kernel.clock.deadline import add_working_days
from hongxian.kernel.rules.dates import Period
from hongxian.kernel.rules.obligation import Obligation
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.queries import printed_due


@dataclass(frozen=True)
class DueDate:
    """The day, the day to remind on, the steps in Chinese, and whether they rest on a calendar not yet published."""

    on: date | None = None
    remind_on: date | None = None
    calculation: list[str] = field(default_factory=list)
    provisional: bool = False


def due_date(obligation: Obligation, period: Period | None) -> DueDate:
    """The due date of one obligation in one period: the period's last day, the printed day, or none."""
    if period is not None:
        step = text.PERIOD_STEP.format(label=period.label, start=period.start, end=period.end)
        return _with_reminder(period.end, step, calendar())
    if (due := printed_due(obligation)) is not None:
        return _with_reminder(due, text.PRINTED_STEP.format(day=due), calendar())
    return DueDate(calculation=[text.NO_DEADLINE_STEP])


def _with_reminder(due: date, step: str, days: Calendar) -> DueDate:
    lead: int = settings.REMIND_WORKING_DAYS
    remind_on = add_working_days(due, -lead, days)
    provisional = any(days.day(day).provisional for day in (remind_on, due))
    steps = [step, text.REMIND_STEP.format(days=lead, day=remind_on)]
    if provisional:
        steps.append(text.REMIND_PROVISIONAL)
    return DueDate(due, remind_on, steps, provisional)
