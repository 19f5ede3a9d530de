"""Pages of every register: the list, its print, its file, what a person keeps of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import text
from hongxian.kernel.registers.acting_pages import back_to
from hongxian.kernel.registers.commands import delete_filter, record_export, request_export, save_filter, set_list
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.declared import declared
from hongxian.kernel.registers.export_pages import TYPES
from hongxian.kernel.registers.exporting import digest_of, kept, masked_columns, take_out
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.registers.queries import visible_saved_filters
from hongxian.kernel.web.access import Request, must


def register_list(key: str) -> Callable[..., HttpResponse]:
    """The view of a register's list, for the room's `urls.py`."""

    @require_safe
    def view(request: Request) -> HttpResponse:
        return list_page(request, declared(request.actor, key))

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


@require_POST
def export(request: Request, key: str) -> HttpResponse | FileResponse:
    """The rows asked for as a file, put down in the ledger; with a `purpose` also what else is masked, as far as one
    may see it whole. Many rows are left to the worker."""
    register = declared(request.actor, key)
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
def keep_filter(request: Request, key: str) -> HttpResponse:
    """Save the conditions of the list under a name."""
    register = declared(request.actor, key)
    name = request.POST.get("name", "")
    try:
        saved = save_filter(actor=request.actor, register=key, name=name, query=request.POST.get("query", ""))
        messages.success(request, text.SAVED.format(name=saved.name))
    except Problem as problem:
        if problem.status != Problem.status:
            raise
        messages.error(request, problem.text)
    return redirect(back_to(request, register))


@require_POST
def drop_filter(request: Request, key: str, saved: str) -> HttpResponse:
    """Delete a saved filter of one's own."""
    register = declared(request.actor, key)
    found = get_object_or_404(visible_saved_filters(request.actor, "saved_filter.delete"), pk=saved, register=key)
    name = found.name
    delete_filter(actor=request.actor, saved_filter=found)
    messages.success(request, text.DELETED.format(name=name))
    return redirect(back_to(request, register))


@require_POST
def set_up(request: Request, key: str) -> HttpResponse:
    """Remember columns and page size; the list begins anew, since its pages are other ones."""
    register = declared(request.actor, key)
    given: dict[str, Any] = {}
    if "columns" in request.POST or "columns_sent" in request.POST:
        given["columns"] = request.POST.getlist("columns")
    if (size := request.POST.get("page_size", "")).isdecimal():
        given["page_size"] = int(size)
    set_list(actor=request.actor, register=key, **given)
    messages.success(request, text.SET)
    path, _, query = back_to(request, register).partition("?")
    kept_query = QueryDict(query, mutable=True)
    for name in ("after", "before", "start"):
        kept_query.pop(name, None)
    return redirect(f"{path}?{kept_query.urlencode()}" if kept_query else path)
