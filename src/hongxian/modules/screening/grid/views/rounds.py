"""The round of places on a phone: one tap for each, what was found, premises on the spot."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.screening.grid import commands, text
from hongxian.modules.screening.grid.forms.rounds import FindingForm, LinkForm, PremisesForm
from hongxian.modules.screening.grid.models import OUTCOMES
from hongxian.modules.screening.grid.queries import (
    Due,
    due_of,
    my_grids,
    my_units,
    near_first,
    visible_escalations,
    visible_findings,
    visible_grids,
    visible_premises,
    visible_units,
    visible_visits,
)
from hongxian.modules.screening.grid.views.entering import named

MOST = 200
"""So many places are shown on one page."""


@require_safe
@needs("grid_visit.record")
def mine(request: Request) -> HttpResponse:
    """The places one goes round: those that are due first, or the nearest first; with one tap for each outcome."""
    actor = request.actor
    rows = my_units(actor)
    total = rows.count()
    dues, here = due_of(rows[:MOST]), _position(request.GET)
    if here is not None:
        dues = near_first(dues, *here)
    left = sum(each.is_due for each in dues)
    only = request.GET.get("only") == "due"
    waiting = visible_escalations(actor).filter(sent_by=actor.key, state="answered").order_by("-answered_on")
    context = {
        "grids": my_grids(actor),
        "places": [(each, _how_far(each)) for each in dues if each.is_due or not only],
        "here": here,
        "only": only,
        "total": total,
        "due_count": left,
        "hidden_count": max(0, total - MOST),
        "today_count": visible_visits(actor).filter(recorded_by=actor.key, visited_on=today()).count(),
        "answers": waiting[:3],
        "outcomes": OUTCOMES,
        "may_add": actor.may("grid_premises.add"),
    }
    return render(request, "grid/mine.html", context)


@require_POST
@needs("grid_visit.record")
def tap(request: Request) -> HttpResponse:
    """One tap: what came of a visit. Refused entry leads straight to telling it upwards."""
    actor, said = request.actor, request.POST
    told: dict[str, Any] = {"outcome": said.get("outcome", ""), "note": said.get("note", "")}
    enterprises = visible_enterprises(actor, "grid_visit.record")
    if key := said.get("enterprise"):
        told["enterprise"] = get_object_or_404(enterprises, pk=key)
    if key := said.get("premises"):
        told["premises"] = get_object_or_404(visible_premises(actor), pk=key)
    if key := said.get("grid"):
        told["grid"] = get_object_or_404(visible_grids(actor), pk=key)
    if (here := _position(said)) is not None:
        told |= {"longitude": here[0], "latitude": here[1], "accuracy": _whole(said.get("accuracy"))}
    visit = commands.record_visit(actor=actor, **told)
    words = {"unit": visit.where, "outcome": term(f"outcome#{visit.outcome}")}
    if said.get("then") == "finding":
        return redirect("grid:finding", visit.pk)
    if visit.outcome == "entry_refused" and actor.may("grid_escalation.send"):
        messages.warning(request, text.VISITED_REFUSED.format(**words))
        return redirect("grid:escalate", visit.pk)
    messages.success(request, text.VISITED.format(**words))
    query = urlencode({"longitude": str(here[0]), "latitude": str(here[1])}) if here and said.get("near") else ""
    return redirect(f"{reverse('grid:mine')}{'?' + query if query else ''}")


@require_safe
def visit(request: Request, key: str) -> HttpResponse:
    """One visit: what came of it, what was found, what was told upwards."""
    actor = request.actor
    row = get_object_or_404(visible_visits(actor), pk=key)
    context = {
        "visit": row,
        "findings": visible_findings(actor).filter(visit=row).order_by("pk"),
        "escalations": visible_escalations(actor).filter(visit=row).order_by("pk"),
        "may_find": visible_visits(actor, "grid_finding.report").filter(pk=key).exists(),
        "may_tell": visible_visits(actor, "grid_escalation.send").filter(pk=key).exists(),
        "moments": timeline(row),
    }
    return render(request, "grid/visit.html", context)


@needs("grid_finding.report")
def finding(request: Request, key: str) -> HttpResponse:
    """Enter what a visit found."""
    row = get_object_or_404(visible_visits(request.actor, "grid_finding.report"), pk=key)
    form = FindingForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(commands.report_finding, actor=request.actor, visit=row, **form.said())
        if done is not None:
            messages.success(request, text.FOUND)
            return redirect("grid:visit", key)
    context = {"form": form, "name": "grid_finding.report", "back": "grid:mine", "about": row.where}
    return render(request, "grid/form.html", context, status=form.status)


@needs("grid_premises.add")
def add(request: Request) -> HttpResponse:
    """Enter premises on the spot."""
    form = PremisesForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            done = form.carry_out(commands.add_premises, actor=request.actor, **form.cleaned_data)
        except commands.Alike as alike:
            done = None
            form.ask_apart(alike.text)
        if done is not None:
            messages.success(request, text.ADDED)
            return redirect("grid:mine")
    context = {"form": form, "name": "grid_premises.add", "back": "grid:mine", "locates": True}
    return render(request, "grid/form.html", context, status=form.status)


@require_safe
def premises(request: Request, key: str) -> HttpResponse:
    """Premises that are no enterprise, the visits there, and which enterprise they turned out to be."""
    actor = request.actor
    row = get_object_or_404(visible_premises(actor), pk=key)
    context = {
        "premises": row,
        "units": visible_units(actor).filter(premises=row, recorded_to__isnull=True).order_by("-valid_from"),
        "visits": visible_visits(actor).filter(premises=row).order_by("-visited_at")[:20],
        "may_link": row.enterprise_id is None and _may(actor, "grid_premises.link", row),
        "moments": timeline(row),
    }
    return render(request, "grid/premises.html", context)


@needs("grid_premises.link")
def link(request: Request, key: str) -> HttpResponse:
    """Say which enterprise the premises are."""
    row = get_object_or_404(visible_premises(request.actor, "grid_premises.link"), pk=key)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and named(request, form, "enterprise.view"):
        done = form.carry_out(commands.link_premises, actor=request.actor, grid_premises=row, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.LINKED)
            return redirect("grid:premises_detail", key)
    context = {"form": form, "name": "grid_premises.link", "back": "grid:premises", "about": row.name}
    return render(request, "grid/form.html", context, status=form.status)


def _may(actor: Actor, permission: str, row: Any) -> bool:
    return visible_premises(actor, permission).filter(pk=row.pk).exists()


def _position(given: Any) -> tuple[float, float] | None:
    """The position a browser gave, if it gave one."""
    try:
        longitude, latitude = float(given.get("longitude", "")), float(given.get("latitude", ""))
    except ValueError:
        return None
    return (longitude, latitude) if abs(longitude) <= 180 and abs(latitude) <= 90 else None


def _whole(words: str | None) -> int | None:
    try:
        return max(0, round(float(words or "")))
    except (ValueError, OverflowError):
        return None


def _how_far(due: Due) -> str:
    if due.metres is None:
        return ""
    if due.metres < 1000:
        return text.METRES.format(metres=due.metres)
    return text.KILOMETRES.format(kilometres=round(due.metres / 1000, 1))
