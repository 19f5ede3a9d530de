"""What people decide: rules, bodies instead of the rules, sectors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.supervision import text
from hongxian.modules.base.supervision.commands import (
    confirm_override,
    confirm_rule,
    end_override,
    end_rule,
    end_sector,
    propose_rule,
    refuse_override,
    refuse_rule,
    register_sector,
    take_rules_from_pack,
)
from hongxian.modules.base.supervision.forms import SECTORS, EndForm, ReasonForm, RuleForm, SectorForm, TakeForm
from hongxian.modules.base.supervision.queries import (
    FLOWS,
    sectors_on,
    visible_overrides,
    visible_rules,
    visible_sectors,
)

_VISIBLE: dict[str, Callable[..., Any]] = {"rule": visible_rules, "override": visible_overrides}
_CONFIRM: dict[str, Callable[..., Any]] = {"rule": confirm_rule, "override": confirm_override}
_STEP: dict[tuple[str, str], tuple[type[Form], Callable[..., Any], str]] = {
    ("rule", "refuse"): (ReasonForm, refuse_rule, text.REFUSED),
    ("rule", "end"): (EndForm, end_rule, text.ENDED),
    ("override", "refuse"): (ReasonForm, refuse_override, text.REFUSED),
    ("override", "end"): (EndForm, end_override, text.ENDED),
}


@require_safe
@needs("supervision_rule.view")
def rules(request: Request) -> HttpResponse:
    """The rules, in the order in which they decide."""
    rows = visible_rules(request.actor).order_by("place__path", "kind", "rank", "title")
    take = TakeForm(request.actor) if request.actor.may("supervision_rule.take_from_pack") else None
    context = {
        "rows": rows,
        "take": take,
        "known_sectors": SECTORS,
        "may_propose": request.actor.may("supervision_rule.propose"),
    }
    return render(request, "supervision/rules.html", context)


@needs("supervision_rule.propose")
def rule_new(request: Request) -> HttpResponse:
    """Propose a rule."""
    form = RuleForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(propose_rule, actor=request.actor, **form.given())
        if done is not None:
            messages.success(request, text.PROPOSED)
            return redirect("supervision:rule", done.pk)
    return render(request, "supervision/rule_new.html", {"form": form}, status=form.status)


@require_POST
@needs("supervision_rule.take_from_pack")
def rules_take(request: Request) -> HttpResponse:
    """Take the rules of a place from the pack in force there."""
    form = TakeForm(request.actor, request.POST)
    if form.is_valid():
        adoption = form.cleaned_data["adoption"]
        done = form.carry_out(take_rules_from_pack, actor=request.actor, place=adoption.place, adoption=adoption)
        if done is not None:
            messages.success(request, text.TAKEN.format(number=len(done)))
            return redirect("supervision:rules")
    rows = visible_rules(request.actor).order_by("place__path", "kind", "rank", "title")
    context = {
        "rows": rows,
        "take": form,
        "known_sectors": SECTORS,
        "may_propose": request.actor.may("supervision_rule.propose"),
    }
    return render(request, "supervision/rules.html", context, status=form.status)


@require_safe
def rule(request: Request, key: str) -> HttpResponse:
    """One rule: what it says, where it is written, what may be done."""
    return _one(request, "rule", get_object_or_404(visible_rules(request.actor), pk=key))


@require_safe
@needs("supervision_override.view")
def overrides(request: Request) -> HttpResponse:
    """What was decided instead of the rules, what waits first."""
    rows = visible_overrides(request.actor).order_by("-state", "-proposed_at")[:200]
    return render(request, "supervision/overrides.html", {"rows": rows})


@require_safe
def override(request: Request, key: str) -> HttpResponse:
    """One decision: for which enterprise, which body, why, what may be done."""
    return _one(request, "override", get_object_or_404(visible_overrides(request.actor), pk=key))


@require_POST
def confirm(request: Request, key: str, what: str) -> HttpResponse:
    """Confirm a rule or a decision."""
    row = get_object_or_404(_VISIBLE[what](request.actor), pk=key)
    _CONFIRM[what](actor=request.actor, **{what: row})
    messages.success(request, text.CONFIRMED)
    return redirect(f"supervision:{what}", key)


@require_POST
def step(request: Request, key: str, what: str, verb: str) -> HttpResponse:
    """Refuse or end a rule or a decision."""
    row = get_object_or_404(_VISIBLE[what](request.actor), pk=key)
    make, run, said = _STEP[what, verb]
    form = make(request.POST)
    if form.is_valid():
        done = form.carry_out(run, actor=request.actor, **{what: row}, **form.cleaned_data)
        if done is not None:
            messages.success(request, said)
            return redirect(f"supervision:{what}", key)
    return _one(request, what, row, {verb: form})


def _one(request: Request, what: str, row: Any, refused: dict[str, Form] | None = None) -> HttpResponse:
    steps = {step.verb for step in FLOWS[what].open_to(request.actor, row)}
    asked = {verb: make() for (kind, verb), (make, _, _) in _STEP.items() if kind == what and verb in steps}
    context = {
        "what": what,
        "row": row,
        "known_sectors": SECTORS,
        "steps": steps,
        "asked": asked | (refused or {}),
        "mine": request.actor.key == row.proposed_by,
        "moments": timeline(row),
    }
    return render(request, f"supervision/{what}.html", context, status=422 if refused else 200)


@needs("supervised_sector.view")
def sectors(request: Request) -> HttpResponse:
    """The sectors that somebody must supervise, and whether somebody does; whoever may, enters one."""
    form = None
    if request.actor.may("supervised_sector.register"):
        form = SectorForm(request.actor, request.POST if request.method == "POST" else None)
        if form.is_valid():
            done = form.carry_out(register_sector, actor=request.actor, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.SECTOR_SAVED)
                return redirect("supervision:sectors")
    rows = sectors_on(request.actor, today())
    context = {
        "rows": rows,
        "form": form,
        "known_sectors": SECTORS,
        "may_end": request.actor.may("supervised_sector.end"),
    }
    return render(request, "supervision/sectors.html", context, status=form.status if form else 200)


@require_POST
def sector_end(request: Request, key: str) -> HttpResponse:
    """Let a sector end."""
    sector = get_object_or_404(visible_sectors(request.actor, "supervised_sector.end"), pk=key)
    form = EndForm(request.POST)
    if form.is_valid():
        done = form.carry_out(end_sector, actor=request.actor, sector=sector, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.SECTOR_ENDED)
            return redirect("supervision:sectors")
    for sentences in form.errors.values():
        messages.error(request, str(sentences[0]))
    return redirect("supervision:sectors")
