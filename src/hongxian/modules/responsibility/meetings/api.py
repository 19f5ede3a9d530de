"""REST of meetings: the same queries and commands as the pages."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.problem import NotVisible
from hongxian.kernel.text import NOT_IN_SCOPE
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.responsibility.meetings.commands import Extract, Item, confirm_meeting, record_meeting
from hongxian.modules.responsibility.meetings.models import Meeting
from hongxian.modules.responsibility.meetings.queries import meetings_page, visible_meetings

router = Router()

AgendaType = Literal["hear_report", "study_deploy", "convey_study", "circulate", "other"]
Line = Annotated[str, Field(min_length=1, max_length=300)]
Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(LOCAL))]
"""An instant in local time."""


class ItemIn(Schema):
    """One item of the agenda. The extract is given whole (number, office, text) or not at all."""

    agenda_type: AgendaType
    title: str = Field(min_length=1, max_length=200)
    on_safety: bool = True
    extract_number: str = Field("", max_length=60)
    extract_office: str = Field("", max_length=60)
    extract_text: str = Field("", max_length=2000)
    decisions: list[Line] = Field(default_factory=list, max_length=50)


class MeetingIn(Schema):
    """A meeting that was held."""

    body: UUID
    held_on: date
    session: int = Field(1, ge=1, le=9)
    title: str = Field(min_length=1, max_length=120)
    items: list[ItemIn] = Field(min_length=1, max_length=30)


class ItemOut(Schema):
    """One item as recorded."""

    id: UUID
    order: int
    agenda_type: str
    title: str
    on_safety: bool
    extract_number: str
    extract_office: str
    extract_text: str
    decisions: list[str]

    @staticmethod
    def resolve_decisions(item: object) -> list[str]:
        """What was settled, in words."""
        return [decision.content for decision in item.decisions.all()]  # type: ignore[attr-defined]


class BodyOut(Schema):
    """The body that met."""

    id: UUID
    name: str


class MeetingOut(Schema):
    """A meeting as recorded."""

    id: UUID
    body: BodyOut
    held_on: date
    session: int
    title: str
    state: str
    recorded_at: Moment
    recorded_by_name: str
    confirmed_at: Moment | None
    confirmed_by_name: str
    items: list[ItemOut]


class MeetingsOut(Schema):
    """One page of meetings, latest first; `next` is the token of the page after it (`?after=`), empty at the end."""

    meetings: list[MeetingOut]
    next: str


class PageQuery(Schema):
    """Which meetings: of one body, of one year; from which token on, and how many."""

    body: UUID | None = None
    year: int | None = Field(None, ge=1949, le=2999)
    after: str = ""
    limit: int = Field(20, ge=1, le=100)


@router.get("", response=MeetingsOut)
def list_meetings(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The meetings within one's scope."""
    found = meetings_page(actor_of(request), **query.dict())
    return {"meetings": found.rows, "next": found.older}


@router.get("/{uuid:key}", response=MeetingOut)
def get_meeting(request: HttpRequest, key: UUID) -> Meeting:
    """One meeting within one's scope."""
    return _visible(request, key)


@router.post("", response={201: MeetingOut})
def post_meeting(request: HttpRequest, meeting: MeetingIn) -> Status[Meeting]:
    """Enter a meeting; the same command as the page's."""
    actor = actor_of(request)
    body = visible_parties(actor, "meeting.record").filter(pk=meeting.body).first()
    if body is None and actor.may("meeting.record"):
        raise NotVisible(NOT_IN_SCOPE)
    given = meeting.dict(exclude={"body", "items"})
    items = [_item(each) for each in meeting.items]
    return Status(201, record_meeting(actor=actor, body=body, items=items, **given))  # type: ignore[arg-type]


@router.post("/{uuid:key}/confirm", response=MeetingOut)
def confirm(request: HttpRequest, key: UUID) -> Meeting:
    """Confirm, as a second person, a meeting entered afterwards."""
    return confirm_meeting(actor=actor_of(request), meeting=_visible(request, key))


def _visible(request: HttpRequest, key: UUID) -> Meeting:
    return within(visible_meetings(actor_of(request)), key)


def _item(given: ItemIn) -> Item:
    return Item(
        agenda_type=given.agenda_type,
        title=given.title,
        on_safety=given.on_safety,
        extract=Extract(given.extract_number, given.extract_office, given.extract_text),
        decisions=given.decisions,
    )
