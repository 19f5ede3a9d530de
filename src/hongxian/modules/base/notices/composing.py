"""What a message says, put together when it is sent: nothing that was read meanwhile or may not be seen any more, and
to a group only how many there are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse

from hongxian.kernel.calling import NotTaken
from hongxian.kernel.glossary import term
from hongxian.kernel.sealing import unseal
from hongxian.modules.base.notices import text
from hongxian.modules.base.notices.models import Notice, NoticeContact, NoticeDelivery, NoticeItem
from hongxian.modules.base.notices.queries import code_of, openable, sms_gateway
from hongxian.modules.base.notices.recipients import actor_in
from hongxian.modules.base.notices.sending import SEALED_FOR, send_mail, send_to

LINES = 10
"""How many notices are named in one message; the others are counted."""


class Gone(NotTaken):
    """There is nothing to try again: the address, or what was to be said, is no more."""


def still_to_send(items: QuerySet[NoticeItem]) -> list[NoticeItem]:
    """Those of the items that are still to be sent, oldest first; the others are dropped for good."""
    found = list(items.order_by("pk"))
    by_capacity: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    for each in found:
        if each.notice is not None and each.notice.read_at is None:
            by_capacity[each.notice.person, each.notice.capacity].append(each.notice)
    seen = set()
    for (person, capacity), notices in by_capacity.items():
        actor = actor_in(person, capacity)
        seen |= openable(actor, notices) if actor else set()
    kept = [each for each in found if each.notice_id is None or each.notice_id in seen]
    if dropped := {each.pk for each in found} - {each.pk for each in kept}:
        NoticeItem.objects.filter(pk__in=dropped).update(due_at=None, delivery=None)
    return kept


def hand_over(delivery: NoticeDelivery) -> None:
    """Send the message where it belongs. Raises `NotTaken` when it was not taken, `Gone` when it never will be."""
    if delivery.contact is not None:
        _to_person(delivery, delivery.contact)
        return
    gateway = delivery.gateway
    if gateway is None or gateway.ended_at is not None or gateway.party is None:
        raise Gone(text.GONE)
    if delivery.purpose == "trial":
        send_to(gateway, text.TRIAL.format(name=gateway.name))
        return
    items = still_to_send(delivery.items.select_related("notice"))
    if not items:
        raise Gone(text.NOTHING_LEFT)
    words = text.GROUP.format(party=gateway.party.name, count=len(items), kinds=_kinds(items), address=_list_address())
    send_to(gateway, words)


def _to_person(delivery: NoticeDelivery, contact: NoticeContact) -> None:
    if contact.removed_at is not None:
        raise Gone(text.GONE)
    address = unseal(contact.address, purpose=SEALED_FOR)
    if not address:
        raise Gone(text.CANNOT_UNSEAL)
    if delivery.purpose == "code":
        words = text.CODE.format(code=code_of(contact))
        _send(contact, address, text.CODE_SUBJECT, words, words)
        return
    items = still_to_send(delivery.items.select_related("notice"))
    if not items:
        raise Gone(text.NOTHING_LEFT)
    short = text.SHORT.format(count=len(items), kinds=_kinds(items), address=_list_address())
    _send(contact, address, text.SUBJECT.format(count=len(items)), letter(items), short)


def _send(contact: NoticeContact, address: str, subject: str, letter: str, short: str) -> None:
    if contact.channel == "email":
        send_mail(address, subject, letter)
        return
    gateway = sms_gateway()
    if gateway is None:
        raise NotTaken(text.NO_SMS)
    send_to(gateway, short, phone=address)


def letter(items: list[NoticeItem]) -> str:
    """Kind, title and address of each, the first ten; how many more there are."""
    lines = []
    for each in items[:LINES]:
        if each.notice is not None:
            lines.append(text.LINE.format(kind=term(each.kind), title=each.notice.title))
            lines.append(f"  {settings.PUBLIC_ADDRESS}{reverse('notices:open', args=[each.notice.pk])}")
    if len(items) > LINES:
        lines.append(text.MORE.format(count=len(items) - LINES))
    return "\n".join([*lines, "", text.LOOK.format(address=_list_address())])


def _kinds(items: Iterable[NoticeItem]) -> str:
    counted = Counter(each.kind for each in items)
    return text.LISTED.join(text.COUNTED.format(kind=term(kind), count=count) for kind, count in counted.items())


def _list_address() -> str:
    return f"{settings.PUBLIC_ADDRESS}{reverse('notices:list')}"
