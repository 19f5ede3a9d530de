"""What goes in and out over REST.

What goes out is read from the rows by pydantic itself (`Told`): a page of rows costs a tenth of what it costs through
the schemas of the framework.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator, BaseModel, ConfigDict

from hongxian.kernel.clock import LOCAL

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

REFERENCES = ("risk_key", "check_item_key", "patrol_key")
Unit = Literal["working_day", "day", "month"]


class Told(BaseModel):
    """A row as it stands."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID


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


class DangerOut(Told):
    """A danger as it stands."""

    enterprise: UUID | None = Field(None, alias="enterprise_id")
    where: str
    place: str = Field(alias="place_id")
    place_path: str
    supervisor: UUID | None = Field(None, alias="supervisor_id")
    origin: str
    description: str
    location: str
    risk_key: str
    failed_measure: str
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


class CorrectIn(Schema):
    """What was entered wrongly, and why it is corrected; what is not said stays."""

    reason: str = Field(min_length=1, max_length=500)
    description: str | None = Field(None, min_length=1, max_length=1000)
    location: str | None = Field(None, max_length=120)
    danger_category: str | None = Field(None, max_length=30)
    basis: str | None = Field(None, max_length=300)
    found_on: date | None = None
    found_by: str | None = Field(None, max_length=40)


class AssignIn(Schema):
    """Who removes it by when: a day, or a limit counted from today. A major one needs all."""

    rectifier: str = Field(min_length=1, max_length=40)
    due_on: date | None = None
    limit: int | None = Field(None, ge=1, le=365)
    limit_unit: Unit = "working_day"
    measures: str = Field("", max_length=1000)
    funds: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)
    emergency_plan: str = Field("", max_length=500)


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
    limit_unit: Unit = "working_day"


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
