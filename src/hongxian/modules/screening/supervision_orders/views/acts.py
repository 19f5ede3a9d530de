"""Pages on which something is done with a supervision order or with what hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import permissions_upon
from hongxian.kernel.web.access import Request
from hongxian.modules.screening.supervision_orders import commands, text
from hongxian.modules.screening.supervision_orders.flow import SUPERVISION_ORDER
from hongxian.modules.screening.supervision_orders.forms import acts as forms
from hongxian.modules.screening.supervision_orders.models import SupervisionOrder
from hongxian.modules.screening.supervision_orders.queries import (
    ISSUER_ONLY,
    visible_order_extensions,
    visible_supervision_orders,
)

_TREATED = ("issued", "treating")
_RUNNING = ("issued", "treating", "self_accepted", "expert_accepted")


@dataclass(frozen=True)
class Act:
    """A verb with its permission, form and command; `open` says whether it makes sense on an order now."""

    name: str
    form: type[Any]
    command: Callable[..., Any]
    open: Callable[[SupervisionOrder], bool] = lambda order: order.state in _RUNNING
    is_danger: bool = False


def _may_publish(order: SupervisionOrder) -> bool:
    if order.ordered_on is None or order.state == "withdrawn":
        return False
    told = set(order.publications.values_list("kind", flat=True))
    return "listing" not in told or (order.state == "closed" and "completion" not in told)


STEPS = {
    "issue": Act("supervision_order.issue", forms.IssueForm, commands.issue_supervision_order),
    "submit_plan": Act("supervision_order.submit_plan", forms.PlanForm, commands.submit_plan),
    "self_accept": Act("supervision_order.self_accept", forms.SelfForm, commands.accept_by_self),
    "expert_accept": Act("supervision_order.expert_accept", forms.ExpertForm, commands.accept_by_experts),
    "accept": Act("supervision_order.accept", forms.AcceptForm, commands.accept_by_government),
    "return": Act("supervision_order.return", forms.ReasonForm, commands.return_supervision_order, is_danger=True),
    "close": Act("supervision_order.close", forms.CloseForm, commands.close_supervision_order),
    "withdraw": Act(
        "supervision_order.withdraw", forms.ReasonForm, commands.withdraw_supervision_order, is_danger=True
    ),
}
"""The steps of the flow."""

OTHERS = {
    "receive": Act(
        "supervision_order.receive",
        forms.ReceiveForm,
        commands.receive_supervision_order,
        lambda order: order.state in _TREATED and order.received_on is None,
    ),
    "report": Act(
        "order_progress.report",
        forms.ProgressForm,
        commands.report_progress,
        lambda order: order.state in _RUNNING and "report_interval" in order.terms,
    ),
    "extend": Act(
        "order_extension.request",
        forms.ExtensionForm,
        commands.request_order_extension,
        lambda order: (
            order.state in _TREATED
            and order.due_on is not None
            and not order.extensions.filter(state="requested").exists()
        ),
    ),
    "log": Act("supervision_log.add", forms.LogForm, commands.add_log, lambda order: order.ordered_on is not None),
    "decide_unit": Act(
        "supervision_order.decide_unit",
        forms.UnitForm,
        commands.decide_unit,
        lambda order: order.state in (*_RUNNING, "accepted") and order.hidden_danger_id is not None,
    ),
    "publish": Act("order_publication.publish", forms.PublishForm, commands.publish_order, _may_publish),
}
"""What is done beside the flow."""

ACTS = STEPS | OTHERS


def verbs_open(actor: Actor, order: SupervisionOrder) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The buttons of the page, each as verb and name: the steps that lead on, and the rest."""
    held = permissions_upon(actor, order, [each.name for each in ACTS.values()], ISSUER_ONLY)
    steps = [step.verb for step in SUPERVISION_ORDER.allowed(actor, order) if STEPS[step.verb].name in held]
    rest = [verb for verb, each in OTHERS.items() if each.name in held and each.open(order)]
    apart = [verb for verb in steps if verb == "withdraw"]
    first = [(verb, ACTS[verb].name) for verb in steps if verb not in apart]
    return first, [(verb, ACTS[verb].name) for verb in (*rest, *apart)]


def act(request: Request, key: str, verb: str) -> HttpResponse:
    """The form of a verb on one order, and carrying it out."""
    if verb not in ACTS:
        raise Http404
    found = ACTS[verb]
    order = get_object_or_404(visible_supervision_orders(request.actor, found.name), pk=key)
    form = found.form(request.actor, order, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"supervision_order": order, **form.said()}
        if form.carry_out(found.command, actor=request.actor, **given) is not None:
            messages.success(request, text.DONE[verb].format(number=order.order_number))
            return redirect("supervision_orders:detail", key)
    return _shown(request, order, form, found.name, is_danger=found.is_danger)


def decide_extension(request: Request, key: str, verb: str) -> HttpResponse:
    """Agree to more time, or refuse it."""
    deciding: dict[str, tuple[type[Any], Callable[..., Any]]] = {
        "agree": (forms.AgreeForm, commands.agree_order_extension),
        "refuse": (forms.RefuseForm, commands.refuse_order_extension),
    }
    if verb not in deciding:
        raise Http404
    name = f"order_extension.{verb}"
    extension = get_object_or_404(visible_order_extensions(request.actor, name), pk=key)
    form_class, command = deciding[verb]
    form = form_class(request.POST or None, initial={"agreed_until": extension.asked_until})
    order = extension.supervision_order
    if form.is_valid():
        given = {"order_extension": extension, **form.cleaned_data}
        if form.carry_out(command, actor=request.actor, **given) is not None:
            messages.success(request, text.DONE[verb])
            return redirect("supervision_orders:detail", order.pk)
    return _shown(request, order, form, name, extension.reason)


def _shown(
    request: Request, order: SupervisionOrder, form: Any, name: str, words: str = "", *, is_danger: bool = False
) -> HttpResponse:
    context = {"order": order, "form": form, "name": name, "words": words, "is_danger": is_danger}
    return render(request, "supervision_orders/act.html", context, status=form.status)
