"""Pages of objections: raised beside a verdict, answered by the office."""

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
    raise_objection,
    reject_objection,
    uphold_objection,
    withdraw_objection,
)
from hongxian.modules.base.verdicts.flow import OBJECTION
from hongxian.modules.base.verdicts.forms import AnswerForm, ObjectionForm, ReasonForm, StateForm
from hongxian.modules.base.verdicts.models import OBJECTION_STATES, Objection
from hongxian.modules.base.verdicts.queries import (
    determinations_of,
    objections_page,
    visible_objections,
    visible_verdicts,
)


@require_safe
@needs("objection.view")
def objection_list(request: Request) -> HttpResponse:
    """The objections within one's scope, newest first."""
    form = StateForm("objection", OBJECTION_STATES, request.GET)
    state = form.cleaned_data["state"] if form.is_valid() else ""
    asked = {name: request.GET.get(name, "") for name in ("after", "before")}
    found = objections_page(request.actor, state=state, **asked)
    return render(request, "verdicts/objection_list.html", {"form": form, "page": found})


def raise_one(request: Request, key: str) -> HttpResponse:
    """Object to a verdict on behalf of the body it judges."""
    verdict = get_object_or_404(visible_verdicts(request.actor, "objection.raise"), pk=key)
    form = ObjectionForm(request.POST or None)
    if form.is_valid():
        done = form.carry_out(raise_objection, actor=request.actor, verdict=verdict, **form.cleaned_data)
        if done is not None:
            office = done.office.name if done.office else ""
            messages.success(request, text.RAISED.format(office=office) if office else text.RAISED_WITHOUT_OFFICE)
            return redirect("verdicts:objection", done.pk)
    context = {
        "form": form,
        "verdict": verdict,
        "obligation": content_of(verdict.pack).obligations[verdict.obligation],
    }
    return render(request, "verdicts/object.html", context, status=form.status)


@require_safe
def objection(request: Request, key: str) -> HttpResponse:
    """One objection: what was held, what was answered, what happened to it."""
    return _page(request, get_object_or_404(visible_objections(request.actor), pk=key))


@require_POST
def step(request: Request, key: str, verb: str) -> HttpResponse:
    """Answer the objection or take it back."""
    found = get_object_or_404(visible_objections(request.actor), pk=key)
    if verb == "withdraw":
        reason = ReasonForm(request.POST)
        if reason.is_valid():
            words = reason.cleaned_data["reason"]
            if reason.carry_out(withdraw_objection, actor=request.actor, objection=found, reason=words) is not None:
                messages.success(request, text.WITHDRAWN)
                return redirect("verdicts:objection", key)
        return _page(request, found, reason=reason)
    if verb not in _ANSWERS:
        raise Http404
    answer = AnswerForm(request.POST)
    if answer.is_valid():
        words = answer.cleaned_data["answer"]
        if answer.carry_out(_ANSWERS[verb], actor=request.actor, objection=found, answer=words) is not None:
            messages.success(request, text.ANSWERED)
            return redirect("verdicts:objection", key)
    return _page(request, found, answer=answer)


_ANSWERS = {"uphold": uphold_objection, "reject": reject_objection}


def _page(
    request: Request, found: Objection, *, answer: AnswerForm | None = None, reason: ReasonForm | None = None
) -> HttpResponse:
    steps = {step.verb for step in OBJECTION.open_to(request.actor, found)}
    refused = answer or reason
    context = {
        "objection": found,
        "verdict": found.verdict,
        "obligation": content_of(found.verdict.pack).obligations[found.verdict.obligation],
        "determination": determinations_of([found.verdict]).get(found.verdict_id),
        "answer_form": (answer or AnswerForm()) if {"uphold", "reject"} & steps else None,
        "reason_form": (reason or ReasonForm()) if "withdraw" in steps else None,
        "mine": request.actor.key == found.raised_by,
        "moments": timeline(found),
    }
    return render(request, "verdicts/objection.html", context, status=refused.status if refused else 200)
