"""REST of the field app: who is logged in, the day's work in one answer, and what became of an act whose answer was
lost. Acts themselves go to the rooms that they belong to."""

from __future__ import annotations

import hashlib
from datetime import date, datetime
from typing import Annotated, Any, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from ninja import Router, Schema
from pydantic import AfterValidator

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.problem import NotVisible
from hongxian.kernel.text import NOT_IN_SCOPE
from hongxian.kernel.web.access import actor_of
from hongxian.modules.base.accounts.queries import capacities_of_request
from hongxian.modules.portal.field.dangers import danger_now
from hongxian.modules.portal.field.queries import act_done, snapshot, whoami

router = Router()

Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(LOCAL))]
"""An instant in local time."""
R = TypeVar("R")


class WhoOut(Schema):
    """Whose session it is: the account, and the capacity it acts in."""

    account: str
    capacity: str
    name: str
    post_name: str
    organisation_name: str


class SessionOut(WhoOut):
    """Whose session it is, and the token that goes with its writes: after another login it is worth nothing.
    `capacities` are all in which the account may act today: what was done in another is sent in none of them."""

    csrf: str
    capacities: list[str]


class PlaceOut(Schema):
    """A place to go to: an enterprise, or premises that are none. `grid` where one goes there on patrol; then `is_due`
    says whether a visit is owed, until `due_until`."""

    key: UUID
    enterprise: UUID | None = None
    premises: UUID | None = None
    name: str
    code: str = ""
    address: str = ""
    place: str = ""
    longitude: float | None = None
    latitude: float | None = None
    grid: UUID | None = None
    grid_name: str = ""
    is_due: bool = False
    due_until: date | None = None
    last_outcome: str = ""
    last_visited_at: Moment | None = None


class RecipientOut(Schema):
    """A body to which a grid may turn."""

    key: UUID
    name: str


class FieldGridOut(Schema):
    """A leaf grid that one goes round, and to whom it may turn with what it cannot settle."""

    key: UUID
    name: str
    has_upper: bool
    recipients: list[RecipientOut]


class FieldDangerOut(Schema):
    """A danger as it stands; `version` changes with whatever one decides by, `steps` is what one may do now."""

    key: UUID
    version: str
    enterprise: UUID | None
    where: str
    place: str
    location: str
    description: str
    danger_category: str
    grade: str
    state: str
    found_on: date
    due_on: date | None
    days_left: int | None
    overdue: bool
    rectifier: str
    measures: str
    rectification: str
    rectified_on: date | None
    rectified_by_name: str
    return_reason: str
    times_returned: int
    times_reopened: int
    steps: list[str]


class DangerNowOut(FieldDangerOut):
    """The same, with who changed it last, when, by which act."""

    changed_at: Moment | None = None
    changed_by: str = ""
    act: str = ""


class FieldItemOut(Schema):
    """One item of a checklist."""

    key: UUID
    code: str
    section: str
    title: str
    basis: str
    photo_required: bool


class FieldChecklistOut(Schema):
    """A checklist with its items, in their order."""

    key: UUID
    title: str
    items: list[FieldItemOut]


class FieldAnswerOut(Schema):
    """What somebody found at an item already; `version` goes back as `seen`."""

    key: UUID
    item: UUID
    outcome: str
    note: str
    location: str
    grade: str
    removed_on_the_spot: bool
    rectification: str
    version: int


class FieldSheetOut(Schema):
    """A sheet that somebody opened."""

    key: UUID
    answers: list[FieldAnswerOut]


class FieldTaskOut(Schema):
    """An enterprise to be checked by a checklist."""

    key: UUID
    enterprise: UUID
    where: str
    checklist: UUID
    due_on: date
    overdue: bool
    sheet: FieldSheetOut | None = None


class SnapshotOut(WhoOut):
    """All that goes along: `more_…` says that there is more than fits. `words` are the Chinese of the keys."""

    day: date
    may: list[str]
    places: list[PlaceOut]
    grids: list[FieldGridOut]
    dangers: list[FieldDangerOut]
    tasks: list[FieldTaskOut]
    checklists: list[FieldChecklistOut]
    more_places: bool
    more_tasks: bool
    more_dangers: bool
    words: dict[str, str]


class DoneOut(Schema):
    """What an act made or changed."""

    subject_kind: str
    subject_key: str


@router.get("/session", response=SessionOut)
def get_session(request: HttpRequest) -> dict[str, Any]:
    """Who is logged in here, asked before anything is sent."""
    capacities = [key for key, _ in capacities_of_request(request)]
    return {**whoami(actor_of(request)), "csrf": get_token(request), "capacities": capacities}


@router.get("/snapshot", response={200: SnapshotOut, 304: None})
def get_snapshot(request: HttpRequest) -> HttpResponse:
    """The day's work; 304 where nothing changed since the answer that bore the `ETag` sent as `If-None-Match`."""
    body = SnapshotOut.model_validate(snapshot(actor_of(request))).model_dump_json().encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    known = request.headers.get("If-None-Match", "").removeprefix("W/") == tag
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if known:
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(body, content_type="application/json; charset=utf-8", headers=headers)


@router.get("/dangers/{uuid:key}", response=DangerNowOut)
def get_danger(request: HttpRequest, key: UUID) -> dict[str, Any]:
    """One danger as it stands now, to set beside what was entered on the phone."""
    return _found(danger_now(actor_of(request), key))


@router.get("/acts/{uuid:key}", response=DoneOut)
def get_act(request: HttpRequest, key: UUID) -> dict[str, str]:
    """Whether one's own act with this `Idempotency-Key` was carried out: its answer may have been lost on the way."""
    kind, subject = _found(act_done(actor_of(request), str(key)))
    return {"subject_kind": kind, "subject_key": subject}


def _found(row: R | None) -> R:
    if row is None:
        raise NotVisible(NOT_IN_SCOPE)
    return row
