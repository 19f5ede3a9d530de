"""Pages of precedence: where several packs bind a place, which of them prevails in which family of rules."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.commands import end_precedence, set_precedence
from hongxian.modules.base.policies.forms import EndChoiceForm, PrecedenceForm
from hongxian.modules.base.policies.queries import adoptions_kept
from hongxian.modules.base.policies.queries.choices import (
    families,
    pack_titles,
    precedence_over,
    precedences_of,
    rivals,
)


@require_safe
@needs("adoption.view")
def precedence_list(request: Request) -> HttpResponse:
    """Every place within one's scope that several packs bind: family by family, which prevails."""
    places = {each.place_id: each.place for each in adoptions_kept(request.actor)}
    titles, names = pack_titles(), families()
    groups = []
    for place in places.values():
        rows: list[dict[str, Any]] = []
        for family, among in rivals(place).items():
            chosen = precedence_over(place.path, family, today())
            title = titles.get(chosen.pack_code, "") if chosen else ""
            rows.append({"family": family, "name": names[family], "among": among, "chosen": chosen, "title": title})
        if rows:
            groups.append({"place": place, "rows": rows})
    return render(request, "policies/precedences.html", {"groups": groups})


@needs("adoption.view")
def precedence(request: Request, place: str, family: str) -> HttpResponse:
    """One family in one place: what each pack asks side by side, what was chosen why; whoever may, chooses."""
    found = visible_places(request.actor, "adoption.view").filter(pk=place).first()
    among = rivals(found).get(family, []) if found else []
    if found is None or not among:
        raise Http404
    choices = list(precedences_of(found, family))
    own = next((each for each in choices if each.valid_to is None), None)
    form = end_form = None
    if request.actor.may("precedence.set"):
        form = PrecedenceForm([pack for pack, _ in among], request.POST if "pack" in request.POST else None)
        if form.is_valid():
            given = {"actor": request.actor, "place": found, "family": family, **form.cleaned_data}
            if form.carry_out(set_precedence, **given) is not None:
                messages.success(request, text.CHOSEN)
                return redirect("policies:precedence", place, family)
    if own is not None and request.actor.may("precedence.end"):
        end_form = EndChoiceForm(request.POST if "last_day" in request.POST else None)
        if end_form.is_valid():
            ending = {"actor": request.actor, "precedence": own, **end_form.cleaned_data}
            if end_form.carry_out(end_precedence, **ending) is not None:
                messages.success(request, text.ENDED_CHOICE)
                return redirect("policies:precedence", place, family)
    chosen = precedence_over(found.path, family, today())
    titles = pack_titles()
    context = {
        "place": found,
        "name": families()[family],
        "among": among,
        "chosen": chosen,
        "title": titles.get(chosen.pack_code, "") if chosen else "",
        "history": [
            {"row": each, "title": titles.get(each.pack_code, ""), "moments": timeline(each, limit=1)}
            for each in choices
        ],
        "form": form,
        "end_form": end_form,
    }
    refused = [each.status for each in (form, end_form) if each is not None]
    return render(request, "policies/precedence.html", context, status=max(refused, default=200))
