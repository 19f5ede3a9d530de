"""Pages of accesses taken in an emergency: taken, given back, reviewed by a second person."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import LOCAL, now
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.commands import (
    close_emergency_access,
    justify_emergency_access,
    object_to_emergency_access,
    open_emergency_access,
)
from hongxian.modules.base.mandates.flow import EMERGENCY_ACCESS
from hongxian.modules.base.mandates.forms import EmergencyForm, OpinionForm
from hongxian.modules.base.mandates.models import EmergencyAccess
from hongxian.modules.base.mandates.queries import (
    acts_of_emergency,
    emergencies_listed,
    visible_emergency_accesses,
)


@require_safe
def emergency_list(request: Request) -> HttpResponse:
    """What I took, and what I may otherwise see; what waits for review is marked."""
    context = {"accesses": emergencies_listed(request.actor), "now": now()}
    return render(request, "mandates/emergencies.html", context)


@needs("emergency_access.open")
def open_access(request: Request) -> HttpResponse:
    """Take a role at once, with the reason."""
    form = EmergencyForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(open_emergency_access, actor=request.actor, **form.cleaned_data)
        if done is not None:
            until = f"{done.ends_at.astimezone(LOCAL):%H:%M}"
            messages.warning(request, text.EMERGENCY_OPENED.format(until=until))
            return redirect("mandates:emergency", done.pk)
    return render(request, "mandates/open.html", {"form": form}, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One access: who, why, until when, everything done under it, and the review."""
    return _detail(request, get_object_or_404(visible_emergency_accesses(request.actor), pk=key))


@require_POST
def act(request: Request, key: str, verb: str) -> HttpResponse:
    """Give it back, or review it."""
    access = get_object_or_404(visible_emergency_accesses(request.actor), pk=key)
    if verb == "close":
        close_emergency_access(actor=request.actor.lent("emergency_access.close"), access=access)
        messages.success(request, text.EMERGENCY_CLOSED)
        return redirect("mandates:emergency", key)
    command: Callable[..., EmergencyAccess] | None = {
        "justify": justify_emergency_access,
        "object": object_to_emergency_access,
    }.get(verb)
    if command is None:
        raise Http404
    form = OpinionForm(request.POST)
    if form.is_valid():
        form.carry_out(command, actor=request.actor, access=access, **form.cleaned_data)
    if not form.errors:
        messages.success(request, text.REVIEWED)
        return redirect("mandates:emergency", key)
    return _detail(request, access, form)


def _detail(request: Request, access: EmergencyAccess, form: OpinionForm | None = None) -> HttpResponse:
    actor = request.actor.lent("emergency_access.close")
    steps = [step.verb for step in EMERGENCY_ACCESS.allowed(actor, access)]
    context = {
        "access": access,
        "acts": acts_of_emergency(access),
        "moments": timeline(access),
        "now": now(),
        "may_close": "close" in steps and access.ends_at > now(),
        "review_form": (form or OpinionForm()) if "justify" in steps or form else None,
        "steps": steps,
    }
    return render(request, "mandates/emergency.html", context, status=form.status if form else 200)
