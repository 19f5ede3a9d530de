"""What the worker does for checks: the tasks of each period."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.screening.checks.commands.schedules import make_tasks
from hongxian.modules.screening.checks.periods import period_on
from hongxian.modules.screening.checks.queries import enterprises_without_task, published_of, running_schedules

_SYSTEM = system_actor("checks", "check_task.make")


def make_due_tasks() -> None:
    """Make the tasks of the period in which today lies, of every schedule whose list is published. Idempotent: an
    enterprise has one task in a period, and those that began meanwhile get theirs."""
    known = calendar()
    for schedule in running_schedules(today()):
        period = period_on(
            today(),
            cadence=schedule.cadence,
            every=schedule.every,
            due_rule=schedule.due_rule,
            starts_on=schedule.starts_on,
            ends_on=schedule.ends_on,
            calendar=known,
        )
        if period is None or published_of(schedule.checklist.list_series) is None:
            continue
        while enterprises_without_task(schedule, period.start).exists():
            make_tasks(actor=_SYSTEM, check_schedule=schedule, period=period)
