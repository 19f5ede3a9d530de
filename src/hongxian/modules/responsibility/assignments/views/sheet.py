"""The progress sheet, for print and as a workbook."""

from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.workbook import XLSX
from hongxian.modules.responsibility.assignments import text
from hongxian.modules.responsibility.assignments.forms import QueryForm
from hongxian.modules.responsibility.assignments.queries import sheet_of
from hongxian.modules.responsibility.assignments.sheet import Line, line_of, subtitle, workbook_of


@require_safe
@needs("assignment.view")
def progress_sheet(request: Request) -> HttpResponse:
    """The assignments asked for, in the order of the text, on one sheet."""
    form = QueryForm(request.actor, request.GET)
    lines = _lines(request, form)
    return render(request, "assignments/sheet.html", {"form": form, "lines": lines, "subtitle": subtitle(len(lines))})


@require_safe
@needs("assignment.view")
def progress_workbook(request: Request) -> HttpResponse:
    """The same sheet as an Excel workbook."""
    lines = _lines(request, QueryForm(request.actor, request.GET))
    response = HttpResponse(workbook_of(lines), content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(text.SHEET_FILE)}"
    return response


def _lines(request: Request, form: QueryForm) -> list[Line]:
    return [line_of(each) for each in sheet_of(request.actor, form.chosen())]
