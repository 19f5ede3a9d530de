"""Pages of parties, posts and who held them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.parties import text
from hongxian.modules.base.parties.commands import end_appointment, make_appointment
from hongxian.modules.base.parties.forms import AppointmentForm, DayForm, EndForm, QueryForm
from hongxian.modules.base.parties.models import Party
from hongxian.modules.base.parties.queries import (
    institutions_of,
    names_of,
    parties_page,
    posts_with_terms,
    staffings_of,
    terms_of,
    visible_appointments,
    visible_parties,
)


@require_safe
@needs("party.view")
def party_list(request: Request) -> HttpResponse:
    """The parties within one's scope, by name."""
    form = QueryForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    found = parties_page(
        request.actor,
        words=chosen.get("words", ""),
        kind=chosen.get("kind", ""),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return render(request, "parties/list.html", {"form": form, "page": found})


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One party: its names, how it is set up, its posts and who held them on a day."""
    return _detail(request, get_object_or_404(visible_parties(request.actor), pk=key))


@require_POST
def appoint(request: Request, key: str) -> HttpResponse:
    """Appoint a person to a post of the party."""
    party = get_object_or_404(visible_parties(request.actor), pk=key)
    form = AppointmentForm(request.actor, party, request.POST)
    if form.is_valid() and form.carry_out(make_appointment, actor=request.actor, **form.cleaned_data) is not None:
        messages.success(request, text.APPOINTED)
        return redirect("parties:detail", key)
    return _detail(request, party, appointment_form=form)


@require_POST
def end(request: Request, key: str, appointment_key: str) -> HttpResponse:
    """End a term."""
    party = get_object_or_404(visible_parties(request.actor), pk=key)
    appointment = get_object_or_404(visible_appointments(request.actor).filter(post__party=party), pk=appointment_key)
    form = EndForm(request.POST, auto_id=f"{appointment_key}_%s")
    if (
        form.is_valid()
        and form.carry_out(end_appointment, actor=request.actor, appointment=appointment, **form.cleaned_data)
        is not None
    ):
        messages.success(request, text.ENDED)
        return redirect("parties:detail", key)
    return _detail(request, party, end_forms={str(appointment_key): form})


def _detail(
    request: Request,
    party: Party,
    appointment_form: AppointmentForm | None = None,
    end_forms: dict[str, EndForm] | None = None,
) -> HttpResponse:
    """The page of a party; the forms given are those that were refused."""
    actor, refused = request.actor, end_forms or {}
    day_form = DayForm(request.GET)
    day = (day_form.cleaned_data["on"] if day_form.is_valid() else None) or today()
    may_make = visible_parties(actor, "appointment.make").filter(pk=party.pk).exists()
    may_end = visible_parties(actor, "appointment.end").filter(pk=party.pk).exists()
    terms: list[tuple[Any, EndForm | None]] = [
        (
            each,
            (refused.get(str(each.pk)) or EndForm(auto_id=f"{each.pk}_%s")) if may_end and not each.valid_to else None,
        )
        for each in terms_of(actor, party)
    ]
    context = {
        "party": party,
        "names": names_of(party),
        "institutions": institutions_of(actor, party, day),
        "staffings": staffings_of(actor, party, day),
        "posts": posts_with_terms(actor, party, day),
        "terms": terms,
        "day_form": day_form,
        "day": day,
        "form": (appointment_form or AppointmentForm(actor, party)) if may_make else None,
        "moments": timeline(party),
    }
    status = max([form.status for form in (appointment_form, *refused.values()) if form is not None], default=200)
    return render(request, "parties/detail.html", context, status=status)
