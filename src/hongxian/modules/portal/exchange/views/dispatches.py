"""Pages of sendings."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.workbook import CSV, XLSX
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands import release_dispatch, resend_dispatch, take_receipts
from hongxian.modules.portal.exchange.files import path_of
from hongxian.modules.portal.exchange.flow import DISPATCH
from hongxian.modules.portal.exchange.forms import FileForm
from hongxian.modules.portal.exchange.models import RECORD_STATES, Dispatch
from hongxian.modules.portal.exchange.queries import by_state, read, unanswered, visible_dispatches
from hongxian.modules.portal.exchange.reading import read_results


@require_safe
@needs("dispatch.view")
def dispatch(request: Request, key: UUID) -> HttpResponse:
    """One sending: its counts, each of which leads to its records."""
    return _page(request, get_object_or_404(visible_dispatches(request.actor), pk=key))


@require_safe
@needs("dispatch.view")
def file(request: Request, key: UUID) -> FileResponse:
    """The file that was made for the other side."""
    found = get_object_or_404(visible_dispatches(request.actor), pk=key)
    if not found.file_name or not path_of("files", found.digest).exists():
        raise Http404
    kind = XLSX if found.file_name.endswith(".xlsx") else CSV
    content = path_of("files", found.digest).open("rb")
    return FileResponse(content, as_attachment=True, filename=found.file_name, content_type=kind)


@require_POST
def act(request: Request, key: UUID, verb: str) -> HttpResponse:
    """Send it, or read the other side's results."""
    found = get_object_or_404(visible_dispatches(request.actor), pk=key)
    if verb == "release":
        release_dispatch(actor=request.actor, dispatch=found)
        by_file = found.mapping.partner.channel == "file"
        messages.success(request, text.HANDED_OVER if by_file else text.RELEASED)
        return redirect("exchange:dispatch", key)
    if verb == "resend":
        resend_dispatch(actor=request.actor, dispatch=found)
        messages.success(request, text.RESENT)
        return redirect("exchange:dispatch", key)
    if verb != "results":
        raise Http404
    form = FileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            receipts = read_results(form.cleaned_data["file"].chunks(), read(found.mapping))
        except Problem as problem:
            form.add_error("file", problem.text)
            return _page(request, found, form)
        partner, code = found.mapping.partner, found.mapping.code
        told = {state: sum(each.state == state for each in receipts) for state in ("accepted", "rejected")}
        told["receipted"] = sum(told.values())
        if form.carry_out(
            take_receipts,
            actor=request.actor,
            partner=partner,
            code=code,
            period=found.period,
            receipts=receipts,
            told=told,
        ):
            messages.success(request, text.TAKEN.format(count=len(receipts)))
            return redirect("exchange:dispatch", key)
    return _page(request, found, form)


def _page(request: Request, found: Dispatch, form: FileForm | None = None) -> HttpResponse:
    counted = by_state(found.records.filter(latest=True))
    context = {
        "dispatch": found,
        "partner": found.mapping.partner,
        "states": [(state, counted[state]) for state in RECORD_STATES if counted.get(state)],
        "may_resend": found.state == "released"
        and found.mapping.partner.channel == "instance"
        and request.actor.may("dispatch.resend")
        and unanswered(found).exists(),
        "may_prepare": found.mapping.state == "published" and request.actor.may("dispatch.prepare"),
        "rejected": counted.get("rejected", 0),
        "withdrawals": found.records.filter(action="withdraw", latest=True).count(),
        "steps": {each.verb for each in DISPATCH.allowed(request.actor, found)},
        "results_form": form or FileForm(),
        "moments": timeline(found),
    }
    return render(request, "exchange/dispatch.html", context, status=form.status if form else 200)
