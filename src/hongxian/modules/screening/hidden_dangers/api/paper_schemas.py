"""Formal notifications and reports, as they go in and out over REST."""

from __future__ import annotations

from datetime import date
from typing import Literal
from uuid import UUID

from ninja import Field, Schema

from hongxian.modules.screening.hidden_dangers.api.schemas import Moment, Told


class NotificationIn(Schema):
    """From which body to which, in which manner, and until when an answer is asked."""

    kind: Literal["copy", "hand_down", "report_up"]
    sender: UUID
    recipient: UUID
    content: str = Field(min_length=1, max_length=1000)
    reply_due_on: date | None = None
    sent_on: date | None = None


class NotificationOut(Told):
    """A formal notification: its number in words, its receipt; answers stand apart."""

    hidden_danger: UUID = Field(alias="hidden_danger_id")
    kind: str
    sender: UUID = Field(alias="sender_id")
    recipient: UUID = Field(alias="recipient_id")
    year: int
    number: int
    content: str
    sent_on: date
    reply_due_on: date | None
    state: str
    sent_at: Moment
    sent_by_name: str
    received_at: Moment | None
    received_by_name: str


class NotificationsOut(Schema):
    """One page of notifications, newest first; `next` as with dangers."""

    formal_notifications: list[NotificationOut]
    next: str


class NotificationQuery(Schema):
    """Which notifications: about a danger, in a state, of a kind, from or to a body."""

    hidden_danger: UUID | None = None
    state: Literal["sent", "received", "replied", "withdrawn"] | None = None
    kind: Literal["copy", "hand_down", "report_up"] | None = None
    sender: UUID | None = None
    recipient: UUID | None = None
    after: str = ""
    limit: int = Field(20, ge=1, le=100)


class ReplyIn(Schema):
    """How the danger was treated."""

    content: str = Field(min_length=1, max_length=1000)
    replied_on: date | None = None


class ReplyOut(Told):
    """An answer."""

    content: str
    replied_on: date
    recorded_at: Moment
    recorded_by_name: str


class ReportIn(Schema):
    """What an enterprise reports; `counts` by category, where a self-report only counts."""

    enterprise: UUID
    kind: Literal["hidden_danger_work", "major_hidden_danger", "self_report", "internal_notice"]
    content: str = Field("", max_length=1000)
    report_form: Literal["", "itemised", "counted", "none_found"] = ""
    counts: dict[str, int] = {}
    hidden_danger: UUID | None = None
    reported_on: date | None = None


class ReportOut(Told):
    """A report with its two receipts."""

    enterprise: UUID = Field(alias="enterprise_id")
    hidden_danger: UUID | None = Field(alias="hidden_danger_id")
    kind: str
    report_form: str
    content: str
    reported_on: date
    is_on_behalf: bool
    recorded_by_name: str
    regulator_received_on: date | None
    regulator_received_by: str
    workers_congress_received_on: date | None
    workers_congress_received_by: str


class CountOut(Schema):
    """So many of a category were found and removed on the spot."""

    danger_category: str
    removed: int


class ReportsOut(Schema):
    """One page of reports, newest first; `next` as with dangers."""

    hidden_danger_reports: list[ReportOut]
    next: str


class ReportQuery(Schema):
    """Which reports: of an enterprise, of a kind, reported in these days."""

    enterprise: UUID | None = None
    kind: Literal["hidden_danger_work", "major_hidden_danger", "self_report", "internal_notice"] | None = None
    since: date | None = None
    until: date | None = None
    after: str = ""
    limit: int = Field(20, ge=1, le=100)


class ReceivedIn(Schema):
    """When the regulator received it."""

    received_on: date | None = None


class PresentedIn(ReceivedIn):
    """When the workers' congress received it, and who signed."""

    workers_congress_received_by: str = Field(min_length=1, max_length=120)
