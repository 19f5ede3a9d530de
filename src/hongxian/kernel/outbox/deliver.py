"""Delivering what the outbox holds: at least once, each message apart from the others, failures kept in sight."""

import logging
import traceback
from collections.abc import Callable
from datetime import timedelta

from hongxian.kernel.calling import NotTaken
from hongxian.kernel.clock import now
from hongxian.kernel.module import resolve
from hongxian.kernel.outbox import text
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.models import DONE, FAILED, PENDING, Message
from hongxian.kernel.problem import Problem

log = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
"""How long one worker has a message to itself. A worker that died loses it after that; a task that takes longer
must enqueue its work in parts."""
MOST_ATTEMPTS = 8
FIRST_WAIT = timedelta(seconds=10)
LONGEST_WAIT = timedelta(hours=1)
ERROR_LENGTH = 2000
KEEP = timedelta(days=30)


class Stopping(BaseException):
    """The worker was asked to stop while a task ran: the message goes back, unharmed."""


def deliver(limit: int = 100, stopped: Callable[[], bool] = lambda: False) -> int:
    """Deliver up to `limit` messages that are due, oldest first; return how many were tried.

    Safe to run in several processes at once. `stopped` is asked before each message.
    """
    due = Message.objects.filter(done_at__isnull=True, state=PENDING, next_at__lte=now())
    tried = 0
    for message in due.order_by("next_at", "pk")[:limit]:
        if stopped():
            break
        if _claim(message):
            _attempt(message)
            tried += 1
    return tried


def _claim(message: Message) -> bool:
    """Take the message by compare-and-set: only one of several workers gets it."""
    lease = now() + LEASE
    held = Message.objects.filter(
        pk=message.pk, state=PENDING, attempts=message.attempts, next_at=message.next_at
    ).update(attempts=message.attempts + 1, next_at=lease)
    message.attempts += 1
    message.next_at = lease
    return bool(held)


def _attempt(message: Message) -> None:
    if message.attempts > MOST_ATTEMPTS:
        _close(message, state=FAILED, error=message.error or text.WORKER_DIED)
        return
    try:
        resolve(message.task)(
            Delivery(
                key=message.pk,
                event=message.event,
                entry_id=message.entry_id,
                subject_kind=message.subject_kind,
                subject_key=message.subject_key,
                args=message.args,
            )
        )
    except Stopping:
        _close(message, attempts=message.attempts - 1, next_at=now())
        raise
    except Exception as error:  # noqa: BLE001 - outermost handler: one failing task must not hold up the others
        _fail(message, error)
    else:
        _close(message, state=DONE, done_at=now())


def _close(message: Message, **changes: object) -> None:
    """Write how the attempt ended, unless the lease ran out and another worker has the message now."""
    Message.objects.filter(pk=message.pk, state=PENDING, attempts=message.attempts).update(**changes)


def _fail(message: Message, error: Exception) -> None:
    last = message.attempts >= MOST_ATTEMPTS
    log.error("message %s, task %s, attempt %d: %s", message.pk, message.task, message.attempts, where(error))
    _close(
        message,
        state=FAILED if last else PENDING,
        next_at=now() + wait_after(message.attempts),
        error=describe(error),
    )


def wait_after(attempts: int) -> timedelta:
    """How long to wait after so many attempts: 10 s, 20 s, 40 s … one hour at most."""
    return min(FIRST_WAIT * (1 << (attempts - 1)), LONGEST_WAIT)


def describe(error: Exception) -> str:
    """The failure for the person who looks after the system: what is meant for people as it stands, of anything else
    also kind and place."""
    if isinstance(error, (NotTaken, Problem)):
        return str(error)[:ERROR_LENGTH]
    return f"{where(error)}: {error}"[:ERROR_LENGTH]


def where(error: Exception) -> str:
    """Kind and place of a failure, without its message, which may hold personal data: fit for a log."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" {frames[-1].filename.rpartition('/')[2]}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"


def clear_done(batch: int = 10_000) -> int:
    """Forget up to `batch` messages that were delivered more than `KEEP` ago; the ledger keeps the acts themselves."""
    old = Message.objects.filter(done_at__lt=now() - KEEP).order_by("done_at").values_list("pk", flat=True)[:batch]
    return Message.objects.filter(pk__in=list(old)).delete()[0]
