"""The pages of one risk and one risk point; registering them."""

from __future__ import annotations

import re
from base64 import b64encode
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.documents import qr
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.two_times import current
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.commands import register_risk, register_risk_unit
from hongxian.modules.prevention.risks.forms.assessment import RiskForm
from hongxian.modules.prevention.risks.forms.others import PickForm, UnitForm
from hongxian.modules.prevention.risks.models import METHODS, RiskUnit
from hongxian.modules.prevention.risks.queries import (
    open_changes,
    risks_on,
    scheme_for,
    standing,
    versions_of,
    visible_risks,
    visible_units,
)
from hongxian.modules.prevention.risks.scoring import Scale, scales
from hongxian.modules.prevention.risks.views.acts import unit_verbs, verbs


def picked(request: Request, permission: str) -> tuple[Any, PickForm]:
    """The enterprise that the address names, or the only one there is; else None, and the form that asks for it."""
    rows = visible_enterprises(request.actor, permission)
    if key := request.GET.get("key", ""):
        return get_object_or_404(rows, pk=key), PickForm(request.actor, permission)
    if request.GET.get("enterprise"):
        form = PickForm(request.actor, permission, request.GET)
        return (form.cleaned_data["enterprise"] if form.is_valid() else None), form
    only = list(rows.order_by("pk")[:2])
    return (only[0] if len(only) == 1 else None), PickForm(request.actor, permission)


def scale_for(enterprise: Any, method: str) -> Scale | None:
    """The scale by which an enterprise scores by that method, if one was chosen."""
    return scales().get(getattr(scheme_for(enterprise), f"{method}_scale", "") or "")


def ways(enterprise: Any, method: str) -> list[tuple[str, str, bool, bool]]:
    """The methods with their words; whether each is the one chosen, and whether a scale was chosen for it."""
    scheme = scheme_for(enterprise)
    return [
        (
            each,
            term(f"scoring_method#{each}"),
            each == method,
            each == "direct" or bool(getattr(scheme, f"{each}_scale", "")),
        )
        for each in METHODS
    ]


def method_asked(request: Request, enterprise: Any, usual: str = "") -> str:
    """The method that the address names, else the usual one, else the first for which there is a scale."""
    found = request.GET.get("method", usual)
    known = {each for each, _words, _chosen, has in ways(enterprise, "") if has}
    return found if found in known else next(each for each in METHODS if each in known)


@needs("risk.register")
def register(request: Request) -> HttpResponse:
    """Register a risk: of which enterprise, by which method, then the rest."""
    enterprise, pick = picked(request, "risk.register")
    if enterprise is None:
        return render(request, "risks/pick.html", {"form": pick, "name": "risk.register"}, status=pick.status)
    method = method_asked(request, enterprise)
    data = request.POST if request.method == "POST" else None
    form = RiskForm(method, scale_for(enterprise, method), data, risk_unit_name=request.GET.get("unit", ""))
    units = standing(visible_units(request.actor).filter(enterprise=enterprise)).order_by("name")
    form.fields["risk_unit_name"].widget = forms.TextInput(attrs={"list": "units"})
    if form.is_valid():
        done = form.carry_out(register_risk, actor=request.actor, enterprise=enterprise, **form.said())
        if done is not None:
            messages.success(request, text.REGISTERED.format(grade=term(f"risk_grade#{done.risk_grade}")))
            return redirect("risks:detail", done.pk)
    context = {
        "enterprise": enterprise,
        "form": form,
        "units": units.values_list("name", flat=True)[:200],
        "ways": [(*each, _way(enterprise, each[0], request)) for each in ways(enterprise, method)],
    }
    return render(request, "risks/register.html", context, status=form.status)


def _way(enterprise: Any, method: str, request: Request) -> str:
    return urlencode({"key": enterprise.pk, "method": method, "unit": request.GET.get("unit", "")})


@needs("risk_unit.register")
def register_unit(request: Request) -> HttpResponse:
    """Register a risk point."""
    enterprise, pick = picked(request, "risk_unit.register")
    if enterprise is None:
        return render(request, "risks/pick.html", {"form": pick, "name": "risk_unit.register"}, status=pick.status)
    form = UnitForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(register_risk_unit, actor=request.actor, enterprise=enterprise, **form.said())
        if done is not None:
            messages.success(request, text.UNIT_REGISTERED)
            return redirect("risks:unit", done.pk)
    context = {"form": form, "name": "risk_unit.register", "about": enterprise.name, "back": reverse("risks:units")}
    return render(request, "risks/act.html", context, status=form.status)


class DayForm(Form):
    """As of which day."""

    on = forms.DateField(required=False, label=text.ON_DAY)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One risk: how grave, who controls it by what, as it is or as it was on a day; its versions."""
    risk = get_object_or_404(visible_risks(request.actor), pk=key)
    form = DayForm(request.GET or None, initial={"on": today()})
    day = form.cleaned_data["on"] if form.is_valid() else None
    shown: Any = risk
    if day is not None and day != today():
        shown = risks_on(request.actor, day).filter(risk=risk).first()
    context = {
        "risk": risk,
        "shown": shown,
        "day": day if shown is not risk else None,
        "day_form": form,
        "verbs": verbs(request.actor, risk),
        "changes": open_changes(risk),
        "versions": versions_of(risk),
        "measures": _measures(shown),
        "moments": timeline(risk),
    }
    return render(request, "risks/detail.html", context)


def _measures(shown: Any) -> list[tuple[str, str]]:
    names = ("engineering", "management", "training", "protective", "emergency")
    return [(f"{name}_measures", getattr(shown, f"{name}_measures")) for name in names] if shown else []


@require_safe
def unit(request: Request, key: str) -> HttpResponse:
    """One risk point with its risks; the address that its label leads to."""
    found = get_object_or_404(visible_units(request.actor), pk=key)
    context = {
        "unit": found,
        "risks": standing(visible_risks(request.actor).filter(risk_unit=found)).order_by("risk_grade", "pk"),
        "verbs": unit_verbs(request.actor, found),
        "versions": current(found.versions.all()).order_by("-valid_from"),
        "qr": label_of(found),
        "may_register": request.actor.may("risk.register") and found.ended_on is None,
        "moments": timeline(found),
    }
    return render(request, "risks/unit.html", context)


def label_of(unit: RiskUnit) -> str:
    """The QR code that leads to the page of a risk point, as the address of a picture of any size."""
    address = settings.PUBLIC_ADDRESS.rstrip("/") + reverse("risks:unit", args=[unit.pk])
    picture = re.sub(r'width="(\d+)" height="(\d+)"', r'viewBox="0 0 \1 \2"', qr.svg(address), count=1)
    return f"data:image/svg+xml;base64,{b64encode(picture.encode()).decode()}"
