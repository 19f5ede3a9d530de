"""Pages of enterprises."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.commands import name_responsible_person, register_enterprise
from hongxian.modules.base.enterprises.forms.acts import DayForm, ResponsiblePersonForm
from hongxian.modules.base.enterprises.forms.particulars import EnterpriseForm
from hongxian.modules.base.enterprises.history import events
from hongxian.modules.base.enterprises.industries import industry_name
from hongxian.modules.base.enterprises.models import GONE, OPERATING, SECTORS, Enterprise
from hongxian.modules.base.enterprises.queries import (
    branches_of,
    contact_of,
    enterprise_on,
    flags_of,
    kept_instead,
    lookalikes,
    masked,
    merged_into,
    pending_merge,
    place_in_words,
    responsible_history,
    status_on,
    visible_enterprises,
)
from hongxian.modules.base.enterprises.views.acts import ACTS


@needs("enterprise.register")
def register(request: Request) -> HttpResponse:
    """Enter an enterprise."""
    form = EnterpriseForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(register_enterprise, actor=request.actor, **form.said())
        if done is not None:
            messages.success(request, text.REGISTERED)
            return redirect("enterprises:detail", done.pk)
    return render(request, "enterprises/register.html", {"form": form}, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One enterprise: what is and was known of it, who answers for its safety, what happened to the record. One that
    was merged leads to the one kept."""
    if kept := kept_instead(key):
        return redirect("enterprises:detail", kept)
    return _detail(request, get_object_or_404(visible_enterprises(request.actor), pk=key))


@require_POST
def name_person(request: Request, key: str) -> HttpResponse:
    """Say who bears a role in the enterprise."""
    enterprise = get_object_or_404(visible_enterprises(request.actor), pk=key)
    form = ResponsiblePersonForm(request.actor, enterprise, request.POST)
    if form.is_valid():
        given = {"actor": request.actor, "enterprise": enterprise, **form.cleaned_data}
        if form.carry_out(name_responsible_person, **given) is not None:
            messages.success(request, text.PERSON_NAMED)
            return redirect("enterprises:detail", key)
    return _detail(request, enterprise, form)


def _detail(request: Request, enterprise: Enterprise, refused: ResponsiblePersonForm | None = None) -> HttpResponse:
    actor = request.actor
    may_name = _may(request, enterprise, "responsible_person.name")
    may_merge = _may(request, enterprise, "enterprise_merge.propose")
    context = {
        "enterprise": enterprise,
        "known_sectors": SECTORS,
        "people": responsible_history(actor, enterprise),
        "form": (refused or ResponsiblePersonForm(actor, enterprise)) if may_name else None,
        "flags": flags_of(actor, enterprise),
        "may_end_flag": actor.may("risk_flag.end"),
        "history": events(actor, enterprise),
        "merged": merged_into(enterprise),
        "pending": pending_merge(actor, enterprise),
        "may_see_merges": actor.may("enterprise_merge.view"),
        "lookalikes": lookalikes(actor, enterprise) if may_merge else [],
        "may_merge": may_merge,
        "verbs": _verbs(request, enterprise),
        "moments": timeline(enterprise),
        **_base(request, enterprise),
        **_family(request, enterprise),
        **_contact(request, enterprise),
    }
    return render(request, "enterprises/detail.html", context, status=refused.status if refused else 200)


def _base(request: Request, enterprise: Enterprise) -> dict[str, Any]:
    """What it is, now or on the day asked for."""
    form = DayForm(request.GET if "on" in request.GET else None)
    day: date = (form.is_valid() and form.cleaned_data["on"]) or today()
    is_past = day != today()
    shown = enterprise_on(request.actor, enterprise, day) if is_past else enterprise
    status = status_on(enterprise, day) if is_past else enterprise.operating_status
    return {
        "day_form": form,
        "day": day,
        "is_past": is_past,
        "shown": shown,
        "status": status,
        "status_colour": "green" if status == OPERATING else "grey" if status in GONE else "orange",
        "place_words": place_in_words(shown.place) if shown else "",
        "industry_words": industry_name(shown.industry) if shown else "",
    }


def _family(request: Request, enterprise: Enterprise) -> dict[str, Any]:
    parent, seen = enterprise.parent_id, visible_enterprises(request.actor)
    return {
        "parent_visible": parent is not None and seen.filter(pk=parent).exists(),
        "branches": branches_of(request.actor, enterprise),
    }


def _contact(request: Request, enterprise: Enterprise) -> dict[str, Any]:
    contact = contact_of(request.actor, enterprise)
    return {
        "contact": contact,
        "masked": masked(contact.phone) if contact else "",
        "may_see_contact": request.actor.may("enterprise_contact.view"),
        "may_reveal": request.actor.may("enterprise_contact.reveal"),
        "may_remove": request.actor.may("enterprise_contact.remove"),
        "may_set_contact": _may(request, enterprise, "enterprise_contact.set"),
    }


def _verbs(request: Request, enterprise: Enterprise) -> list[tuple[str, str]]:
    """The buttons: what may be done with it now, with the word of each."""
    closed = enterprise.operating_status != OPERATING
    hidden = {"contact", "reopen" if not closed else ""}
    return [
        (verb, text.BUTTONS[verb])
        for verb, act in ACTS.items()
        if verb not in hidden and _may(request, enterprise, act.name)
    ]


def _may(request: Request, enterprise: Enterprise, permission: str) -> bool:
    actor = request.actor
    if actor.scopes(permission) == actor.scopes("enterprise.view"):  # what one sees is what one may act upon
        return True
    return actor.may(permission) and visible_enterprises(actor, permission).filter(pk=enterprise.pk).exists()
