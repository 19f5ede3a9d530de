"""Deliveries: what is due is gathered into one message for each address, sent, tried again, given up in sight."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.calling import NotTaken
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.module import notice_kinds
from hongxian.kernel.outbox.publish import enqueue
from hongxian.kernel.problem import Problem
from hongxian.modules.base.notices import text
from hongxian.modules.base.notices.composing import Gone, hand_over, still_to_send
from hongxian.modules.base.notices.models import NoticeContact, NoticeDelivery, NoticeItem
from hongxian.modules.base.notices.planning import after_quiet
from hongxian.modules.base.notices.queries import habits_of, preference_of

SEND = "hongxian.modules.base.notices.tasks.send"
HOUR = timedelta(hours=1)
FIRST_WAIT = timedelta(minutes=1)
HOLD = timedelta(minutes=5)
"""How long one attempt may take: less than the lease of the outbox, which brings the message again after a death."""
_ERROR = 300


def queue_delivery(**what: Any) -> NoticeDelivery:
    """Put in one message; the outbox brings it to `send_delivery` once this is committed."""
    delivery = NoticeDelivery.objects.create(**what)
    enqueue(SEND, delivery=str(delivery.pk))
    return delivery


def gather_due() -> int:
    """For each address: everything that is due becomes one message, unless it is quiet there or the address had its
    share of this hour; then it waits and joins what comes later. How many messages were put in."""
    due = NoticeItem.objects.filter(due_at__lte=now())
    targets = due.order_by().values_list("contact", "gateway").distinct()
    return sum(_gather(due, contact, gateway) for contact, gateway in list(targets))


def _gather(due: QuerySet[NoticeItem], contact: Any, gateway: Any) -> int:
    target = {"contact": contact, "gateway": gateway}
    items = due.filter(**target)
    rows = NoticeDelivery.objects.filter(purpose="notices", queued_at__gt=now() - HOUR, **target)
    if rows.count() >= settings.NOTICE_MOST_PER_HOUR:
        return 0
    first = items.select_related("contact", "gateway").first()
    if first is None:
        return 0
    if (first.contact and first.contact.removed_at) or (first.gateway and first.gateway.ended_at):
        items.update(due_at=None)
        return 0
    habits = habits_of(preference_of(str(first.contact.person_id)) if first.contact else None)
    if after_quiet(now(), habits.quiet) != now():
        urgent = [kind.key for kind in notice_kinds().values() if kind.urgent and habits.urgent_in_quiet]
        items = items.filter(kind__in=urgent)
    if not still_to_send(items.select_related("notice")):
        return 0
    channel = first.contact.channel if first.contact else first.gateway.kind  # type: ignore[union-attr]
    with transaction.atomic():
        delivery = queue_delivery(channel=channel, contact=first.contact, gateway=first.gateway)
        if not items.update(delivery=delivery, due_at=None):
            transaction.set_rollback(True)  # another worker gathered them
            return 0
    return 1


def send_delivery(key: str) -> None:
    """Try once to send a message that is not sent yet. A failure is noted with its reason and tried again later, after
    `NOTICE_ATTEMPTS` given up. Of two workers at the same message only one sends."""
    rows = NoticeDelivery.objects.select_related("contact__person", "gateway__party")
    delivery = rows.filter(pk=key, state__in=("queued", "retrying")).first()
    if delivery is None:
        return
    tried, free = delivery.attempts, Q(held_until__isnull=True) | Q(held_until__lte=now())
    claimed = NoticeDelivery.objects.filter(free, pk=key, attempts=tried, state=delivery.state)
    if not claimed.update(attempts=tried + 1, held_until=now() + HOLD):
        return
    delivery.attempts = tried + 1
    try:
        hand_over(delivery)
    except NotTaken as error:
        _note_failure(delivery, error)
    else:
        _turn(delivery, state="sent", sent_at=now(), error="")


def _note_failure(delivery: NoticeDelivery, error: NotTaken) -> None:
    last = isinstance(error, Gone) or delivery.attempts >= settings.NOTICE_ATTEMPTS
    with transaction.atomic():
        _turn(delivery, state="given_up" if last else "retrying", error=str(error)[:_ERROR])
        if not last:
            wait = min(FIRST_WAIT * (1 << (delivery.attempts - 1)), HOUR)
            enqueue(SEND, at=_not_in_quiet(delivery, wait), delivery=str(delivery.pk))


def _not_in_quiet(delivery: NoticeDelivery, wait: timedelta) -> Any:
    contact: NoticeContact | None = delivery.contact
    if delivery.purpose != "notices":
        return now() + wait
    return after_quiet(now() + wait, habits_of(preference_of(str(contact.person_id)) if contact else None).quiet)


def _turn(delivery: NoticeDelivery, **changes: Any) -> None:
    NoticeDelivery.objects.filter(pk=delivery.pk, attempts=delivery.attempts).update(held_until=None, **changes)


@command("notice_delivery.resend")
def resend_delivery(*, actor: Actor, notice_delivery: NoticeDelivery) -> NoticeDelivery:
    """Try again what was given up, from the first attempt."""
    rows = NoticeDelivery.objects.filter(pk=notice_delivery.pk, state="given_up")
    if not rows.update(state="queued", attempts=0):
        raise Problem(text.NOT_GIVEN_UP)
    notice_delivery.refresh_from_db()
    record(notice_delivery)
    enqueue(SEND, delivery=str(notice_delivery.pk))
    return notice_delivery
