"""Pages of assignments: the list, one assignment, and the steps of its life."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.clauses import clauses_of, obligations_of
from hongxian.modules.responsibility.assignments.commands import (
    accept_assignment,
    report_done,
    return_assignment,
    withdraw_assignment,
)
from hongxian.modules.responsibility.assignments.flow import ASSIGNMENT
from hongxian.modules.responsibility.assignments.forms import (
    MaterialForm,
    ProgressForm,
    ReasonForm,
    UrgeForm,
)
from hongxian.modules.responsibility.assignments.models import Assignment
from hongxian.modules.responsibility.assignments.queries import (
    is_live,
    may,
    visible_assignments,
    visible_materials,
    visible_progress_reports,
)
from hongxian.modules.responsibility.assignments.sheet import is_late


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One assignment: the clause word for word, who and by when, progress, material, urgings, what may be done."""
    return show(request, get_object_or_404(visible_assignments(request.actor), pk=key))


@require_POST
def done(request: Request, key: str) -> HttpResponse:
    """Report it done."""
    assignment = get_object_or_404(visible_assignments(request.actor), pk=key)
    report_done(actor=request.actor, assignment=assignment)
    messages.success(request, text.REPORTED)
    return redirect("assignments:detail", key)


@require_POST
def accept(request: Request, key: str) -> HttpResponse:
    """Find that it is done."""
    assignment = get_object_or_404(visible_assignments(request.actor), pk=key)
    accept_assignment(actor=request.actor, assignment=assignment)
    messages.success(request, text.ACCEPTED)
    return redirect("assignments:detail", key)


@require_POST
def send_back(request: Request, key: str) -> HttpResponse:
    """Send a report back, with the reason."""
    return _with_reason(request, key, "return", return_assignment, text.RETURNED)


@require_POST
def withdraw(request: Request, key: str) -> HttpResponse:
    """Take the charge back, with the reason."""
    return _with_reason(request, key, "withdraw", withdraw_assignment, text.WITHDRAWN)


def _with_reason(request: Request, key: str, verb: str, command: Callable[..., Any], told: str) -> HttpResponse:
    assignment = get_object_or_404(visible_assignments(request.actor), pk=key)
    form = ReasonForm(request.POST, auto_id=f"{verb}_%s")
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if form.carry_out(command, actor=request.actor, assignment=assignment, reason=reason) is not None:
            messages.success(request, told)
            return redirect("assignments:detail", key)
    return show(request, assignment, {verb: form}, status=form.status)


def show(
    request: Request, assignment: Assignment, bound: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The page of an assignment; `bound` are the forms that were refused, by verb."""
    bound, actor = bound or {}, request.actor
    clause = clauses_of(assignment.pack)[assignment.clause_path]
    steps = {step.verb: step for step in ASSIGNMENT.open_to(actor, assignment)}
    context = {
        "assignment": assignment,
        "clause": clause,
        "source": text.CLAUSE_SOURCE.format(title=assignment.pack.title, path=clause.path),
        "obligation_title": obligations_of(assignment.pack, clause.path).get(assignment.obligation, ""),
        "helpers": assignment.cooperations.select_related("party").order_by("party__name"),
        "is_late": is_late(assignment),
        "urgings": assignment.urgings.order_by("-urged_on"),
        "steps": steps,
        "forms": _forms(request, assignment, bound, steps),
        "refused": set(bound),
        "moments": timeline(assignment),
        **_papers(request, assignment),
    }
    return render(request, "assignments/detail.html", context, status=status)


def _forms(request: Request, assignment: Assignment, bound: Mapping[str, Any], steps: Mapping[str, Any]) -> Any:
    """The forms that the actor may fill in now, by verb."""
    actor, found = request.actor, dict(bound)
    for verb in ("return", "withdraw"):
        if verb in steps:
            found.setdefault(verb, ReasonForm(auto_id=f"{verb}_%s"))
    if is_live(assignment) and may(actor, assignment, "report_progress"):
        found.setdefault("progress", ProgressForm(auto_id="progress_%s"))
    if is_live(assignment) and may(actor, assignment, "submit_material"):
        found.setdefault("material", MaterialForm(actor, assignment, auto_id="material_%s"))
    if assignment.state in ("assigned", "returned") and may(actor, assignment, "urge"):
        found.setdefault("urge", UrgeForm(auto_id="urge_%s"))
    return found


def _papers(request: Request, assignment: Assignment) -> dict[str, Any]:
    """Progress and material of the assignment, each with whether the actor may take it back."""
    actor = request.actor
    own_reports = set(
        visible_progress_reports(actor, "progress_report.withdraw")
        .filter(assignment=assignment)
        .values_list("pk", flat=True)
    )
    own_materials = set(
        visible_materials(actor, "material.withdraw").filter(assignment=assignment).values_list("pk", flat=True)
    )
    reports = assignment.reports.order_by("-reported_on", "-recorded_at")
    materials = assignment.materials.select_related("party").order_by("recorded_at")
    return {
        "reports": [(each, each.withdrawn_at is None and each.pk in own_reports) for each in reports],
        "materials": [(each, each.withdrawn_at is None and each.pk in own_materials) for each in materials],
    }
