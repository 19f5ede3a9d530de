"""Pages of delegations: made, held, taken back; what was done by them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import Request
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.commands import make_delegation, revoke_delegation
from hongxian.modules.base.mandates.forms import DelegationForm, ReasonForm
from hongxian.modules.base.mandates.queries import acts_of_delegation, delegations_listed, visible_delegations


@require_safe
def delegation_list(request: Request) -> HttpResponse:
    """What I delegated, what was delegated to me, and what I may otherwise see."""
    context = {"delegations": delegations_listed(request.actor), "today": today()}
    return render(request, "mandates/delegations.html", context)


def make(request: Request) -> HttpResponse:
    """Delegate the post acted in: everybody may delegate a post of the own, within the settings."""
    form = DelegationForm(request.actor, request.POST if request.method == "POST" else None)
    if form.post is None:
        raise Problem(text.ONLY_OWN_POST)
    if form.is_valid():
        actor = request.actor.lent("delegation.make", "post.view", "person.view")
        done = form.carry_out(make_delegation, actor=actor, post=form.post, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.DELEGATED)
            return redirect("mandates:delegation", done.pk)
    return render(request, "mandates/delegate.html", {"form": form, "post": form.post}, status=form.status)


def detail(request: Request, key: str) -> HttpResponse:
    """One delegation with everything done by it; its maker, and whoever administers, takes it back."""
    found = get_object_or_404(visible_delegations(request.actor), pk=key)
    own = request.actor.key == str(found.delegator_id) and request.actor.mandate is None
    live = found.revoked_at is None and found.valid_to >= today()
    may = visible_delegations(request.actor, "delegation.revoke") if request.actor.may("delegation.revoke") else None
    form = None
    if live and (own or (may is not None and may.filter(pk=key).exists())):
        form = ReasonForm(request.POST or None)
        if form.is_valid():
            actor = request.actor.lent("delegation.revoke") if own else request.actor
            revoke_delegation(actor=actor, delegation=found, reason=form.cleaned_data["reason"])
            messages.success(request, text.DELEGATION_REVOKED)
            return redirect("mandates:delegation", key)
    context = {
        "delegation": found,
        "form": form,
        "acts": acts_of_delegation(found),
        "moments": timeline(found),
        "today": today(),
    }
    return render(request, "mandates/delegation.html", context, status=form.status if form else 200)
