"""What goes up from a grid: telling it, receiving it, answering it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.forms import Form
from hongxian.modules.screening.grid import commands, text
from hongxian.modules.screening.grid.flow import GRID_ESCALATION
from hongxian.modules.screening.grid.forms.rounds import AnswerForm, EscalateForm, ReasonForm
from hongxian.modules.screening.grid.queries import visible_escalations, visible_visits
from hongxian.modules.screening.grid.registers.words import is_overdue

ACTS: dict[str, tuple[Callable[..., Any], type[Form], str]] = {
    "receive": (commands.receive_escalation, Form, text.RECEIVED),
    "answer": (commands.answer_escalation, AnswerForm, text.ANSWERED),
    "withdraw": (commands.withdraw_escalation, ReasonForm, text.WITHDRAWN),
}


@needs("grid_escalation.send")
def send(request: Request, key: str) -> HttpResponse:
    """Tell upwards what a visit could not settle, or that entry was refused."""
    visit = get_object_or_404(visible_visits(request.actor, "grid_escalation.send"), pk=key)
    form = EscalateForm(visit, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(commands.send_escalation, actor=request.actor, visit=visit, **form.said())
        if done is not None:
            messages.success(request, text.ESCALATED.format(recipient=done.recipient.name))
            return redirect("grid:escalation", done.pk)
    context = {"form": form, "name": "grid_escalation.send", "back": "grid:mine", "about": visit.where}
    return render(request, "grid/form.html", context, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """What went up, its receipt and its answer."""
    row = get_object_or_404(visible_escalations(request.actor), pk=key)
    steps = [
        step.verb
        for step in GRID_ESCALATION.allowed(request.actor, row)
        if visible_escalations(request.actor, f"grid_escalation.{step.verb}").filter(pk=key).exists()
    ]
    context = {"escalation": row, "steps": steps, "is_late": is_overdue(row), "moments": timeline(row)}
    return render(request, "grid/escalation.html", context)


def act(request: Request, key: str, verb: str) -> HttpResponse:
    """Receive, answer or withdraw."""
    if verb not in ACTS:
        raise Http404
    command, shape, done = ACTS[verb]
    row = get_object_or_404(visible_escalations(request.actor, f"grid_escalation.{verb}"), pk=key)
    form = shape(request.POST if request.method == "POST" else None)
    if form.is_valid():
        told = form.carry_out(command, actor=request.actor, grid_escalation=row, **form.cleaned_data)
        if told is not None:
            messages.success(request, done)
            return redirect("grid:escalation", key)
    context = {"form": form, "name": f"grid_escalation.{verb}", "back": "grid:escalations", "about": row.visit.where}
    return render(request, "grid/form.html", context, status=form.status)
