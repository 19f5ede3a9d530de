"""Pages of large exports: what one asked for, how far it is, and the file."""

from __future__ import annotations

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import now
from hongxian.kernel.paging import page
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers import exported as files
from hongxian.kernel.registers import text
from hongxian.kernel.registers.commands import cancel_export, download_export
from hongxian.kernel.registers.declared import words_of
from hongxian.kernel.registers.models import Export
from hongxian.kernel.registers.queries import visible_exports
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.workbook import CSV, XLSX

TYPES = {"xlsx": XLSX, "csv": CSV}
COLOURS = {"waiting": "blue", "made": "green", "failed": "red", "cleared": "grey", "cancelled": "grey"}


@require_safe
@needs("export.view")
def exports(request: Request) -> HttpResponse:
    """The actor's own large exports, latest first."""
    rows = visible_exports(request.actor, "export.view").exclude(state="direct")
    found = page(rows, ("-id",), after=request.GET.get("after", ""), before=request.GET.get("before", ""))
    lines = [(each, words_of(each.register), COLOURS[each.state], _is_there(each)) for each in found.rows]
    return render(request, "registers/exports.html", {"page": found, "rows": lines})


@require_safe
@needs("export.view")
def exported(request: Request, export: str) -> HttpResponse:
    """One export."""
    return render(request, "registers/exported.html", _context(_export(request, export)))


@require_safe
@needs("export.view")
def export_progress(request: Request, export: str) -> HttpResponse:
    """How far it is; once it is through, the whole page is asked for anew."""
    found = _export(request, export)
    if found.state != "waiting":
        return HttpResponse(headers={"HX-Refresh": "true"})
    return render(request, "registers/_exporting.html", _context(found))


@require_POST
def download(request: Request, export: str) -> FileResponse:
    """The file, put down in the ledger each time."""
    found = _export(request, export)
    download_export(actor=request.actor, export=found)
    try:
        file = files.path(found.pk).open("rb")
    except FileNotFoundError as error:
        raise Problem(text.NOT_THERE) from error
    return FileResponse(file, as_attachment=True, filename=found.file_name, content_type=TYPES[found.format])


@require_POST
def cancel(request: Request, export: str) -> HttpResponse:
    """Call it off; what was written of it is removed."""
    found = _export(request, export)
    cancel_export(actor=request.actor, export=found)
    files.forget(found.pk)
    messages.success(request, text.CANCELLED)
    return redirect("registers:exported", found.pk)


def _export(request: Request, key: str) -> Export:
    rows = visible_exports(request.actor, "export.view").exclude(state="direct")
    return get_object_or_404(rows, pk=key)


def _context(export: Export) -> dict[str, object]:
    done, total = files.progress(export.pk)
    return {
        "export": export,
        "words": words_of(export.register),
        "colour": COLOURS[export.state],
        "there": _is_there(export),
        "done": done,
        "total": total,
    }


def _is_there(export: Export) -> bool:
    return export.state == "made" and export.expires_at is not None and export.expires_at >= now()
