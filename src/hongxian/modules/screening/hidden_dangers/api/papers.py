"""REST of formal notifications between bodies and of what enterprises report."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from hongxian.kernel.paging import page
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.screening.hidden_dangers import commands
from hongxian.modules.screening.hidden_dangers.api.around_schemas import ReasonIn
from hongxian.modules.screening.hidden_dangers.api.finding import danger_of, upon
from hongxian.modules.screening.hidden_dangers.api.paper_schemas import (
    CountOut,
    NotificationIn,
    NotificationOut,
    NotificationQuery,
    NotificationsOut,
    PresentedIn,
    ReceivedIn,
    ReplyIn,
    ReplyOut,
    ReportIn,
    ReportOut,
    ReportQuery,
    ReportsOut,
)
from hongxian.modules.screening.hidden_dangers.models import FormalNotification, HiddenDangerReport, TreatmentFeedback
from hongxian.modules.screening.hidden_dangers.queries import (
    NEWEST_FIRST,
    visible_feedback,
    visible_notifications,
    visible_reports,
)

router = Router()


@router.get("/notifications", response=NotificationsOut)
def list_notifications(request: HttpRequest, query: Query[NotificationQuery]) -> dict[str, object]:
    """The notifications within one's scope."""
    rows = visible_notifications(actor_of(request)).filter(**_asked(query, "after", "limit"))
    found = page(rows, NEWEST_FIRST, after=query.after, limit=query.limit)
    return {"formal_notifications": found.rows, "next": found.older}


@router.post("/{uuid:key}/notifications", response={201: NotificationOut})
def post_notification(request: HttpRequest, key: UUID, said: NotificationIn) -> Status[FormalNotification]:
    """Tell another body about a danger, under the sender's next number of the year."""
    sender = within(visible_parties(actor_of(request), "formal_notification.send"), said.sender)
    given = said.dict(exclude={"sender", "recipient"})
    recipient = str(said.recipient)
    made = commands.send_notification(**upon(request, key), sender=sender, recipient_key=recipient, **given)
    return Status(201, made)


@router.get("/notifications/{uuid:key}", response=NotificationOut)
def get_notification(request: HttpRequest, key: UUID) -> FormalNotification:
    """One notification within one's scope."""
    return _notification(request, key, "view")


@router.get("/notifications/{uuid:key}/replies", response=list[ReplyOut])
def list_replies(request: HttpRequest, key: UUID) -> Any:
    """How it was answered."""
    return visible_feedback(actor_of(request)).filter(notification=_notification(request, key, "view")).order_by("pk")


@router.post("/notifications/{uuid:key}/receive", response=NotificationOut)
def receive_notification(request: HttpRequest, key: UUID) -> FormalNotification:
    """Say, for the body that was told, that it was received."""
    found = _notification(request, key, "receive")
    return commands.receive_notification(actor=actor_of(request), formal_notification=found)


@router.post("/notifications/{uuid:key}/reply", response={201: ReplyOut})
def reply_to_notification(request: HttpRequest, key: UUID, said: ReplyIn) -> Status[TreatmentFeedback]:
    """Answer how the danger was treated."""
    found = _notification(request, key, "reply")
    made = commands.reply_to_notification(actor=actor_of(request), formal_notification=found, **said.dict())
    return Status(201, made)


@router.post("/notifications/{uuid:key}/withdraw", response=NotificationOut)
def withdraw_notification(request: HttpRequest, key: UUID, said: ReasonIn) -> FormalNotification:
    """Take back what was not answered yet."""
    found = _notification(request, key, "withdraw")
    return commands.withdraw_notification(actor=actor_of(request), formal_notification=found, **said.dict())


@router.get("/reports", response=ReportsOut)
def list_reports(request: HttpRequest, query: Query[ReportQuery]) -> dict[str, object]:
    """The reports within one's scope."""
    rows = visible_reports(actor_of(request)).filter(**_asked(query, "since", "until", "after", "limit"))
    if query.since:
        rows = rows.filter(reported_on__gte=query.since)
    if query.until:
        rows = rows.filter(reported_on__lte=query.until)
    found = page(rows, NEWEST_FIRST, after=query.after, limit=query.limit)
    return {"hidden_danger_reports": found.rows, "next": found.older}


@router.post("/reports", response={201: ReportOut})
def post_report(request: HttpRequest, said: ReportIn) -> Status[HiddenDangerReport]:
    """Enter what an enterprise reports."""
    actor = actor_of(request)
    given: dict[str, Any] = said.dict(exclude={"enterprise", "hidden_danger"})
    given["enterprise"] = within(visible_enterprises(actor, "hidden_danger_report.make"), said.enterprise)
    if said.hidden_danger is not None:
        given["hidden_danger"] = danger_of(request, said.hidden_danger)
    return Status(201, commands.make_report(actor=actor, **given))


@router.get("/reports/{uuid:key}", response=ReportOut)
def get_report(request: HttpRequest, key: UUID) -> HiddenDangerReport:
    """One report within one's scope."""
    return _report(request, key, "view")


@router.get("/reports/{uuid:key}/counts", response=list[CountOut])
def list_counts(request: HttpRequest, key: UUID) -> Any:
    """What it counts, by category."""
    return _report(request, key, "view").counts.order_by("danger_category")


@router.post("/reports/{uuid:key}/receive", response=ReportOut)
def receive_report(request: HttpRequest, key: UUID, said: ReceivedIn) -> HiddenDangerReport:
    """Put down that the regulator received it."""
    found = _report(request, key, "receive")
    return commands.receive_report(actor=actor_of(request), hidden_danger_report=found, **said.dict())


@router.post("/reports/{uuid:key}/present", response=ReportOut)
def present_report(request: HttpRequest, key: UUID, said: PresentedIn) -> HiddenDangerReport:
    """Put down that the workers' congress received it."""
    found = _report(request, key, "present")
    return commands.present_report(actor=actor_of(request), hidden_danger_report=found, **said.dict())


def _asked(query: Any, *others: str) -> dict[str, Any]:
    """The columns that are to be equal to something."""
    return {name: value for name, value in query.dict(exclude={*others}).items() if value is not None}


def _notification(request: HttpRequest, key: UUID, verb: str) -> FormalNotification:
    found: FormalNotification = within(visible_notifications(actor_of(request), f"formal_notification.{verb}"), key)
    return found


def _report(request: HttpRequest, key: UUID, verb: str) -> HiddenDangerReport:
    found: HiddenDangerReport = within(visible_reports(actor_of(request), f"hidden_danger_report.{verb}"), key)
    return found
