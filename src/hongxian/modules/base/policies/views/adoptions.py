"""From a draft to what binds: a pack reviewed by one person, published by another, adopted by places; withdrawn."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.commands import adopt_pack, publish_pack, review_pack, withdraw_pack
from hongxian.modules.base.policies.flow import PACK
from hongxian.modules.base.policies.forms import AdoptionForm
from hongxian.modules.base.policies.models import Pack
from hongxian.modules.base.policies.queries import adoptions_of, newest_pack, visible_packs

_STEPS: dict[str, Callable[..., Pack]] = {"review": review_pack, "publish": publish_pack, "withdraw": withdraw_pack}


@needs("adoption.view")
def adoption_list(request: Request, code: str) -> HttpResponse:
    """How far the newest version has come, where the pack is adopted; whoever may, takes the next step."""
    pack = newest_pack(request.actor, code)
    if pack is None:
        raise Http404
    form = None
    if pack.state == "published" and request.actor.may("adoption.begin"):
        form = AdoptionForm(request.actor, pack, request.POST or None)
        if form.is_valid():
            done = form.carry_out(adopt_pack, actor=request.actor, pack=pack, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.BEGUN)
                return redirect("policies:adoptions", code)
    steps = [each.verb for each in PACK.open_to(request.actor, pack) if each.verb in _STEPS]
    context = {
        "pack": pack,
        "adoptions": adoptions_of(request.actor, code),
        "steps": steps,
        "form": form,
        "moments": timeline(pack),
    }
    return render(request, "policies/adoptions.html", context, status=form.status if form else 200)


@require_POST
def step(request: Request, key: str, verb: str) -> HttpResponse:
    """Review or publish a pack, or withdraw it with a reason."""
    if verb not in _STEPS:
        raise Http404
    pack = get_object_or_404(visible_packs(request.actor, f"pack.{verb}"), pk=key)
    given = {name: request.POST.get(name, "") for name in PACK.step(verb).needs}
    done = _STEPS[verb](actor=request.actor, pack=pack, **given)
    messages.success(request, text.STEPPED.format(state=term(f"pack:{done.state}")))
    return redirect("policies:adoptions", done.code)
