"""Pages of schedules and of the tasks that follow from them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.screening.checks import commands, text
from hongxian.modules.screening.checks.forms import EndForm, ReasonForm, ScheduleForm
from hongxian.modules.screening.checks.queries import (
    is_overdue,
    may,
    overdue,
    sheets_of_tasks,
    visible_schedules,
    visible_tasks,
)


@needs("check_schedule.set")
def set_one(request: Request) -> HttpResponse:
    """Say which enterprises are checked by which list how often."""
    form = ScheduleForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(commands.set_schedule, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.SET)
            return redirect("checks:schedule", done.pk)
    return render(request, "checks/set_schedule.html", {"form": form}, status=form.status)


@require_safe
def schedule(request: Request, key: str) -> HttpResponse:
    """One schedule, and how its tasks stand."""
    actor = request.actor
    found = get_object_or_404(visible_schedules(actor), pk=key)
    tasks = visible_tasks(actor).filter(schedule=found)
    context = {
        "schedule": found,
        "tasks": tasks.order_by("-period_start", "enterprise__name")[:50],
        "open": tasks.filter(state="open").count(),
        "done": tasks.filter(state="done").count(),
        "overdue": overdue(tasks).count(),
        "may_end": may(actor, "check_schedule.end", found, visible_schedules),
        "moments": timeline(found),
    }
    return render(request, "checks/schedule.html", context)


def end(request: Request, key: str) -> HttpResponse:
    """End a schedule."""
    found = get_object_or_404(visible_schedules(request.actor, "check_schedule.end"), pk=key)
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"check_schedule": found, **form.cleaned_data}
        if form.carry_out(commands.end_schedule, actor=request.actor, **given) is not None:
            messages.success(request, text.DONE)
            return redirect("checks:schedule", key)
    context = {"form": form, "name": "check_schedule.end", "about": found.title}
    return render(
        request, "checks/act.html", context | {"back": "checks:schedule", "back_key": key}, status=form.status
    )


@require_safe
def task(request: Request, key: str) -> HttpResponse:
    """One task: what, where, by when and why, and the sheets filled for it."""
    actor = request.actor
    found = get_object_or_404(visible_tasks(actor), pk=key)
    context = {
        "task": found,
        "is_late": is_overdue(found),
        "sheets": sheets_of_tasks(actor, [found]),
        "may_fill": found.state == "open" and may(actor, "check.fill", found, visible_tasks),
        "may_cancel": found.state == "open" and may(actor, "check_task.cancel", found, visible_tasks),
        "moments": timeline(found),
    }
    return render(request, "checks/task.html", context)


def cancel(request: Request, key: str) -> HttpResponse:
    """Cancel a task that is not owed after all."""
    found = get_object_or_404(visible_tasks(request.actor, "check_task.cancel"), pk=key)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"check_task": found, **form.cleaned_data}
        if form.carry_out(commands.cancel_task, actor=request.actor, **given) is not None:
            messages.success(request, text.DONE)
            return redirect("checks:task", key)
    context = {"form": form, "name": "check_task.cancel", "about": f"{found.enterprise.name} {found.checklist.title}"}
    return render(request, "checks/act.html", context | {"back": "checks:task", "back_key": key}, status=form.status)
