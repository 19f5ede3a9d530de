"""What the worker does with duties every minute."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.duties.commands import escalate_duty, remind_of_duty
from hongxian.kernel.duties.queries import to_escalate, to_remind

_ACTOR = system_actor("duties", "duty.remind", "duty.escalate")


def remind_and_escalate() -> None:
    """Remind of what is soon due, escalate what is overdue. Each duty is its own act, so one that fails stops none."""
    day = today()
    for duty in to_remind(day):
        remind_of_duty(actor=_ACTOR, duty=duty)
    for duty in to_escalate(day):
        escalate_duty(actor=_ACTOR, duty=duty)
