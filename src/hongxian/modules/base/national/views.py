"""Pages of what law and standards publish."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.national import text
from hongxian.modules.base.national.commands import confirm_national_value, withdraw_national_confirmation
from hongxian.modules.base.national.forms import ConfirmForm, ReasonForm
from hongxian.modules.base.national.queries import published, standing_confirmations, value_on, visible_confirmations


@require_safe
@needs("national_confirmation.view")
def value_list(request: Request) -> HttpResponse:
    """Every published value: what it says, where it stands, how sure it is, whether it is in force."""
    day = today()
    confirmed = set(standing_confirmations(request.actor).values_list("value_key", "version_from"))
    rows = [
        {"value": each, "in_force": each.holds_on(day), "confirmed": (each.key, each.valid_from) in confirmed}
        for versions in published().values()
        for each in versions
    ]
    return render(request, "national/list.html", {"rows": rows, "day": day})


@needs("national_confirmation.view")
def value(request: Request, key: str) -> HttpResponse:
    """One value with all its versions, its table, where it was confirmed, and confirming it."""
    versions = published().get(key)
    if versions is None:
        raise Http404
    now_valid = value_on(key, today())
    doubtful = now_valid is not None and not now_valid.certainty.decides
    form = None
    if doubtful and request.actor.may("national_confirmation.confirm"):
        form = ConfirmForm(request.actor, request.POST if request.method == "POST" else None)
        if form.is_valid():
            done = form.carry_out(confirm_national_value, actor=request.actor, key=key, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.CONFIRMED)
                return redirect("national:value", key)
    context = {
        "key": key,
        "versions": versions,
        "newest": now_valid or versions[-1],
        "day": today(),
        "form": form,
        "confirmations": standing_confirmations(request.actor).filter(value_key=key),
        "may_withdraw": request.actor.may("national_confirmation.withdraw"),
    }
    return render(request, "national/value.html", context, status=form.status if form else 200)


@require_POST
def withdraw(request: Request, key: str) -> HttpResponse:
    """Take a confirmation back, with the reason."""
    found = get_object_or_404(visible_confirmations(request.actor), pk=key)
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        withdraw_national_confirmation(actor=request.actor, national_confirmation=found, reason=reason)
        messages.success(request, text.WITHDRAWN)
    return redirect("national:value", found.value_key)
