"""The page of series: which codes an issuer has, and how far it counted."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render

from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.commands import open_series
from hongxian.modules.base.papers.forms import SeriesForm
from hongxian.modules.base.papers.queries import series_overview


@needs("paper_series.view")
def series_list(request: Request) -> HttpResponse:
    """The series within one's scope; whoever may opens one."""
    actor, form = request.actor, None
    if actor.may("paper_series.open"):
        form = SeriesForm(actor, request.POST or None)
        if form.is_valid() and form.carry_out(open_series, actor=actor, **form.cleaned_data) is not None:
            messages.success(request, text.SERIES_OPENED)
            return redirect("papers:series")
    context = {"rows": series_overview(actor), "form": form}
    return render(request, "papers/series.html", context, status=form.status if form else 200)
