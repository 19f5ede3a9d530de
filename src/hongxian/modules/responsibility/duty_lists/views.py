"""Pages of duty lists and the division of work."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.parties.queries import appointments_on
from hongxian.modules.responsibility.duty_lists import text
from hongxian.modules.responsibility.duty_lists.commands import (
    assign_safety_role,
    confirm_duty_list,
    record_duty_list,
    reject_duty_list,
)
from hongxian.modules.responsibility.duty_lists.flow import DUTY_LIST
from hongxian.modules.responsibility.duty_lists.forms import (
    DayForm,
    DutyListForm,
    ReasonForm,
    SafetyRoleForm,
)
from hongxian.modules.responsibility.duty_lists.models import ROLES, DutyList
from hongxian.modules.responsibility.duty_lists.queries import (
    items_of,
    roles_on,
    visible_duty_lists,
)

WAITING = "awaiting_confirmation"


@needs("duty_list.record")
def record(request: Request) -> HttpResponse:
    """Enter a list; `add_line` shows the form again with one more line."""
    form = DutyListForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(record_duty_list, actor=request.actor, items=form.duties(), **form.cleaned_data)
        if done is not None:
            if done.state == WAITING:
                messages.warning(request, text.WAITS_FOR_SECOND)
            else:
                messages.success(request, text.SAVED)
            return redirect("duty_lists:detail", done.pk)
    return render(request, "duty_lists/record.html", {"form": form}, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One list: its items, what may be done, what happened to the record."""
    return _detail(request, get_object_or_404(visible_duty_lists(request.actor), pk=key))


@require_POST
def confirm(request: Request, key: str) -> HttpResponse:
    """Confirm a record entered afterwards."""
    duty_list = get_object_or_404(visible_duty_lists(request.actor), pk=key)
    confirm_duty_list(actor=request.actor, duty_list=duty_list)
    messages.success(request, text.CONFIRMED)
    return redirect("duty_lists:detail", key)


@require_POST
def reject(request: Request, key: str) -> HttpResponse:
    """Send a record back, with the reason."""
    duty_list = get_object_or_404(visible_duty_lists(request.actor), pk=key)
    form = ReasonForm(request.POST)
    if (
        form.is_valid()
        and form.carry_out(
            reject_duty_list, actor=request.actor, duty_list=duty_list, reason=form.cleaned_data["reason"]
        )
        is not None
    ):
        messages.success(request, text.REJECTED)
        return redirect("duty_lists:detail", key)
    return _detail(request, duty_list, form)


@needs("safety_role.view")
def division(request: Request) -> HttpResponse:
    """What each post is in safety on a day, and who holds it; whoever may, says so from a day on."""
    form = None
    if request.actor.may("safety_role.assign"):
        form = SafetyRoleForm(request.actor, request.POST if request.method == "POST" else None)
        if form.is_valid():
            done = form.carry_out(assign_safety_role, actor=request.actor, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.ROLE_ASSIGNED)
                return redirect("duty_lists:division")
    day_form = DayForm(request.GET)
    day = (day_form.cleaned_data["on"] if day_form.is_valid() else None) or today()
    found = sorted(roles_on(request.actor, day), key=lambda each: ROLES.index(each.role))
    holders: dict[Any, list[str]] = {}
    for appointment in appointments_on(day).filter(post__in=[each.post_id for each in found]):
        holders.setdefault(appointment.post_id, []).append(appointment.person.name)
    rows = [(each, holders.get(each.post_id, [])) for each in found]
    context = {"rows": rows, "form": form, "day_form": day_form, "day": day}
    return render(request, "duty_lists/division.html", context, status=form.status if form else 200)


def _detail(request: Request, duty_list: DutyList, refused: ReasonForm | None = None) -> HttpResponse:
    steps = {step.verb for step in DUTY_LIST.open_to(request.actor, duty_list)}
    context = {
        "duty_list": duty_list,
        "items": items_of(duty_list).select_related("post__party"),
        "may_confirm": "confirm" in steps,
        "reason_form": (refused or ReasonForm()) if "reject" in steps else None,
        "moments": timeline(duty_list),
        "mine": request.actor.key == duty_list.recorded_by,
        "second_person": text.SECOND_PERSON.format(name=duty_list.recorded_by_name),
    }
    return render(request, "duty_lists/detail.html", context, status=refused.status if refused else 200)
