"""Pages of parties, posts and who held them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.parties import text
from hongxian.modules.base.parties.commands import (
    create_party,
    create_post,
    end_appointment,
    establish_institution,
    make_appointment,
    rename_party,
    report_staffing,
)
from hongxian.modules.base.parties.forms import (
    AppointmentForm,
    DayForm,
    EndForm,
    InstitutionForm,
    PartyForm,
    PostForm,
    RenameForm,
    StaffingForm,
)
from hongxian.modules.base.parties.models import Party
from hongxian.modules.base.parties.queries import (
    institution_history,
    institutions_of,
    names_of,
    posts_with_terms,
    staffing_history,
    staffings_of,
    terms_of,
    visible_appointments,
    visible_parties,
)

_FORMS: dict[str, Callable[[Actor, Party], Form]] = {
    "party.rename": lambda actor, party: RenameForm(),
    "post.create": lambda actor, party: PostForm(),
    "institution.establish": lambda actor, party: InstitutionForm(),
    "staffing.report": lambda actor, party: StaffingForm(),
    "appointment.make": AppointmentForm,
}
"""The forms that stand on the page of a party, by the command they carry out."""


@needs("party.create")
def create(request: Request) -> HttpResponse:
    """Set up a party."""
    form = PartyForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(create_party, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.CREATED)
            return redirect("parties:detail", done.pk)
    return render(request, "parties/create.html", {"form": form}, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One party: its names, how it is set up, its posts and who held them on a day."""
    return _detail(request, _party(request, key, "party.view"))


@require_POST
@needs("party.rename")
def rename(request: Request, key: str) -> HttpResponse:
    """Give the party a new name from a day."""
    return _write(request, key, "party.rename", RenameForm(request.POST), rename_party, text.RENAMED)


@require_POST
@needs("post.create")
def add_post(request: Request, key: str) -> HttpResponse:
    """Set up a post of the party."""
    return _write(request, key, "post.create", PostForm(request.POST), create_post, text.POST_CREATED)


@require_POST
@needs("institution.establish")
def establish(request: Request, key: str) -> HttpResponse:
    """Say how the department is set up from a day."""
    form = InstitutionForm(request.POST)
    return _write(request, key, "institution.establish", form, establish_institution, text.ESTABLISHED)


@require_POST
@needs("staffing.report")
def staff(request: Request, key: str) -> HttpResponse:
    """Say how many people the body has from a day."""
    return _write(request, key, "staffing.report", StaffingForm(request.POST), report_staffing, text.STAFFED)


@require_POST
@needs("appointment.make")
def appoint(request: Request, key: str) -> HttpResponse:
    """Appoint a person to a post of the party; a new one is registered with it."""
    party = _party(request, key, "appointment.make")
    form = AppointmentForm(request.actor, party, request.POST)
    if form.is_valid() and (form.carry_out(make_appointment, actor=request.actor, **form.cleaned_data) is not None):
        return _done(request, party, text.APPOINTED)
    return _detail(request, party, {"appointment.make": form})


@require_POST
@needs("appointment.end")
def end(request: Request, key: str, appointment_key: str) -> HttpResponse:
    """End a term."""
    party = _party(request, key, "appointment.end")
    appointment = get_object_or_404(visible_appointments(request.actor).filter(post__party=party), pk=appointment_key)
    form = EndForm(request.POST, auto_id=f"{appointment_key}_%s")
    if form.is_valid() and (
        form.carry_out(end_appointment, actor=request.actor, appointment=appointment, **form.cleaned_data) is not None
    ):
        return _done(request, party, text.ENDED)
    return _detail(request, party, {str(appointment_key): form})


def _party(request: Request, key: str, permission: str) -> Party:
    """The party, if the actor sees it and holds the permission there; 404 otherwise."""
    seen = visible_parties(request.actor).select_related("parent", "office", "chaser")
    if permission != "party.view":
        seen = seen.filter(pk__in=visible_parties(request.actor, permission).values("pk"))
    return get_object_or_404(seen, pk=key)


def _write(
    request: Request, key: str, permission: str, form: Form, command: Callable[..., object], sentence: str
) -> HttpResponse:
    """Carry out a command on the party itself; the page with the form if it was refused."""
    party = _party(request, key, permission)
    if form.is_valid() and (form.carry_out(command, actor=request.actor, party=party, **form.cleaned_data) is not None):
        return _done(request, party, sentence)
    return _detail(request, party, {permission: form})


def _done(request: Request, party: Party, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    return redirect("parties:detail", party.pk)


def _detail(request: Request, party: Party, refused: Mapping[str, Form] | None = None) -> HttpResponse:
    """The page of a party; the forms given are those that were refused, by command or by key of the appointment."""
    actor, refused = request.actor, refused or {}
    day_form = DayForm(request.GET)
    day = (day_form.cleaned_data["on"] if day_form.is_valid() else None) or today()
    offered = {
        name: refused.get(name) or blank(actor, party) for name, blank in _FORMS.items() if _may(actor, name, party)
    }
    may_end = _may(actor, "appointment.end", party)
    terms: list[tuple[Any, Form | None]] = [
        (each, _end_form(refused, str(each.pk)) if may_end and not each.valid_to else None)
        for each in terms_of(actor, party)
    ]
    context = {
        "party": party,
        "names": names_of(party),
        "institutions": institutions_of(actor, party, day),
        "institution_history": institution_history(actor, party),
        "staffings": staffings_of(actor, party, day),
        "staffing_history": staffing_history(actor, party),
        "posts": posts_with_terms(actor, party, day),
        "terms": terms,
        "day_form": day_form,
        "day": day,
        "rename_form": offered.get("party.rename"),
        "post_form": offered.get("post.create"),
        "institution_form": offered.get("institution.establish"),
        "staffing_form": offered.get("staffing.report"),
        "form": offered.get("appointment.make"),
        "moments": timeline(party),
    }
    status = max((form.status for form in refused.values()), default=200)
    return render(request, "parties/detail.html", context, status=status)


def _may(actor: Actor, permission: str, party: Party) -> bool:
    return visible_parties(actor, permission).filter(pk=party.pk).exists()


def _end_form(refused: Mapping[str, Form], key: str) -> Form:
    return refused.get(key) or EndForm(auto_id=f"{key}_%s")
