"""REST of hidden dangers: the same queries and commands as the pages."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status
from pydantic import AfterValidator

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.paging import page
from hongxian.kernel.problem import NotVisible
from hongxian.kernel.text import NOT_IN_SCOPE
from hongxian.kernel.web.access import actor_of
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.screening.hidden_dangers import commands
from hongxian.modules.screening.hidden_dangers.api_suggestions import router as suggestions
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import (
    NEWEST_FIRST,
    overdue,
    steps_open,
    visible_hidden_dangers,
)

router = Router()
router.add_router("/suggestions", suggestions)

Grade = Literal["general", "major"]
Origin = Literal[
    "enforcement_inspection",
    "grid_patrol",
    "intermediary_check",
    "report_verification",
    "enterprise_self_check",
    "other",
]
State = Literal["reported", "graded", "rectifying", "rectified", "closed", "withdrawn"]
Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(LOCAL))]
"""An instant in local time."""

_REFERENCES = ("risk_key", "check_item_key", "patrol_key")


class DangerIn(Schema):
    """What was found: at an enterprise, or at premises that are none in a place."""

    description: str = Field(min_length=1, max_length=1000)
    origin: Origin
    enterprise: UUID | None = None
    premises: str = Field("", max_length=120)
    place: str = Field("", max_length=20)
    location: str = Field("", max_length=120)
    grade: Grade | Literal[""] = ""
    danger_category: str = Field("", max_length=30)
    basis: str = Field("", max_length=300)
    found_on: date | None = None
    found_by: str = Field("", max_length=40)
    removed_on_the_spot: bool = False
    rectification: str = Field("", max_length=1000)
    risk_key: str = Field("", max_length=64)
    check_item_key: str = Field("", max_length=64)
    patrol_key: str = Field("", max_length=64)


class DangerOut(Schema):
    """A danger as it stands."""

    id: UUID
    enterprise: UUID | None = Field(None, alias="enterprise_id")
    where: str
    place: str = Field(alias="place_id")
    place_path: str
    supervisor: UUID | None = Field(None, alias="supervisor_id")
    origin: str
    description: str
    location: str
    grade: str
    state: str
    found_on: date
    removed_on_the_spot: bool
    downgraded: bool
    is_on_behalf: bool
    is_taken_over: bool
    hard_to_fix: bool
    high_danger: bool
    mass_casualty: bool
    touches_public_safety: bool
    rectifier: str
    measures: str
    due_on: date | None
    due_calculation: list[str]
    rectified_on: date | None
    verified_on: date | None
    times_returned: int
    times_reopened: int
    recorded_at: Moment


class DangersOut(Schema):
    """One page of dangers, newest first; `next` is the token of the page after it (`?after=`), empty at the end."""

    hidden_dangers: list[DangerOut]
    next: str


class PageQuery(Schema):
    """Which dangers: of a place (its code) and all below, of an enterprise, in a state, of a grade, overdue only."""

    place: str = ""
    enterprise: UUID | None = None
    state: State | None = None
    grade: Grade | None = None
    origin: Origin | None = None
    overdue: bool = False
    after: str = ""
    limit: int = Field(20, ge=1, le=100)


class GradeIn(Schema):
    """How grave it is."""

    grade: Grade
    hard_to_fix: bool = False
    high_danger: bool = False
    mass_casualty: bool = False
    basis: str = Field("", max_length=300)


class AssignIn(Schema):
    """Who removes it by when: a day, or a limit counted from today. A major one needs all."""

    rectifier: str = Field(min_length=1, max_length=40)
    due_on: date | None = None
    limit: int | None = Field(None, ge=1, le=365)
    limit_unit: Literal["working_day", "day", "month"] = "working_day"
    measures: str = Field("", max_length=1000)
    funds: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)
    emergency_plan: str = Field("", max_length=500)


class CorrectIn(Schema):
    """What was entered wrongly, and why it is corrected; what is not said stays."""

    reason: str = Field(min_length=1, max_length=500)
    description: str | None = Field(None, min_length=1, max_length=1000)
    location: str | None = Field(None, max_length=120)
    danger_category: str | None = Field(None, max_length=30)
    basis: str | None = Field(None, max_length=300)
    found_on: date | None = None
    found_by: str | None = Field(None, max_length=40)


class RectifiedIn(Schema):
    """How it was removed."""

    rectification: str = Field(min_length=1, max_length=1000)
    rectified_on: date | None = None
    cost: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)


class CloseIn(Schema):
    """What the re-check found."""

    opinion: str = Field(min_length=1, max_length=500)
    verified_on: date | None = None


class AgainIn(Schema):
    """Why it is to be rectified again, and by when."""

    reason: str = Field(min_length=1, max_length=500)
    due_on: date | None = None
    limit: int | None = Field(None, ge=1, le=365)
    limit_unit: Literal["working_day", "day", "month"] = "working_day"


class StepsOut(Schema):
    """The steps that one may take now."""

    steps: list[str]


class ActOut(Schema):
    """One act on the danger, as the ledger has it."""

    event: str
    at: Moment
    actor: str
    organisation: str
    reason: str


@router.get("", response=DangersOut)
def list_hidden_dangers(request: HttpRequest, query: Query[PageQuery]) -> dict[str, object]:
    """The dangers within one's scope."""
    actor = actor_of(request)
    found = page(_asked(actor, query), NEWEST_FIRST, after=query.after, limit=query.limit)
    return {"hidden_dangers": found.rows, "next": found.older}


