"""The duties of check tasks, each on the desk of who is to check. They are acts of the system: they follow from the
task."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock.calendar import Calendar
from hongxian.kernel.duties.commands import Owed
from hongxian.kernel.duties.standing import drop, put, settle
from hongxian.modules.base.accounts.queries import body_acting_for
from hongxian.modules.base.calendars.queries import remind_by
from hongxian.modules.base.parties.queries import party
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.models import CheckSchedule, CheckTask
from hongxian.modules.screening.checks.queries import OWN_KIND
from hongxian.modules.screening.hidden_dangers.queries import supervisor_of

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party

_SYSTEM = system_actor("checks", "duty.open", "duty.discharge", "duty.withdraw", "duty.move")
_LONGEST_TITLE = 200


def body_for(schedule: CheckSchedule, enterprise: Enterprise) -> tuple[Party | None, bool]:
    """Who is to check, and whether on behalf of the enterprise: by an enterprise list the enterprise's own body; where
    it has no account, and by department lists, the body of the schedule, else the supervising one."""
    if schedule.checklist.kind == OWN_KIND and (own := body_acting_for(enterprise.pk, "check.fill")):
        return own, False
    return schedule.body or supervisor_of(enterprise), schedule.checklist.kind == OWN_KIND


def put_task(task: CheckTask, on_behalf: bool, calendar: Calendar, *, is_first: bool = False) -> None:
    """Put the task on the desk of who carries it out; off every desk where nobody does. `is_first`: it was only just
    made."""
    if task.body is None:
        if not is_first:
            task_dropped(task, text.NOBODY_CHECKS)
        return
    shape = text.DUTY_INSPECT if task.checklist.kind != OWN_KIND else text.DUTY_SELF_CHECK
    shape = text.DUTY_ON_BEHALF if on_behalf else shape
    title = shape.format(enterprise=task.enterprise.name, checklist=task.checklist.title)
    remind_on = remind_by(task.due_on, calendar).due_on
    held = party(str(task.body_id))
    overseer = supervisor_of(task.enterprise)
    chaser = overseer if overseer is not None and overseer.pk != held.pk else None
    put(
        _SYSTEM,
        Owed(
            organisation=str(held.pk),
            organisation_name=held.name,
            path=task.place_path,
            title=title[:_LONGEST_TITLE],
            clause=task.schedule.title,
            clause_source=text.DUTY_SOURCE.format(start=task.period_start, end=task.period_end),
            source=_source(task),
            subject_kind="check_task",
            subject_key=str(task.pk),
            office=str(held.office_id or ""),
            chaser=str(chaser.pk) if chaser else "",
            chaser_name=chaser.name if chaser else "",
            due_on=task.due_on,
            calculation=list(task.due_calculation),
            provisional=task.due_provisional,
            remind_on=remind_on,
        ),
        is_first=is_first,
    )


def task_done(task: CheckTask, cause: object) -> None:
    """Take the task off the desk: it was carried out by that."""
    settle(_SYSTEM, _source(task), cause)


def task_dropped(task: CheckTask, reason: str) -> None:
    """Take the task off the desk: it is no longer owed."""
    drop(_SYSTEM, _source(task), reason)


def _source(task: CheckTask) -> str:
    return f"check_task:{task.pk}:carry_out"
