"""The page of one supervision order; proposing one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.duties.queries import duties_about
from hongxian.kernel.glossary import term
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers
from hongxian.modules.screening.supervision_orders import commands, text
from hongxian.modules.screening.supervision_orders.demands import demands, standing_of
from hongxian.modules.screening.supervision_orders.desk import source_of
from hongxian.modules.screening.supervision_orders.flow import ORDER_EXTENSION
from hongxian.modules.screening.supervision_orders.forms.listing import AccidentForm, ProposeForm
from hongxian.modules.screening.supervision_orders.intervals import intervals
from hongxian.modules.screening.supervision_orders.models import PLAN, SupervisionOrder
from hongxian.modules.screening.supervision_orders.queries import (
    is_overdue,
    is_plan_late,
    unlisted,
    visible_logs,
    visible_order_extensions,
    visible_progress,
    visible_publications,
    visible_results,
    visible_supervision_orders,
)
from hongxian.modules.screening.supervision_orders.terms import TERMS, term_words
from hongxian.modules.screening.supervision_orders.views.acts import verbs_open


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One order: what is listed and why, its days and terms, plan, reports, acceptance, log, what may be done now."""
    actor = request.actor
    order = get_object_or_404(visible_supervision_orders(actor), pk=key)
    steps, others = verbs_open(actor, order)
    latest, lines = commands.last_day_to_ask(order)
    context = {
        "order": order,
        "is_late": is_overdue(order),
        "is_plan_late": is_plan_late(order),
        "steps": steps,
        "others": others,
        "may_see_danger": order.hidden_danger_id is not None
        and visible_hidden_dangers(actor).filter(pk=order.hidden_danger_id).exists(),
        "plan": [(name, getattr(order, name)) for name in PLAN],
        "terms": [(name, term_words(order.terms[name]), order.terms[name]) for name in TERMS if name in order.terms],
        "latest_to_ask": latest if order.state in ("issued", "treating") else None,
        "latest_lines": lines,
        "duties": duties_about(actor, source_of(order)),
        "moments": timeline(order),
        **_around(request, order),
    }
    return render(request, "supervision_orders/detail.html", context)


def _around(request: Request, order: SupervisionOrder) -> dict[str, Any]:
    """What hangs on the order, as far as the actor may see it, each with what may be done with it."""
    actor = request.actor
    extensions = visible_order_extensions(actor).filter(supervision_order=order).order_by("-pk")
    return {
        "intervals": intervals(order, visible_progress(actor).filter(supervision_order=order)),
        "extensions": [
            (
                each,
                [step.verb for step in ORDER_EXTENSION.open_to(actor, each)] if each.state == "requested" else [],
            )
            for each in extensions
        ],
        "results": visible_results(actor).filter(supervision_order=order).order_by("pk"),
        "logs": visible_logs(actor).filter(supervision_order=order).order_by("-logged_on", "-pk"),
        "publications": visible_publications(actor).filter(supervision_order=order).order_by("pk"),
    }


@needs("supervision_order.propose")
def propose(request: Request, key: str) -> HttpResponse:
    """Propose that a body puts a major danger under its supervision, with the test of the three marks in view."""
    danger = get_object_or_404(unlisted(request.actor), pk=key)
    form = ProposeForm(danger.place_path, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"hidden_danger": danger, **form.said()}
        done = form.carry_out(commands.propose_supervision_order, actor=request.actor, **given)
        if done is not None:
            messages.success(request, text.DONE["propose"])
            return redirect("supervision_orders:detail", done.pk)
    marks = [(term(name), getattr(danger, name)) for name in ("hard_to_fix", "high_danger", "mass_casualty")]
    context = {
        "form": form,
        "danger": danger,
        "marks": marks,
        "standing": standing_of(danger, demands(danger.place_path, "supervision_order")),
    }
    return render(request, "supervision_orders/propose.html", context, status=form.status)


@needs("supervision_order.propose")
def propose_accident(request: Request) -> HttpResponse:
    """Propose that a body puts an accident under its supervision."""
    form = AccidentForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(commands.propose_supervision_order, actor=request.actor, **form.said())
        if done is not None:
            messages.success(request, text.DONE["propose_accident"])
            return redirect("supervision_orders:detail", done.pk)
    return render(request, "supervision_orders/propose_accident.html", {"form": form}, status=form.status)
