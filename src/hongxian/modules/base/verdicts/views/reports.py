"""The report of a place and pack for a day: its page, and the files."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import now, today
from hongxian.kernel.documents.typeset import pdf_of
from hongxian.kernel.documents.word.paper import word_of
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.web.access import Request
from hongxian.modules.base.verdicts.commands import take_report
from hongxian.modules.base.verdicts.forms import AsOfForm
from hongxian.modules.base.verdicts.judged import LIMIT
from hongxian.modules.base.verdicts.reports import text
from hongxian.modules.base.verdicts.reports.content import Report, report_of
from hongxian.modules.base.verdicts.reports.excel import excel_of
from hongxian.modules.base.verdicts.reports.paper import paper_of
from hongxian.modules.base.verdicts.views.asked import known_by_end_of, place_asked
from hongxian.modules.base.verdicts.views.places import binding_asked

_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS: dict[str, tuple[str, Callable[[Report], bytes]]] = {
    "docx": (f"{_OFFICE}.wordprocessingml.document", lambda report: word_of(paper_of(report))),
    "pdf": ("application/pdf", lambda report: pdf_of(paper_of(report))),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet", excel_of),
}


@require_safe
def report(request: Request, code: str, pack_code: str) -> HttpResponse:
    """Choose the day; take the report as Word, PDF or Excel."""
    place = place_asked(request, code)
    valid_on, known_on, form = _days(request)
    binding = binding_asked(request, place, pack_code, AsOf(valid_on))
    context = {
        "place": place,
        "pack": binding.pack,
        "form": form,
        "valid_on": valid_on,
        "known_on": known_on,
        "kinds": KINDS if form.is_valid() and request.actor.may("report_taking.take") else (),
        "limit": LIMIT,
    }
    return render(request, "verdicts/report.html", context, status=form.status)


@require_POST
def download(request: Request, code: str, pack_code: str, kind: str) -> HttpResponse:
    """The file; that it was taken is recorded. Two downloads for the same two days have the same content and digest."""
    if kind not in KINDS:
        raise Http404
    place = place_asked(request, code)
    valid_on, known_on, form = _days(request)
    if not form.is_valid():
        raise Problem("\n".join(str(sentence) for each in form.errors.values() for sentence in each))
    known_at = known_by_end_of(known_on) if known_on < today() else now()
    as_of = AsOf(valid_on, known_at)
    binding = binding_asked(request, place, pack_code, as_of)
    content_type, write = KINDS[kind]
    found = report_of(request.actor, place, binding.adoption, as_of, known_on)
    content = write(found)
    take_report(actor=request.actor, report=found, format=kind)
    name = text.FILE_NAME.format(place=place.name, pack=pack_code, day=valid_on, kind=kind)
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    return response


def _days(request: Request) -> tuple[date, date, AsOfForm]:
    """The two days asked for; today, each that is not. What is known on a day to come nobody can say."""
    given = {name: request.GET.get(name) or str(today()) for name in ("valid_on", "known_on")}
    form = AsOfForm(given)
    if form.is_valid() and form.cleaned_data["known_on"] > today():
        form.add_error("known_on", text.FUTURE.format(day=form.cleaned_data["known_on"], today=today()))
    if not form.is_valid():
        return today(), today(), form
    return form.cleaned_data["valid_on"], form.cleaned_data["known_on"], form
