"""Pages of rounds of signing and the links of the chain."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.chain import chain_of
from hongxian.modules.responsibility.pledges.commands import (
    add_link,
    approve_round,
    change_link,
    close_round,
    draw_up_round,
    remove_link,
    return_round,
    submit_round,
)
from hongxian.modules.responsibility.pledges.flow import PLEDGE_ROUND
from hongxian.modules.responsibility.pledges.forms import LinkForm, ReasonForm, RoundForm
from hongxian.modules.responsibility.pledges.models import PledgeRound
from hongxian.modules.responsibility.pledges.owed import coverage
from hongxian.modules.responsibility.pledges.queries import (
    holder_changed,
    may_edit,
    pledges_of,
    rounds_page,
    visible_pledge_links,
    visible_pledge_rounds,
)

_STEPS = {
    "submit": (submit_round, text.SUBMITTED),
    "approve": (approve_round, text.APPROVED),
    "close": (close_round, text.CLOSED),
}


@require_safe
@needs("pledge_round.view")
def round_list(request: Request) -> HttpResponse:
    """The rounds of signing within one's scope, latest year first."""
    found = rounds_page(request.actor, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {"page": found, "may_draw_up": request.actor.may("pledge_round.draw_up")}
    return render(request, "pledges/list.html", context)


@needs("pledge_round.draw_up")
def draw_up(request: Request) -> HttpResponse:
    """Draw up a round, anew or after an earlier one."""
    form = RoundForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(draw_up_round, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.DRAWN_UP)
            return redirect("pledges:round", done.pk)
    return render(request, "pledges/draw_up.html", {"form": form}, status=form.status)


@require_safe
def round_page(request: Request, key: str) -> HttpResponse:
    """One round: how far the signing has come link by link, the words, what may be done."""
    return _round(request, get_object_or_404(visible_pledge_rounds(request.actor), pk=key))


@require_POST
def round_step(request: Request, key: str, verb: str) -> HttpResponse:
    """Submit, approve or close a round."""
    held = get_object_or_404(visible_pledge_rounds(request.actor), pk=key)
    run, done = _STEPS[verb]
    run(actor=request.actor, pledge_round=held)
    messages.success(request, done)
    return redirect("pledges:round", key)


@require_POST
def send_back(request: Request, key: str) -> HttpResponse:
    """Send a draft back with the reason."""
    held = get_object_or_404(visible_pledge_rounds(request.actor), pk=key)
    form = ReasonForm(request.POST)
    if form.is_valid():
        words = form.cleaned_data["reason"]
        if form.carry_out(return_round, actor=request.actor, pledge_round=held, reason=words) is not None:
            messages.success(request, text.RETURNED)
            return redirect("pledges:round", key)
    return _round(request, held, form)


def _round(request: Request, held: PledgeRound, refused: ReasonForm | None = None) -> HttpResponse:
    steps = {step.verb for step in PLEDGE_ROUND.open_to(request.actor, held)}
    links = list(held.links.select_related("round__issuer__place").order_by("order"))
    pledges = pledges_of(request.actor, held)
    context = {
        "held": held,
        "links": links,
        "coverage": coverage(request.actor, links) if request.actor.may("pledge.view") else [],
        "waiting": pledges.filter(state="awaiting_confirmation").count(),
        "changed": holder_changed(pledges).count(),
        "steps": steps,
        "may_edit": may_edit(request.actor, held),
        "may_issue": held.state == "open" and request.actor.may("pledge.issue"),
        "reason_form": (refused or ReasonForm()) if "return" in steps else None,
        "moments": timeline(held),
    }
    return render(request, "pledges/round.html", context, status=refused.status if refused else 200)


@require_safe
def chain(request: Request, key: str) -> HttpResponse:
    """The chain of a round as a tree."""
    held = get_object_or_404(visible_pledge_rounds(request.actor), pk=key)
    root, alone = chain_of(request.actor, held)
    return render(request, "pledges/chain.html", {"held": held, "root": root, "alone": alone})


def link_new(request: Request, key: str) -> HttpResponse:
    """Add a link to a draft."""
    held = get_object_or_404(visible_pledge_rounds(request.actor, "pledge_link.add"), pk=key)
    form = LinkForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(add_link, actor=request.actor, pledge_round=held, wording=form.wording())
        if done is not None:
            messages.success(request, text.LINK_SAVED)
            return redirect("pledges:round", key)
    return _link_form(request, held, form)


def link_change(request: Request, key: str) -> HttpResponse:
    """Change a link of a draft."""
    link = get_object_or_404(visible_pledge_links(request.actor, "pledge_link.change"), pk=key)
    form = LinkForm(request.POST if request.method == "POST" else None, link)
    if form.is_valid():
        done = form.carry_out(change_link, actor=request.actor, link=link, wording=form.wording())
        if done is not None:
            messages.success(request, text.LINK_SAVED)
            return redirect("pledges:round", link.round_id)
    return _link_form(request, link.round, form, link)


@require_POST
def link_remove(request: Request, key: str) -> HttpResponse:
    """Take a link out of a draft."""
    link = get_object_or_404(visible_pledge_links(request.actor, "pledge_link.remove"), pk=key)
    held = remove_link(actor=request.actor, link=link)
    messages.success(request, text.LINK_REMOVED)
    return redirect("pledges:round", held.pk)


def _link_form(request: Request, held: PledgeRound, form: LinkForm, link: Any = None) -> HttpResponse:
    context = {"form": form, "held": held, "link": link}
    return render(request, "pledges/link.html", context, status=form.status)
