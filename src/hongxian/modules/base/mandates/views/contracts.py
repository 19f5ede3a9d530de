"""Pages of service contracts: who may act for which enterprise, and what was done on its behalf."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.commands import end_contract, make_contract
from hongxian.modules.base.mandates.forms import ContractForm, EndForm
from hongxian.modules.base.mandates.queries import acts_of_contract, contracts_listed, visible_service_contracts


@require_safe
@needs("service_contract.view")
def contract_list(request: Request) -> HttpResponse:
    """The contracts of the enterprises within one's scope, and of one's own body."""
    context = {"contracts": contracts_listed(request.actor), "today": today()}
    return render(request, "mandates/contracts.html", context)


@needs("service_contract.make")
def make(request: Request) -> HttpResponse:
    """Enter a contract."""
    form = ContractForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(make_contract, actor=request.actor.lent("post.view"), **form.cleaned_data)
        if done is not None:
            messages.success(request, text.CONTRACT_MADE)
            return redirect("mandates:contract", done.pk)
    return render(request, "mandates/make_contract.html", {"form": form}, status=form.status)


def detail(request: Request, key: str) -> HttpResponse:
    """One contract with everything done under it for the enterprise; whoever may, ends it."""
    found = get_object_or_404(visible_service_contracts(request.actor), pk=key)
    live = found.recorded_to is None and found.valid_to is not None and found.valid_to >= today()
    form = None
    if live and visible_service_contracts(request.actor, "service_contract.end").filter(pk=key).exists():
        form = EndForm(request.POST or None)
        if form.is_valid():
            done = form.carry_out(end_contract, actor=request.actor, contract=found, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.CONTRACT_ENDED)
                return redirect("mandates:contract", done.pk)
    context = {
        "contract": found,
        "form": form,
        "acts": acts_of_contract(found),
        "moments": timeline(found),
        "today": today(),
    }
    return render(request, "mandates/contract.html", context, status=form.status if form else 200)
