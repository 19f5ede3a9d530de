"""Pages of settings, hints, and of who sees what an enterprise reports."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.accounts.queries import bodies_over
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import visible_places
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers
from hongxian.modules.screening.returns import text
from hongxian.modules.screening.returns.commands import dismiss_hint, find_hints, set_returns
from hongxian.modules.screening.returns.forms import DismissForm, FindForm, SettingForm, SettingPlaceForm
from hongxian.modules.screening.returns.queries import setting_for, visible_hints, visible_reminders, visible_settings

_SEEN = "hidden_danger_report.view"
_FIELDS = (
    "high_risk_due",
    "above_scale_due",
    "other_due",
    "carried_days",
    "repeat_days",
    "wording_length",
    "wording_alike",
    "pace_count",
    "pace_minutes",
    "nothing_found_times",
    "photo_distance",
    "self_check_treatment",
    "version",
)


@require_safe
@needs("return_setting.view")
def settings_page(request: Request) -> HttpResponse:
    """What places set, and where more may be set."""
    may_set = request.actor.may("return_setting.set")
    form = SettingPlaceForm(request.actor, request.GET or None) if may_set else None
    if form is not None and form.is_bound and form.is_valid() and "next_level" not in request.GET:
        return redirect("returns:setting", form.cleaned_data["place"].pk)
    rows = visible_settings(request.actor).order_by("place__path")
    return render(request, "returns/settings.html", {"rows": rows, "form": form, "may_set": may_set})


@needs("return_setting.set")
def setting(request: Request, place: str) -> HttpResponse:
    """Set something for a place."""
    found = get_object_or_404(visible_places(request.actor, "return_setting.set"), pk=place)
    held = setting_for(found.path)
    own = held if held is not None and held.place_id == found.pk else None
    above = None if own else held
    initial = {name: getattr(own, name) for name in _FIELDS} if own else {"carried_days": 0, "version": 0}
    form = SettingForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_bound and form.is_valid():
        done = form.carry_out(set_returns, actor=request.actor, place=found, **form.said())
        if done is not None:
            messages.success(request, text.SETTING_SAVED)
            return redirect("returns:settings")
    return render(request, "returns/setting.html", {"form": form, "place": found, "above": above}, status=form.status)


@needs("report_hint.find")
def find(request: Request) -> HttpResponse:
    """Look for hints in what was reported."""
    form = FindForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        done = form.carry_out(find_hints, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.HINTS_FOUND.format(number=len(done)))
            return redirect("returns:hints")
    return render(request, "returns/find.html", {"form": form}, status=form.status)


def hint(request: Request, key: str) -> HttpResponse:
    """One hint: why, the dangers it is about, and putting it aside."""
    found = get_object_or_404(visible_hints(request.actor), pk=key)
    may_dismiss = found.state == "open" and visible_hints(request.actor, "report_hint.dismiss").filter(pk=key).exists()
    form = DismissForm(request.POST if request.method == "POST" else None) if may_dismiss else None
    if form is not None and form.is_bound and form.is_valid():
        done = form.carry_out(dismiss_hint, actor=request.actor, report_hint=found, **form.cleaned_data)
        if done is not None:
            return redirect("returns:hints")
    context: dict[str, Any] = {
        "found": found,
        "dangers": visible_hidden_dangers(request.actor).filter(pk__in=found.danger_keys).order_by("pk"),
        "form": form,
        "moments": timeline(found),
    }
    return render(request, "returns/hint.html", context, status=form.status if form else 200)


@require_safe
@needs("reporting_reminder.read_own")
def seen_by(request: Request) -> HttpResponse:
    """For an enterprise: which bodies see what it reports, how what it finds itself is treated, when it was
    reminded."""
    keys = {scope.enterprise for scope in request.actor.scopes(_SEEN) if scope.enterprise}
    enterprises = visible_enterprises(request.actor, _SEEN).filter(pk__in=keys).order_by("name")
    told = []
    for enterprise in enterprises:
        setting = setting_for(enterprise.place.path)
        told.append(
            {
                "enterprise": enterprise,
                "reports": bodies_over(_SEEN, enterprise.place.path, enterprise.sector),
                "dangers": bodies_over("hidden_danger.view", enterprise.place.path, enterprise.sector),
                "treatment": setting.self_check_treatment if setting else "",
                "reminders": visible_reminders(request.actor).filter(enterprise=enterprise).order_by("-pk")[:5],
            }
        )
    return render(request, "returns/seen_by.html", {"told": told})
