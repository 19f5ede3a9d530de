"""The shapes of what travels over REST: lists, tasks, sheets, conflicts."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal
from uuid import UUID

from ninja import Field, Schema
from pydantic import AfterValidator

from hongxian.kernel.clock import LOCAL

Moment = Annotated[datetime, AfterValidator(lambda at: at.astimezone(LOCAL))]
"""An instant in local time."""


class ItemOut(Schema):
    """One item of a list."""

    id: UUID
    code: str
    section: str
    title: str
    basis: str
    danger_category: str
    photo_required: bool
    risk_hint: str


class ListOut(Schema):
    """One list with its items, in their order."""

    id: UUID
    title: str
    kind: str
    revision: int
    items: list[ItemOut]


class AnswerIn(Schema):
    """What was found at one item. `seen` is the version that was seen when it was typed, 0 for none."""

    id: UUID | None = None
    item: UUID
    outcome: Literal["ok", "not_ok", "not_applicable"]
    note: str = Field("", max_length=500)
    location: str = Field("", max_length=120)
    grade: Literal["", "general", "major"] = ""
    removed_on_the_spot: bool = False
    rectification: str = Field("", max_length=500)
    seen: int = Field(0, ge=0)


class SubmitIn(Schema):
    """How the sheet is handed in; `counts` are numbers by category, for `counted`."""

    report_form: Literal["itemised", "counted", "none_found"] = "itemised"
    counts: dict[str, int] = {}


class SheetIn(Schema):
    """A sheet, or a part of it: of a task, or of a list at an enterprise. Without `submit` it is only saved."""

    id: UUID | None = None
    task: UUID | None = None
    checklist: UUID | None = None
    enterprise: UUID | None = None
    checked_on: date | None = None
    check_channel: Literal["", "on_site", "online"] = ""
    checker: str = Field("", max_length=120)
    companion: str = Field("", max_length=120)
    double_random: bool | None = None
    answers: list[AnswerIn] = Field([], max_length=500)
    submit: SubmitIn | None = None


class AnswerOut(Schema):
    """An answer as it is kept."""

    id: UUID
    item: UUID = Field(alias="item_id")
    outcome: str
    note: str
    location: str
    grade: str
    removed_on_the_spot: bool
    rectification: str
    version: int
    answered_by: str = Field(alias="answered_by_name")
    answered_at: Moment
    hidden_danger: UUID | None = Field(None, alias="hidden_danger_id")


class SheetOut(Schema):
    """A sheet as it is kept."""

    id: UUID
    task: UUID | None = Field(None, alias="task_id")
    checklist: UUID | None = Field(None, alias="checklist_id")
    enterprise: UUID = Field(alias="enterprise_id")
    inspecting_department: UUID | None = Field(None, alias="inspecting_department_id")
    double_random: bool
    kind: str
    state: str
    report_form: str
    check_channel: str
    checked_on: date
    checker: str
    companion: str
    is_on_behalf: bool
    is_taken_over: bool
    not_ok: int
    submitted_at: Moment | None = Field(None, alias="handed_in_at")
    answers: list[AnswerOut]


class TaskOut(Schema):
    """One task with where to go; `sheet` is what somebody began to fill."""

    id: UUID
    checklist: UUID = Field(alias="checklist_id")
    enterprise: UUID = Field(alias="enterprise_id")
    enterprise_name: str = Field(alias="enterprise.name")
    address: str = Field(alias="enterprise.working_address")
    longitude: Decimal | None = Field(None, alias="enterprise.longitude")
    latitude: Decimal | None = Field(None, alias="enterprise.latitude")
    place_path: str
    on_behalf: bool
    period_start: date
    period_end: date
    due_on: date
    due_calculation: list[str]
    is_overdue: bool
    state: str
    sheet: SheetOut | None


class TasksOut(Schema):
    """One page of tasks, newest first, and the lists that they need; `next` is the token of the page after it."""

    tasks: list[TaskOut]
    checklists: list[ListOut]
    next: str


class DifferenceOut(Schema):
    """One item at which two people found different things."""

    item: UUID
    code: str
    title: str
    yours: dict[str, Any]
    theirs: dict[str, Any]
    theirs_by: str
    theirs_at: Moment
    version: int


class ConflictOut(Schema):
    """Others found something else meanwhile; nothing was saved. With `handed_in_at` their sheet stands: what was told
    may be told as a further check, by `checklist` and `enterprise` without `task`."""

    type: str
    code: str
    status: int
    title: str
    checklist: UUID | None
    enterprise: UUID
    handed_in_at: Moment | None
    conflicts: list[DifferenceOut]


class TaskQuery(Schema):
    """Which tasks: in a state, overdue only, of an enterprise."""

    state: Literal["open", "done", "cancelled"] = "open"
    overdue: bool = False
    enterprise: UUID | None = None
    after: str = ""
    limit: int = Field(50, ge=1, le=100)


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=500)
