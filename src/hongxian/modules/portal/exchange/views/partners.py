"""Pages of partners."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.portal.exchange import text
from hongxian.modules.portal.exchange.commands import connect_partner, end_partner, register_partner
from hongxian.modules.portal.exchange.forms import ConnectForm, PartnerForm, ReasonForm
from hongxian.modules.portal.exchange.models import ExchangePartner
from hongxian.modules.portal.exchange.queries import (
    token_of,
    visible_dispatches,
    visible_mappings,
    visible_partners,
)

_SHOWN = 20


@require_safe
@needs("exchange_partner.view")
def partner_list(request: Request) -> HttpResponse:
    """With whom we exchange, and the latest sendings."""
    context = {
        "partners": visible_partners(request.actor),
        "dispatches": visible_dispatches(request.actor)[:_SHOWN],
        "channels": text.CHANNEL_WORDS,
    }
    return render(request, "exchange/list.html", context)


@needs("exchange_partner.register")
def register(request: Request) -> HttpResponse:
    """A new partner."""
    form = PartnerForm(request.POST or None, actor=request.actor)
    if form.is_valid() and (made := form.carry_out(register_partner, actor=request.actor, **form.cleaned_data)):
        messages.success(request, text.REGISTERED)
        return redirect("exchange:partner", made.pk)
    return render(request, "exchange/register.html", {"form": form}, status=form.status)


@require_safe
@needs("exchange_partner.view")
def partner(request: Request, key: UUID) -> HttpResponse:
    """One partner: what is agreed, its mappings, what was sent to it."""
    return _page(request, get_object_or_404(visible_partners(request.actor), pk=key))


@require_POST
def act(request: Request, key: UUID, verb: str) -> HttpResponse:
    """Say where it is, or stop."""
    found = get_object_or_404(visible_partners(request.actor), pk=key)
    if verb == "connect":
        connect = ConnectForm(request.POST)
        given = connect.cleaned_data if connect.is_valid() else None
        if given and (connect.carry_out(connect_partner, actor=request.actor, partner=found, **given) is not None):
            messages.success(request, text.CONNECTED)
            return redirect("exchange:partner", key)
        return _page(request, found, connect=connect)
    if verb == "end":
        end = ReasonForm(request.POST)
        reason = end.cleaned_data if end.is_valid() else None
        if reason and (end.carry_out(end_partner, actor=request.actor, partner=found, **reason) is not None):
            messages.success(request, text.STOPPED)
            return redirect("exchange:partner", key)
        return _page(request, found, end=end)
    raise Http404


def _page(
    request: Request, found: ExchangePartner, *, connect: ConnectForm | None = None, end: ReasonForm | None = None
) -> HttpResponse:
    bound = connect or end
    context = {
        "partner": found,
        "channel": text.CHANNEL_WORDS[found.channel],
        "has_token": bool(token_of(found)),
        "mappings": visible_mappings(request.actor).filter(partner=found),
        "dispatches": visible_dispatches(request.actor).filter(mapping__partner=found)[:_SHOWN],
        "connect_form": connect or ConnectForm(initial={"url": found.url}),
        "end_form": end or ReasonForm(),
        "moments": timeline(found),
    }
    return render(request, "exchange/partner.html", context, status=bound.status if bound else 200)
