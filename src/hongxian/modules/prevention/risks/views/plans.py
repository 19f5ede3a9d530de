"""The four-colour plan of an enterprise, the picture under it, and the list of its work activities: to look at and to
print."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import Request
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.prevention.risks import commands, text
from hongxian.modules.prevention.risks.queries import plan_of, risks_of, units_of
from hongxian.modules.prevention.risks.views.enterprises import enterprise_of, measures_of

_WIDTH = 1000
_SQUARE = 1000
"""How high the plan is drawn while there is no picture."""
_MOST = 500


class PlanForm(Form):
    """A picture of the site."""

    name = forms.CharField(max_length=120, label=text.PLAN_NAME, initial=text.PLAN_USUAL_NAME)
    picture = forms.FileField(
        label=text.PLAN_FILE,
        help_text=text.PLAN_FILE_HELP,
        widget=forms.ClearableFileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        error_messages={"required": text.PLAN_FILE_NEEDED},
    )


def plan(request: Request, key: str) -> HttpResponse:
    """The four-colour plan: the risk points where they stand. Whoever may, puts one there: by clicking, or by its
    coordinates."""
    enterprise = enterprise_of(request, key, "risk_unit.view")
    units = list(units_of(request.actor, enterprise))
    movable = {each.pk: each for each in units_of(request.actor, enterprise, "risk_unit.place")}
    refused = ""
    if request.method == "POST":
        unit = next((each for each in movable.values() if str(each.pk) == request.POST.get("unit")), None)
        if unit is None:
            raise Http404
        try:
            x, y = (_number(request.POST.get(name, "")) for name in ("plan_x", "plan_y"))
            commands.place_risk_unit(actor=request.actor, risk_unit=unit, plan_x=x, plan_y=y)
            messages.success(request, text.DONE["place"])
            return redirect(f"{reverse('risks:plan', args=[key])}?placed={unit.pk}")
        except Problem as problem:
            if problem.status != Problem.status:
                raise
            refused = problem.text
    context = {
        "enterprise": enterprise,
        "movable": list(movable.values()),
        "next": _next(list(movable.values()), request.POST.get("unit", "")),
        "refused": refused,
        "day": today(),
        "may_upload": _may_upload(request, key),
        **_drawn(request.actor, enterprise, units),
    }
    return render(request, "risks/plan.html", context, status=422 if refused else 200)


def _drawn(actor: Any, enterprise: Any, units: list[Any]) -> dict[str, Any]:
    """The picture, how high it is in thousandths of its width, and the risk points where they stand on it."""
    found = plan_of(actor, enterprise)
    height = _SQUARE
    if found and found[1].width and found[1].height:
        height = round(_WIDTH * found[1].height / found[1].width)
    placed = [(each, each.plan_y * height // _WIDTH) for each in units if each.plan_x is not None]
    return {"plan": found, "height": height, "placed": placed, "without": len(units) - len(placed)}


def _next(movable: list[Any], chosen: str) -> str:
    """Which risk point is offered first: the one just refused, else the first that stands nowhere yet."""
    waiting = (str(each.pk) for each in movable if each.plan_x is None)
    return chosen or next(waiting, "")


def _may_upload(request: Request, key: str) -> bool:
    return visible_enterprises(request.actor, "plant_plan.upload").filter(pk=key).exists()


def _number(words: str) -> int | None:
    if not words.strip():
        return None
    if not words.strip().isdigit():
        raise Problem(text.OFF_PLAN.format(found=words, most=_WIDTH), field="plan_x")
    return int(words)


def upload(request: Request, key: str) -> HttpResponse:
    """Lay another picture under the risk points."""
    enterprise = enterprise_of(request, key, "plant_plan.upload")
    form = PlanForm(request.POST, request.FILES) if request.method == "POST" else PlanForm()
    if form.is_valid():
        chosen = form.cleaned_data["picture"]
        done = form.carry_out(
            commands.upload_plan,
            actor=request.actor,
            enterprise=enterprise,
            name=form.cleaned_data["name"],
            content=chosen.read(),
            file_name=chosen.name,
        )
        if done is not None:
            messages.success(request, text.DONE["upload"])
            return redirect("risks:plan", key)
    context = {"form": form, "enterprise": enterprise}
    return render(request, "risks/upload_plan.html", context, status=form.status)


@require_safe
def activities(request: Request, key: str) -> HttpResponse:
    """The list of an enterprise's work activities, to print: each with its steps, risks, grades, measures and who
    controls them."""
    enterprise = enterprise_of(request, key)
    rows = risks_of(request.actor, enterprise).filter(risk_unit__risk_unit_kind="activity")
    rows = rows.order_by("risk_unit__name", "risk_unit", "risk_grade", "pk")[:_MOST]
    found = [
        (unit, [(each, measures_of(each)) for each in of])
        for unit, of in groupby(rows, key=lambda each: each.risk_unit)
    ]
    return render(request, "risks/activities.html", {"enterprise": enterprise, "activities": found, "day": today()})
