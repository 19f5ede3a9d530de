"""Pages of mappings."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Problem
from hongxian.kernel.registers.declared import register_of
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands import (
    draft_mapping,
    prepare_dispatch,
    publish_mapping,
    receive_records,
    withdraw_mapping,
)
from hongxian.modules.portal.exchange.flow import EXCHANGE_MAPPING
from hongxian.modules.portal.exchange.forms import MappingForm, PeriodForm, ReasonForm, ReceivedFileForm
from hongxian.modules.portal.exchange.models import DIRECTIONS, ExchangeMapping
from hongxian.modules.portal.exchange.queries import read, visible_mappings, visible_partners
from hongxian.modules.portal.exchange.reading import read_received

_EXAMPLES = Path(__file__).resolve().parent.parent / "examples"


@needs("exchange_mapping.draft")
def draft(request: Request, key: UUID) -> HttpResponse:
    """The next version: from an earlier one, an example, or nothing."""
    partner = get_object_or_404(visible_partners(request.actor, "exchange_mapping.draft"), pk=key)
    asked = request.GET.get("from", "")
    versions = visible_mappings(request.actor).filter(partner=partner)
    before = next((each for each in versions if str(each.pk) == asked), None)
    posted = request.method == "POST"
    form = MappingForm(
        request.POST if posted else None, request.FILES if posted else None, initial=_initial(request, before)
    )
    if form.is_valid():
        given = dict(form.cleaned_data)
        uploaded = given.pop("template")
        made = form.carry_out(
            draft_mapping,
            actor=request.actor,
            partner=partner,
            template=uploaded.read() if uploaded else b"",
            kept_template=before.template if before else "",
            **given,
        )
        if made:
            messages.success(request, text.DRAFTED)
            return redirect("exchange:mapping", made.pk)
    context = {"form": form, "partner": partner, "before": before, "examples": _examples()}
    return render(request, "exchange/draft.html", context, status=form.status)


def _examples() -> list[str]:
    return sorted(each.stem for each in _EXAMPLES.glob("*.yaml"))


def _initial(request: Request, before: ExchangeMapping | None) -> dict[str, Any]:
    if before is not None:
        return {name: getattr(before, name) for name in ("code", "direction", "name", "content")}
    example = request.GET.get("example", "")
    if example not in _examples():
        return {}
    direction = next((each for each in DIRECTIONS if example.endswith(each)), DIRECTIONS[0])
    content = (_EXAMPLES / f"{example}.yaml").read_text(encoding="utf-8")
    return {"code": example.removesuffix(f"_{direction}"), "direction": direction, "content": content}


@require_safe
@needs("exchange_mapping.view")
def mapping(request: Request, key: UUID) -> HttpResponse:
    """One version: what it says, what no register tells, sending or reading in by it."""
    return _page(request, get_object_or_404(visible_mappings(request.actor), pk=key))


@require_POST
def act(request: Request, key: UUID, verb: str) -> HttpResponse:
    """Publish, take out of use, prepare a sending, read in a file of the partner."""
    found = get_object_or_404(visible_mappings(request.actor), pk=key)
    if verb not in _ACTS:
        raise Http404
    return _ACTS[verb](request, found)


def _publish(request: Request, found: ExchangeMapping) -> HttpResponse:
    publish_mapping(actor=request.actor, mapping=found)
    messages.success(request, text.PUBLISHED)
    return redirect("exchange:mapping", found.pk)


def _withdraw(request: Request, found: ExchangeMapping) -> HttpResponse:
    form = ReasonForm(request.POST)
    given = form.cleaned_data if form.is_valid() else None
    if given and (form.carry_out(withdraw_mapping, actor=request.actor, mapping=found, **given) is not None):
        messages.success(request, text.WITHDRAWN)
        return redirect("exchange:mapping", found.pk)
    return _page(request, found, withdraw=form)


def _prepare(request: Request, found: ExchangeMapping) -> HttpResponse:
    form = PeriodForm(request.POST)
    if form.is_valid() and (
        made := form.carry_out(prepare_dispatch, actor=request.actor, mapping=found, **form.cleaned_data)
    ):
        if made.state == "preparing":
            messages.info(request, text.PREPARING)
            return redirect("exchange:dispatch", made.pk)
        counts = text.LISTED.join(
            f"{term(f'dispatch_count#{name}')} {number}" for name, number in made.counts.items() if number
        )
        messages.success(request, text.PREPARED.format(counts=counts))
        return redirect("exchange:dispatch", made.pk)
    return _page(request, found, prepare=form)


def _receive(request: Request, found: ExchangeMapping) -> HttpResponse:
    form = ReceivedFileForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            records = read_received(form.cleaned_data["file"].chunks(), read(found))
        except Problem as problem:
            form.add_error("file", problem.text)
            return _page(request, found, receive=form)
        receipts = form.carry_out(
            receive_records,
            actor=request.actor,
            partner=found.partner,
            code=found.code,
            period=form.cleaned_data["period"],
            records=records,
        )
        if receipts is not None:
            accepted = sum(each.state == "accepted" for each in receipts)
            said = {"count": len(receipts), "accepted": accepted, "refused": len(receipts) - accepted}
            messages.success(request, text.READ_IN.format(**said))
            return redirect("exchange:checks")
    return _page(request, found, receive=form)


_ACTS: dict[str, Callable[[Request, ExchangeMapping], HttpResponse]] = {
    "publish": _publish,
    "withdraw": _withdraw,
    "prepare": _prepare,
    "receive": _receive,
}


def _page(request: Request, found: ExchangeMapping, **forms: Any) -> HttpResponse:
    try:
        declared, fault = read(found), ""
    except Problem as problem:
        declared, fault = None, problem.text
    register = register_of(declared.register) if declared and declared.register else None
    bound = next(iter(forms.values()), None)
    context: dict[str, Any] = {
        "mapping": found,
        "declared": declared,
        "fault": fault,
        "register": register,
        "steps": {each.verb for each in EXCHANGE_MAPPING.allowed(request.actor, found)},
        "prepare_form": forms.get("prepare") or PeriodForm(),
        "receive_form": forms.get("receive") or ReceivedFileForm(),
        "withdraw_form": forms.get("withdraw") or ReasonForm(),
        "moments": timeline(found),
    }
    if declared is not None:
        for name in ("prepare_form", "receive_form"):
            context[name].fields["period"].help_text = text.PERIOD_WORDS[declared.period]
    return render(request, "exchange/mapping.html", context, status=bound.status if bound is not None else 200)
