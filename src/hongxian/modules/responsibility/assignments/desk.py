"""The duty of an assignment on the desk of its lead. Duties are acts of the system: they follow from the assignment."""

from __future__ import annotations

from datetime import date

from django.conf import settings

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.duties.commands import Owed, discharge_duty, open_duty, remind_of_duty, withdraw_duty
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.duties.queries import duty_from
from hongxian.modules.base.calendars.queries import remind_by
from hongxian.modules.base.parties.queries import party
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.clauses import Clause
from hongxian.modules.responsibility.assignments.models import Assignment

_SYSTEM = system_actor("assignments", "duty.open", "duty.discharge", "duty.withdraw", "duty.remind")
_LONGEST_TITLE = 200


def duty_of(assignment: Assignment) -> Duty | None:
    """The duty that stands for the assignment."""
    return duty_from(f"assignment:{assignment.pk}")


def put_on_desk(actor: Actor, assignment: Assignment, clause: Clause) -> None:
    """Open the duty of the lead. Overdue it goes to the office that chases the lead, or, where none is registered, to
    the office that assigned."""
    lead = party(str(assignment.lead_id))
    chaser, chaser_name = str(lead.chaser_id or ""), lead.chaser.name if lead.chaser else ""
    if not chaser and actor.organisation != str(lead.pk):
        chaser, chaser_name = actor.organisation, actor.organisation_name
    remind_on, calculation = _reminder(assignment.due_on)
    owed = Owed(
        organisation=str(lead.pk),
        organisation_name=lead.name,
        path=lead.place.path,
        title=assignment.task_text[:_LONGEST_TITLE],
        clause=clause.text,
        clause_source=text.CLAUSE_SOURCE.format(title=assignment.pack.title, path=clause.path)[:200],
        office=str(lead.office_id or ""),
        chaser=chaser,
        chaser_name=chaser_name,
        due_on=assignment.due_on,
        remind_on=remind_on,
        calculation=calculation,
    )
    source = f"assignment:{assignment.pk}"
    open_duty(actor=_SYSTEM, owed=owed.about(source, "assignment", str(assignment.pk)))


def take_off_desk(assignment: Assignment, *, cause: str = "", reason: str = "") -> None:
    """Discharge the duty because of a ledger entry, or withdraw it for a reason."""
    duty = duty_of(assignment)
    if duty is None or duty.state not in ("open", "explained"):
        return
    if cause:
        discharge_duty(actor=_SYSTEM, duty=duty, cause=cause)
    else:
        withdraw_duty(actor=_SYSTEM, duty=duty, reason=reason)


def remind_on_desk(assignment: Assignment) -> None:
    """Mark the duty on the desk of the lead."""
    duty = duty_of(assignment)
    if duty is not None and duty.state == "open":
        remind_of_duty(actor=_SYSTEM, duty=duty)


def _reminder(due_on: date | None) -> tuple[date | None, list[str]]:
    if due_on is None:
        return None, [text.NO_DEADLINE_STEP]
    lead: int = settings.REMIND_WORKING_DAYS
    found = remind_by(due_on)
    steps = [
        text.OFFICE_STEP.format(day=due_on),
        text.REMIND_STEP.format(days=lead, day=found.due_on),
        *found.lines,
    ]
    if found.provisional:
        steps.append(text.REMIND_PROVISIONAL)
    return found.due_on, steps
