"""Pages of drafts: a text received, read side by side with what is proposed from it, made into a pack."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.drafts import text
from hongxian.modules.base.drafts.commands import (
    abandon_draft,
    add_proposal,
    confirm_proposal,
    finish_draft,
    receive_draft,
    refuse_proposal,
)
from hongxian.modules.base.drafts.forms import AddForm, FinishForm, ProposalForm, ReasonForm, ReceiveForm
from hongxian.modules.base.drafts.models import Draft, Proposal
from hongxian.modules.base.drafts.queries import Passage, drafts_page, passages, states_of, visible_drafts


@require_safe
@needs("draft.view")
def draft_list(request: Request) -> HttpResponse:
    """The drafts within one's scope, latest received first."""
    found = drafts_page(request.actor, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    states = states_of(found.rows)
    rows = [(draft, states[draft.pk], sum(states[draft.pk].values())) for draft in found.rows]
    context = {"page": found, "rows": rows, "may_receive": request.actor.may("draft.receive")}
    return render(request, "drafts/list.html", context)


@needs("draft.receive")
def receive(request: Request) -> HttpResponse:
    """Receive a text: a file is read, obligations are proposed."""
    posted = request.method == "POST"
    form = ReceiveForm(request.actor, request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid():
        given = form.cleaned_data
        done = form.carry_out(
            receive_draft,
            actor=request.actor,
            place=given["place"],
            file_name=given["file"].name,
            content=given["file"].read(),
            title=given["title"],
        )
        if done is not None:
            messages.success(request, text.RECEIVED)
            return redirect("drafts:detail", done.pk)
    return render(request, "drafts/receive.html", {"form": form}, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One draft: what was read, what looks damaged, where decisions are open."""
    return _detail(request, _draft(request, key))


def passage(request: Request, key: str, number: int) -> HttpResponse:
    """One passage: the text on one side, what is proposed from it on the other."""
    draft = _draft(request, key)
    found = _passage(draft, number)
    form = AddForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        path = next((each["path"] for each in found.clauses if given["quote"].strip() in each["text"]), found.path)
        done = form.carry_out(
            add_proposal,
            actor=request.actor,
            draft=draft,
            path=path,
            quote=given["quote"],
            title=given["title"],
            rule_form=given["rule_form"],
        )
        if done is not None:
            messages.success(request, text.ADDED)
            return redirect("drafts:passage", key, number)
    return _render_passage(request, draft, found, add=form)


@require_POST
def confirm(request: Request, key: str, number: int) -> HttpResponse:
    """Confirm a proposal as the person changed it."""
    draft = _draft(request, key)
    proposal = get_object_or_404(draft.proposals.select_related("draft"), number=number)
    found = _passage_of(draft, proposal)
    form = ProposalForm(proposal, request.POST)
    if form.is_valid():
        changes = form.changes()
        done = form.carry_out(confirm_proposal, actor=request.actor, proposal=proposal, changes=changes)
        if done is not None:
            return _next(request, draft, found)
    return _render_passage(request, draft, found, refused=(proposal.number, form))


@require_POST
def refuse(request: Request, key: str, number: int) -> HttpResponse:
    """Say that a proposal is no obligation."""
    draft = _draft(request, key)
    proposal = get_object_or_404(draft.proposals.select_related("draft"), number=number)
    refuse_proposal(actor=request.actor, proposal=proposal)
    return _next(request, draft, _passage_of(draft, proposal))


def finish(request: Request, key: str) -> HttpResponse:
    """Make the pack of what was confirmed."""
    draft = _draft(request, key)
    if not request.actor.may("draft.finish"):
        raise Http404
    form = FinishForm(draft, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(finish_draft, actor=request.actor, draft=draft, cover=form.cover())
        if done is not None:
            messages.success(request, text.FINISHED)
            return redirect("drafts:detail", key)
    states = states_of([draft])[draft.pk]
    return render(request, "drafts/finish.html", {"draft": draft, "form": form, "states": states}, status=form.status)


@require_POST
def abandon(request: Request, key: str) -> HttpResponse:
    """Give a draft up, with the reason."""
    draft = _draft(request, key)
    form = ReasonForm(request.POST)
    if form.is_valid():
        done = form.carry_out(
            abandon_draft, actor=request.actor, draft=draft, reason=form.cleaned_data["reason"]
        )  # fmt: skip
        if done is not None:
            messages.success(request, text.ABANDONED)
            return redirect("drafts:detail", key)
    return _detail(request, draft, form)


def _draft(request: Request, key: str) -> Draft:
    return get_object_or_404(visible_drafts(request.actor), pk=key)


def _passage(draft: Draft, number: int) -> Passage:
    found = passages(draft)
    if not 0 < number <= len(found):
        raise Http404
    return found[number - 1]


def _passage_of(draft: Draft, proposal: Proposal) -> Passage:
    return next(each for each in passages(draft) if any(one.pk == proposal.pk for one in each.proposals))


def _next(request: Request, draft: Draft, found: Passage) -> HttpResponse:
    """The same passage while something is open there, else the next one with something open, else the overview."""
    all_of_them = passages(draft)
    ahead = all_of_them[found.number - 1 :] + all_of_them[: found.number - 1]
    following = next((each for each in ahead if each.open), None)
    if following is None:
        messages.success(request, text.ALL_DECIDED)
        return redirect("drafts:detail", draft.pk)
    return redirect("drafts:passage", draft.pk, following.number)


def _render_passage(
    request: Request,
    draft: Draft,
    found: Passage,
    *,
    add: AddForm | None = None,
    refused: tuple[int, ProposalForm] | None = None,
) -> HttpResponse:
    may = draft.state == "open" and request.actor.may("proposal.confirm")
    rows: list[dict[str, Any]] = []
    for proposal in found.proposals:
        form = refused[1] if refused and refused[0] == proposal.number else ProposalForm(proposal)
        rows.append({"proposal": proposal, "form": form if may else None, "open": proposal.state == "proposed"})
    context = {
        "draft": draft,
        "passage": found,
        "rows": rows,
        "may": may,
        "damage": [each for each in draft.damage if each["line"] in {clause["line"] for clause in found.clauses}],
        "add_form": (add or AddForm()) if may and request.actor.may("proposal.add") else None,
        "last": len(passages(draft)),
    }
    status = max(add.status if add else 200, refused[1].status if refused else 200)
    return render(request, "drafts/passage.html", context, status=status)


def _detail(request: Request, draft: Draft, refused: ReasonForm | None = None) -> HttpResponse:
    states = states_of([draft])[draft.pk]
    lines = draft.original.split("\n")
    is_open = draft.state == "open"
    context = {
        "draft": draft,
        "states": states,
        "passages": passages(draft),
        "clutter": [(number, lines[number - 1].strip()) for number in draft.set_apart["clutter"]],
        "titles": [lines[number - 1].strip() for number in draft.set_apart["title"]],
        "may_finish": is_open and not states.get("proposed") and request.actor.may("draft.finish"),
        "reason_form": (refused or ReasonForm()) if is_open and request.actor.may("draft.abandon") else None,
        "moments": timeline(draft),
    }
    return render(request, "drafts/detail.html", context, status=refused.status if refused else 200)
