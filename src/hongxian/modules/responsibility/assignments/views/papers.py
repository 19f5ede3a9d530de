"""What is handed in about an assignment: progress, material, and the office pressing for them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from hongxian.kernel.web.access import Request
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.commands import (
    report_progress,
    submit_material,
    urge,
    withdraw_material,
    withdraw_progress_report,
)
from hongxian.modules.responsibility.assignments.forms import MaterialForm, ProgressForm, ReasonForm, UrgeForm
from hongxian.modules.responsibility.assignments.models import Assignment
from hongxian.modules.responsibility.assignments.queries import visible_assignments
from hongxian.modules.responsibility.assignments.views.assignments import show


@require_POST
def progress(request: Request, key: str) -> HttpResponse:
    """Say how far the lead has come."""
    form = ProgressForm(request.POST, auto_id="progress_%s")
    return _carried_out(request, _assignment(request, key), "progress", form, report_progress, text.PROGRESS_SAVED)


@require_POST
def material(request: Request, key: str) -> HttpResponse:
    """Hand in material."""
    assignment = _assignment(request, key)
    form = MaterialForm(request.actor, assignment, request.POST, auto_id="material_%s")
    return _carried_out(request, assignment, "material", form, submit_material, text.MATERIAL_SAVED)


@require_POST
def press(request: Request, key: str) -> HttpResponse:
    """Press the lead to report."""
    form = UrgeForm(request.POST, auto_id="urge_%s")
    return _carried_out(request, _assignment(request, key), "urge", form, urge, text.URGED)


@require_POST
def take_back_progress(request: Request, key: str, paper: str) -> HttpResponse:
    """Withdraw a report of progress, with the reason."""
    assignment = _assignment(request, key)
    report = get_object_or_404(assignment.reports, pk=paper)
    return _taken_back(request, assignment, withdraw_progress_report, progress_report=report)


@require_POST
def take_back_material(request: Request, key: str, paper: str) -> HttpResponse:
    """Withdraw material, with the reason."""
    assignment = _assignment(request, key)
    found = get_object_or_404(assignment.materials, pk=paper)
    return _taken_back(request, assignment, withdraw_material, material=found)


def _assignment(request: Request, key: str) -> Assignment:
    return get_object_or_404(visible_assignments(request.actor), pk=key)


def _carried_out(
    request: Request, assignment: Assignment, name: str, form: Any, command: Callable[..., Any], told: str
) -> HttpResponse:
    if form.is_valid():
        done = form.carry_out(command, actor=request.actor, assignment=assignment, **form.cleaned_data)
        if done is not None:
            messages.success(request, told)
            return redirect("assignments:detail", assignment.pk)
    return show(request, assignment, {name: form}, status=form.status)


def _taken_back(request: Request, assignment: Assignment, command: Callable[..., Any], **paper: Any) -> HttpResponse:
    form = ReasonForm(request.POST)
    if form.is_valid() and form.carry_out(command, actor=request.actor, reason=form.cleaned_data["reason"], **paper):
        messages.success(request, text.PAPER_WITHDRAWN)
        return redirect("assignments:detail", assignment.pk)
    messages.error(request, " ".join(str(sentence) for sentences in form.errors.values() for sentence in sentences))
    return redirect("assignments:detail", assignment.pk)
