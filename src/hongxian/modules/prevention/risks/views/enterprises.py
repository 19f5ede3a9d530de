"""What one enterprise sees and prints of its risks; the short way by the ready list of its trade."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import Request, needs
from hongxian.kernel.web.choices import words_for
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.prevention.risks import commands, text
from hongxian.modules.prevention.risks.models import GRADES, MEASURES, TIERS
from hongxian.modules.prevention.risks.queries import (
    changes_of,
    counts_by_grade,
    risks_of,
    scheme_for,
    standing,
    units_of,
    visible_risks,
    visible_units,
)
from hongxian.modules.prevention.risks.trades import trade, trades
from hongxian.modules.prevention.risks.views.risks import label_of, picked


def enterprise_of(request: Request, key: str, permission: str = "risk.view") -> Any:
    """The enterprise with that key over which the actor holds the permission; 404 for any other."""
    return get_object_or_404(visible_enterprises(request.actor, permission), pk=key)


@require_safe
def overview(request: Request, key: str) -> HttpResponse:
    """One enterprise: its risks by grade, its risk points and its activities compared; the page adds what other
    registers hold of it."""
    enterprise = enterprise_of(request, key)
    units = list(units_of(request.actor, enterprise))
    risks = risks_of(request.actor, enterprise)
    context = {
        "enterprise": enterprise,
        "changes": changes_of(request.actor, enterprise)[:100],
        "grades": list(counts_by_grade(risks).items()),
        "units": units,
        "bars": _bars(risks),
        "scheme": scheme_for(enterprise),
        "may_register": request.actor.may("risk.register"),
    }
    return render(request, "risks/enterprise.html", context)


def _bars(risks: Any) -> list[tuple[str, int, int, int]]:
    """Of each activity the number of its risks, its highest grade, and how long its bar is in hundredths."""
    found: dict[str, list[int]] = {}
    for name, grade in risks.filter(risk_unit__risk_unit_kind="activity").values_list("risk_unit__name", "risk_grade"):
        found.setdefault(name, []).append(grade)
    most = max((len(each) for each in found.values()), default=1)
    rows = [(name, len(each), min(each), 100 * len(each) // most) for name, each in found.items()]
    return sorted(rows, key=lambda each: (each[2], -each[1], each[0]))


@require_safe
def board(request: Request, key: str) -> HttpResponse:
    """The notice board of an enterprise's risks, to print: those of grades 1 to 3 with severity, measures and whom
    to call."""
    enterprise = enterprise_of(request, key)
    risks = risks_of(request.actor, enterprise).filter(risk_grade__lt=4)
    context = {"enterprise": enterprise, "risks": [(each, measures_of(each)) for each in risks[:300]], "day": today()}
    return render(request, "risks/board.html", context)


@require_safe
def card(request: Request, key: str) -> HttpResponse:
    """The card of a post: the risks of one risk point, with the label that leads to its page."""
    unit = get_object_or_404(visible_units(request.actor), pk=key)
    risks = standing(visible_risks(request.actor).filter(risk_unit=unit)).order_by("risk_grade", "pk")
    context = {
        "unit": unit,
        "risks": [(each, measures_of(each)) for each in risks],
        "qr": label_of(unit),
        "day": today(),
    }
    return render(request, "risks/card.html", context)


def measures_of(risk: Any) -> list[tuple[str, str]]:
    """The measures that were named, each with what they are of."""
    return [(name, getattr(risk, name)) for name in MEASURES if getattr(risk, name)]


@require_safe
@needs("risk.adopt_list")
def trade_list(request: Request) -> HttpResponse:
    """Choose your trade."""
    enterprise, pick = picked(request, "risk.adopt_list")
    if enterprise is None:
        return render(request, "risks/pick.html", {"form": pick, "name": "risk.adopt_list"}, status=pick.status)
    return render(request, "risks/trades.html", {"enterprise": enterprise, "trades": trades().values()})


@needs("risk.adopt_list")
def adopt(request: Request, code: str) -> HttpResponse:
    """Confirm the ready list of a trade: choose the lines that apply, judge their grades, change what is different."""
    ready = trade(code)
    if ready is None:
        raise Http404
    enterprise, pick = picked(request, "risk.adopt_list")
    if enterprise is None:
        return render(request, "risks/pick.html", {"form": pick, "name": "risk.adopt_list"}, status=pick.status)
    refused, field = "", ""
    if request.method == "POST":
        try:
            done = commands.adopt_list(
                actor=request.actor, enterprise=enterprise, trade_code=code, items=_chosen(request)
            )
            messages.success(request, text.ADOPTED.format(number=len(done)))
            return redirect("risks:enterprise", enterprise.pk)
        except Problem as problem:
            if problem.status != Problem.status:
                raise
            refused, field = problem.text, problem.field
    typed = request.POST if request.method == "POST" else {}
    context = {
        "enterprise": enterprise,
        "trade": ready,
        "lines": [_line(each, typed) for each in ready.lines],
        "grades": words_for("risk_grade", GRADES),
        "tiers": words_for("control_tier", TIERS),
        "usual": {name: typed.get(f"usual_{name}", "") for name in USUAL},
        "needs_tier": scheme_for(enterprise) is None,
        "refused": refused,
        "field": field,
    }
    return render(request, "risks/adopt.html", context, status=422 if refused else 200)


def _chosen(request: Request) -> list[dict[str, Any]]:
    """The lines that were ticked, each with what was typed beside it, or what was said once for all lines that say
    nothing of their own."""
    names = ("name", "risk_unit_name", "risk_grade", "control_tier", "responsible_person")
    typed = request.POST
    usual = {name: typed.get(f"usual_{name}", "") for name in USUAL}
    return [
        {"line": number, **{name: typed.get(f"{name}_{number}", "") or usual.get(name, "") for name in names}}
        for number in typed.getlist("line")
        if number.isdigit()
    ]


USUAL = ("risk_grade", "control_tier", "responsible_person")
"""What may be said once for all lines."""


def _line(line: Any, typed: Any) -> dict[str, Any]:
    """A line as the page shows it, with what was typed already."""
    names = ("risk_grade", "control_tier", "responsible_person")
    return {
        "line": line,
        "name": typed.get(f"name_{line.number}", line.name),
        "risk_unit_name": typed.get(f"risk_unit_name_{line.number}", line.risk_unit_name),
        "chosen": not typed or str(line.number) in typed.getlist("line"),
        "accidents": text.LISTED.join(term(f"accident_type#{each}") for each in line.accident_types),
        "measures": [(f"{kind}_measures", words) for kind, words in line.measures.items()],
        **{name: typed.get(f"{name}_{line.number}", "") for name in names},
    }
