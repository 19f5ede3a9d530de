"""Pages of determinations: signed beside a verdict, confirmed by a second person."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies.queries import content_of
from hongxian.modules.base.verdicts import text
from hongxian.modules.base.verdicts.commands import (
    confirm_determination,
    refuse_determination,
    sign_determination,
    withdraw_determination,
)
from hongxian.modules.base.verdicts.flow import DETERMINATION
from hongxian.modules.base.verdicts.forms import DeterminationForm, ReasonForm, StateForm
from hongxian.modules.base.verdicts.models import DETERMINATION_STATES, Determination
from hongxian.modules.base.verdicts.queries import (
    determinations_page,
    visible_determinations,
    visible_verdicts,
)

_WITH_REASON = {
    "refuse": (refuse_determination, text.REFUSED),
    "withdraw": (withdraw_determination, text.WITHDRAWN),
}


@require_safe
@needs("verdict.view")
def determination_list(request: Request) -> HttpResponse:
    """The signed determinations within one's scope, newest first."""
    form = StateForm("determination", DETERMINATION_STATES, request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    asked = {name: request.GET.get(name, "") for name in ("after", "before")}
    found = determinations_page(request.actor, state=state, **asked)
    return render(request, "verdicts/determination_list.html", {"form": form, "page": found})


def sign(request: Request, key: str) -> HttpResponse:
    """Sign a view of the matter beside its verdict."""
    verdict = get_object_or_404(visible_verdicts(request.actor, "determination.sign"), pk=key)
    form = DeterminationForm(request.POST or None)
    if form.is_valid():
        done = form.carry_out(sign_determination, actor=request.actor, verdict=verdict, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.SIGNED)
            return redirect("verdicts:determination", done.pk)
    context = {
        "form": form,
        "verdict": verdict,
        "obligation": content_of(verdict.pack).obligations[verdict.obligation],
    }
    return render(request, "verdicts/determine.html", context, status=form.status)


@require_safe
def determination(request: Request, key: str) -> HttpResponse:
    """One determination: what was signed by whom, who confirmed it, what happened to it."""
    return _page(request, get_object_or_404(visible_determinations(request.actor), pk=key))


@require_POST
def step(request: Request, key: str, verb: str) -> HttpResponse:
    """Confirm the determination, refuse it, or take it back."""
    found = get_object_or_404(visible_determinations(request.actor), pk=key)
    if verb == "confirm":
        confirm_determination(actor=request.actor, determination=found)
        messages.success(request, text.DETERMINATION_CONFIRMED)
        return redirect("verdicts:determination", key)
    if verb not in _WITH_REASON:
        raise Http404
    carried_out, said = _WITH_REASON[verb]
    form = ReasonForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["reason"]
        if form.carry_out(carried_out, actor=request.actor, determination=found, reason=words) is not None:
            messages.success(request, said)
            return redirect("verdicts:determination", key)
    return _page(request, found, form)


def _page(request: Request, found: Determination, refused: ReasonForm | None = None) -> HttpResponse:
    steps = {step.verb for step in DETERMINATION.open_to(request.actor, found)}
    context = {
        "determination": found,
        "verdict": found.verdict,
        "obligation": content_of(found.verdict.pack).obligations[found.verdict.obligation],
        "steps": steps,
        "reason_form": refused or ReasonForm(),
        "mine": request.actor.key == found.signed_by,
        "moments": timeline(found),
    }
    return render(request, "verdicts/determination.html", context, status=refused.status if refused else 200)
