"""Pages of rebases: the dates printed in a pack, and by how much a place moves them."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.rules.dates import Duration, add
from hongxian.kernel.rules.judge import due_of
from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.policies import text
from hongxian.modules.base.policies.commands import set_rebase
from hongxian.modules.base.policies.content import content_of
from hongxian.modules.base.policies.forms import RebaseForm
from hongxian.modules.base.policies.queries.choices import rebases_of, years_moved
from hongxian.modules.base.policies.views.asked import adoption_asked


@needs("adoption.view")
def rebase(request: Request, code: str) -> HttpResponse:
    """What a pack prints as due and what it is moved to in a place, with the history; whoever may, moves it."""
    adoption = adoption_asked(request, code)
    form = None
    if request.actor.may("rebase.set"):
        form = RebaseForm(request.POST or None)
        if form.is_valid():
            given = {"actor": request.actor, "pack": adoption.pack, "place": adoption.place, **form.cleaned_data}
            if form.carry_out(set_rebase, **given) is not None:
                messages.success(request, text.REBASED)
                return redirect(f"{reverse('policies:rebase', args=[code])}?place={adoption.place_id}")
    years = years_moved(adoption.pack, adoption.place, today())
    rows = [
        {"obligation": each, "printed": printed, "moved": add(printed, Duration(years=years))}
        for each in content_of(adoption.pack).obligations.values()
        if (printed := _printed(each)) is not None
    ]
    history = [{"row": row, "moments": timeline(row, limit=1)} for row in rebases_of(adoption)]
    context = {"adoption": adoption, "years": years, "rows": rows, "form": form, "history": history}
    return render(request, "policies/rebase.html", context, status=form.status if form else 200)


def _printed(obligation: Obligation) -> date | None:
    due = due_of(obligation, {})
    return due.on if due else None
