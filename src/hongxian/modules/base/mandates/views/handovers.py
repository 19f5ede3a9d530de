"""Pages of handovers: choose whose post, look at what is open, carry it out."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.accounts.queries import account_of
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.commands import carry_out_handover
from hongxian.modules.base.mandates.forms import HandoverForm, TermForm
from hongxian.modules.base.mandates.planning import plan_handover
from hongxian.modules.base.mandates.queries import handovers_listed, open_then, terms_to_hand_over, visible_handovers


@require_safe
@needs("handover.view")
def handover_list(request: Request) -> HttpResponse:
    """The handovers within one's scope."""
    return render(request, "mandates/handovers.html", {"handovers": handovers_listed(request.actor)})


@require_safe
@needs("handover.carry_out")
def choose(request: Request) -> HttpResponse:
    """Whose post changes hands."""
    form = TermForm(request.actor, request.GET if "term" in request.GET else None)
    if form.is_valid():
        return redirect("mandates:prepare", form.cleaned_data["term"].pk)
    return render(request, "mandates/choose.html", {"form": form}, status=form.status)


@needs("handover.carry_out")
def prepare(request: Request, key: str) -> HttpResponse:
    """Who takes over; first the list of what is open and what becomes of it is shown, then it is carried out."""
    held = get_object_or_404(terms_to_hand_over(request.actor), pk=key)
    form = HandoverForm(request.actor, held, request.POST if request.method == "POST" else None)
    plan = None
    if form.is_valid():
        chosen = form.cleaned_data
        user = account_of(chosen["successor_person"])
        if user is None:
            form.add_error("successor_person", text.SUCCESSOR_WITHOUT_ACCOUNT.format(name=chosen["successor_person"]))
        else:
            plan = plan_handover(held.post, held.person, user, chosen["successor_post"])
        if "carry_out" in request.POST and plan is not None:
            done = form.carry_out(carry_out_handover, actor=request.actor, post=held.post, person=held.person, **chosen)
            if done is not None:
                messages.success(request, text.HANDED_OVER)
                return redirect("mandates:handover", done.pk)
    context = {"held": held, "form": form, "plan": plan}
    return render(request, "mandates/prepare.html", context, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One handover, with what moved and what stayed."""
    found = get_object_or_404(visible_handovers(request.actor), pk=key)
    actor = request.actor
    titles = visible_handovers(actor, "handover.carry_out").filter(pk=found.pk).exists()
    context = {
        "handover": found,
        "moved": open_then(actor, found.moved, titles=titles),
        "stayed": open_then(actor, found.stayed, titles=titles),
        "moments": timeline(found),
    }
    return render(request, "mandates/handover.html", context)
