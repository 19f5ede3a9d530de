"""Telling people, and their reading it. Neither is an act: the first follows from one, the second concerns nobody
else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.db import transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.module import NoticeKind, noun_of, resolve
from hongxian.kernel.told import Told
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.base.notices.models import Notice, NoticeContact, NoticeGateway, NoticeItem
from hongxian.modules.base.notices.planning import due_at
from hongxian.modules.base.notices.queries import (
    confirmed_contacts,
    gateways_of,
    habits_of,
    mode_of,
    preference_of,
    visible_notices,
)
from hongxian.modules.base.notices.recipients import recipients_of

_TITLE = 300


def tell_people(kind: NoticeKind, entry_id: UUID, subject_key: str) -> None:
    """Tell everybody whom the event concerns, once however often it is called; put in what is to be sent."""
    told: Told | None = resolve(kind.told)(subject_key)
    if told is None:
        return
    doer = Entry.objects.only("actor_key").get(pk=entry_id).actor_key
    recipients = recipients_of(told, doer)
    contacts = confirmed_contacts(recipients) if recipients else []
    gateways = gateways_of(told.organisations) if told.organisations else []
    with transaction.atomic():
        _put_in(kind, entry_id, told, recipients)
        if contacts or gateways:
            _queue(kind, entry_id, contacts, gateways)


def _put_in(kind: NoticeKind, entry_id: UUID, told: Told, recipients: Mapping[str, str]) -> None:
    noun = noun_of(type(told.subject))
    Notice.objects.bulk_create(
        (
            Notice(
                person=person,
                capacity=capacity,
                kind=kind.key,
                entry_id=entry_id,
                subject_kind=noun.key if noun else "",
                subject_key=str(told.subject.pk),
                title=told.title[:_TITLE],
            )
            for person, capacity in recipients.items()
        ),
        ignore_conflicts=True,
    )


def _queue(
    kind: NoticeKind, entry_id: UUID, contacts: Iterable[NoticeContact], gateways: Iterable[NoticeGateway]
) -> None:
    days, moment = calendar(), now()
    notices = {each.person: each for each in Notice.objects.filter(entry_id=entry_id, kind=kind.key)}
    items = []
    for contact in contacts:
        notice = notices.get(str(contact.person_id))
        preference = preference_of(str(contact.person_id))
        mode = mode_of(preference, kind, contact.channel)
        if notice is not None and mode != "in_app":
            due = due_at(moment, mode, habits_of(preference), days, urgent=kind.urgent)
            items.append(NoticeItem(entry_id=entry_id, kind=kind.key, notice=notice, contact=contact, due_at=due))
    for gateway in gateways:
        due = due_at(moment, gateway.mode, habits_of(None), days, urgent=kind.urgent)
        items.append(NoticeItem(entry_id=entry_id, kind=kind.key, gateway=gateway, due_at=due))
    NoticeItem.objects.bulk_create(items, ignore_conflicts=True)


def clear_old(most: int = 5000) -> int:
    """Delete notices that were read and are older than the instance keeps them, so many at most, oldest first; what
    happened stands in the ledger. None that waits to be sent is touched. How many went."""
    if not settings.NOTICE_KEEP_DAYS:
        return 0
    before = now() - timedelta(days=settings.NOTICE_KEEP_DAYS)
    rows = Notice.objects.filter(told_at__lt=before, read_at__isnull=False)
    keys = rows.exclude(items__due_at__isnull=False).order_by("pk").values_list("pk", flat=True)
    count, _ = Notice.objects.filter(pk__in=list(keys[:most])).delete()
    return count


def mark_read(actor: Actor, keys: Iterable[UUID] | None = None) -> int:
    """Note that the actor has read these of the own notices, or all; how many were unread."""
    rows = visible_notices(actor).filter(read_at__isnull=True)
    if keys is not None:
        rows = rows.filter(pk__in=list(keys))
    return rows.update(read_at=now())
