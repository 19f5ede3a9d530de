"""Writes of power lists: drawing up a version, its items, confirming, publishing, ending."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.responsibility.power_lists import text
from hongxian.modules.responsibility.power_lists.flow import POWER_LIST_VERSION
from hongxian.modules.responsibility.power_lists.models import OPEN, PowerItem, PowerList, PowerListVersion

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party


@dataclass(frozen=True)
class Item:
    """What one item of a list says. `code` is its number in the list."""

    code: str
    title: str
    category: str = ""
    legal_basis: str = ""
    responsible_office: str = ""

    def columns(self) -> dict[str, str]:
        """Its columns."""
        return {name: value.strip() for name, value in vars(self).items()}


@command("power_list_version.draw_up")
def draw_up_version(
    *, actor: Actor, body: Party, kind: str, issued_on: date, document_number: str = ""
) -> PowerListVersion:
    """Draw up a new version of a body's list as a draft; the items of the version before are taken over.

    Raises `Problem` when another version is under way, or the day lies ahead.
    """
    if issued_on > today():
        raise Problem(text.ISSUED_AHEAD.format(found=issued_on, today=today()), field="issued_on")
    held, _ = PowerList.objects.get_or_create(body=body, kind=kind)
    before = held.versions.exclude(state="abandoned").order_by("-number").first()
    last = held.versions.order_by("-number").first()
    try:
        with transaction.atomic():
            version = PowerListVersion.objects.create(
                power_list=held,
                number=last.number + 1 if last else 1,
                document_number=document_number.strip(),
                issued_on=issued_on,
                drafted_at=now(),
                drafted_by=actor.key,
                drafted_by_name=actor.name,
            )
    except IntegrityError as error:
        other = held.versions.get(state__in=OPEN)
        words = {"body": body.name, "kind": term(f"kind#{kind}"), "number": other.number}
        state = term(f"power_list_version:{other.state}")
        raise Problem(text.UNDER_WAY.format(state=state, **words), field="body") from error
    names = ("code", "title", "category", "legal_basis", "responsible_office", "order")
    items = [
        PowerItem.objects.create(version=version, **{name: getattr(each, name) for name in names})
        for each in (before.items.order_by("order") if before else ())
    ]
    record(version, held, *items)
    return version


@command("power_list_version.set_items")
def set_items(*, actor: Actor, version: PowerListVersion, items: Sequence[Item]) -> PowerListVersion:
    """Say all items of a draft anew, in their order. Raises `Problem` unless it is a draft, at a code given twice and
    when there is none."""
    held = _draft(version)
    if not items:
        raise Problem(text.NO_LINES, field="items")
    seen: set[str] = set()
    for line, each in enumerate(items, start=1):
        if each.code.strip() in seen:
            raise Problem(text.CODE_TWICE.format(line=line, code=each.code), field="items")
        seen.add(each.code.strip())
    old = list(held.items.all())
    if old:
        record(*old, erased=True)
        held.items.all().delete()
    new = [PowerItem.objects.create(version=held, order=order, **each.columns()) for order, each in enumerate(items, 1)]
    record(held, *new)
    return held


@command("power_item.add")
def add_item(*, actor: Actor, version: PowerListVersion, item: Item) -> PowerItem:
    """Add an item at the end of a draft. Raises `Problem` unless it is a draft, and at a code that it has."""
    held = _draft(version)
    _refuse_taken(held, item.code)
    last = held.items.order_by("-order").first()
    added = PowerItem.objects.create(version=held, order=last.order + 1 if last else 1, **item.columns())
    record(added, held)
    return added


@command("power_item.change")
def change_item(*, actor: Actor, power_item: PowerItem, item: Item) -> PowerItem:
    """Change an item of a draft. Raises `Problem` unless it is a draft, and at a code that another item has."""
    held = _draft(power_item.version)
    if item.code.strip() != power_item.code:
        _refuse_taken(held, item.code)
    columns = item.columns()
    for name, value in columns.items():
        setattr(power_item, name, value)
    power_item.save(update_fields=list(columns))
    record(power_item, held)
    return power_item


@command("power_item.remove")
def remove_item(*, actor: Actor, power_item: PowerItem) -> PowerListVersion:
    """Take an item out of a draft. Raises `Problem` unless it is a draft."""
    held = _draft(power_item.version)
    record(power_item, erased=True)
    power_item.delete()
    return held


@command("power_list_version.submit")
def submit_version(*, actor: Actor, version: PowerListVersion) -> PowerListVersion:
    """Hand the draft to a second person. Raises `Problem` when it has no item."""
    POWER_LIST_VERSION.advance(version, "submit", actor, return_reason="")
    record(version)
    return version


@command("power_list_version.confirm")
def confirm_version(*, actor: Actor, version: PowerListVersion) -> PowerListVersion:
    """Confirm the version, as another than who drew it up: from now on the body has that list."""
    POWER_LIST_VERSION.advance(
        version, "confirm", actor, confirmed_at=now(), confirmed_by=actor.key, confirmed_by_name=actor.name
    )
    record(version)
    return version


@command("power_list_version.return")
def return_version(*, actor: Actor, version: PowerListVersion, reason: str) -> PowerListVersion:
    """Send the version back to be mended, with the reason."""
    words = reason.strip()
    POWER_LIST_VERSION.advance(version, "return", actor, {"reason": words}, return_reason=words)
    record(version, reason=words)
    return version


@command("power_list_version.publish")
def publish_version(
    *, actor: Actor, version: PowerListVersion, published_on: date, published_where: str
) -> PowerListVersion:
    """Say when and where the version was made public; the one public before held until the day before.

    Raises `Problem` at a day ahead, before the issue, or not later than the publication of the version before.
    """
    if published_on > today():
        raise Problem(text.PUBLISHED_AHEAD.format(found=published_on, today=today()), field="published_on")
    if published_on < version.issued_on:
        sentence = text.PUBLISHED_BEFORE_ISSUE.format(found=published_on, issued=version.issued_on)
        raise Problem(sentence, field="published_on")
    old = version.power_list.versions.select_for_update().filter(state="published").first()
    touched = []
    if old is not None and old.published_on is not None:
        if published_on <= old.published_on:
            sentence = text.PUBLISHED_BEFORE_LAST.format(found=published_on, before=old.published_on)
            raise Problem(sentence, field="published_on")
        last_day = published_on - timedelta(days=1)
        touched = [POWER_LIST_VERSION.advance(old, "supersede", actor, ended_on=last_day, ended_at=now())]
    POWER_LIST_VERSION.advance(
        version,
        "publish",
        actor,
        published_on=published_on,
        published_where=published_where.strip(),
        published_at=now(),
        published_by=actor.name,
    )
    record(version, *touched)
    return version


@command("power_list_version.end")
def end_version(*, actor: Actor, version: PowerListVersion, ended_on: date, reason: str) -> PowerListVersion:
    """End a published version without a successor; `ended_on` is the last day on which it holds."""
    if ended_on > today():
        raise Problem(text.ENDED_AHEAD.format(found=ended_on, today=today()), field="ended_on")
    if version.published_on is not None and ended_on < version.published_on:
        sentence = text.ENDED_BEFORE.format(found=ended_on, published=version.published_on)
        raise Problem(sentence, field="ended_on")
    words = reason.strip()
    POWER_LIST_VERSION.advance(version, "end", actor, {"reason": words}, ended_on=ended_on, ended_at=now())
    record(version, reason=words)
    return version


@command("power_list_version.abandon")
def abandon_version(*, actor: Actor, version: PowerListVersion, reason: str) -> PowerListVersion:
    """Give up a draft, with the reason; it stays on record."""
    words = reason.strip()
    POWER_LIST_VERSION.advance(version, "abandon", actor, {"reason": words}, ended_at=now())
    record(version, reason=words)
    return version


def _draft(version: PowerListVersion) -> PowerListVersion:
    """The version, held against others until the act ends; `Problem` unless it is a draft."""
    held = PowerListVersion.objects.select_for_update().get(pk=version.pk)
    if held.state != "draft":
        raise Problem(text.NOT_A_DRAFT.format(state=term(f"power_list_version:{held.state}")))
    return held


def _refuse_taken(version: PowerListVersion, code: str) -> None:
    if other := version.items.filter(code=code.strip()).first():
        raise Problem(text.CODE_TAKEN.format(code=code, title=other.title), field="code")
