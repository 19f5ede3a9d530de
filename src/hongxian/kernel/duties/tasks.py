"""What the worker does with duties every minute."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.duties.commands import escalate_duty, remind_of_duty, tell_overdue_duty
from hongxian.kernel.duties.queries import to_escalate, to_remind, to_tell_overdue

_ACTOR = system_actor("duties", "duty.remind", "duty.escalate", "duty.tell_overdue")


def remind_and_escalate() -> None:
    """Remind of what is soon due, escalate what is overdue; of what nobody chases tell those who owe it. Each duty is
    its own act, so one that fails stops none."""
    day = today()
    for duty in to_remind(day):
        remind_of_duty(actor=_ACTOR, duty=duty)
    for duty in to_escalate(day):
        escalate_duty(actor=_ACTOR, duty=duty)
    for duty in to_tell_overdue(day):
        tell_overdue_duty(actor=_ACTOR, duty=duty)
