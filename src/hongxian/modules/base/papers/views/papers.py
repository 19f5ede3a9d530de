"""Pages of papers: the list, one paper, and what is done with it step by step."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.documents.markup import parse
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.papers import text
from hongxian.modules.base.papers.commands import (
    abandon_paper,
    issue_paper,
    receive_paper,
    refuse_paper,
    return_paper,
    serve_paper,
    sign_paper,
    submit_paper,
    supersede_paper,
    withdraw_paper,
)
from hongxian.modules.base.papers.composing import content_of, to_fill
from hongxian.modules.base.papers.flow import PAPER, RECIPIENT
from hongxian.modules.base.papers.forms import (
    IssueForm,
    PublicReasonForm,
    QueryForm,
    ReasonForm,
    ReceiveForm,
    RefuseForm,
    ServeForm,
    SubmitForm,
    SupersedeForm,
)
from hongxian.modules.base.papers.models import Paper
from hongxian.modules.base.papers.queries import (
    papers_page,
    recipients_of,
    series_for,
    visible_papers,
    visible_recipients,
)

_STEPS: dict[str, Callable[..., Paper]] = {
    "submit": submit_paper,
    "return": return_paper,
    "sign": sign_paper,
    "issue": issue_paper,
    "withdraw": withdraw_paper,
    "supersede": supersede_paper,
    "abandon": abandon_paper,
}
_RECIPIENT_STEPS: dict[str, tuple[type[Any], Callable[..., Any]]] = {
    "serve": (ServeForm, serve_paper),
    "receive": (ReceiveForm, receive_paper),
    "refuse": (RefuseForm, refuse_paper),
}


@require_safe
@needs("paper.view")
def paper_list(request: Request) -> HttpResponse:
    """The papers within one's scope, newest first."""
    form = QueryForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    found = papers_page(
        request.actor, **asked, after=request.GET.get("after", ""), before=request.GET.get("before", "")
    )
    context = {
        "form": form,
        "page": found,
        "may_draft": request.actor.may("paper.draft"),
        "may_see_series": request.actor.may("paper_series.view"),
        "may_see_templates": request.actor.may("paper_template.view"),
    }
    return render(request, "papers/list.html", context)


@require_safe
def paper(request: Request, key: str) -> HttpResponse:
    """One paper: how it stands, what it says, to whom it went."""
    return _page(request, get_object_or_404(visible_papers(request.actor), pk=key))


@require_POST
def step(request: Request, key: str, verb: str) -> HttpResponse:
    """Take a step with the paper."""
    found = get_object_or_404(visible_papers(request.actor), pk=key)
    if verb not in _STEPS:
        raise Http404
    form = _form_of(request, found, verb, request.POST)
    if form is None or form.is_valid():
        inputs = form.cleaned_data if form else {}
        if form is None:
            done: Paper | None = _STEPS[verb](actor=request.actor, paper=found)
        else:
            done = form.carry_out(_STEPS[verb], actor=request.actor, paper=found, **inputs)
        if done is not None:
            messages.success(request, _said(verb, done))
            return redirect("papers:paper", key)
    return _page(request, found, {verb: form})


@require_POST
def recipient_step(request: Request, key: str, verb: str) -> HttpResponse:
    """Enter how the paper reached one recipient."""
    if verb not in _RECIPIENT_STEPS:
        raise Http404
    found = get_object_or_404(visible_recipients(request.actor, f"recipient.{verb}"), pk=key)
    kind, command = _RECIPIENT_STEPS[verb]
    form = kind(request.POST, auto_id=f"{verb}_{found.pk}_%s")
    if form.is_valid() and form.carry_out(command, actor=request.actor, recipient=found, **form.cleaned_data):
        messages.success(request, text.SERVED)
        return redirect("papers:paper", found.paper_id)
    shown = get_object_or_404(visible_papers(request.actor), pk=found.paper_id)
    return _page(request, shown, {f"{verb}_{found.pk}": form})


def _said(verb: str, done: Paper) -> str:
    name = done.signer.name if done.signer else ""
    told = {
        "submit": text.SUBMITTED,
        "return": text.RETURNED,
        "sign": text.SIGNED,
        "issue": text.ISSUED,
        "withdraw": text.WITHDRAWN,
        "supersede": text.SUPERSEDED,
        "abandon": text.ABANDONED,
    }
    return told[verb].format(name=name, number=done.document_number)


def _form_of(request: Request, found: Paper, verb: str, data: Any = None) -> Any:
    """The form of a step; None where nothing is asked."""
    given = {"data": data, "auto_id": f"{verb}_%s"}
    if verb == "submit":
        return SubmitForm(request.actor, found, **given)
    if verb == "issue":
        return IssueForm(request.actor, found, **given)
    if verb == "supersede":
        return SupersedeForm(request.actor, found, **given)
    if verb == "sign":
        return None
    return (PublicReasonForm if verb == "withdraw" else ReasonForm)(**given)


def _page(request: Request, found: Paper, refused: dict[str, Any] | None = None) -> HttpResponse:
    refused = refused or {}
    actor, recipients = request.actor, recipients_of(found)
    verbs = {step.verb for step in PAPER.open_to(actor, found)}
    steps = [(verb, refused.get(verb) or _form_of(request, found, verb)) for verb in _STEPS if verb in verbs]
    ways = []
    for recipient in recipients:
        recipient.paper = found
        forms = []
        for each in RECIPIENT.open_to(actor, recipient):
            kind, name = _RECIPIENT_STEPS[each.verb][0], f"{each.verb}_{recipient.pk}"
            forms.append((each.verb, refused.get(name) or kind(auto_id=f"{name}_%s")))
        ways.append((recipient, forms))
    context = {
        "paper": found,
        "content": content_of(found, recipients),
        "steps": steps,
        "may_revise": "revise" in verbs,
        "has_series": "issue" not in verbs or series_for(actor, found.issuer).exists(),
        "ways": ways,
        "copies": parse(found.wording).copies,
        "to_fill": to_fill(found.wording) if found.state == "drafted" else [],
        "may_download": bool(found.issued_at) and actor.may("paper.download"),
        "moments": timeline(found),
    }
    status = 422 if any(form is not None and form.errors for form in refused.values()) else 200
    return render(request, "papers/paper.html", context, status=status)
