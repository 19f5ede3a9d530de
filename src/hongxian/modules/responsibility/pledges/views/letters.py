"""Pages of the letters of a round: who owes one, issuing, signing, confirming, what becomes of one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.workbook import XLSX, Head, Table, workbook
from hongxian.modules.responsibility.pledges import text
from hongxian.modules.responsibility.pledges.commands import (
    confirm_pledge,
    end_pledge,
    issue_owed,
    issue_pledge,
    reject_pledge,
    replace_pledge,
    withdraw_pledge,
)
from hongxian.modules.responsibility.pledges.forms import (
    EndForm,
    IssueForm,
    QueryForm,
    ReasonForm,
    SignatureForms,
)
from hongxian.modules.responsibility.pledges.models import Pledge
from hongxian.modules.responsibility.pledges.naming import in_words, name_of
from hongxian.modules.responsibility.pledges.owed import STANDINGS, coverage, owed, owing, owing_page
from hongxian.modules.responsibility.pledges.queries import (
    handed_down,
    holder_changed,
    pledge_steps,
    pledges_of,
    pledges_page,
    visible_pledge_links,
    visible_pledge_rounds,
    visible_pledges,
)

_WIDTHS = (40, 16, 30, 16, 16)

_WITH_REASON: dict[str, tuple[Callable[..., Any], str]] = {
    "reject": (reject_pledge, text.REJECTED),
    "withdraw": (withdraw_pledge, text.WITHDRAWN),
    "replace": (replace_pledge, text.RENEWED),
    "end": (end_pledge, text.ENDED),
}


@require_safe
def letter_list(request: Request, key: str) -> HttpResponse:
    """The letters of a round; those whose signer no longer holds the post, if asked for."""
    held = get_object_or_404(visible_pledge_rounds(request.actor), pk=key)
    form = QueryForm(held, request.GET)
    chosen = form.chosen()
    changed = "changed" in request.GET
    if changed:
        rows, newer, older = list(holder_changed(pledges_of(request.actor, held, chosen))[:200]), "", ""
    else:
        after, before = request.GET.get("after", ""), request.GET.get("before", "")
        found = pledges_page(request.actor, held, chosen, after=after, before=before)
        rows, newer, older = found.rows, found.newer, found.older
    context = {
        "held": held,
        "form": form,
        "rows": rows,
        "newer": newer,
        "older": older,
        "changed": changed,
        "may_confirm": request.actor.may("pledge.confirm"),
    }
    return render(request, "pledges/letters.html", context)


@require_POST
def confirm_many(request: Request, key: str) -> HttpResponse:
    """Confirm the letters ticked, each by itself: what one refusal says does not stop the others."""
    held = get_object_or_404(visible_pledge_rounds(request.actor), pk=key)
    chosen = visible_pledges(request.actor, "pledge.confirm").filter(
        link__round=held, pk__in=request.POST.getlist("pledge"), state="awaiting_confirmation"
    )
    done = 0
    for each in chosen:
        try:
            confirm_pledge(actor=request.actor.within(""), pledge=each)
            done += 1
        except Problem as problem:
            messages.warning(request, text.CONFIRM_REFUSED.format(name=name_of(each), why=problem.text))
    if done:
        messages.success(request, text.CONFIRMED_MANY.format(number=done))
    elif not chosen:
        messages.warning(request, text.NOBODY_CHOSEN)
    return redirect("pledges:letters", key)


@require_safe
def owing_list(request: Request, key: str) -> HttpResponse:
    """Who owes a letter under a link, and how it stands with each."""
    link = get_object_or_404(visible_pledge_links(request.actor), pk=key)
    standing = _standing(request)
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    rows, found = owing_page(request.actor, link, standing, after=after, before=before)
    context = {
        "link": link,
        "rows": rows,
        "page": found,
        "standing": standing,
        "coverage": coverage(request.actor, [link])[0],
        "may_issue": link.round.state == "open" and request.actor.may("pledge.issue"),
        "may_issue_owed": link.round.state == "open" and request.actor.may("pledge.issue_owed"),
    }
    return render(request, "pledges/owing.html", context)


@require_safe
def owing_workbook(request: Request, key: str) -> HttpResponse:
    """The same list, all of it, as a workbook."""
    link = get_object_or_404(visible_pledge_links(request.actor), pk=key)
    standing = _standing(request)
    rows = owed(request.actor, link)
    if standing:
        rows = rows.filter(standing=standing)
    lines = [
        (
            in_words(each.row),
            each.place.name,
            in_words(each.giver_post or each.giver) if each.giver else "",
            term(f"tier#{link.tier}"),
            term(f"standing#{each.standing}"),
        )
        for each in owing(link, rows.order_by("name", "pk"))
    ]
    asked = term(f"standing#{standing}") if standing else text.ALL
    title = text.SHEET_TITLE.format(title=link.round.title, link=link.title, standing=asked)
    heads = [Head(label, width) for label, width in zip(text.SHEET_COLUMNS, _WIDTHS, strict=True)]
    sheet = workbook(Table(text.SHEET_NAME, heads, lines, title=title, printed=True))
    response = HttpResponse(sheet, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(text.SHEET_FILE)}"
    return response


def _standing(request: Request) -> str:
    asked = request.GET.get("standing", "")
    return asked if asked in STANDINGS else ""


@needs("pledge.issue")
def issue(request: Request, key: str) -> HttpResponse:
    """Issue one letter under a link."""
    link = get_object_or_404(visible_pledge_links(request.actor), pk=key)
    given = request.POST if request.method == "POST" else None
    form = IssueForm(request.actor, link, given, initial=None if given else request.GET.dict())
    if form.is_valid():
        done = form.carry_out(issue_pledge, actor=request.actor, link=link, **form.sides())
        if done is not None:
            messages.success(request, text.ISSUED)
            return redirect("pledges:pledge", done.pk)
    return render(request, "pledges/issue.html", {"form": form, "link": link}, status=form.status)


@require_POST
def issue_all(request: Request, key: str) -> HttpResponse:
    """Issue a letter to each who owes one under a link and has none."""
    link = get_object_or_404(visible_pledge_links(request.actor), pk=key)
    done = issue_owed(actor=request.actor, link=link)
    messages.success(request, text.ISSUED_MANY.format(number=len(done)))
    return redirect("pledges:owing", key)


@require_safe
def pledge_page(request: Request, key: str) -> HttpResponse:
    """One letter: who signs with whom, its words, its signatures, what may be done."""
    return _pledge(request, get_object_or_404(visible_pledges(request.actor), pk=key))


@require_POST
def sign(request: Request, key: str) -> HttpResponse:
    """Enter the signatures of one side or both."""
    pledge = get_object_or_404(visible_pledges(request.actor), pk=key)
    forms = SignatureForms(request.actor, pledge, request.POST)
    if forms.is_valid() and (done := forms.carry_out(request.actor, pledge)) is not None:
        said = {"half_signed": text.SIGNED_HALF, "awaiting_confirmation": text.SIGNED_WAITS}
        messages.success(request, said.get(done.state, text.SIGNED_BOTH))
        return redirect("pledges:pledge", key)
    return _pledge(request, pledge, signing=forms)


@require_POST
def confirm(request: Request, key: str) -> HttpResponse:
    """Confirm a letter as a second person."""
    pledge = get_object_or_404(visible_pledges(request.actor), pk=key)
    confirm_pledge(actor=request.actor, pledge=pledge)
    messages.success(request, text.CONFIRMED)
    return redirect("pledges:pledge", key)


@require_POST
def letter_step(request: Request, key: str, verb: str) -> HttpResponse:
    """Reject, withdraw, end or renew a letter, with the reason."""
    pledge = get_object_or_404(visible_pledges(request.actor), pk=key)
    run, said = _WITH_REASON[verb]
    form = EndForm(request.POST) if verb == "end" else ReasonForm(request.POST)
    if form.is_valid():
        done = form.carry_out(run, actor=request.actor, pledge=pledge, **form.cleaned_data)
        if done is not None:
            messages.success(request, said)
            return redirect("pledges:pledge", done.pk)
    return _pledge(request, pledge, refused={verb: form})


def _pledge(
    request: Request,
    pledge: Pledge,
    *,
    signing: SignatureForms | None = None,
    refused: dict[str, ReasonForm] | None = None,
) -> HttpResponse:
    steps = pledge_steps(request.actor, pledge)
    asked = {verb: EndForm() if verb == "end" else ReasonForm() for verb in _WITH_REASON if verb in steps}
    if "sign" in steps and signing is None:
        signing = SignatureForms(request.actor, pledge)
    visible = visible_pledges(request.actor)
    context = {
        "pledge": pledge,
        "name": name_of(pledge),
        "signatures": pledge.signatures.select_related("post", "person").order_by("side"),
        "handed_down": handed_down(request.actor, pledge),
        "changed": holder_changed(visible.filter(pk=pledge.pk)).exists(),
        "renewed": visible.filter(replaces=pledge).first(),
        "steps": steps,
        "signing": signing.forms.values() if signing else (),
        "asked": asked | (refused or {}),
        "moments": timeline(pledge),
    }
    bad = refused or (signing is not None and not signing.is_valid())
    return render(request, "pledges/pledge.html", context, status=422 if bad else 200)
