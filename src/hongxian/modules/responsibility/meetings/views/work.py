"""Pages of what offices did, and what called for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.paging import Page
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.commands import enter_work_occasion, enter_work_record
from hongxian.modules.responsibility.meetings.forms import WorkOccasionForm, WorkQueryForm, WorkRecordForm
from hongxian.modules.responsibility.meetings.queries import work_occasions_page, work_records_page


@require_safe
@needs("work_record.view")
def work_records(request: Request) -> HttpResponse:
    """What the offices within one's scope did, latest first."""
    return _work(request, "meetings/work_records.html", work_records_page)


@require_safe
@needs("work_occasion.view")
def work_occasions(request: Request) -> HttpResponse:
    """What called for the functions of the offices within one's scope, latest first."""
    return _work(request, "meetings/work_occasions.html", work_occasions_page)


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


def _work(request: Request, template: str, listed: Callable[..., Page[Any]]) -> HttpResponse:
    form = WorkQueryForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = listed(
        request.actor,
        function=chosen.get("function", ""),
        year=chosen.get("year"),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "form": form,
        "page": found,
        "may_enter_record": request.actor.may("work_record.enter"),
        "may_enter_occasion": request.actor.may("work_occasion.enter"),
        "may_see_records": request.actor.may("work_record.view"),
        "may_see_occasions": request.actor.may("work_occasion.view"),
    }
    return render(request, template, context)
