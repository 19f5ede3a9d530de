"""Writes of the outbox."""

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.outbox.flow import MESSAGE
from hongxian.kernel.outbox.models import Message


@command("message.retry")
def retry_message(*, actor: Actor, message: Message) -> Message:
    """Put a message that was given up back into the queue, due at once and with all its attempts before it.

    Raises `Problem` unless it has failed, `Stale` when somebody else put it back meanwhile. The last error stays.
    """
    message = MESSAGE.advance(message, "retry", actor, attempts=0, next_at=now())
    record(message)
    return message
