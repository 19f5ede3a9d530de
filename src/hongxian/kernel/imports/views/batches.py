"""A batch: how far it is, what it would do, what is wrong, what to choose; and the actor's own batches."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.imports import files, text
from hongxian.kernel.imports.commands import cancel_batch, choose_rows, revoke_batch, start_batch
from hongxian.kernel.imports.forms import ReasonForm
from hongxian.kernel.imports.models import KINDS, OUTCOMES, ImportBatch
from hongxian.kernel.imports.queries import (
    WORKING,
    batches_page,
    open_to,
    registers_open_to,
    rows_page,
    same_before,
    undecided,
    visible_import_batches,
)
from hongxian.kernel.imports.showing import STATE_COLOURS, figures, outline, shown_rows
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.web.access import Request, needs


@require_safe
@needs("import_batch.view")
def batch_list(request: Request) -> HttpResponse:
    """The actor's own batches, latest first, and the registers into which something may be brought."""
    found = batches_page(request.actor, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    rows = [(batch, register_of(batch.register), STATE_COLOURS[batch.state], figures(batch)) for batch in found.rows]
    context = {"page": found, "rows": rows, "registers": registers_open_to(request.actor)}
    return render(request, "imports/list.html", context)


@require_safe
def batch(request: Request, key: str) -> HttpResponse:
    """One batch."""
    return _page(request, _batch(request, key))


@require_safe
def progress(request: Request, key: str) -> HttpResponse:
    """How far the batch is; once it is through, the whole page is asked for anew."""
    found = _batch(request, key)
    if found.state not in WORKING:
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "imports/_progress.html", _progress(found))


@require_POST
def choose(request: Request, key: str) -> HttpResponse:
    """Which side prevails in rows that both sides changed: `all`, or the row of a number."""
    number = request.POST.get("number", "")
    numbers = None if number == "all" else [int(number)] if number.isdecimal() and len(number) < 8 else []
    choose_rows(actor=request.actor, batch=_batch(request, key), choice=request.POST.get("choice", ""), numbers=numbers)
    messages.success(request, text.CHOSEN)
    return _back(request, key, kind="conflict")


@require_POST
def start(request: Request, key: str) -> HttpResponse:
    """Have the batch carried out."""
    start_batch(actor=request.actor, batch=_batch(request, key), mode=request.POST.get("mode", ""))
    messages.success(request, text.STARTED)
    return _back(request, key)


@require_POST
def cancel(request: Request, key: str) -> HttpResponse:
    """Call the batch off, also while it is being carried out."""
    found = _batch(request, key)
    files.call_off(found.pk)
    cancel_batch(actor=request.actor, batch=found)
    messages.success(request, text.CANCELLED)
    return _back(request, key)


@require_POST
def revoke(request: Request, key: str) -> HttpResponse:
    """Have what the batch did undone."""
    found, form = _batch(request, key), ReasonForm(request.POST)
    if (
        form.is_valid()
        and form.carry_out(revoke_batch, actor=request.actor, batch=found, **form.cleaned_data) is not None
    ):
        messages.success(request, text.REVOKING)
        return _back(request, key)
    return _page(request, found, form)


def _back(request: Request, key: str, **query: str) -> HttpResponse:
    return redirect(reverse("imports:batch", args=[key], query=query or None))


def _batch(request: Request, key: str) -> ImportBatch:
    return get_object_or_404(visible_import_batches(request.actor), pk=key)


def _progress(batch: ImportBatch) -> dict[str, object]:
    done, total = files.progress(batch.pk)
    return {"batch": batch, "done": done, "total": total}


def _page(request: Request, batch: ImportBatch, refused: ReasonForm | None = None) -> HttpResponse:
    actor, register = request.actor, register_of(batch.register)
    if register is None:
        raise Problem(text.NO_SUCH_REGISTER)
    asked = {"kind": request.GET.get("kind", ""), "outcome": request.GET.get("outcome", "")}
    asked = {"kind": asked["kind"] if asked["kind"] in KINDS else "", "outcome": asked["outcome"]}
    asked["outcome"] = asked["outcome"] if asked["outcome"] in OUTCOMES else ""
    if not any(asked.values()) and batch.state == "checked":
        asked["kind"] = next((each for each in ("failed", "conflict", "changed", "new") if batch.counts.get(each)), "")
    found = rows_page(actor, batch, **asked, after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    context = {
        "batch": batch,
        "register": register,
        "colour": STATE_COLOURS[batch.state],
        "working": batch.state in WORKING,
        "figures": figures(batch),
        "asked": asked["outcome"] or asked["kind"],
        "outline": outline(batch),
        "page": found,
        "rows": shown_rows(register, found.rows),
        "undecided": undecided(batch) if batch.state == "checked" else 0,
        "same_before": same_before(actor, batch) if batch.state == "checked" else None,
        "to_do": sum(batch.counts.get(each, 0) for each in ("new", "changed", "conflict")),
        "bad": batch.counts.get("failed", 0),
        "may_again": open_to(actor, batch.register) is not None,
        "form": refused or ReasonForm(),
        "moments": timeline(batch),
        **_progress(batch),
    }
    return render(request, "imports/batch.html", context, status=refused.status if refused else 200)
