"""By when an obligation is due, and how that day came about, step by step."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.conf import settings

from hongxian.kernel.clock.calendar import Calendar
from hongxian.kernel.rules.dates import Duration, Period
from hongxian.kernel.rules.judge import due_of
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import Setting
from hongxian.modules.base.calendars.queries import remind_by
from hongxian.modules.base.verdicts import text


@dataclass(frozen=True)
class DueDate:
    """The day, the day to remind on, the steps in Chinese."""

    on: date | None = None
    remind_on: date | None = None
    calculation: list[str] = field(default_factory=list)


def due_date(
    obligation: Obligation,
    period: Period | None,
    days: Calendar,
    parameters: Mapping[str, Setting],
    shift: Duration | None = None,
) -> DueDate:
    """The due date of one obligation in one period: the period's last day, the printed day (moved by `shift`) or one
    that a parameter sets, or none."""
    if period is not None:
        step = text.PERIOD_STEP.format(label=period.label, start=period.start, end=period.end)
        return _with_reminder(period.end, step, days)
    if (due := due_of(obligation, parameters, shift)) is not None:
        return _with_reminder(due.on, text.PRINTED_STEP.format(day=due.shown), days)
    return DueDate(calculation=[text.NO_DEADLINE_STEP])


def _with_reminder(due: date, step: str, days: Calendar) -> DueDate:
    """The due date itself does not depend on the calendar; the day to remind on does."""
    lead: int = settings.REMIND_WORKING_DAYS
    found = remind_by(due, days)
    steps = [step, text.REMIND_STEP.format(days=lead, day=found.due_on), *found.lines]
    if found.provisional:
        steps.append(text.REMIND_PROVISIONAL)
    return DueDate(due, found.due_on, steps)
