"""Pages of meetings."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.commands import (
    add_extract,
    confirm_meeting,
    record_meeting,
    reject_meeting,
    withdraw_meeting,
)
from hongxian.modules.responsibility.meetings.flow import MEETING
from hongxian.modules.responsibility.meetings.forms import ExtractForm, MeetingForm, ReasonForm
from hongxian.modules.responsibility.meetings.models import Meeting
from hongxian.modules.responsibility.meetings.queries import (
    items_of,
    may_add_extract,
    visible_meetings,
)

WAITING = "awaiting_confirmation"


@needs("meeting.record")
def record(request: Request) -> HttpResponse:
    """Enter a meeting; `add_line` shows the form again with one more item."""
    form = MeetingForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        data = form.cleaned_data
        meeting = form.carry_out(
            record_meeting,
            actor=request.actor,
            body=data["body"],
            held_on=data["held_on"],
            session=data["session"],
            title=data["title"],
            items=form.agenda(),
        )
        if meeting is not None:
            if meeting.state == WAITING:
                messages.warning(request, text.WAITS_FOR_SECOND)
            else:
                messages.success(request, text.SAVED)
            return redirect("meetings:detail", meeting.pk)
    context = {"form": form, "warning": text.CLASSIFIED_WARNING}
    return render(request, "meetings/record.html", context, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One meeting: agenda, extracts, decisions, what may be done, what happened to the record."""
    return _detail(request, get_object_or_404(visible_meetings(request.actor), pk=key))


@require_POST
def confirm(request: Request, key: str) -> HttpResponse:
    """Confirm a record entered afterwards."""
    meeting = get_object_or_404(visible_meetings(request.actor), pk=key)
    confirm_meeting(actor=request.actor, meeting=meeting)
    messages.success(request, text.CONFIRMED)
    return redirect("meetings:detail", key)


@require_POST
def reject(request: Request, key: str) -> HttpResponse:
    """Send a record back, with the reason."""
    return _with_reason(request, key, "reject", reject_meeting, text.REJECTED)


@require_POST
def withdraw(request: Request, key: str) -> HttpResponse:
    """Withdraw a record, with the reason."""
    return _with_reason(request, key, "withdraw", withdraw_meeting, text.WITHDRAWN)


@require_POST
def extract(request: Request, key: str, item_key: str) -> HttpResponse:
    """Add the extract of minutes to an item without one."""
    meeting = get_object_or_404(visible_meetings(request.actor), pk=key)
    item = get_object_or_404(items_of(meeting), pk=item_key)
    form = ExtractForm(request.POST, auto_id=f"{item_key}_%s")
    if form.is_valid():
        done = form.carry_out(add_extract, actor=request.actor, meeting=meeting, item=item, extract=form.extract())
        if done is not None:
            waits = done.state == WAITING
            (messages.warning if waits else messages.success)(
                request, text.EXTRACT_WAITS if waits else text.EXTRACT_SAVED
            )
            return redirect("meetings:detail", key)
    return _detail(request, meeting, {str(item_key): form}, status=form.status)


def _with_reason(request: Request, key: str, verb: str, command: Callable[..., Meeting], done: str) -> HttpResponse:
    meeting = get_object_or_404(visible_meetings(request.actor), pk=key)
    form = ReasonForm(request.POST, auto_id=f"{verb}_%s")
    if (
        form.is_valid()
        and form.carry_out(command, actor=request.actor, meeting=meeting, reason=form.cleaned_data["reason"])
        is not None
    ):
        messages.success(request, done)
        return redirect("meetings:detail", key)
    return _detail(request, meeting, {verb: form}, status=form.status)


def _detail(
    request: Request, meeting: Meeting, bound: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of a meeting; `bound` are the forms that were refused, by verb or by key of the item."""
    bound = bound or {}
    may_add = may_add_extract(request.actor, meeting)
    items = [
        (item, None if item.extract_number or not may_add else _form(bound, str(item.pk), ExtractForm))
        for item in items_of(meeting)
    ]
    steps = [
        (step, _form(bound, step.verb, ReasonForm) if "reason" in step.needs else None)
        for step in MEETING.open_to(request.actor, meeting)
    ]
    context = {
        "meeting": meeting,
        "items": items,
        "steps": steps,
        "moments": timeline(meeting),
        "backfilled": meeting.state in {WAITING, "confirmed"},
        "mine": request.actor.key in {meeting.recorded_by, meeting.evidence_by},
        "second_person": text.SECOND_PERSON.format(name=meeting.recorded_by_name),
        "warning": text.CLASSIFIED_WARNING,
    }
    return render(request, "meetings/detail.html", context, status=status)


def _form(bound: Mapping[str, Any], name: str, kind: type[Any]) -> Any:
    return bound.get(name) or kind(auto_id=f"{name}_%s")
