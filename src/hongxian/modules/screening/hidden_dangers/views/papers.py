"""Pages of formal notifications and of reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.screening.hidden_dangers import commands, text
from hongxian.modules.screening.hidden_dangers.flow import FORMAL_NOTIFICATION
from hongxian.modules.screening.hidden_dangers.forms.deciding import (
    CongressForm,
    EndForm,
    RefuseForm,
    RegulatorForm,
    ReplyForm,
)
from hongxian.modules.screening.hidden_dangers.forms.entering import ReportForm
from hongxian.modules.screening.hidden_dangers.queries import (
    visible_feedback,
    visible_hidden_dangers,
    visible_notifications,
    visible_reports,
)

_NOTIFICATION_ACTS: dict[str, tuple[type[Any], Any, str]] = {
    "receive": (EndForm, commands.receive_notification, "receive"),
    "reply": (ReplyForm, commands.reply_to_notification, "reply"),
    "withdraw": (RefuseForm, commands.withdraw_notification, "withdraw_notification"),
}
_REPORT_ACTS: dict[str, tuple[type[Any], Any, str]] = {
    "receive": (RegulatorForm, commands.receive_report, "regulator_received_on"),
    "present": (CongressForm, commands.present_report, "workers_congress_received_on"),
}


@require_safe
def notification(request: Request, key: str) -> HttpResponse:
    """One notification: between whom, about what, and what was answered."""
    actor = request.actor
    found = get_object_or_404(visible_notifications(actor), pk=key)
    context = {
        "notification": found,
        "number": commands.numbered(found),
        "may_see_danger": visible_hidden_dangers(actor).filter(pk=found.hidden_danger_id).exists(),
        "replies": visible_feedback(actor).filter(notification=found).order_by("pk"),
        "verbs": [step.verb for step in FORMAL_NOTIFICATION.open_to(actor, found)],
        "moments": timeline(found),
    }
    return render(request, "hidden_dangers/notification.html", context)


def answer(request: Request, key: str, verb: str) -> HttpResponse:
    """Receive a notification, answer it, or take it back."""
    if verb not in _NOTIFICATION_ACTS:
        raise Http404
    form_class, command, told = _NOTIFICATION_ACTS[verb]
    name = f"formal_notification.{verb}"
    found = get_object_or_404(visible_notifications(request.actor, name), pk=key)
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"formal_notification": found, **form.cleaned_data}
        if form.carry_out(command, actor=request.actor, **given) is not None:
            messages.success(request, text.DONE[told])
            return redirect("hidden_dangers:notification", key)
    context = {"form": form, "name": name, "notification": found, "number": commands.numbered(found)}
    return render(request, "hidden_dangers/answer.html", context, status=form.status)


@needs("hidden_danger_report.make")
def make_report(request: Request) -> HttpResponse:
    """Enter what an enterprise reports."""
    form = ReportForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(commands.make_report, actor=request.actor, **form.said())
        if done is not None:
            messages.success(request, text.REPORT_MADE)
            return redirect("hidden_dangers:report", done.pk)
    return render(request, "hidden_dangers/make_report.html", {"form": form}, status=form.status)


@require_safe
def report(request: Request, key: str) -> HttpResponse:
    """One report with its receipts."""
    actor = request.actor
    found = get_object_or_404(visible_reports(actor), pk=key)
    verbs = [
        verb
        for verb, (_, _, field) in _REPORT_ACTS.items()
        if getattr(found, field) is None
        and visible_reports(actor, f"hidden_danger_report.{verb}").filter(pk=found.pk).exists()
    ]
    context = {
        "report": found,
        "counts": found.counts.order_by("danger_category"),
        "verbs": verbs,
        "moments": timeline(found),
    }
    return render(request, "hidden_dangers/report.html", context)


def receipt(request: Request, key: str, verb: str) -> HttpResponse:
    """Put down one of the two receipts."""
    if verb not in _REPORT_ACTS:
        raise Http404
    form_class, command, _ = _REPORT_ACTS[verb]
    name = f"hidden_danger_report.{verb}"
    found = get_object_or_404(visible_reports(request.actor, name), pk=key)
    form = form_class(request.POST or None, initial={"received_on": today()})
    if form.is_valid():
        given = {"hidden_danger_report": found, **form.cleaned_data}
        if form.carry_out(command, actor=request.actor, **given) is not None:
            messages.success(request, text.REPORT_RECEIVED)
            return redirect("hidden_dangers:report", key)
    context = {"form": form, "name": name, "report": found}
    return render(request, "hidden_dangers/receipt.html", context, status=form.status)
