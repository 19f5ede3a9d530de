"""What is done with one risk, one risk point, one risk of an area: a form, then the command."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.web.access import Request
from hongxian.modules.prevention.risks import commands, text
from hongxian.modules.prevention.risks.forms.assessment import AssessmentForm
from hongxian.modules.prevention.risks.forms.fields import ChangeForm, EndForm, ReasonForm
from hongxian.modules.prevention.risks.forms.others import (
    AnnounceForm,
    PlaceRiskForm,
    PlanForm,
    UnitForm,
    WarningForm,
)
from hongxian.modules.prevention.risks.models import PlaceRisk, Risk, RiskUnit
from hongxian.modules.prevention.risks.queries import (
    scheme_for,
    visible_place_risks,
    visible_risks,
    visible_units,
)
from hongxian.modules.prevention.risks.scoring import scales


@dataclass(frozen=True)
class Act:
    """A verb: its permission, its form (of request and row), its command; `is_danger` for what ends a thing."""

    name: str
    form: Callable[[Request, Any], Any]
    command: Callable[..., Any]
    is_danger: bool = False


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


def _assessing(request: Request, risk: Risk) -> AssessmentForm:
    method = request.GET.get("method", risk.scoring_method)
    scheme = scheme_for(risk.enterprise)
    scale = scales().get(getattr(scheme, f"{method}_scale", "") or "")
    if scale is None:
        method = "direct"
    return AssessmentForm(method, scale, _data(request), risk)


OF_RISKS = {
    "assess": Act("risk.assess", _assessing, commands.assess_risk),
    "report": Act("risk_change.report", lambda request, _row: ChangeForm(_data(request)), commands.report_change),
    "end": Act("risk.end", lambda request, _row: EndForm(_data(request)), commands.end_risk, is_danger=True),
    "withdraw": Act(
        "risk.withdraw", lambda request, _row: ReasonForm(_data(request)), commands.withdraw_risk, is_danger=True
    ),
}
OF_UNITS = {
    "change": Act("risk_unit.change", lambda request, unit: UnitForm(_data(request), unit), commands.change_risk_unit),
    "place": Act("risk_unit.place", lambda request, unit: PlanForm(_data(request), unit), commands.place_risk_unit),
    "end": Act("risk_unit.end", lambda request, _unit: EndForm(_data(request)), commands.end_risk_unit, is_danger=True),
}
OF_PLACES = {
    "assess": Act(
        "place_risk.assess",
        lambda request, row: PlaceRiskForm(request.actor, _data(request), row),
        commands.assess_place_risk,
    ),
    "announce": Act(
        "place_risk.announce", lambda request, _row: AnnounceForm(_data(request)), commands.announce_place_risk
    ),
    "warn": Act(
        "risk_warning.issue", lambda request, _row: WarningForm(request.actor, _data(request)), commands.issue_warning
    ),
    "report": Act("risk_change.report", lambda request, _row: ChangeForm(_data(request)), commands.report_change),
    "end": Act(
        "place_risk.end", lambda request, _row: EndForm(_data(request)), commands.end_place_risk, is_danger=True
    ),
}


def verbs(actor: Actor, risk: Risk) -> list[tuple[str, str]]:
    """The buttons of a risk, each as verb and name."""
    untouched = risk.version == 1
    found = _open(actor, risk, OF_RISKS, visible_risks)
    return [each for each in found if each[0] != "withdraw" or untouched]


def unit_verbs(actor: Actor, unit: RiskUnit) -> list[tuple[str, str]]:
    """The buttons of a risk point."""
    return _open(actor, unit, OF_UNITS, visible_units)


def place_verbs(actor: Actor, place_risk: PlaceRisk) -> list[tuple[str, str]]:
    """The buttons of a risk of an area."""
    return _open(actor, place_risk, OF_PLACES, visible_place_risks)


def _open(actor: Actor, row: Any, acts: dict[str, Act], rows: Any) -> list[tuple[str, str]]:
    """Those acts whose permission the actor holds over the row; permissions held alike are asked once."""
    if row.ended_on is not None:
        return []
    asked: dict[Any, bool] = {}
    found = []
    for verb, each in acts.items():
        scopes = actor.scopes(each.name)
        if scopes and scopes not in asked:
            asked[scopes] = rows(actor, each.name).filter(pk=row.pk).exists()
        if scopes and asked[scopes]:
            found.append((verb, each.name))
    return found


def act(request: Request, key: str, verb: str) -> HttpResponse:
    """The form of a verb on one risk, and carrying it out."""
    return _act(request, key, verb, OF_RISKS, visible_risks, "risks:detail", "risk")


def unit_act(request: Request, key: str, verb: str) -> HttpResponse:
    """The form of a verb on one risk point, and carrying it out."""
    return _act(request, key, verb, OF_UNITS, visible_units, "risks:unit", "risk_unit")


def place_act(request: Request, key: str, verb: str) -> HttpResponse:
    """The form of a verb on one risk of an area, and carrying it out."""
    return _act(request, key, verb, OF_PLACES, visible_place_risks, "risks:place_risk", "place_risk")


def _act(
    request: Request, key: str, verb: str, acts: dict[str, Act], rows: Any, page: str, argument: str
) -> HttpResponse:
    if verb not in acts:
        raise Http404
    found = acts[verb]
    row = get_object_or_404(rows(request.actor, found.name), pk=key)
    form = found.form(request, row)
    if form.is_valid():
        told = form.said() if hasattr(form, "said") else form.cleaned_data
        if form.carry_out(found.command, actor=request.actor, **{argument: row}, **told) is not None:
            messages.success(request, text.DONE[verb])
            return redirect("risks:list") if verb == "withdraw" else redirect(page, row.pk)
    template = "risks/assess.html" if isinstance(form, AssessmentForm) else "risks/act.html"
    context = {"form": form, "name": found.name, "about": row.name, "row": row, "is_danger": found.is_danger}
    return render(request, template, context | {"back": reverse(page, args=[row.pk])}, status=form.status)
