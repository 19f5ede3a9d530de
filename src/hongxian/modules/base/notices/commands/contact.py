"""Addresses of people: added, confirmed by a code that was sent there, removed."""

from __future__ import annotations

import re
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db.models import F

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.kernel.sealing import seal
from hongxian.modules.base.notices import text
from hongxian.modules.base.notices.commands.delivery import HOUR, queue_delivery
from hongxian.modules.base.notices.models import NoticeContact
from hongxian.modules.base.notices.queries import channels_open, code_of
from hongxian.modules.base.notices.sending import SEALED_FOR

CODE_HOLDS = timedelta(minutes=30)
MOST_TRIES = 5
MOST_CODES = 5
"""So many codes an hour are sent for one person, wherever: nobody floods the box of another."""
_PHONE = re.compile(r"1\d{10}")


@command("notice_contact.add")
def add_contact(*, actor: Actor, channel: str, contact_address: str) -> NoticeContact:
    """Note an address of the actor's own and send a code there; it is told nothing before it is confirmed."""
    if channel not in channels_open():
        raise Problem(text.NO_CHANNEL.format(channel=term(f"channel#{channel}")), field="channel")
    address = contact_address.strip()
    standing = NoticeContact.objects.filter(person__pk=actor.key, channel=channel, removed_at__isnull=True).first()
    if standing:
        sentence = text.CONTACT_STANDS.format(channel=term(f"channel#{channel}"), hint=standing.hint)
        raise Problem(sentence, field="contact_address")
    lately = NoticeContact.objects.filter(person__pk=actor.key, added_at__gt=now() - HOUR)
    if lately.count() >= MOST_CODES:
        raise Problem(text.CODES_OVER.format(most=MOST_CODES), field="contact_address")
    hint = _mail_hint(address) if channel == "email" else _phone_hint(address)
    contact = NoticeContact.objects.create(
        person_id=actor.key,
        channel=channel,
        address=seal(address, purpose=SEALED_FOR),
        hint=hint,
        code_until=now() + CODE_HOLDS,
    )
    record(contact)
    queue_delivery(purpose="code", channel=channel, contact=contact)
    return contact


def count_try(contact: NoticeContact) -> None:
    """Note that a code is tried, before it is looked at: a refusal does not undo it. Raises `Problem` when too many
    were tried or it is too late."""
    rows = NoticeContact.objects.filter(pk=contact.pk, tries__lt=MOST_TRIES, code_until__gte=now())
    if not rows.update(tries=F("tries") + 1):
        raise Problem(text.CODE_OVER, field="confirmation_code")


@command("notice_contact.confirm")
def confirm_contact(*, actor: Actor, notice_contact: NoticeContact, confirmation_code: str) -> NoticeContact:
    """The person shows by the code that the address is theirs. Call `count_try` before."""
    if confirmation_code.strip() != code_of(notice_contact):
        tried = NoticeContact.objects.values_list("tries", flat=True).get(pk=notice_contact.pk)
        raise Problem(text.CODE_WRONG.format(left=max(0, MOST_TRIES - tried)), field="confirmation_code")
    if not NoticeContact.objects.filter(pk=notice_contact.pk, confirmed_at__isnull=True).update(confirmed_at=now()):
        raise Problem(text.ALREADY_CONFIRMED)
    notice_contact.refresh_from_db()
    record(notice_contact)
    return notice_contact


@command("notice_contact.remove")
def remove_contact(*, actor: Actor, notice_contact: NoticeContact) -> NoticeContact:
    """Send nothing to that address any more, and forget it: only the masked form stays."""
    rows = NoticeContact.objects.filter(pk=notice_contact.pk, removed_at__isnull=True)
    if not rows.update(removed_at=now(), address=""):
        raise Problem(text.REMOVED)
    notice_contact.refresh_from_db()
    record(notice_contact)
    return notice_contact


def _mail_hint(address: str) -> str:
    try:
        validate_email(address)
    except ValidationError as error:
        raise Problem(text.BAD_MAIL.format(found=address), field="contact_address") from error
    name, _, host = address.rpartition("@")
    return f"{name[0]}***@{host}"[:80]


def _phone_hint(address: str) -> str:
    if not _PHONE.fullmatch(address):
        raise Problem(text.BAD_PHONE.format(found=address), field="contact_address")
    return f"{address[:3]}****{address[-4:]}"
