"""Pages of registers: which there are at a place, one kind, one register with its records; opening and closing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.actor import Actor
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.registers.views import list_page, listing_of
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.base.policies.queries import obligations_needing
from hongxian.modules.base.records import text
from hongxian.modules.base.records.commands import close_register, open_register, withdraw_register
from hongxian.modules.base.records.forms import LEVELS, CloseForm, OpenForm, OverviewForm, ReasonForm
from hongxian.modules.base.records.kinds import Kind, is_offered, kind_of, kinds
from hongxian.modules.base.records.models import Register
from hongxian.modules.base.records.overview import chosen_lines, lines_at
from hongxian.modules.base.records.queries import (
    counts_by_register,
    is_open,
    places_to_enter,
    visible_registers,
)
from hongxian.modules.base.records.registers import of_kind, of_opened

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@require_safe
@needs("register.view")
def overview(request: Request) -> HttpResponse:
    """Every kind of register, by subject, with how it stands at a place."""
    actor, data = request.actor, request.GET.copy()
    default = _home(actor)
    if default is not None and not data.get("place"):
        data["place"] = default.pk
    if not data.get("standing"):
        data["standing"] = "relevant"
    form = OverviewForm(actor, list(dict.fromkeys(kind.subject for kind in kinds().values())), data)
    asked = form.cleaned_data if form.is_valid() else {}
    place = asked.get("place") or default
    lines = lines_at(actor, place)
    context = {
        "form": form,
        "place": place,
        "subjects": chosen_lines(lines, asked.get("subject", ""), asked.get("standing", ""), asked.get("words", "")),
        "total": len(lines),
        "opened": sum(1 for line in lines if line.register),
        "needed": sum(1 for line in lines if line.needing),
        "wanting": sum(1 for line in lines if line.needing and not line.register),
        "may_open": actor.may("register.open"),
    }
    return render(request, "records/overview.html", context)


def _home(actor: Actor) -> Place | None:
    """The place to look at first: the topmost one of the actor's that keeps registers."""
    return visible_places(actor, "register.view").filter(level__in=LEVELS).order_by("path").first()


@needs("register.view")
def kind(request: Request, noun: str) -> HttpResponse:
    """One kind of register: what its records say, who needs it, where it is kept; whoever may opens one."""
    found = kind_of(noun)
    if found is None:
        raise Http404
    return _open(request, found) if request.method == "POST" else _kind(request, found)


@needs("register.open")
def _open(request: Request, chosen: Kind) -> HttpResponse:
    form = OpenForm(request.actor, request.POST)
    if form.is_valid():
        done = form.carry_out(open_register, actor=request.actor, noun=chosen.key, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.OPENED)
            return redirect("records:register", done.pk)
    return _kind(request, chosen, form)


def _kind(request: Request, chosen: Kind, form: OpenForm | None = None) -> HttpResponse:
    actor = request.actor
    registers = list(visible_registers(actor).filter(noun=chosen.key).order_by("place__path", "-valid_from"))
    counts = counts_by_register(actor, registers)
    offered = is_offered(chosen.key)
    if form is None and offered and actor.may("register.open"):
        home = _home(actor)
        form = OpenForm(actor, place=request.GET.get("place") or (home.pk if home else ""))
    context = {
        "kind": chosen,
        "fields": [(each, kind_of(each.of)) for each in chosen.fields.values()],
        "offered": offered,
        "may_see_records": actor.may("record.view"),
        "registers": [(each, counts.get(each.pk, 0)) for each in registers],
        "needing": obligations_needing(*_paths(actor)).get(chosen.key, []),
        "form": form,
    }
    return render(request, "records/kind.html", context, status=form.status if form else 200)


def _paths(actor: Actor) -> list[str]:
    """The topmost places of the actor's that keep registers: one post may have several."""
    found: list[str] = []
    places = visible_places(actor, "register.view").filter(level__in=LEVELS).order_by("path")
    for path in places.values_list("path", flat=True):
        if not found or not path.startswith(found[-1]):
            found.append(path)
    return found


@require_safe
def register(request: Request, key: str) -> HttpResponse:
    """One register with its records, those asked for, latest first."""
    return _register(request, get_object_or_404(visible_registers(request.actor), pk=key))


@require_safe
@needs("record.view")
def rows(request: Request, noun: str) -> HttpResponse:
    """The records of a kind within one's scope, in whichever registers."""
    found = kind_of(noun)
    if found is None:
        raise Http404
    return list_page(request, of_kind(found))


@require_POST
def close(request: Request, key: str) -> HttpResponse:
    """Close a register."""
    return _end(request, key, "close", CloseForm, close_register, text.CLOSED)


@require_POST
def withdraw(request: Request, key: str) -> HttpResponse:
    """Say that a register was opened by mistake."""
    return _end(request, key, "withdraw", ReasonForm, withdraw_register, text.REGISTER_WITHDRAWN)


def _end(
    request: Request, key: str, verb: str, kind_of_form: type[Any], command: Callable[..., Register], said: str
) -> HttpResponse:
    found = get_object_or_404(visible_registers(request.actor), pk=key)
    form = kind_of_form(request.POST, auto_id=f"{verb}_%s")
    if form.is_valid():
        done = form.carry_out(command, actor=request.actor, register=found, **form.cleaned_data)
        if done is not None:
            messages.success(request, said)
            return redirect("records:register", key)
    return _register(request, found, {verb: form}, status=form.status)


def _register(
    request: Request, found: Register, refused: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    actor, chosen = request.actor, kind_of(found.noun)
    if chosen is None:
        raise Http404
    standing = is_open(found)
    listing = listing_of(request, of_opened(found, chosen))
    context = {
        "register": found,
        "kind": chosen,
        "listing": listing,
        "page": listing.page,
        "is_open": standing,
        "offered": is_offered(found.noun),
        "may_see_records": actor.may("record.view"),
        "may_enter": standing and places_to_enter(actor, found).exists(),
        "endings": _endings(actor, found, refused or {}),
        "moments": timeline(found),
    }
    if listing.whole:
        return render(request, "registers/print.html", context, status=listing.status)
    status = listing.status if status == 200 else status
    return render(request, "records/register.html", context, status=status)


def _endings(actor: Actor, found: Register, refused: dict[str, Any]) -> dict[str, Any]:
    """The forms to close or withdraw the register, as far as the actor may."""
    if found.withdrawn_at is not None:
        return {}
    ways: dict[str, type[Any]] = {"withdraw": ReasonForm}
    if found.valid_to is None:
        ways = {"close": CloseForm} | ways
    return {
        verb: refused.get(verb) or way(auto_id=f"{verb}_%s")
        for verb, way in ways.items()
        if visible_registers(actor, f"register.{verb}").filter(pk=found.pk).exists()
    }