@router.post("", response={201: DangerOut})
def post_hidden_danger(request: HttpRequest, danger: DangerIn) -> Status[HiddenDanger]:
    """Enter a danger; the same command as the page's."""
    actor, permission = actor_of(request), "hidden_danger.register"
    given: dict[str, Any] = danger.dict(exclude={*_REFERENCES, "enterprise", "place"})
    given["references"] = {name: getattr(danger, name) for name in _REFERENCES}
    if danger.enterprise is not None:
        given["enterprise"] = _within(visible_enterprises(actor, permission), danger.enterprise)
    if danger.place:
        given["place"] = _within(visible_places(actor, permission), danger.place)
    return Status(201, commands.register_hidden_danger(actor=actor, **given))


@router.get("/{uuid:key}", response=DangerOut)
def get_hidden_danger(request: HttpRequest, key: UUID) -> HiddenDanger:
    """One danger within one's scope."""
    return _visible(actor_of(request), key)


@router.get("/{uuid:key}/steps", response=StepsOut)
def get_steps(request: HttpRequest, key: UUID) -> dict[str, object]:
    """What one may do with it now."""
    actor = actor_of(request)
    return {"steps": [step.verb for step in steps_open(actor, _visible(actor, key))]}


@router.get("/{uuid:key}/history", response=list[ActOut])
def get_history(request: HttpRequest, key: UUID) -> list[dict[str, object]]:
    """What was done with it, latest first."""
    return [
        {
            "event": moment.entry.event,
            "at": moment.entry.at,
            "actor": moment.actor_name,
            "organisation": moment.organisation_name,
            "reason": moment.reason,
        }
        for moment in timeline(_visible(actor_of(request), key))
    ]


@router.post("/{uuid:key}/grade", response=DangerOut)
def grade(request: HttpRequest, key: UUID, said: GradeIn) -> HiddenDanger:
    """Say how grave it is."""
    return commands.grade_hidden_danger(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/correct", response=DangerOut)
def correct(request: HttpRequest, key: UUID, said: CorrectIn) -> HiddenDanger:
    """Correct what was entered."""
    return commands.correct_hidden_danger(**_upon(request, key), **said.dict(exclude_none=True))


@router.post("/{uuid:key}/assign", response=DangerOut)
def assign(request: HttpRequest, key: UUID, said: AssignIn) -> HiddenDanger:
    """Order it removed."""
    return commands.assign_hidden_danger(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/report-rectified", response=DangerOut)
def report_rectified(request: HttpRequest, key: UUID, said: RectifiedIn) -> HiddenDanger:
    """Say that it is removed."""
    return commands.report_rectified(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/close", response=DangerOut)
def close(request: HttpRequest, key: UUID, said: CloseIn) -> HiddenDanger:
    """Find, by a re-check, that it is removed."""
    return commands.close_hidden_danger(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/return", response=DangerOut)
def send_back(request: HttpRequest, key: UUID, said: AgainIn) -> HiddenDanger:
    """Find, by a re-check, that it is not removed."""
    return commands.return_hidden_danger(**_upon(request, key), **said.dict())


@router.post("/{uuid:key}/reopen", response=DangerOut)
def reopen(request: HttpRequest, key: UUID, said: AgainIn) -> HiddenDanger:
    """Open a closed one again."""
    return commands.reopen_hidden_danger(**_upon(request, key), **said.dict())


def _asked(actor: Actor, query: PageQuery) -> Any:
    rows = visible_hidden_dangers(actor)
    if query.place:
        rows = rows.filter(
            path_range("place_path", _within(visible_places(actor, "hidden_danger.view"), query.place).path)
        )
    conditions = {"enterprise": query.enterprise, "state": query.state, "grade": query.grade, "origin": query.origin}
    rows = rows.filter(**{name: value for name, value in conditions.items() if value is not None})
    return overdue(rows) if query.overdue else rows


def _within(rows: Any, key: UUID | str) -> Any:
    found = rows.filter(pk=key).first()
    if found is None:
        raise NotVisible(NOT_IN_SCOPE)
    return found


def _visible(actor: Actor, key: UUID) -> HiddenDanger:
    danger: HiddenDanger = _within(visible_hidden_dangers(actor), key)
    return danger


def _upon(request: HttpRequest, key: UUID) -> dict[str, Any]:
    actor = actor_of(request)
    return {"actor": actor, "hidden_danger": _visible(actor, key)}
