"""The terms of supervision of a place: what stands, ready-made profiles, own values, confirming."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.web.access import Request, needs
from hongxian.modules.screening.supervision_orders import commands, text
from hongxian.modules.screening.supervision_orders.forms.listing import (
    ConfirmForm,
    EndForm,
    PlaceForm,
    ProfileForm,
    TermForm,
)
from hongxian.modules.screening.supervision_orders.queries import visible_terms
from hongxian.modules.screening.supervision_orders.terms import certainty_words, profiles, term_words


@require_safe
@needs("supervision_term.view")
def standing(request: Request) -> HttpResponse:
    """The terms that stand at the places one may see, and the ready-made profiles."""
    form = PlaceForm(request.actor, request.GET)
    rows = visible_terms(request.actor).filter(ended_at__isnull=True).order_by("place__path", "term_key")
    if form.is_valid() and (place := form.cleaned_data["place"]) is not None:
        rows = rows.filter(place=place)
    context = {
        "form": form,
        "terms": [_shown(request, each) for each in rows[:200]],
        "profiles": [
            (key, [(each, term_words(each), certainty_words(each.certainty)) for each in values])
            for key, values in profiles().items()
        ],
        "may_choose": request.actor.may("supervision_term.choose"),
        "may_set": request.actor.may("supervision_term.set"),
    }
    return render(request, "supervision_orders/terms.html", context)


def _shown(request: Request, each: Any) -> dict[str, Any]:
    actor = request.actor
    confirms = not each.decides and actor.may("supervision_term.confirm") and each.set_by != actor.key
    return {
        "row": each,
        "value": term_words(each),
        "certainty": certainty_words(each.certainty, confirmed=each.confirmed_at is not None),
        "verbs": [verb for verb, may in (("confirm", confirms), ("end", actor.may("supervision_term.end"))) if may],
    }


@needs("supervision_term.choose")
def choose(request: Request) -> HttpResponse:
    """Let a place follow a ready-made profile."""
    form = ProfileForm(request.actor, request.POST if request.method == "POST" else None)
    given = {"actor": request.actor, **form.cleaned_data} if form.is_valid() else {}
    if given and form.carry_out(commands.choose_profile, **given) is not None:
        messages.success(request, text.TERM_DONE["choose"])
        return redirect(_of_place(form.cleaned_data["place"]))
    return _form(request, form, "supervision_term.choose")


@needs("supervision_term.set")
def set_one(request: Request) -> HttpResponse:
    """Set a term of a place's own."""
    form = TermForm(request.actor, request.POST if request.method == "POST" else None)
    given = {"actor": request.actor, **form.cleaned_data} if form.is_valid() else {}
    if given and form.carry_out(commands.set_term, **given) is not None:
        messages.success(request, text.TERM_DONE["set"])
        return redirect(_of_place(form.cleaned_data["place"]))
    return _form(request, form, "supervision_term.set")


def decide(request: Request, key: str, verb: str) -> HttpResponse:
    """Confirm a doubtful value, or let a term hold no more."""
    deciding: dict[str, tuple[type[Any], Callable[..., Any]]] = {
        "confirm": (ConfirmForm, commands.confirm_term),
        "end": (EndForm, commands.end_term),
    }
    if verb not in deciding:
        raise Http404
    name = f"supervision_term.{verb}"
    term = get_object_or_404(visible_terms(request.actor, name), pk=key, ended_at__isnull=True)
    form_class, command = deciding[verb]
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"supervision_term": term, **form.cleaned_data}
        if form.carry_out(command, actor=request.actor, **given) is not None:
            messages.success(request, text.TERM_DONE[verb])
            return redirect(_of_place(term.place))
    return _form(request, form, name, term)


def _of_place(place: Any) -> str:
    return f"{reverse('supervision_orders:terms')}?place={place.pk}"


def _form(request: Request, form: Any, name: str, term: Any = None) -> HttpResponse:
    context = {"form": form, "name": name, "term": term, "value": term_words(term) if term else ""}
    return render(request, "supervision_orders/term_form.html", context, status=form.status)
