"""Pages of bodies and who sits in them."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from hongxian.kernel.clock import today
from hongxian.kernel.two_times import current
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.responsibility.meetings import text
from hongxian.modules.responsibility.meetings.commands import end_membership, set_membership
from hongxian.modules.responsibility.meetings.forms import DayForm, EndForm, MembershipForm
from hongxian.modules.responsibility.meetings.models import ROLES
from hongxian.modules.responsibility.meetings.queries import members_on, visible_memberships


@needs("membership.view")
def bodies(request: Request) -> HttpResponse:
    """Who sits in which body, on a day; whoever may, gives a post a role in a body."""
    return _set_member(request) if request.method == "POST" else _bodies(request)


@needs("membership.set")
def _set_member(request: Request) -> HttpResponse:
    form = MembershipForm(request.actor, request.POST)
    if form.is_valid() and (form.carry_out(set_membership, actor=request.actor, **form.cleaned_data) is not None):
        messages.success(request, text.MEMBER_SET)
        return redirect("meetings:bodies")
    return _bodies(request, form)


@require_POST
@needs("membership.end")
def end_member(request: Request, key: str) -> HttpResponse:
    """End a role in a body; a refusal shows the members of the day for which the page was open."""
    membership = get_object_or_404(visible_memberships(request.actor, "membership.end"), pk=key)
    form = EndForm(request.POST, auto_id=f"{key}_%s")
    if form.is_valid() and (
        form.carry_out(end_membership, actor=request.actor, membership=membership, **form.cleaned_data) is not None
    ):
        messages.success(request, text.MEMBER_ENDED)
        return redirect("meetings:bodies")
    return _bodies(request, ended={str(key): form})


def _bodies(
    request: Request, form: MembershipForm | None = None, ended: Mapping[str, EndForm] | None = None
) -> HttpResponse:
    """The members of the bodies on a day; the forms given are those that were refused, `ended` by membership."""
    actor, ended = request.actor, ended or {}
    day_form = DayForm(request.GET)
    day = (day_form.cleaned_data["on"] if day_form.is_valid() else None) or today()
    endable = current(visible_memberships(actor, "membership.end")).filter(valid_to__isnull=True)
    may_end = set(endable.values_list("pk", flat=True))
    by_body = [
        (
            body,
            [
                (each, _end_form(ended, str(each.pk)) if each.pk in may_end else None)
                for each in sorted(members, key=lambda member: ROLES.index(member.role))
            ],
        )
        for body, members in groupby(members_on(actor, day), key=lambda member: member.body)
    ]
    context = {
        "bodies": by_body,
        "form": (form or MembershipForm(actor)) if actor.may("membership.set") else None,
        "may_end": bool(may_end),
        "may_see_work": actor.may("work_record.view"),
        "day_form": day_form,
        "day": day,
    }
    status = max((each.status for each in (form, *ended.values()) if each is not None), default=200)
    return render(request, "meetings/bodies.html", context, status=status)


def _end_form(ended: Mapping[str, EndForm], key: str) -> EndForm:
    return ended.get(key) or EndForm(auto_id=f"{key}_%s")
