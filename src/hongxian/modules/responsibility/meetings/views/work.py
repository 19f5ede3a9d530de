"""Pages of what offices did, and what called for it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hongxian.kernel.web.access import Request, needs
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.commands import enter_work_occasion, enter_work_record
from hongxian.modules.responsibility.meetings.forms import WorkOccasionForm, WorkRecordForm


@needs("work_record.enter")
def enter_record(request: Request) -> HttpResponse:
    """Enter what an office did under one of its functions."""
    form = WorkRecordForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid() and (form.carry_out(enter_work_record, actor=request.actor, **form.cleaned_data) is not None):
        messages.success(request, text.WORK_SAVED)
        return redirect("meetings:work_records")
    return render(request, "meetings/enter_record.html", {"form": form}, status=form.status)


@needs("work_occasion.enter")
def enter_occasion(request: Request) -> HttpResponse:
    """Enter what called for a function of an office."""
    form = WorkOccasionForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid() and (form.carry_out(enter_work_occasion, actor=request.actor, **form.cleaned_data) is not None):
        messages.success(request, text.OCCASION_SAVED)
        return redirect("meetings:work_occasions")
    return render(request, "meetings/enter_occasion.html", {"form": form}, status=form.status)
