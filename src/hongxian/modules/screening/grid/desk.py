"""The duty to answer what a grid told upwards, on the desk of the body that was told. Acts of the system: they follow
from what was told."""

from __future__ import annotations

from datetime import date

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.clock.deadline import Unit, deadline
from hongxian.kernel.duties.commands import Owed, open_duty
from hongxian.kernel.duties.standing import drop, settle
from hongxian.kernel.glossary import term
from hongxian.modules.base.calendars.queries import calendar, reminder
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.models import GridEscalation
from hongxian.modules.screening.grid.queries.tree import setting_for

_SYSTEM = system_actor("grid", "duty.open", "duty.discharge", "duty.withdraw")
_LONGEST_TITLE = 200


def answer_due(place_path: str) -> tuple[date | None, list[str]]:
    """By when what is told today is to be answered, and how the day came about; no day where the place decided none."""
    setting = setting_for(place_path)
    if setting is None or setting.answer_days is None:
        return None, [text.NO_DAYS_STEP]
    found = deadline(today(), setting.answer_days, Unit.WORKING_DAY, calendar=calendar())
    words = {"place": setting.place.name, "days": setting.answer_days, "source": setting.source}
    return found.due_on, [text.DAYS_STEP.format(**words), *found.lines]


def put_answer(escalation: GridEscalation) -> None:
    """Put it on the desk of the body that was told."""
    body, due_on = escalation.recipient, escalation.answer_due_on
    remind_on, steps = reminder(due_on)
    title = text.DUTY_TITLE.format(where=escalation.visit.where, content=escalation.content)
    owed = Owed(
        organisation=str(body.pk),
        organisation_name=body.name,
        path=body.place.path,
        title=title[:_LONGEST_TITLE],
        clause=term(f"escalation_kind#{escalation.kind}"),
        clause_source=text.DUTY_SOURCE.format(grid=escalation.grid.name, day=escalation.sent_on),
        source=_source(escalation),
        subject_kind="grid_escalation",
        subject_key=str(escalation.pk),
        office=str(body.office_id or ""),
        due_on=due_on,
        remind_on=remind_on,
        calculation=[*escalation.due_calculation, *steps],
    )
    open_duty(actor=_SYSTEM, owed=owed)


def done(escalation: GridEscalation, cause: object) -> None:
    """It was answered by that ledger entry."""
    settle(_SYSTEM, _source(escalation), cause)


def dropped(escalation: GridEscalation, reason: str) -> None:
    """It is no longer owed."""
    drop(_SYSTEM, _source(escalation), reason)


def _source(escalation: GridEscalation) -> str:
    return f"grid_escalation:{escalation.pk}"
