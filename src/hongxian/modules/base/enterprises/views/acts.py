"""Pages on which something is done with an enterprise."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hongxian.kernel.web.access import Request
from hongxian.modules.base.enterprises import commands, text
from hongxian.modules.base.enterprises.forms.acts import (
    AttachForm,
    ChangeForm,
    CloseForm,
    ContactForm,
    DatedForm,
    EndForm,
    FlagForm,
    MergeForm,
    MoveForm,
    PurposeForm,
    ReasonForm,
)
from hongxian.modules.base.enterprises.queries import (
    visible_contacts,
    visible_enterprises,
    visible_risk_flags,
)


@dataclass(frozen=True)
class Act:
    """A verb with its form and command; `argument` is the command's name for the enterprise."""

    name: str
    form: type[Any]
    command: Callable[..., Any]
    done: str
    argument: str = "enterprise"


ACTS = {
    "change": Act("enterprise.change", ChangeForm, commands.change_enterprise, text.CHANGED),
    "move": Act("enterprise.move", MoveForm, commands.move_enterprise, text.MOVED),
    "attach": Act("enterprise.attach", AttachForm, commands.attach_enterprise, text.ATTACHED),
    "close": Act("enterprise.close", CloseForm, commands.close_enterprise, text.STATUS_SET),
    "reopen": Act("enterprise.reopen", DatedForm, commands.reopen_enterprise, text.STATUS_SET),
    "flag": Act("risk_flag.set", FlagForm, commands.set_risk_flag, text.FLAG_SET),
    "contact": Act("enterprise_contact.set", ContactForm, commands.set_enterprise_contact, text.CONTACT_SET),
    "merge": Act(
        "enterprise_merge.propose", MergeForm, commands.propose_enterprise_merge, text.MERGE_PROPOSED, "duplicate"
    ),
}


def act(request: Request, key: str, verb: str) -> HttpResponse:
    """The form of a verb on one enterprise, and carrying it out."""
    if verb not in ACTS:
        raise Http404
    found = ACTS[verb]
    enterprise = get_object_or_404(visible_enterprises(request.actor, found.name), pk=key)
    data = request.POST if request.method == "POST" else None
    more = {"kept": request.GET.get("kept", "")} if verb == "merge" else {}
    form = found.form(request.actor, enterprise, data, **more)
    if form.is_valid():
        given = {found.argument: enterprise, **form.said()}
        if form.carry_out(found.command, actor=request.actor, **given) is not None:
            messages.success(request, found.done)
            return redirect("enterprises:detail", key)
    context = {"enterprise": enterprise, "form": form, "name": found.name}
    return render(request, "enterprises/act.html", context, status=form.status)


def end_flag(request: Request, key: str) -> HttpResponse:
    """Say on which day a danger was there last."""
    flag = get_object_or_404(visible_risk_flags(request.actor, "risk_flag.end"), pk=key, recorded_to=None)
    form = EndForm(request.POST or None)
    if form.is_valid():
        done = form.carry_out(commands.end_risk_flag, actor=request.actor, risk_flag=flag, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.FLAG_OVER)
            return redirect("enterprises:detail", flag.enterprise_id)
    context = {"enterprise": flag.enterprise, "form": form, "name": "risk_flag.end"}
    return render(request, "enterprises/act.html", context, status=form.status)


def reveal(request: Request, key: str) -> HttpResponse:
    """Show a whole number, once its purpose is on record."""
    contact = get_object_or_404(visible_contacts(request.actor, "enterprise_contact.reveal"), pk=key)
    form = PurposeForm(request.POST or None)
    shown = None
    if form.is_valid():
        shown = form.carry_out(
            commands.reveal_enterprise_contact,
            actor=request.actor,
            enterprise_contact=contact,
            purpose=form.cleaned_data["purpose"],
        )
    context = {"enterprise": contact.enterprise, "form": form, "name": "enterprise_contact.reveal", "shown": shown}
    return render(request, "enterprises/reveal.html", context | {"contact": contact}, status=form.status)


def remove_contact(request: Request, key: str) -> HttpResponse:
    """Delete whom to call."""
    contact = get_object_or_404(visible_contacts(request.actor, "enterprise_contact.remove"), pk=key)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        enterprise = form.carry_out(
            commands.remove_enterprise_contact,
            actor=request.actor,
            enterprise_contact=contact,
            reason=form.cleaned_data["reason"],
        )
        if enterprise is not None:
            messages.success(request, text.CONTACT_REMOVED)
            return redirect("enterprises:detail", enterprise.pk)
    context = {"enterprise": contact.enterprise, "form": form, "name": "enterprise_contact.remove"}
    return render(request, "enterprises/act.html", context, status=form.status)
