"""Pages on which the tree, its people, units and tasks are entered and ended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hongxian.kernel.web.access import Request, must, needs
from hongxian.modules.base.enterprises.queries import enterprises_named, visible_enterprises
from hongxian.modules.screening.grid import commands, text
from hongxian.modules.screening.grid.forms.tree import AssignForm, EndForm, GridForm, MemberForm, SettingForm, TaskForm
from hongxian.modules.screening.grid.queries import visible_grids, visible_members, visible_tasks, visible_units


@dataclass(frozen=True)
class Entry:
    """A verb with its form and command, what is said when it is done and where one goes then."""

    name: str
    form: Callable[..., Any]
    command: Callable[..., Any]
    done: str
    then: str


ENTRIES = {
    "open": Entry("grid.open", GridForm, commands.open_grid, text.OPENED, "grid:list"),
    "set": Entry("grid_setting.set", SettingForm, commands.set_grid_setting, text.SETTING_SET, "grid:tree"),
    "appoint": Entry("grid_member.appoint", MemberForm, commands.appoint_member, text.APPOINTED, "grid:members"),
    "issue": Entry("grid_task.issue", TaskForm, commands.issue_task, text.TASK_ISSUED, "grid:tasks"),
    "assign": Entry("grid_unit.assign", AssignForm, commands.assign_unit, text.CHANGED, "grid:units"),
}


def enter(request: Request, verb: str) -> HttpResponse:
    """Enter something new."""
    entry = ENTRIES[verb]
    must(request.actor, entry.name)
    form = entry.form(request.actor, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        form.initial |= {key: value for key, value in request.GET.items() if key in form.fields}
    if form.is_valid() and named(request, form, entry.name):
        said = form.said() if hasattr(form, "said") else form.cleaned_data
        if form.carry_out(entry.command, actor=request.actor, **said) is not None:
            messages.success(request, entry.done)
            return redirect(entry.then)
    context = {"form": form, "name": entry.name, "back": entry.then}
    return render(request, "grid/form.html", context, status=form.status)


def named(request: Request, form: Any, permission: str) -> bool:
    """Put the enterprise that was typed in its place; say so where there is none."""
    if "enterprise" not in form.fields:
        return True
    words = form.cleaned_data["enterprise"].strip()
    found = enterprises_named(request.actor, words, permission)
    if len(found) != 1:
        form.add_error("enterprise", text.NONE_NAMED.format(words=words))
        return False
    form.cleaned_data["enterprise"] = found[0]
    return True


@needs("grid_unit.assign")
def assign_one(request: Request, key: str) -> HttpResponse:
    """Put that enterprise into a grid by hand."""
    rows = visible_enterprises(request.actor, "grid_unit.assign")
    enterprise = get_object_or_404(rows, pk=key)
    form = AssignForm(request.actor, request.POST if request.method == "POST" else None, enterprise)
    if form.is_valid():
        done = form.carry_out(commands.assign_unit, actor=request.actor, enterprise=enterprise, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.ASSIGNED.format(grid=done.grid.name))
            return redirect("grid:units")
    held = visible_units(request.actor).filter(enterprise=enterprise, recorded_to__isnull=True).order_by("-valid_from")
    context = {"form": form, "name": "grid_unit.assign", "back": "grid:units", "about": enterprise.name, "held": held}
    return render(request, "grid/form.html", context, status=form.status)


@needs("grid.change")
def change(request: Request, key: str) -> HttpResponse:
    """Change a grid."""
    grid = get_object_or_404(visible_grids(request.actor, "grid.change"), pk=key)
    form = GridForm(request.actor, request.POST if request.method == "POST" else None, grid)
    if form.is_valid():
        done = form.carry_out(commands.change_grid, actor=request.actor, grid=grid, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.CHANGED)
            return redirect("grid:detail", key)
    context = {"form": form, "name": "grid.change", "back": "grid:list", "about": grid.name}
    return render(request, "grid/form.html", context, status=form.status)


@needs("grid.close")
def close(request: Request, key: str) -> HttpResponse:
    """End a grid."""
    grid = get_object_or_404(visible_grids(request.actor, "grid.close"), pk=key)
    return _end(request, "grid.close", commands.close_grid, {"grid": grid}, grid.name, text.CLOSED, "grid:list")


@needs("grid_member.end")
def end_member(request: Request, key: str) -> HttpResponse:
    """Enter somebody's last day."""
    row = get_object_or_404(visible_members(request.actor, "grid_member.end"), pk=key)
    if row.recorded_to is not None:
        raise Http404
    told = {"grid_member": row}
    return _end(request, "grid_member.end", commands.end_member, told, str(row), text.MEMBER_ENDED, "grid:members")


@needs("grid_task.end")
def end_task(request: Request, key: str) -> HttpResponse:
    """End a task."""
    row = get_object_or_404(visible_tasks(request.actor, "grid_task.end"), pk=key)
    return _end(
        request, "grid_task.end", commands.end_task, {"grid_task": row}, str(row), text.TASK_ENDED, "grid:tasks"
    )


def _end(
    request: Request, name: str, command: Callable[..., Any], told: dict[str, Any], about: str, done: str, then: str
) -> HttpResponse:
    form = EndForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(command, actor=request.actor, **told, **form.cleaned_data) is not None:
        messages.success(request, done)
        return redirect(then)
    context = {"form": form, "name": name, "back": then, "about": about}
    return render(request, "grid/form.html", context, status=form.status)
