"""Pages of practices: what a pack reports from elsewhere, and where it was made binding."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.commands import adopt_practice, end_practice
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.forms import EndForm, PracticeForm
from hongxian.modules.base.policies.queries import newest_pack
from hongxian.modules.base.policies.queries.choices import practices_of, visible_practices


@needs("adoption.view")
def practice_list(request: Request, code: str) -> HttpResponse:
    """The practices of a pack, where each was adopted by which document; whoever may, adopts one for a place."""
    pack = newest_pack(request.actor, code)
    if pack is None:
        raise Http404
    reported = [each for each in content_of(pack).obligations.values() if each.entry.practice]
    form = None
    if reported and request.actor.may("practice.adopt"):
        form = PracticeForm(request.actor, pack, reported, request.POST or None)
        if form.is_valid():
            done = form.carry_out(adopt_practice, actor=request.actor, pack=pack, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.ADOPTED)
                return redirect("policies:practices", code)
    adopted: dict[str, list[object]] = {}
    for each in practices_of(request.actor, pack):
        adopted.setdefault(each.obligation, []).append(each)
    rows = [{"obligation": each, "adopted": adopted.get(each.id, [])} for each in reported]
    context = {"pack": pack, "rows": rows, "form": form}
    return render(request, "policies/practices.html", context, status=form.status if form else 200)


@needs("adoption.view")
def practice(request: Request, key: str) -> HttpResponse:
    """One adoption of a practice: by which document, what happened to it; whoever may, ends it."""
    found = get_object_or_404(visible_practices(request.actor), pk=key)
    pack = newest_pack(request.actor, found.pack_code)
    if pack is None:
        raise Http404
    form = None
    if request.actor.may("practice.end") and found.valid_to is None and found.recorded_to is None:
        form = EndForm(request.POST or None)
        if form.is_valid():
            done = form.carry_out(end_practice, actor=request.actor, practice=found, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.ENDED)
                return redirect("policies:practices", found.pack_code)
    context = {
        "pack": pack,
        "practice": found,
        "obligation": content_of(pack).obligations.get(found.obligation),
        "form": form,
        "moments": timeline(found),
    }
    return render(request, "policies/practice.html", context, status=form.status if form else 200)
