"""Writes of duties. All are acts of the system: a duty follows from a verdict or a deadline, nobody invents one."""

from dataclasses import dataclass, field, replace
from datetime import date

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import Calls, command
from hongxian.kernel.duties.flow import DUTY
from hongxian.kernel.duties.models import Duty
from hongxian.kernel.ledger.record import record
from hongxian.kernel.together import Lookup, insert


@dataclass(frozen=True)
class Owed:
    """What a new duty says. `calculation` is a list of sentences, each one step of how the due date came about."""

    organisation: str
    organisation_name: str
    path: str
    title: str
    clause: str
    clause_source: str
    source: str = ""
    subject_kind: str = ""
    subject_key: str = ""
    office: str = ""
    chaser: str = ""
    chaser_name: str = ""
    due_on: date | None = None
    calculation: list[str] = field(default_factory=list)
    provisional: bool = False
    remind_on: date | None = None

    def about(self, source: str, subject_kind: str, subject_key: str) -> "Owed":
        """The same, once it is known what it follows from."""
        return replace(self, source=source, subject_kind=subject_kind, subject_key=subject_key)


BY_SOURCE = Lookup(lambda: Duty.objects.select_for_update(), "source")


def _ahead(calls: Calls) -> None:
    BY_SOURCE.load(each["owed"].source for each in calls if "owed" in each)


@command("duty.open", together=_ahead)
def open_duty(*, actor: Actor, owed: Owed) -> Duty:
    """Put a duty on the desk of whoever owes it, or put it back there if it was discharged or withdrawn."""
    existing = next(iter(BY_SOURCE.of(owed.source)), None)
    if existing is not None:
        duty = DUTY.advance(existing, "reopen", actor, closed_at=None)
    else:
        duty = Duty(opened_at=now(), **vars(owed))
        insert(duty)
    record(duty)
    return duty


@command("duty.discharge")
def discharge_duty(*, actor: Actor, duty: Duty, cause: str) -> Duty:
    """Take the duty off the desk: it has been done. `cause` is the ledger entry that turned the verdict."""
    DUTY.advance(duty, "discharge", actor, closed_at=now())
    record(duty, detail={"cause": cause})
    return duty


@command("duty.explain")
def explain_duty(*, actor: Actor, duty: Duty, explanation: str) -> Duty:
    """Say why an overdue duty was not done. It is chased no further; the verdict stays what it is, for good.

    Raises `Problem` while the duty is not overdue.
    """
    DUTY.advance(duty, "explain", actor, explanation=explanation.strip(), closed_at=now())
    record(duty, reason=explanation.strip())
    return duty


@command("duty.withdraw", together=_ahead)
def withdraw_duty(*, actor: Actor, duty: Duty, reason: str) -> Duty:
    """Take the duty off the desk: it is no longer owed, for the reason given."""
    DUTY.advance(duty, "withdraw", actor, {"reason": reason}, closed_at=now())
    record(duty, reason=reason)
    return duty


@command("duty.reschedule")
def reschedule_duty(
    *, actor: Actor, duty: Duty, due_on: date | None, remind_on: date | None, calculation: list[str], provisional: bool
) -> Duty:
    """Give the duty another due date, as the calendar or the rule now says; the old one stays in the ledger."""
    duty.due_on, duty.remind_on = due_on, remind_on
    duty.calculation, duty.provisional = calculation, provisional
    duty.save(update_fields=["due_on", "remind_on", "calculation", "provisional"])
    record(duty)
    return duty


@command("duty.move")
def move_duty(*, actor: Actor, duty: Duty, owed: Owed) -> Duty:
    """Put the duty on the desk of the organisation that owes it now, as it is told to it; there it is reminded of and
    told overdue anew, and escalated anew where somebody else chases."""
    if duty.chaser != owed.chaser:
        duty.escalated_at = None
    duty.reminded_at = duty.overdue_told_at = None
    for name in _MOVED:
        setattr(duty, name, getattr(owed, name))
    duty.save(update_fields=[*_MOVED, "reminded_at", "overdue_told_at", "escalated_at"])
    record(duty)
    return duty


_MOVED = ("organisation", "organisation_name", "office", "chaser", "chaser_name", "path", "title")


@command("duty.remind")
def remind_of_duty(*, actor: Actor, duty: Duty) -> Duty:
    """Mark the duty as soon due on the desk; once."""
    duty.reminded_at = now()
    duty.save(update_fields=["reminded_at"])
    record(duty)
    return duty


@command("duty.tell_overdue")
def tell_overdue_duty(*, actor: Actor, duty: Duty) -> Duty:
    """Note that an overdue duty which nobody is to chase is overdue, so that those who owe it are told; once."""
    duty.overdue_told_at = now()
    duty.save(update_fields=["overdue_told_at"])
    record(duty)
    return duty


@command("duty.escalate")
def escalate_duty(*, actor: Actor, duty: Duty) -> Duty:
    """Put an overdue duty on the desk of the office that chases; once. It stays on the desk of whoever owes it."""
    duty.escalated_at = now()
    duty.save(update_fields=["escalated_at"])
    record(duty)
    return duty
