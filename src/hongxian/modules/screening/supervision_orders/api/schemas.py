"""What goes in and out of the REST of supervision orders."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from ninja import Field, Schema

State = Literal["proposed", "issued", "treating", "self_accepted", "expert_accepted", "accepted", "closed", "withdrawn"]
LogKind = Literal["key_supervision", "field_check", "visit", "phone", "accountability"]


class OrderOut(Schema):
    """An order as it stands."""

    id: UUID
    order_number: str
    hidden_danger: UUID | None = Field(None, alias="hidden_danger_id")
    accident: UUID | None = Field(None, alias="accident_key")
    subject_words: str
    enterprise: UUID | None = Field(None, alias="enterprise_id")
    where: str
    place: str = Field(alias="place_id")
    issuer: UUID = Field(alias="issuer_id")
    undertaker: UUID | None = Field(None, alias="undertaker_id")
    level: str
    state: str
    is_taken_over: bool
    ordered_on: date | None
    received_on: date | None
    plan_due_on: date | None
    plan_submitted_on: date | None
    due_on: date | None
    accepted_on: date | None
    closed_on: date | None
    times_returned: int
    terms: dict[str, Any]


class OrdersOut(Schema):
    """One page of orders, newest first; `next` is the token of the page after it (`?after=`), empty at the end."""

    supervision_orders: list[OrderOut]
    next: str


class PageQuery(Schema):
    """Which orders: of a place (its code) and all below, in a state, of an enterprise or issuer, overdue only."""

    place: str = ""
    state: State | None = None
    enterprise: UUID | None = None
    issuer: UUID | None = None
    overdue: bool = False
    after: str = ""
    limit: int = Field(20, ge=1, le=100)


class ProposeIn(Schema):
    """A major hidden danger, or an accident with its words and where it was."""

    issuer: UUID
    reason: str = Field(min_length=1, max_length=500)
    hidden_danger: UUID | None = None
    accident: UUID | None = None
    accident_words: str = Field("", max_length=1000)
    enterprise: UUID | None = None
    place: str = Field("", max_length=20)


class IssueIn(Schema):
    """The series of the number, by when, and what is asked."""

    series: str = Field(min_length=1, max_length=40)
    due_on: date
    plan_due_on: date
    requirements: str = Field(min_length=1, max_length=1000)
    ordered_on: date | None = None


class ReceiveIn(Schema):
    """Who signed when."""

    received_by_name: str = Field(min_length=1, max_length=40)
    received_on: date | None = None


class PlanIn(Schema):
    """The six items of the plan."""

    goals: str = Field(min_length=1, max_length=500)
    treatment_measures: str = Field(min_length=1, max_length=1000)
    plan_funds: str = Field(min_length=1, max_length=300)
    plan_bodies: str = Field(min_length=1, max_length=300)
    plan_times: str = Field(min_length=1, max_length=300)
    plan_safety: str = Field(min_length=1, max_length=500)


class ProgressIn(Schema):
    """How far it is; the interval that runs, if none is given."""

    content: str = Field(min_length=1, max_length=1000)
    interval_number: int | None = Field(None, ge=1)


class SelfIn(Schema):
    """What the owner finds, and what it cost (yuan)."""

    opinion: str = Field(min_length=1, max_length=500)
    actual_funds: Decimal | None = Field(None, ge=0, max_digits=14, decimal_places=2)


class ExpertIn(Schema):
    """What experts found, who they were."""

    opinion: str = Field(min_length=1, max_length=500)
    assessors: str = Field(min_length=1, max_length=200)
    acceptance_on: date | None = None


class OpinionIn(Schema):
    """What was found."""

    opinion: str = Field(min_length=1, max_length=500)


class ReasonIn(Schema):
    """Why."""

    reason: str = Field(min_length=1, max_length=500)


class ExtensionIn(Schema):
    """Until when, why, and what keeps people safe meanwhile."""

    asked_until: date
    reason: str = Field(min_length=1, max_length=500)
    measures: str = Field(min_length=1, max_length=500)


class AgreeIn(Schema):
    """Until when more time is given."""

    agreed_until: date
    reason: str = Field("", max_length=500)


class LogIn(Schema):
    """What was done to supervise; `reference` names the paper, where somebody was held to account."""

    kind: LogKind
    content: str = Field(min_length=1, max_length=500)
    reference: str = Field("", max_length=200)
    logged_on: date | None = None


class PublishIn(Schema):
    """What the public is told."""

    kind: Literal["listing", "completion"]
    title: str = Field(min_length=1, max_length=120)
    content: str = Field(min_length=1, max_length=1000)
    published_on: date | None = None


class ExtensionOut(Schema):
    """A request for more time as it stands."""

    id: UUID
    supervision_order: UUID = Field(alias="supervision_order_id")
    due_before: date
    asked_until: date
    agreed_until: date | None
    state: str


class MadeOut(Schema):
    """What was made."""

    id: UUID


class StepsOut(Schema):
    """The steps that one may take now."""

    steps: list[str]


class IntervalOut(Schema):
    """One interval for which progress is reported."""

    number: int
    since: date
    until: date
    reported_on: date | None
    missing: bool
