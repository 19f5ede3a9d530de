"""Writes of bodies and meetings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.db.models import Max

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import LOCAL, now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.two_times import current, supersede
from hongxian.modules.base.verdicts.queries import is_back_entry
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.flow import MEETING
from hongxian.modules.responsibility.meetings.models import (
    AgendaItem,
    Decision,
    Meeting,
    Membership,
)

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party, Post


@dataclass(frozen=True)
class Extract:
    """What the minutes say of an item: their number, the office that confirms it, the words."""

    number: str = ""
    office: str = ""
    text: str = ""

    def given(self) -> dict[str, str]:
        """What it says, by the names of the inputs, without blanks around."""
        return {
            "extract_number": self.number.strip(),
            "extract_office": self.office.strip(),
            "extract_text": self.text.strip(),
        }

    def missing(self) -> list[str]:
        """The inputs left empty."""
        return [name for name, value in self.given().items() if not value]


@dataclass(frozen=True)
class Item:
    """One point of an agenda as typed in, with what was settled under it."""

    agenda_type: str
    title: str
    on_safety: bool = True
    extract: Extract = Extract()
    decisions: Sequence[str] = ()


@command("meeting.record")
def record_meeting(
    *, actor: Actor, body: Party, held_on: date, title: str, items: Sequence[Item], session: int = 1
) -> Meeting:
    """Enter a meeting that was held. It counts at once, or, typed in after its period, once a second person confirms.

    Raises `Problem` when it lies in the future or before the body, has no item, half an extract or a mark of
    secrecy, or when the same meeting was entered before (the sentence says by whom and when).
    """
    _check_meeting(body, held_on, session, items)
    refuse_secrets({"title": title})
    moment = now()
    late = is_back_entry(body, "meeting_item", held_on)
    try:
        with transaction.atomic():
            meeting = Meeting.objects.create(
                body=body,
                held_on=held_on,
                session=session,
                title=title,
                state="awaiting_confirmation" if late else "recorded",
                recorded_at=moment,
                recorded_by=actor.key,
                recorded_by_name=actor.name,
                evidence_at=moment,
                evidence_by=actor.key,
            )
    except IntegrityError as error:
        raise _recorded_already(body, held_on, session) from error
    rows = [_create_item(meeting, order, item) for order, item in enumerate(items, start=1)]
    decisions = [
        Decision.objects.create(item=row, content=content)
        for row, item in zip(rows, items, strict=True)
        for content in item.decisions
    ]
    record(meeting, *rows, *decisions)
    return meeting


@command("meeting.add_extract")
def add_extract(*, actor: Actor, meeting: Meeting, item: AgendaItem, extract: Extract) -> Meeting:
    """Add the extract of minutes to an item that has none; after the period this too waits for a second person.

    Raises `Problem` when the record was sent back or withdrawn, when the item is another meeting's or has its
    extract, at half an extract or a mark of secrecy; `Stale` when somebody was faster.
    """
    if item.meeting_id != meeting.pk:
        raise Problem(text.ITEM_OF_OTHER)
    if meeting.ended_at is not None:
        raise Problem(text.RECORD_ENDED)
    if item.extract_number:
        raise Problem(text.EXTRACT_EXISTS.format(number=item.extract_number))
    if missing := extract.missing():
        raise _incomplete(missing)
    refuse_secrets(extract.given())
    if not AgendaItem.objects.filter(pk=item.pk, extract_number="").update(**extract.given()):
        raise Stale(STALE)
    item.refresh_from_db()
    changes: dict[str, object] = {"evidence_at": now(), "evidence_by": actor.key}
    if is_back_entry(meeting.body, "meeting_item", meeting.held_on):
        changes |= {"state": "awaiting_confirmation", "confirmed_at": None, "confirmed_by": "", "confirmed_by_name": ""}
    if not Meeting.objects.filter(pk=meeting.pk, state=meeting.state).update(**changes):
        raise Stale(STALE)
    meeting.refresh_from_db()
    record(meeting, item)
    return meeting


@command("meeting.confirm")
def confirm_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Confirm, as a second person, that a meeting typed in afterwards was held as recorded."""
    MEETING.advance(meeting, "confirm", actor, confirmed_at=now(), confirmed_by=actor.key, confirmed_by_name=actor.name)
    record(meeting)
    return meeting


