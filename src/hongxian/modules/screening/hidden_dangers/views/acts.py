"""Pages on which something is done with a hidden danger or with what hangs on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from hongxian.kernel.actor import Actor
from hongxian.kernel.flow import permissions_upon
from hongxian.kernel.web.access import Request
from hongxian.modules.screening.hidden_dangers import commands, text
from hongxian.modules.screening.hidden_dangers.coding import asks_for_codes
from hongxian.modules.screening.hidden_dangers.flow import HIDDEN_DANGER
from hongxian.modules.screening.hidden_dangers.forms import acts as forms
from hongxian.modules.screening.hidden_dangers.forms.correcting import CorrectForm
from hongxian.modules.screening.hidden_dangers.forms.deciding import AgreeForm, EndForm, RefuseForm
from hongxian.modules.screening.hidden_dangers.forms.merging import MergeForm
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import (
    OPEN,
    OVERSIGHT,
    is_overdue,
    visible_changes,
    visible_controls,
    visible_extensions,
    visible_hidden_dangers,
)


@dataclass(frozen=True)
class Act:
    """A verb with its permission, form and command; `open` says whether it makes sense on a danger now."""

    name: str
    form: type[Any]
    command: Callable[..., Any]
    open: Callable[[HiddenDanger], bool] = lambda danger: danger.state != "withdrawn"
    is_danger: bool = False


STEPS = {
    "grade": Act("hidden_danger.grade", forms.GradeForm, commands.grade_hidden_danger),
    "remove_on_the_spot": Act("hidden_danger.remove_on_the_spot", forms.SpotForm, commands.remove_on_the_spot),
    "assign": Act("hidden_danger.assign", forms.AssignForm, commands.assign_hidden_danger),
    "report_rectified": Act("hidden_danger.report_rectified", forms.RectifiedForm, commands.report_rectified),
    "close": Act("hidden_danger.close", forms.CloseForm, commands.close_hidden_danger),
    "return": Act("hidden_danger.return", forms.AgainForm, commands.return_hidden_danger, is_danger=True),
    "reopen": Act("hidden_danger.reopen", forms.AgainForm, commands.reopen_hidden_danger),
    "upgrade": Act("hidden_danger.upgrade", forms.UpgradeForm, commands.upgrade_hidden_danger),
    "withdraw": Act("hidden_danger.withdraw", forms.ReasonForm, commands.withdraw_hidden_danger, is_danger=True),
}
"""The steps of the flow."""

OTHERS = {
    "extend": Act(
        "extension.request",
        forms.ExtensionForm,
        commands.request_extension,
        lambda danger: danger.state == "rectifying" and not is_overdue(danger),
    ),
    "control": Act(
        "interim_control.set", forms.ControlForm, commands.set_interim_control, lambda danger: danger.state in OPEN
    ),
    "entrust": Act(
        "hidden_danger.entrust",
        forms.EntrustForm,
        commands.entrust_rectification,
        lambda danger: danger.state in ("graded", "rectifying"),
    ),
    "notify": Act("formal_notification.send", forms.NotifyForm, commands.send_notification),
    "notice": Act(
        "danger_notice.give", forms.NoticeForm, commands.give_notice, lambda danger: danger.touches_public_safety
    ),
    "mark": Act("hidden_danger.mark", forms.MarksForm, commands.mark_hidden_danger),
    "code": Act(
        "hidden_danger.code",
        forms.CodeForm,
        commands.code_hidden_danger,
        lambda danger: danger.state != "withdrawn" and asks_for_codes(danger.place_path),
    ),
    "merge": Act(
        "hidden_danger.merge",
        MergeForm,
        commands.merge_hidden_danger,
        lambda danger: danger.grade != "major" and danger.state in ("reported", "graded", "rectifying"),
        is_danger=True,
    ),
    "correct": Act(
        "hidden_danger.correct",
        CorrectForm,
        commands.correct_hidden_danger,
        lambda danger: danger.state in OPEN or (danger.state == "closed" and danger.is_taken_over),
    ),
    "name_risk": Act(
        "hidden_danger.name_risk",
        forms.NameRiskForm,
        commands.name_risk,
        lambda danger: danger.state != "withdrawn" and danger.enterprise_id is not None,
    ),
    "cost": Act("hidden_danger.record_cost", forms.CostForm, commands.record_cost),
    "propose": Act(
        "danger_change.propose",
        forms.ChangeForm,
        commands.propose_change,
        lambda danger: danger.grade == "major" and danger.state in ("graded", "rectifying", "rectified"),
        is_danger=True,
    ),
}
"""What is done beside the flow."""

ACTS = STEPS | OTHERS


def verbs_open(actor: Actor, danger: HiddenDanger) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """The buttons of the page, each as verb and name: the steps that lead on, and the rest."""
    held = permissions_upon(actor, danger, [each.name for each in ACTS.values()], OVERSIGHT)
    steps = [step.verb for step in HIDDEN_DANGER.allowed(actor, danger) if STEPS[step.verb].name in held]
    rest = [verb for verb, each in OTHERS.items() if each.name in held and each.open(danger)]
    apart = [verb for verb in steps if verb in ("upgrade", "withdraw")]
    first = [(verb, ACTS[verb].name) for verb in steps if verb not in apart]
    return first, [(verb, ACTS[verb].name) for verb in (*rest, *apart)]


def act(request: Request, key: str, verb: str) -> HttpResponse:
    """The form of a verb on one danger, and carrying it out."""
    if verb not in ACTS:
        raise Http404
    found = ACTS[verb]
    danger = get_object_or_404(visible_hidden_dangers(request.actor, found.name), pk=key)
    form = found.form(request.actor, danger, request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"hidden_danger": danger, **form.said()}
        if form.carry_out(found.command, actor=request.actor, **given) is not None:
            messages.success(request, text.DONE[verb])
            return redirect("hidden_dangers:detail", key)
    return _shown(request, danger, form, found.name, is_danger=found.is_danger)


@require_POST
def urge(request: Request, key: str) -> HttpResponse:
    """Mark what is owed on the desks."""
    danger = get_object_or_404(visible_hidden_dangers(request.actor, "hidden_danger.urge"), pk=key)
    commands.urge_hidden_danger(actor=request.actor, hidden_danger=danger)
    messages.success(request, text.DONE["urge"])
    return redirect("hidden_dangers:detail", key)


def decide_extension(request: Request, key: str, verb: str) -> HttpResponse:
    """Agree to more time, or refuse it."""
    deciding: dict[str, tuple[type[Any], Callable[..., Any]]] = {
        "agree": (AgreeForm, commands.agree_extension),
        "refuse": (RefuseForm, commands.refuse_extension),
    }
    if verb not in deciding:
        raise Http404
    extension = get_object_or_404(visible_extensions(request.actor, f"extension.{verb}"), pk=key)
    form_class, command = deciding[verb]
    form = form_class(request.POST or None, initial={"agreed_until": extension.asked_until})
    return _decided(request, form, f"extension.{verb}", verb, extension.hidden_danger, command, extension=extension)


def decide_change(request: Request, key: str, verb: str) -> HttpResponse:
    """Confirm as a second person that a major danger is graded down or struck out, or refuse it."""
    deciding: dict[str, tuple[type[Any], Callable[..., Any]]] = {
        "confirm": (EndForm, commands.confirm_change),
        "refuse": (RefuseForm, commands.refuse_change),
    }
    if verb not in deciding:
        raise Http404
    change = get_object_or_404(visible_changes(request.actor, f"danger_change.{verb}"), pk=key)
    form_class, command = deciding[verb]
    form = form_class(request.POST if request.method == "POST" else None)
    danger, name = change.hidden_danger, f"danger_change.{verb}"
    return _decided(request, form, name, verb, danger, command, words=change.reason, danger_change=change)


def end_control(request: Request, key: str) -> HttpResponse:
    """Say that an interim control holds no more."""
    control = get_object_or_404(visible_controls(request.actor, "interim_control.end"), pk=key)
    form, name = RefuseForm(request.POST or None), "interim_control.end"
    danger, command = control.hidden_danger, commands.end_interim_control
    return _decided(request, form, name, "end", danger, command, words=control.measures, interim_control=control)


def _decided(
    request: Request,
    form: Any,
    name: str,
    verb: str,
    danger: HiddenDanger,
    command: Callable[..., Any],
    words: str = "",
    **given: Any,
) -> HttpResponse:
    if form.is_valid() and form.carry_out(command, actor=request.actor, **given, **form.cleaned_data) is not None:
        messages.success(request, text.DONE[verb])
        return redirect("hidden_dangers:detail", danger.pk)
    return _shown(request, danger, form, name, words)


def _shown(
    request: Request, danger: HiddenDanger, form: Any, name: str, words: str = "", *, is_danger: bool = False
) -> HttpResponse:
    context = {"danger": danger, "form": form, "name": name, "words": words, "is_danger": is_danger}
    return render(request, "hidden_dangers/act.html", context, status=form.status)
