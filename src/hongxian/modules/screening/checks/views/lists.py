"""Pages of checklists and their items."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.screening.checks import commands, text
from hongxian.modules.screening.checks.flow import CHECKLIST
from hongxian.modules.screening.checks.forms import (
    DrawUpForm,
    ItemForm,
    NothingForm,
    PairForm,
    PublishForm,
    ReasonForm,
)
from hongxian.modules.screening.checks.queries import (
    items_of,
    may,
    paired_with,
    versions_of,
    visible_checklists,
    visible_items,
)

_ACTS: dict[str, tuple[type[Any], Callable[..., Any]]] = {
    "submit": (NothingForm, commands.submit_checklist),
    "publish": (PublishForm, commands.publish_checklist),
    "return": (ReasonForm, commands.return_checklist),
    "end": (ReasonForm, commands.end_checklist),
    "abandon": (ReasonForm, commands.abandon_checklist),
    "pair": (PairForm, commands.pair_checklist),
}
_ITEM = ("code", "section", "title", "basis", "danger_category", "photo_required", "risk_hint")


@needs("checklist.draw_up")
def draw_up(request: Request) -> HttpResponse:
    """Draw up a list from a ready list, another list, or empty."""
    form = DrawUpForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(commands.draw_up_checklist, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.DRAWN_UP)
            return redirect("checks:checklist", done.pk)
    return render(request, "checks/draw_up.html", {"form": form}, status=form.status)


@require_safe
def checklist(request: Request, key: str) -> HttpResponse:
    """One list with its items, its other versions, its counterpart, and what may be done now."""
    actor = request.actor
    found = get_object_or_404(visible_checklists(actor), pk=key)
    context = {
        "checklist": found,
        "items": items_of(found),
        "steps": [step for step in CHECKLIST.open_to(actor, found) if step.verb in _ACTS],
        "may_edit": found.state == "draft" and may(actor, "checklist_item.add", found, visible_checklists),
        "may_pair": found.enterprise_id is None and may(actor, "checklist.pair", found, visible_checklists),
        "may_renew": found.state == "published" and may(actor, "checklist.draw_up", found, visible_checklists),
        "versions": versions_of(actor, found),
        "counterparts": paired_with(actor, found),
        "moments": timeline(found),
    }
    return render(request, "checks/checklist.html", context)


@require_POST
def next_version(request: Request, key: str) -> HttpResponse:
    """Draw up the version after this one."""
    found = get_object_or_404(visible_checklists(request.actor, "checklist.draw_up"), pk=key)
    done = commands.draw_up_checklist(actor=request.actor, copied_from=found, next_version=True)
    messages.success(request, text.DRAWN_UP)
    return redirect("checks:checklist", done.pk)


def act(request: Request, key: str, verb: str) -> HttpResponse:
    """One step of the list's life, or its counterpart."""
    if verb not in _ACTS:
        raise Http404
    form_class, command = _ACTS[verb]
    name = f"checklist.{verb}"
    found = get_object_or_404(visible_checklists(request.actor, name), pk=key)
    data = request.POST if request.method == "POST" else None
    form = PairForm(request.actor, found, data) if form_class is PairForm else form_class(data)
    if form.is_valid():
        done = form.carry_out(command, actor=request.actor, checklist=found, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.DONE)
            return redirect("checks:checklist", key)
    context = {"form": form, "name": name, "about": found.title, "back": "checks:checklist", "back_key": key}
    return render(request, "checks/act.html", context, status=form.status)


def new_item(request: Request, key: str) -> HttpResponse:
    """Add an item to a draft."""
    found = get_object_or_404(visible_checklists(request.actor, "checklist_item.add"), pk=key)
    form = ItemForm(request.POST if request.method == "POST" else None)
    given: dict[str, Any] = {"actor": request.actor, "checklist": found}
    if form.is_valid() and form.carry_out(commands.add_item, **given, **form.cleaned_data) is not None:
        return redirect("checks:checklist", key)
    context = {"form": form, "name": "checklist_item.add", "about": found.title}
    return render(request, "checks/act.html", context | _back(key), status=form.status)


def item(request: Request, key: str) -> HttpResponse:
    """Change an item of a draft."""
    found = get_object_or_404(visible_items(request.actor, "checklist_item.change"), pk=key)
    initial = {name: getattr(found, name) for name in _ITEM}
    form = ItemForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        given = {"checklist_item": found, **form.cleaned_data}
        if form.carry_out(commands.change_item, actor=request.actor, **given) is not None:
            return redirect("checks:checklist", found.checklist_id)
    context = {"form": form, "name": "checklist_item.change", "about": found.checklist.title}
    return render(request, "checks/act.html", context | _back(found.checklist_id), status=form.status)


@require_POST
def remove(request: Request, key: str) -> HttpResponse:
    """Take an item out of a draft."""
    found = get_object_or_404(visible_items(request.actor, "checklist_item.remove"), pk=key)
    kept = commands.remove_item(actor=request.actor, checklist_item=found)
    return redirect("checks:checklist", kept.pk)


def _back(key: Any) -> dict[str, Any]:
    return {"back": "checks:checklist", "back_key": key}