@command("meeting.reject")
def reject_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Refuse, as a second person, to confirm it; it never counts, and stays on record."""
    MEETING.advance(meeting, "reject", actor, {"reason": reason}, ended_at=now())
    record(meeting, reason=reason)
    return meeting


@command("meeting.withdraw")
def withdraw_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Take back a record; it no longer counts, and stays on record with the reason."""
    MEETING.advance(meeting, "withdraw", actor, {"reason": reason}, ended_at=now())
    record(meeting, reason=reason)
    return meeting


@command("membership.set", sees="post=post.view")
def set_membership(
    *, actor: Actor, body: Party, post: Post, role: str, valid_from: date, basis: str = ""
) -> Membership:
    """Give a post a role in a body from that day. Raises `Problem` when it has the role already."""
    same = current(Membership.objects.filter(body=body, post=post, role=role, valid_to__isnull=True)).first()
    if same is not None:
        sentence = text.ROLE_HELD.format(
            post=post.name, start=same.valid_from, body=body.name, role=term(f"role#{role}")
        )
        raise Problem(sentence, field="role")
    membership = Membership.objects.create(body=body, post=post, role=role, valid_from=valid_from, basis=basis)
    record(membership, reason=basis)
    return membership


@command("membership.end")
def end_membership(*, actor: Actor, membership: Membership, last_day: date, basis: str) -> Membership:
    """End a role in a body with that last day. The row as it was known stays, closed; a new one says when it ended.

    Raises `Problem` when it was ended before or would end before it began, `Stale` when somebody was faster.
    """
    if membership.valid_to is not None:
        raise Problem(text.ROLE_ENDED.format(end=membership.valid_to))
    if last_day < membership.valid_from:
        sentence = text.ENDS_BEFORE_IT_BEGINS.format(found=last_day, start=membership.valid_from)
        raise Problem(sentence, field="last_day")
    ended = supersede(membership, valid_to=last_day)
    record(ended, membership, reason=basis)
    return ended


def _check_meeting(body: Party, held_on: date, session: int, items: Sequence[Item]) -> None:
    if held_on > today():
        raise Problem(text.NOT_HELD_YET.format(found=held_on, today=today()), field="held_on")
    if body.established_on and held_on < body.established_on:
        sentence = text.BEFORE_BODY.format(found=held_on, body=body.name, expected=body.established_on)
        raise Problem(sentence, field="held_on")
    if session < 1:
        raise Problem(text.SESSION_FROM_ONE.format(found=session), field="session")
    if not items:
        raise Problem(text.ITEM_NEEDED)
    for index, item in enumerate(items):
        missing = item.extract.missing()
        if 0 < len(missing) < len(item.extract.given()):
            raise _incomplete(missing, f"items.{index}.")
        decisions = "\n".join(item.decisions)
        refuse_secrets({"title": item.title, "decisions": decisions, **item.extract.given()}, f"items.{index}.")


def _incomplete(missing: Sequence[str], prefix: str = "") -> Problem:
    sentence = text.EXTRACT_INCOMPLETE.format(names=text.LISTED.join(term(name) for name in missing))
    return Problem(sentence, field=f"{prefix}{missing[0]}")


def refuse_secrets(given: Mapping[str, str], prefix: str = "") -> None:
    """Raise `Problem` at a mark of secrecy: no classified paper may come in, not even by its title."""
    for field, value in given.items():
        for mark in text.CLASSIFIED_MARKS:
            if mark in value:
                raise Problem(text.CLASSIFIED_MARK.format(mark=mark), field=f"{prefix}{field}")


def _create_item(meeting: Meeting, order: int, item: Item) -> AgendaItem:
    return AgendaItem.objects.create(
        meeting=meeting,
        order=order,
        agenda_type=item.agenda_type,
        on_safety=item.on_safety,
        title=item.title,
        **item.extract.given(),
    )


def _recorded_already(body: Party, held_on: date, session: int) -> Problem:
    same_day = Meeting.objects.filter(body=body, held_on=held_on, ended_at__isnull=True)
    other = same_day.get(session=session)
    latest: int = same_day.aggregate(latest=Max("session"))["latest"]
    sentence = text.RECORDED_ALREADY.format(
        body=body.name,
        held_on=held_on,
        session=session,
        name=other.recorded_by_name,
        at=other.recorded_at.astimezone(LOCAL).strftime("%Y-%m-%d %H:%M"),
        next=latest + 1,
    )
    return Problem(sentence, field="session")
