"""Receipts that are missing, as duties on the desk of the office that sent the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.kernel.actor import system_actor
from hongxian.kernel.duties.commands import Owed, discharge_duty, open_duty, withdraw_duty
from hongxian.kernel.duties.queries import duty_from
from hongxian.modules.base.calendars.queries import remind_by
from hongxian.modules.base.papers import text
from hongxian.modules.base.parties.queries import party

if TYPE_CHECKING:
    from hongxian.modules.base.papers.models import Recipient

CLERK = system_actor("receipts", "duty.open", "duty.discharge", "duty.withdraw")


def settle(recipient: Recipient, cause: str) -> None:
    """Put the duty to get the receipt back on the desk, or take it off. Nobody owes it where no day was set when the
    paper was served. May be called again at any time."""
    source = f"receipt:{recipient.pk}"
    duty = duty_from(source)
    if recipient.state == "served" and recipient.receipt_due_on and recipient.paper.state == "issued":
        if duty is None:
            open_duty(actor=CLERK, owed=_owed(recipient).about(source, "paper", str(recipient.paper_id)))
    elif duty is not None and duty.state in ("open", "explained"):
        if recipient.state == "served":
            withdraw_duty(actor=CLERK, duty=duty, reason=text.DUTY_GONE)
        else:
            discharge_duty(actor=CLERK, duty=duty, cause=cause)


def _owed(recipient: Recipient) -> Owed:
    paper, due = recipient.paper, recipient.receipt_due_on
    assert due is not None
    office = party(paper.office)
    reminder = remind_by(due)
    said = {
        "number": paper.document_number,
        "title": paper.title,
        "name": recipient.name,
        "served": recipient.served_on,
        "due": due,
    }
    return Owed(
        organisation=str(office.pk),
        organisation_name=office.name,
        path=office.place.path,
        title=text.DUTY_TITLE.format(**said)[:200],
        clause=text.DUTY_CLAUSE.format(**said),
        clause_source=text.DUTY_SOURCE,
        chaser=str(office.chaser_id or ""),
        chaser_name=office.chaser.name if office.chaser else "",
        due_on=due,
        remind_on=reminder.due_on,
        calculation=[text.DUTY_STEP.format(**said)],
    )
