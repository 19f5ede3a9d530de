"""Pages of every register: the list, its print, its file, what is done with its rows, what a person keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import text
from hongxian.kernel.registers.acting import Outcome, action_of, carry_out, rows_with
from hongxian.kernel.registers.commands import delete_filter, record_export, request_export, save_filter, set_list
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.registers.export_pages import TYPES
from hongxian.kernel.registers.exporting import digest_of, kept, masked_columns, take_out
from hongxian.kernel.registers.forms import InputsForm
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.registers.queries import visible_saved_filters
from hongxian.kernel.web.access import Request, must


def register_list(key: str) -> Callable[..., HttpResponse]:
    """The view of a register's list, for the room's `urls.py`."""

    @require_safe
    def view(request: Request) -> HttpResponse:
        return list_page(request, declared(request, key))

    return view


def list_page(request: Request, register: Register) -> HttpResponse:
    """The list of a register, or with `print` its print."""
    listing = listing_of(request, register)
    template = "registers/print.html" if listing.whole else "registers/list.html"
    reveals = text.LISTED.join(each.words for each in masked_columns(listing))
    context = {"listing": listing, "register": register, "page": listing.page, "reveals": reveals}
    return render(request, template, context, status=listing.status)


def listing_of(request: Request, register: Register) -> Listing:
    """The register under the conditions of the address."""
    whole = "print" in request.GET
    return Listing(register, request.actor, request.GET, path=request.get_full_path(), whole=whole)


def declared(request: Request, key: str) -> Register:
    """The register of that key, for whoever may look at it at all."""
    register = register_of(key)
    if register is None:
        raise Http404
    must(request.actor, register.permission)
    return register


@require_POST
def export(request: Request, key: str) -> HttpResponse | FileResponse:
    """The rows asked for as a file, put down in the ledger; with a `purpose` also what else is masked, as far as one
    may see it whole. Many rows are left to the worker."""
    register = declared(request, key)
    must(request.actor, "export.make")
    format = request.POST.get("format", "")
    listing = Listing(register, request.actor, QueryDict(request.POST.get("query", "")))
    whole = "whole" in request.POST
    revealed = [each.key for each in masked_columns(listing)] if whole else []
    purpose = request.POST.get("purpose", "")
    if listing.valid and format in TYPES and _is_large(listing):
        asked = {"register": key, "query": listing.query, "filter_digest": digest_of(listing), "format": format}
        messages.info(request, text.EXPORTING)
        export = request_export(actor=request.actor, revealed=revealed, purpose=purpose, **asked)
        return redirect("registers:exported", export.pk)
    taken = take_out(listing, format, whole=whole)
    record_export(actor=request.actor, revealed=revealed, purpose=purpose, **kept(taken, listing, format))
    return FileResponse(taken.file, as_attachment=True, filename=taken.name, content_type=TYPES[format])


def _is_large(listing: Listing) -> bool:
    most = settings.EXPORT_DIRECT_ROWS
    return listing.rows.order_by()[: most + 1].count() > most


@require_POST
def act(request: Request, key: str) -> HttpResponse:
    """Do something with one row (`only`: command and key) or with those chosen; ask first for what it needs."""
    register = declared(request, key)
    command, keys = _chosen(request)
    action = action_of(register, command)
    must(request.actor, command)
    back = _back(request, register)
    rows = rows_with(register, request.actor, keys)
    asked = InputsForm(action, request.POST if "given" in request.POST else None)
    context = {"register": register, "action": action, "back": back, "rows": rows, "form": asked}
    if action.needs and not asked.is_valid():
        return render(request, "registers/ask.html", context, status=asked.status)
    outcomes = carry_out(register, request.actor, action, rows, asked.cleaned_data if action.needs else {})
    failed = [each for each in outcomes if not each.done]
    missing = len(set(keys)) - len(rows)
    if not failed and not missing:
        messages.success(request, _said(command, outcomes))
        return redirect(back)
    if len(set(keys)) == 1 and failed:
        messages.error(request, failed[0].sentence)
        return redirect(back)
    context |= {"outcomes": outcomes, "failed": len(failed), "missing": missing, "done": len(outcomes) - len(failed)}
    return render(request, "registers/outcomes.html", context)


def _chosen(request: Request) -> tuple[str, list[str]]:
    command, _, key = request.POST.get("only", "").partition("/")
    return (command, [key]) if command else (request.POST.get("command", ""), request.POST.getlist("rows"))


def _said(command: str, outcomes: list[Outcome]) -> str:
    if len(outcomes) == 1:
        return text.DONE_ONE.format(verb=term(command), row=outcomes[0].row)
    return text.DONE_MANY.format(verb=term(command), count=len(outcomes))


def _back(request: Request, register: Register) -> str:
    """The list as it was left: its page, conditions and order."""
    given = request.POST.get("back", "")
    if given and url_has_allowed_host_and_scheme(given, allowed_hosts={request.get_host()}):
        parts = urlsplit(given)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return reverse(register.page, args=[register.page_key] if register.page_key else [])


@require_POST
def keep_filter(request: Request, key: str) -> HttpResponse:
    """Save the conditions of the list under a name."""
    register = declared(request, key)
    name = request.POST.get("name", "")
    try:
        saved = save_filter(actor=request.actor, register=key, name=name, query=request.POST.get("query", ""))
        messages.success(request, text.SAVED.format(name=saved.name))
    except Problem as problem:
        if problem.status != Problem.status:
            raise
        messages.error(request, problem.text)
    return redirect(_back(request, register))


@require_POST
def drop_filter(request: Request, key: str, saved: str) -> HttpResponse:
    """Delete a saved filter of one's own."""
    register = declared(request, key)
    found = get_object_or_404(visible_saved_filters(request.actor, "saved_filter.delete"), pk=saved, register=key)
    name = found.name
    delete_filter(actor=request.actor, saved_filter=found)
    messages.success(request, text.DELETED.format(name=name))
    return redirect(_back(request, register))


@require_POST
def set_up(request: Request, key: str) -> HttpResponse:
    """Remember columns and page size; the list begins anew, since its pages are other ones."""
    register = declared(request, key)
    given: dict[str, Any] = {}
    if "columns" in request.POST or "columns_sent" in request.POST:
        given["columns"] = request.POST.getlist("columns")
    if (size := request.POST.get("page_size", "")).isdecimal():
        given["page_size"] = int(size)
    set_list(actor=request.actor, register=key, **given)
    messages.success(request, text.SET)
    path, _, query = _back(request, register).partition("?")
    kept_query = QueryDict(query, mutable=True)
    for name in ("after", "before", "start"):
        kept_query.pop(name, None)
    return redirect(f"{path}?{kept_query.urlencode()}" if kept_query else path)
