"""Pages of risks of areas, of warnings, of how risks are assessed, and the analysis of a place."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from hongxian.kernel.actor import path_range
from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.two_times import current
from hongxian.kernel.web.access import Request, needs, public
from hongxian.kernel.web.cascade import CascadeChoice, offer_tree
from hongxian.kernel.web.forms import Form
from hongxian.modules.base.places.queries import PlaceTree, find_place
from hongxian.modules.prevention.risks import commands, text
from hongxian.modules.prevention.risks.forms.others import PlaceRiskForm, ReceiptForm, SchemeForm, ScreeningForm
from hongxian.modules.prevention.risks.models import FACTORS, GRADES
from hongxian.modules.prevention.risks.queries import (
    announced_in,
    counts_by_grade,
    open_changes,
    standing,
    visible_changes,
    visible_place_risks,
    visible_risks,
    visible_schemes,
    visible_warnings,
)
from hongxian.modules.prevention.risks.scoring import scales
from hongxian.modules.prevention.risks.views.acts import place_verbs


def _data(request: Request) -> Any:
    return request.POST if request.method == "POST" else None


@needs("place_risk.register")
def register_place_risk(request: Request) -> HttpResponse:
    """Register a risk of an area."""
    form = PlaceRiskForm(request.actor, _data(request))
    if form.is_valid():
        done = form.carry_out(commands.register_place_risk, actor=request.actor, **form.said())
        if done is not None:
            messages.success(request, text.PLACE_REGISTERED)
            return redirect("risks:place_risk", done.pk)
    context = {"form": form, "name": "place_risk.register", "back": reverse("risks:place_risks")}
    return render(request, "risks/act.html", context, status=form.status)


@require_safe
def place_risk(request: Request, key: str) -> HttpResponse:
    """One risk of an area, its versions, what was warned of."""
    found = get_object_or_404(visible_place_risks(request.actor), pk=key)
    context = {
        "risk": found,
        "verbs": place_verbs(request.actor, found),
        "versions": current(found.versions.all()).order_by("-valid_from"),
        "changes": open_changes(found),
        "warnings": visible_warnings(request.actor).filter(place_risk=found).order_by("-pk"),
        "moments": timeline(found),
    }
    return render(request, "risks/place_risk.html", context)


@public
@require_safe
def announcements(request: HttpRequest, code: str) -> HttpResponse:
    """What the public was told of the risks of a place and all below it; open to everybody."""
    place = find_place(code)
    if place is None:
        raise Http404
    return render(request, "risks/announcements.html", {"place": place, "risks": announced_in(place.path)[:500]})


def warning(request: Request, key: str) -> HttpResponse:
    """A warning, and its receipt."""
    found = get_object_or_404(visible_warnings(request.actor), pk=key)
    may = found.received_on is None and visible_warnings(request.actor, "risk_warning.receive").filter(pk=key).exists()
    form = ReceiptForm(_data(request)) if may else None
    if form is not None and form.is_valid():
        done = form.carry_out(commands.receive_warning, actor=request.actor, risk_warning=found, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.DONE["receive"])
            return redirect("risks:warning", key)
    context = {"warning": found, "form": form, "moments": timeline(found)}
    return render(request, "risks/warning.html", context, status=form.status if form else 200)


@needs("risk_screening.enter")
def enter_screening(request: Request) -> HttpResponse:
    """Put down that an enterprise looked for risks."""
    form = ScreeningForm(request.actor, _data(request))
    if form.is_valid():
        done = form.carry_out(commands.enter_screening, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.SCREENED)
            return redirect("risks:screenings")
    context = {"form": form, "name": "risk_screening.enter", "back": reverse("risks:screenings")}
    return render(request, "risks/act.html", context, status=form.status)


@require_safe
@needs("risk_scheme.view")
def schemes(request: Request) -> HttpResponse:
    """How risks are assessed in the places and enterprises within one's scope, and the scales there are."""
    rows = current(visible_schemes(request.actor)).filter(valid_to__isnull=True)
    found = [
        (each, scales().get(each.lec_scale), scales().get(each.ls_scale), [getattr(each, f"tier_{n}") for n in GRADES])
        for each in rows.order_by("-pk")[:200]
    ]
    context = {"schemes": found, "scales": scales().values(), "may_set": request.actor.may("risk_scheme.set")}
    return render(request, "risks/schemes.html", context)


@needs("risk_scheme.set")
def set_scheme(request: Request) -> HttpResponse:
    """Decide how risks are assessed."""
    form = SchemeForm(request.actor, _data(request))
    if form.is_valid():
        done = form.carry_out(commands.set_risk_scheme, actor=request.actor, **form.said())
        if done is not None:
            messages.success(request, text.SCHEME_SET)
            return redirect("risks:schemes")
    context = {"form": form, "name": "risk_scheme.set", "back": reverse("risks:schemes")}
    return render(request, "risks/act.html", context, status=form.status)


class PlaceForm(Form):
    """Of which place."""

    place = CascadeChoice(required=False, is_filter=True)

    def __init__(self, actor: Any, data: Any) -> None:
        super().__init__(data)
        offer_tree(self, place=PlaceTree(actor, "risk.view"))


@require_safe
@needs("risk.view")
def analysis(request: Request) -> HttpResponse:
    """The risks of a place by grade, by factor and by industry; each figure opens its rows."""
    form = PlaceForm(request.actor, request.GET)
    place = form.cleaned_data["place"] if form.is_valid() else None
    risks, changes = standing(visible_risks(request.actor)), visible_changes(request.actor)
    if place is not None:
        within = path_range("place_path", place.path)
        risks, changes = risks.filter(within), changes.filter(within)
    context = {
        "form": form,
        "place": place,
        "day": today(),
        "grades": [(grade, number) for grade, number in counts_by_grade(risks).items()],
        "by_factor": _cross(risks, "risk_factor", FACTORS),
        "by_sector": _cross(risks, "enterprise__sector"),
        "open_changes": changes.filter(reassessed_on__isnull=True).count(),
        "columns": GRADES,
    }
    return render(request, "risks/analysis.html", context)


def _cross(rows: Any, field: str, keys: tuple[str, ...] = ()) -> list[tuple[str, list[int], int]]:
    """How many rows there are of each value and grade, in one statement; the most first."""
    found: dict[str, dict[int, int]] = {key: {} for key in keys}
    for value, grade, number in rows.order_by().values_list(field, "risk_grade").annotate(number=Count("pk")):
        found.setdefault(value, {})[grade] = number
    shown = [(key, [of.get(grade, 0) for grade in GRADES], sum(of.values())) for key, of in found.items()]
    return shown if keys else sorted(shown, key=lambda each: -each[2])
