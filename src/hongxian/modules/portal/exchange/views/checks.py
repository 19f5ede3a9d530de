"""Pages that compare the counts of both sides, and one received record."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands import ask_counts, transfer_received
from hongxian.modules.portal.exchange.models import CountCheck, ExchangePartner
from hongxian.modules.portal.exchange.queries import (
    published,
    read,
    received_figures,
    sent_figures,
    series,
    visible_count_checks,
    visible_partners,
    visible_received_records,
)

_MOST = 100
_STATES = {"accepted": "accepted", "rejected": "rejected"}
_RECEIVED_STATES = {"accepted": "", "rejected": "refused"}


@require_safe
@needs("count_check.view")
def checks(request: Request) -> HttpResponse:
    """Period by period: what we say, what the other side says, what is missing, what is extra; figures lead to rows."""
    partners = {each.pk: each for each in visible_partners(request.actor, "count_check.view")}
    told = {(c.partner_id, c.direction, c.code, c.period): c for c in visible_count_checks(request.actor)}
    found = series(request.actor)
    lines = [
        _line(request, partners[each["partner_id"]], each, told.get(tuple(each[name] for name in _NAMES)))
        for each in found[:_MOST]
    ]
    return render(request, "exchange/checks.html", {"lines": lines, "more": len(found) > _MOST, "most": _MOST})


_NAMES = ("partner_id", "direction", "code", "period")


def _line(request: Request, partner: ExchangePartner, each: dict[str, Any], check: CountCheck | None) -> dict[str, Any]:
    sending = each["direction"] == "outgoing"
    ours = (sent_figures if sending else received_figures)(partner, each["code"], each["period"])
    asked = {"partner": str(partner.pk), "code": each["code"], "period": each["period"], "latest": "yes"}
    states = _STATES if sending else _RECEIVED_STATES
    address = reverse("exchange:records" if sending else "exchange:received")
    theirs = check.told if check else {}
    waiting = 0
    if not sending and request.actor.may("received_record.transfer"):
        rows = visible_received_records(request.actor, "received_record.transfer")
        waiting = rows.filter(partner=partner, code=each["code"], period=each["period"], state="accepted").count()
        mapping = published(partner, each["code"], "incoming")
        waiting = waiting if mapping and read(mapping).register else 0
    return {
        **each,
        "partner": partner,
        "check": check,
        "sending": sending,
        "ours": ours,
        "theirs": theirs,
        "agrees": _agrees(ours, check, sending=sending),
        "all": f"{address}?{urlencode(asked)}",
        "by_state": {name: f"{address}?{urlencode(asked | {'state': state})}" for name, state in states.items()},
        "waiting": waiting,
    }


def _agrees(ours: dict[str, int], check: CountCheck | None, *, sending: bool) -> bool | None:
    """Whether both sides count the same; None while the other side said nothing."""
    if check is None or not check.told:
        return None
    if sending:
        same = all(check.told.get(name) == ours[name] for name in ("accepted", "rejected"))
        return bool(same and ours["sent"] == ours["receipted"] and not check.missing and not check.extra)
    return bool(check.told.get("sent") == ours["receipted"])


@require_POST
def act(request: Request, key: UUID, direction: str, code: str, period: str) -> HttpResponse:
    """Ask the other side what it holds of a period; or bring what came in into its register."""
    partner = get_object_or_404(visible_partners(request.actor, "count_check.view"), pk=key)
    asked: dict[str, Any] = {"actor": request.actor, "partner": partner, "code": code, "period": period}
    if direction == "outgoing":
        ask_counts(**asked)
        messages.success(request, text.ASKED)
        return redirect("exchange:checks")
    if direction != "incoming":
        raise Http404
    batch = transfer_received(**asked)
    messages.success(request, text.TRANSFERRED)
    return redirect("imports:batch", batch.pk)


@require_safe
@needs("received_record.view")
def received_record(request: Request, key: UUID) -> HttpResponse:
    """One record as it came in, word for word, with what was found of it."""
    found = get_object_or_404(visible_received_records(request.actor), pk=key)
    context = {"record": found, "values": list(found.values.items()), "moments": timeline(found)}
    return render(request, "exchange/received_record.html", context)
