"""Pages of drafts: made from a row, and changed by hand."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from hongxian.kernel.clock import today
from hongxian.kernel.module import noun
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.commands import draft_paper, revise_paper
from hongxian.modules.base.papers.forms import DraftForm, ReviseForm
from hongxian.modules.base.papers.offers import filled, offers, row_of
from hongxian.modules.base.papers.queries import recipients_of, visible_papers


@needs("paper.draft")
def draft(request: Request, kind: str, subject_key: str) -> HttpResponse:
    """Draft a paper from a row: in whose name, to whom."""
    offered = offers().get(kind)
    if offered is None:
        raise Http404
    actor, asks = request.actor, offered.offer.asks
    row = row_of(offered, actor, subject_key)
    usual = {"since": date(today().year, 1, 1), "until": today()}
    given = filled(offered, actor, row, {name: usual.get(name) for name in asks})
    form = DraftForm(actor, asks, request.POST or None, recipients=given.recipients, **usual)
    if form.is_valid():
        done = form.carry_out(
            draft_paper,
            actor=actor,
            kind=kind,
            subject_key=subject_key,
            issuer=form.cleaned_data["issuer"],
            recipients=form.cleaned_data["recipients"],
            copied=form.cleaned_data["copied"],
            asked=form.asked(),
        )
        if done is not None:
            messages.success(request, text.DRAFTED)
            return redirect("papers:paper", done.pk)
    page = noun(offered.offer.noun).page
    context = {
        "form": form,
        "kind": kind,
        "row": row,
        "back": reverse(page, args=[subject_key]) if page else reverse("papers:list"),
    }
    return render(request, "papers/draft.html", context, status=form.status)


@needs("paper.revise")
def revise(request: Request, key: str) -> HttpResponse:
    """Change the text of a draft and its recipients."""
    found = get_object_or_404(visible_papers(request.actor, "paper.revise"), pk=key)
    people = recipients_of(found)
    initial = {
        "wording": found.wording,
        "recipients": [each.name for each in people if not each.copied],
        "copied": [each.name for each in people if each.copied],
    }
    form = ReviseForm(request.POST or None, initial=initial)
    if form.is_valid():
        done = form.carry_out(revise_paper, actor=request.actor, paper=found, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.REVISED)
            return redirect("papers:paper", key)
    return render(request, "papers/revise.html", {"form": form, "paper": found}, status=form.status)
