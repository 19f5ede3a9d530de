"""Formal notifications between bodies: sent under a number, received, answered, withdrawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import F

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.parties.queries import party
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.commands.checking import standing
from hongxian.modules.screening.hidden_dangers.desk import done, dropped, put_on_desk_of
from hongxian.modules.screening.hidden_dangers.flow import FORMAL_NOTIFICATION
from hongxian.modules.screening.hidden_dangers.models import (
    NOTIFICATION_KINDS,
    FormalNotification,
    HiddenDanger,
    NotificationNumber,
    TreatmentFeedback,
)

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party


@command("formal_notification.send")
def send_notification(
    *,
    actor: Actor,
    hidden_danger: HiddenDanger,
    sender: Party,
    recipient_key: str,
    kind: str,
    content: str,
    reply_due_on: date | None = None,
    sent_on: date | None = None,
) -> FormalNotification:
    """Tell another body about a danger, under the sender's next number of the year: beside it (copy), below it (hand
    down) or above it (report up). It comes onto the desk of the recipient, which need not lie within the actor's scope.
    """
    one_of("kind", kind, NOTIFICATION_KINDS, prefix="notification_kind")
    recipient, day = party(recipient_key), sent_on or today()
    _check_sent(hidden_danger, sender, recipient, day, reply_due_on)
    notification = FormalNotification.objects.create(
        hidden_danger=hidden_danger,
        kind=kind,
        sender=sender,
        recipient=recipient,
        year=day.year,
        number=_next_number(sender, day.year),
        content=said("content", content),
        sent_on=day,
        reply_due_on=reply_due_on,
        sent_at=now(),
        sent_by_name=actor.name,
    )
    record(notification)
    _put_on_desk(notification)
    return notification


@command("formal_notification.receive")
def receive_notification(*, actor: Actor, formal_notification: FormalNotification) -> FormalNotification:
    """Say, for the body that was told, that it was received. It is still to be answered."""
    told: dict[str, Any] = {"received_at": now(), "received_by_name": actor.name}
    FORMAL_NOTIFICATION.advance(formal_notification, "receive", actor, **told)
    record(formal_notification)
    return formal_notification


@command("formal_notification.reply")
def reply_to_notification(
    *, actor: Actor, formal_notification: FormalNotification, content: str, replied_on: date | None = None
) -> TreatmentFeedback:
    """Answer how the danger was treated; it leaves the desk."""
    day = replied_on or today()
    if not formal_notification.sent_on <= day <= today():
        words = text.REPLIED_RANGE.format(found=day, earliest=formal_notification.sent_on, today=today())
        raise Problem(words, field="replied_on")
    FORMAL_NOTIFICATION.advance(formal_notification, "reply", actor, {"content": content.strip()})
    feedback = TreatmentFeedback.objects.create(
        notification=formal_notification,
        content=content.strip(),
        replied_on=day,
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
    entry = record(formal_notification, feedback)
    done(_source(formal_notification), entry.pk)
    return feedback


@command("formal_notification.withdraw")
def withdraw_notification(*, actor: Actor, formal_notification: FormalNotification, reason: str) -> FormalNotification:
    """Take back, for the sender, what was not answered yet; the number stays used."""
    FORMAL_NOTIFICATION.advance(formal_notification, "withdraw", actor, {"reason": reason.strip()})
    record(formal_notification, reason=reason.strip())
    dropped(_source(formal_notification), reason.strip())
    return formal_notification


def _check_sent(danger: HiddenDanger, sender: Party, recipient: Party, day: date, reply_due_on: date | None) -> None:
    standing(recipient, "recipient")
    if recipient.pk == sender.pk:
        raise Problem(text.SAME_BODY, field="recipient_key")
    if not danger.found_on <= day <= today():
        words = text.SENT_RANGE.format(found=day, earliest=danger.found_on, today=today())
        raise Problem(words, field="sent_on")
    if reply_due_on is not None and reply_due_on < day:
        raise Problem(text.REPLY_PAST.format(found=reply_due_on, sent=day), field="reply_due_on")


def _put_on_desk(notification: FormalNotification) -> None:
    """On the desk of the body that was told, until it answers."""
    danger, due_on = notification.hidden_danger, notification.reply_due_on
    kind = term(f"notification_kind#{notification.kind}")
    words = text.DUTY_RECEIVE.format(kind=kind, number=numbered(notification), where=danger.where)
    steps = [text.REPLY_STEP.format(day=due_on)] if due_on else []
    put_on_desk_of(danger, _source(notification), notification.recipient, words, due_on, steps)


def numbered(notification: FormalNotification) -> str:
    """Its number in words."""
    return str(notification)


def _next_number(sender: Party, year: int) -> int:
    """The sender's next number of the year; two at once wait for each other, or the first of a year collide."""
    series = NotificationNumber.objects.filter(sender=sender, year=year)
    if not series.update(last=F("last") + 1):
        NotificationNumber.objects.create(sender=sender, year=year, last=1)
    return series.values_list("last", flat=True).get()


def _source(notification: FormalNotification) -> str:
    return f"hidden_danger:{notification.hidden_danger_id}:notification:{notification.pk}"
