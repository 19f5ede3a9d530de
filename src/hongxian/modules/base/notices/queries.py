"""Reads of notices: each person sees their own, and of what they lead to only what may be seen now."""

from __future__ import annotations

import hashlib
import hmac
from collections import defaultdict
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db.models import Model, QuerySet

from hongxian.kernel.actor import Actor, ActorKind, instance_wide
from hongxian.kernel.module import NoticeKind, noun, resolve
from hongxian.kernel.paging import Page, page
from hongxian.modules.base.notices.models import (
    Notice,
    NoticeContact,
    NoticeDelivery,
    NoticeGateway,
    NoticePreference,
)
from hongxian.modules.base.notices.planning import Habits

if TYPE_CHECKING:
    from datetime import time

COUNTED = 100
"""No more unread notices are counted than this: the header says 99+."""


def visible_notices(actor: Actor, permission: str = "notice.view") -> QuerySet[Notice]:
    """The actor's own notices, whatever post they concern."""
    rows = Notice.objects.all()
    return rows.filter(person=actor.key) if _is_person(actor, permission) else rows.none()


def visible_contacts(actor: Actor, permission: str = "notice_contact.view") -> QuerySet[NoticeContact]:
    """The actor's own addresses."""
    rows = NoticeContact.objects.filter(removed_at__isnull=True)
    return rows.filter(person__pk=actor.key) if _is_person(actor, permission) else rows.none()


def visible_preferences(actor: Actor, permission: str = "notice_preference.view") -> QuerySet[NoticePreference]:
    """What the actor chose."""
    rows = NoticePreference.objects.all()
    return rows.filter(person=actor.key) if _is_person(actor, permission) else rows.none()


def visible_gateways(actor: Actor, permission: str = "notice_gateway.view") -> QuerySet[NoticeGateway]:
    """The gateways, for whoever looks after the instance."""
    rows = NoticeGateway.objects.select_related("party").order_by("kind", "name", "pk")
    return instance_wide(rows, actor, permission)


def visible_deliveries(actor: Actor, permission: str = "notice_delivery.view") -> QuerySet[NoticeDelivery]:
    """What was sent, for whoever looks after the instance: to whom and how it went, not what it said."""
    rows = NoticeDelivery.objects.select_related("contact__person", "gateway__party")
    return instance_wide(rows, actor, permission)


def _is_person(actor: Actor, permission: str) -> bool:
    return bool(actor.key) and actor.kind is ActorKind.PERSON and actor.may(permission)


def unread_count(actor: Actor) -> int:
    """How many notices the actor has not read, up to a hundred: one query."""
    rows = visible_notices(actor).filter(read_at__isnull=True)
    return rows.order_by().values("pk")[:COUNTED].count() if actor.may("notice.view") else 0


def notices_page(actor: Actor, *, unread: bool, after: str = "", before: str = "") -> Page[Notice]:
    """One page of the actor's notices, latest first."""
    rows = visible_notices(actor)
    rows = rows.filter(read_at__isnull=True) if unread else rows
    return page(rows, ("-id",), after=after, before=before)


def openable(actor: Actor, notices: Iterable[Notice]) -> set[UUID]:
    """Those of the notices whose subject the actor may see now: one query for each kind of subject."""
    keys: dict[str, dict[str, list[UUID]]] = defaultdict(lambda: defaultdict(list))
    for each in notices:
        keys[each.subject_kind][each.subject_key].append(each.pk)
    found: set[UUID] = set()
    for kind, subjects in keys.items():
        rows: QuerySet[Model] = resolve(noun(kind).visible)(actor)
        for key in rows.filter(pk__in=list(subjects)).values_list("pk", flat=True):
            found.update(subjects[str(key)])
    return found


def may_be_told(actor: Actor, subject: Model, kind: str, permission: str) -> bool:
    """Whether the actor holds the permission upon the subject."""
    if not actor.may(permission):
        return False
    return bool(resolve(noun(kind).visible)(actor, permission).filter(pk=subject.pk).exists())


def preference_of(person: str) -> NoticePreference:
    """What the person chose; unsaved and empty if nothing was chosen."""
    return NoticePreference.objects.filter(person=person).first() or NoticePreference(person=person)


def mode_of(preference: NoticePreference, kind: NoticeKind, channel: str) -> str:
    """How the person wants that kind by that channel; by default urgent ones at once, others in the digest."""
    chosen = preference.modes.get(f"{kind.key}/{channel}")
    return str(chosen) if chosen else default_mode(kind)


def default_mode(kind: NoticeKind) -> str:
    """How a kind is sent while nothing was chosen."""
    return "immediate" if kind.urgent else "digest"


def habits_of(preference: NoticePreference | None) -> Habits:
    """Quiet hours and hour of the digest of a person; those of the settings where nothing was chosen."""
    hour = preference.digest_hour if preference else None
    return Habits(
        quiet=_quiet(preference),
        digest_hour=settings.NOTICE_DIGEST_HOUR if hour is None else hour,
        window=timedelta(seconds=settings.NOTICE_WINDOW),
        urgent_in_quiet=settings.NOTICE_URGENT_IN_QUIET,
    )


def _quiet(preference: NoticePreference | None) -> tuple[time, time] | None:
    default: tuple[time, time] | None = settings.NOTICE_QUIET
    if preference is None:
        return default
    if not preference.quiet:
        return None
    if preference.quiet_since is None or preference.quiet_until is None:
        return default
    return preference.quiet_since, preference.quiet_until


def confirmed_contacts(people: Iterable[str]) -> list[NoticeContact]:
    """The addresses at which these people may be told."""
    rows = NoticeContact.objects.filter(person__in=list(people), confirmed_at__isnull=False, removed_at__isnull=True)
    return list(rows)


def gateways_of(organisations: Iterable[str]) -> list[NoticeGateway]:
    """The groups of these bodies that are told."""
    return list(NoticeGateway.objects.filter(party__in=list(organisations), ended_at__isnull=True))


def sms_gateway() -> NoticeGateway | None:
    """The way for text messages, if there is one."""
    return NoticeGateway.objects.filter(kind="sms", ended_at__isnull=True).first()


def channels_open() -> list[str]:
    """The channels by which this instance can reach people."""
    return (["email"] if settings.MAIL_HOST else []) + (["sms"] if sms_gateway() else [])


def deliveries_page(
    actor: Actor, *, channel: str = "", state: str = "", after: str = "", before: str = ""
) -> Page[NoticeDelivery]:
    """One page of what was sent, latest first."""
    rows = visible_deliveries(actor)
    rows = rows.filter(channel=channel) if channel else rows
    rows = rows.filter(state=state) if state else rows
    return page(rows, ("-id",), after=after, before=before)


def code_of(contact: NoticeContact) -> str:
    """The six digits with which the person shows that the address is theirs; derived, so that they lie nowhere."""
    drawn = f"notice code:{contact.pk}:{int(contact.code_until.timestamp())}".encode()
    digest = hmac.new(settings.SECRET_KEY.encode(), drawn, hashlib.sha256).digest()
    return f"{int.from_bytes(digest[:8]) % 1_000_000:06d}"
