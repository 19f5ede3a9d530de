"""Pages of records: entering, looking at, correcting, ending, confirming, rejecting, withdrawing one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import Moment, timeline
from hongxian.kernel.problem import Denied, Problem
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.records import text
from hongxian.modules.base.records.commands import (
    confirm_record,
    correct_record,
    end_record,
    enter_record,
    reject_record,
    withdraw_record,
)
from hongxian.modules.base.records.forms import EndForm, ReasonForm, RecordForm
from hongxian.modules.base.records.kinds import Kind, is_offered, kind_of
from hongxian.modules.base.records.models import LIVE, Record
from hongxian.modules.base.records.overview import corrections_of, in_words
from hongxian.modules.base.records.queries import (
    is_open,
    may,
    places_to_enter,
    record_with,
    steps_open,
    versions_of,
    visible_records,
    visible_registers,
)

WAITING = "awaiting_confirmation"


@needs("record.enter")
def enter(request: Request, key: str) -> HttpResponse:
    """Enter a record into a register; looking something up shows the form again with what was found."""
    register = get_object_or_404(visible_registers(request.actor), pk=key)
    kind = _kind(register.noun)
    if not places_to_enter(request.actor, register).exists():
        raise Denied(text.NOWHERE_TO_ENTER)
    if not is_open(register):
        raise Problem(text.REGISTER_CLOSED.format(noun=kind.label))
    form = RecordForm(request.actor, register, kind, request.POST if request.method == "POST" else None)
    if not form.is_looking_up() and form.is_valid():
        done = form.carry_out(
            enter_record,
            actor=request.actor,
            register=register,
            values=form.values(),
            place=form.cleaned_data["place"],
            evidence=form.cleaned_data["evidence"],
        )
        if done is not None:
            _say(request, done, text.ENTERED, text.WAITS_FOR_SECOND)
            return redirect("records:record", done.row)
    context = {"form": form, "register": register, "kind": kind}
    return render(request, "records/enter.html", context, status=form.status)


@require_safe
def record(request: Request, key: str) -> HttpResponse:
    """One record: what it says, on what evidence, what may be done, what was corrected and by whom."""
    found = record_with(request.actor, key)  # type: ignore[arg-type]
    if found is None:
        raise Http404
    return _record(request, found)


@needs("record.correct")
def correct(request: Request, key: str) -> HttpResponse:
    """Correct a record: the form as it stands, and a reason."""
    found = _version(request, key)
    if request.method != "POST" and found.recorded_to is not None:
        return redirect("records:record", found.row)
    kind = _kind(found.noun)
    data = request.POST if request.method == "POST" else None
    form = RecordForm(request.actor, found.register, kind, data, record=found)
    if not form.is_looking_up() and form.is_valid():
        done = form.carry_out(
            correct_record,
            actor=request.actor,
            record=found,
            values=form.values(),
            place=form.cleaned_data["place"],
            evidence=form.cleaned_data["evidence"],
            reason=form.cleaned_data["reason"],
        )
        if done is not None:
            _say(request, done, text.CORRECTED, text.CORRECTION_WAITS)
            return redirect("records:record", done.row)
    context = {"form": form, "record": found, "register": found.register, "kind": kind}
    return render(request, "records/enter.html", context, status=form.status)


@require_POST
def confirm(request: Request, key: str) -> HttpResponse:
    """Confirm what was entered or corrected late."""
    done = confirm_record(actor=request.actor, record=_version(request, key))
    messages.success(request, text.CONFIRMED)
    return redirect("records:record", done.row)


@require_POST
def reject(request: Request, key: str) -> HttpResponse:
    """Send it back, with the reason."""
    return _act(request, key, "reject", ReasonForm, reject_record, text.REJECTED)


@require_POST
def withdraw(request: Request, key: str) -> HttpResponse:
    """Take a record back, with the reason."""
    return _act(request, key, "withdraw", ReasonForm, withdraw_record, text.WITHDRAWN)


@require_POST
def end(request: Request, key: str) -> HttpResponse:
    """Let a record end, with its last day and the reason."""
    return _act(request, key, "end", EndForm, end_record, text.ENDED)


def _act(
    request: Request, key: str, verb: str, kind_of_form: type[Any], command: Callable[..., Record], said: str
) -> HttpResponse:
    found = _version(request, key)
    form = kind_of_form(request.POST, auto_id=f"{verb}_%s")
    if form.is_valid():
        done = form.carry_out(command, actor=request.actor, record=found, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.REINSTATED if verb == "reject" and done.pk != found.pk else said)
            return redirect("records:record", done.row)
    return _record(request, found, {verb: form}, status=form.status)


def _version(request: Request, key: str) -> Record:
    """The version that the page showed, which may no longer be the one that stands: the command says so."""
    return get_object_or_404(visible_records(request.actor), pk=key)


def _kind(noun: str) -> Kind:
    found = kind_of(noun)
    if found is None:
        raise Http404
    return found


def _say(request: Request, done: Record, counted: str, waits: str) -> None:
    waiting = done.state == WAITING
    (messages.warning if waiting else messages.success)(request, waits if waiting else counted)


def _record(
    request: Request, found: Record, refused: Mapping[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    actor, kind, refused = request.actor, _kind(found.noun), refused or {}
    versions = versions_of(found)
    live = found.state in LIVE and is_offered(found.noun)
    forms = {"reject": ReasonForm, "withdraw": ReasonForm}
    steps = [
        (step.verb, (refused.get(step.verb) or forms[step.verb](auto_id=f"{step.verb}_%s")) if step.needs else None)
        for step in steps_open(actor, found)
    ]
    if live and kind.fact.period_valid and found.valid_to is None and may(actor, found, "record.end"):
        steps.append(("end", refused.get("end") or EndForm(auto_id="end_%s")))
    context = {
        "record": found,
        "register": found.register,
        "kind": kind,
        "said": in_words(actor, kind, found),
        "corrections": corrections_of(actor, kind, versions),
        "steps": steps,
        "may_correct": live and may(actor, found, "record.correct"),
        "mine": actor.key == found.recorded_by,
        "second_person": text.SECOND_PERSON.format(name=found.recorded_by_name),
        "moments": list(_moments(versions)),
    }
    return render(request, "records/record.html", context, status=status)


def _moments(versions: Sequence[Record]) -> Iterator[Moment]:
    """What happened to all versions, newest first, each act once."""
    seen = set()
    for version in versions:
        for moment in timeline(version):
            if moment.entry.pk not in seen:
                seen.add(moment.entry.pk)
                yield moment
