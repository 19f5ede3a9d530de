"""Pages on which something is done with rows of a list: at once with a few, by the worker with many."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.glossary import term
from hongxian.kernel.paging import page
from hongxian.kernel.registers import exported as files
from hongxian.kernel.registers import text
from hongxian.kernel.registers.acting import AT_ONCE, MOST_ROWS, Outcome, action_of, carry_out, keys_of, rows_with
from hongxian.kernel.registers.commands import request_bulk_act, stop_bulk_act
from hongxian.kernel.registers.declaration import Action, Register
from hongxian.kernel.registers.declared import declared, register_of, words_of
from hongxian.kernel.registers.forms import InputsForm
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.registers.models import BulkAct
from hongxian.kernel.registers.queries import visible_bulk_acts
from hongxian.kernel.web.access import Request, must, needs
from hongxian.kernel.web.templatetags.words import moment

COLOURS = {"waiting": "blue", "stopping": "orange", "done": "green", "failed": "red"}
MOST_REFUSED = 500
"""So many refused rows stand on the page."""


@require_POST
def act(request: Request, key: str) -> HttpResponse:
    """Do something with one row (`only`: command and key), with those chosen, or with all that the list asks for
    (`all`); ask first for what it needs, and about all of them in any case."""
    register = declared(request.actor, key)
    command, keys = _chosen(request)
    action = action_of(register, command)
    must(request.actor, command)
    if "all" in request.POST and "only" not in request.POST:
        return _act_on_all(request, register, action)
    rows = rows_with(register, request.actor, keys)
    asked = InputsForm(action, request.POST if "given" in request.POST else None)
    if action.needs and not asked.is_valid():
        return _ask(request, register, action, rows, asked)
    inputs = asked.cleaned_data if action.needs else {}
    keys = list(dict.fromkeys(keys))
    if len(keys) > AT_ONCE:
        return _by_the_worker(request, register, action, keys=keys, inputs=inputs)
    outcomes = carry_out(register, request.actor, action, rows, inputs)
    if outcomes and all(not each.done and each.field in action.needs for each in outcomes):
        asked.add_error(outcomes[0].field, outcomes[0].sentence)
        return _ask(request, register, action, rows, asked)
    return _told(request, register, action, outcomes, missing=len(keys) - len(rows))


def _ask(request: Request, register: Register, action: Action, rows: Sequence[Any], asked: InputsForm) -> HttpResponse:
    """What is needed, with what was typed and why it does not do."""
    context = {"register": register, "action": action, "back": back_to(request, register), "form": asked}
    context |= {"at_once": AT_ONCE, "most": MOST_ROWS, "number": len(rows), "rows": rows[:20]}
    context |= {"hidden": [("rows", row.pk) for row in rows]}
    return render(request, "registers/ask.html", context, status=asked.status)


def _act_on_all(request: Request, register: Register, action: Action) -> HttpResponse:
    """Show how many there are and what the first ones are; then leave them to the worker."""
    listing = Listing(register, request.actor, QueryDict(request.POST.get("query", "")))
    keys = keys_of(listing)
    expected = request.POST.get("expected", "")
    asked = InputsForm(action, request.POST if expected else None)
    if expected.isdecimal() and (not action.needs or asked.is_valid()):
        inputs = asked.cleaned_data if action.needs else {}
        more = {"inputs": inputs, "query": listing.query, "expected": int(expected)}
        return _by_the_worker(request, register, action, keys=keys, **more)
    hidden = [("all", 1), ("query", listing.query), ("expected", len(keys))]
    context = {"register": register, "action": action, "back": back_to(request, register), "form": asked}
    context |= {"hidden": hidden, "number": len(keys), "conditions": listing.conditions}
    context |= {"at_once": 0, "most": MOST_ROWS, "rows": rows_with(register, request.actor, keys[:20]) if keys else []}
    return render(request, "registers/ask.html", context, status=asked.status)


def _by_the_worker(
    request: Request, register: Register, action: Action, *, keys: list[str], **more: Any
) -> HttpResponse:
    asked = request_bulk_act(actor=request.actor, register=register.key, action=action.command, keys=keys, **more)
    messages.info(request, text.ACTING)
    return redirect("registers:acted", asked.pk)


def _told(
    request: Request, register: Register, action: Action, outcomes: list[Outcome], *, missing: int
) -> HttpResponse:
    """What became of a few rows: a sentence on the list where all went well, else a page that says it of each."""
    back = back_to(request, register)
    failed = [each for each in outcomes if not each.done]
    if not failed and not missing:
        messages.success(request, _said(action.command, outcomes))
        return redirect(back)
    if len(outcomes) + missing == 1 and failed:
        messages.error(request, failed[0].sentence)
        return redirect(back)
    context = {"register": register, "action": action, "back": back, "outcomes": outcomes}
    context |= {"failed": len(failed), "missing": missing, "done": len(outcomes) - len(failed)}
    return render(request, "registers/outcomes.html", context)


def _chosen(request: Request) -> tuple[str, list[str]]:
    command, _, key = request.POST.get("only", "").partition("/")
    return (command, [key]) if command else (request.POST.get("command", ""), request.POST.getlist("rows"))


def _said(command: str, outcomes: list[Outcome]) -> str:
    if len(outcomes) == 1:
        return text.DONE_ONE.format(verb=term(command), row=outcomes[0].row)
    return text.DONE_MANY.format(verb=term(command), count=len(outcomes))


def back_to(request: Request, register: Register) -> str:
    """The list as it was left: its page, conditions and order."""
    given = request.POST.get("back", "")
    if given and url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}):
        parts = urlsplit(given)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return list_address(register)


def list_address(register: Register) -> str:
    """Where the list is."""
    return reverse(register.page, args=[register.page_key] if register.page_key else [])


@require_safe
@needs("bulk_act.view")
def acts(request: Request) -> HttpResponse:
    """What the actor had done with many rows, latest first."""
    rows = visible_bulk_acts(request.actor).defer("keys", "refused")
    found = page(rows, ("-id",), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    lines = [(each, _words(each), COLOURS[each.state]) for each in found.rows]
    return render(request, "registers/acts.html", {"page": found, "rows": lines})


@require_safe
@needs("bulk_act.view")
def acted(request: Request, bulk_act: str) -> HttpResponse:
    """One act on many rows: how far it is, in the end what became of them."""
    return render(request, "registers/acted.html", _context(_bulk_act(request, bulk_act)))


@require_safe
@needs("bulk_act.view")
def acting_progress(request: Request, bulk_act: str) -> HttpResponse:
    """How far it is; once it is through, the whole page is asked for anew."""
    found = _bulk_act(request, bulk_act)
    if found.state not in ("waiting", "stopping"):
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "registers/_acting.html", _context(found))


@require_POST
def stop(request: Request, bulk_act: str) -> HttpResponse:
    """Go no further."""
    found = _bulk_act(request, bulk_act)
    stop_bulk_act(actor=request.actor, bulk_act=found)
    messages.info(request, text.STOPPING)
    return redirect("registers:acted", found.pk)


def _bulk_act(request: Request, key: str) -> BulkAct:
    return get_object_or_404(visible_bulk_acts(request.actor), pk=key)


def _context(bulk_act: BulkAct) -> dict[str, object]:
    register = register_of(bulk_act.register)
    return {
        "bulk_act": bulk_act,
        "words": _words(bulk_act),
        "colour": COLOURS[bulk_act.state],
        "progress": files.progress(bulk_act.pk)[0],
        "told": _asked(bulk_act),
        "refused": bulk_act.refused[:MOST_REFUSED],
        "more": max(0, len(bulk_act.refused) - MOST_REFUSED),
        "register": register,
        "list": list_address(register) if register is not None else "",
    }


def _asked(bulk_act: BulkAct) -> list[tuple[str, str]]:
    """When it was asked for, when it ended, with what."""
    times = [(term("asked_at"), bulk_act.asked_at), (term("ended_at"), bulk_act.ended_at)]
    return [(label, moment(at)) for label, at in times if at] + [(term(n), v) for n, v in bulk_act.inputs.items()]


def _words(bulk_act: BulkAct) -> str:
    return text.ACT_ON.format(verb=term(bulk_act.action), register=words_of(bulk_act.register))
