"""Files in and out: the upload, the blank workbook, rows to change, the file returned with what is wrong."""

from __future__ import annotations

from typing import IO, Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.imports import files, text
from hongxian.kernel.imports.commands import receive_batch
from hongxian.kernel.imports.forms import ReceiveForm
from hongxian.kernel.imports.queries import open_to, visible_import_batches
from hongxian.kernel.imports.workbooks import editable, returned, template
from hongxian.kernel.keys import new_key
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers.commands import record_export
from hongxian.kernel.registers.declaration import Register
from hongxian.kernel.registers.exporting import digest_of
from hongxian.kernel.registers.listing import Listing
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.workbook import XLSX


@needs("import_batch.receive")
def receive(request: Request, register: str) -> HttpResponse:
    """Bring a file into a register: what may come in, the blank workbook, the upload."""
    declared = _register(request, register)
    posted = request.method == "POST"
    form = ReceiveForm(declared, request.POST if posted else None, request.FILES if posted else None)
    if form.is_valid() and (batch := _receive(request, declared, form)) is not None:
        messages.success(request, text.RECEIVED)
        return redirect("imports:batch", batch.pk)
    context = {
        "register": declared,
        "form": form,
        "query": request.GET.urlencode(),
        "may_take_out": request.actor.may("export.make"),
        "address": reverse(declared.page, args=[declared.page_key] if declared.page_key else []),
    }
    return render(request, "imports/receive.html", context, status=form.status)


def _receive(request: Request, register: Register, form: ReceiveForm) -> Any:
    key, sent = new_key(), form.cleaned_data["file"]
    try:
        digest, size = files.receive(key, sent.chunks())
        batch = form.carry_out(
            receive_batch,
            actor=request.actor,
            key=key,
            register=register.key,
            file_name=sent.name,
            digest=digest,
            size=size,
            given=form.given(),
        )
    except Problem as problem:
        files.forget(key)
        if problem.status != Problem.status:
            raise
        form.add_error("file", problem.text)
        return None
    if batch is None:
        files.forget(key)
    return batch


@require_safe
@needs("import_batch.receive")
def blank(request: Request, register: str) -> FileResponse:
    """A blank workbook of the register."""
    declared = _register(request, register)
    return _send(template(request.actor, declared), text.TEMPLATE_NAME.format(register=declared.words))


@require_POST
@needs("export.make")
def rows(request: Request, register: str) -> FileResponse:
    """The rows of the register under the conditions sent, to be changed and brought in again; put down in the ledger as
    every export."""
    declared = _register(request, register)
    listing = Listing(declared, request.actor, QueryDict(request.POST.get("query", "")))
    if not listing.valid:
        raise listing.form.refusal()
    file = editable(request.actor, declared, listing.rows.order_by(*listing.order).iterator(500))
    record_export(
        actor=request.actor,
        register=declared.key,
        query=listing.query,
        filter_digest=digest_of(listing),
        format="xlsx",
        count=listing.rows.count(),
    )
    return _send(file, text.EDITABLE_NAME.format(register=declared.words, day=f"{today():%Y%m%d}"))


@require_safe
def marked(request: Request, key: str) -> FileResponse:
    """The file of a batch with what is wrong marked in it; with `only=failed`, its bad rows only."""
    batch = get_object_or_404(visible_import_batches(request.actor), pk=key)
    declared = open_to(request.actor, batch.register)
    if declared is None or not files.source(batch.pk).exists():
        raise Http404
    only_failed = request.GET.get("only") == "failed"
    name = (text.FAILED_NAME if only_failed else text.RETURNED_NAME).format(file=batch.file_name.rpartition(".")[0])
    return _send(returned(request.actor, declared, batch, only_failed=only_failed), name)


def _register(request: Request, key: str) -> Register:
    declared = open_to(request.actor, key)
    if declared is None:
        raise Http404
    return declared


def _send(file: IO[bytes], name: str) -> FileResponse:
    return FileResponse(file, as_attachment=True, filename=name, content_type=XLSX)
