"""Pages of enterprises."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.enterprises import text
from hongxian.modules.base.enterprises.commands import name_responsible_person, register_enterprise
from hongxian.modules.base.enterprises.forms import EnterpriseForm, ResponsiblePersonForm
from hongxian.modules.base.enterprises.models import SECTORS, Enterprise
from hongxian.modules.base.enterprises.queries import (
    responsible_history,
    visible_enterprises,
)


@needs("enterprise.register")
def register(request: Request) -> HttpResponse:
    """Enter an enterprise."""
    form = EnterpriseForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        done = form.carry_out(register_enterprise, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.REGISTERED)
            return redirect("enterprises:detail", done.pk)
    return render(request, "enterprises/register.html", {"form": form}, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One enterprise: what is known of it, who answers for its safety, what happened to the record."""
    return _detail(request, get_object_or_404(visible_enterprises(request.actor), pk=key))


@require_POST
def name_person(request: Request, key: str) -> HttpResponse:
    """Say who bears a role in the enterprise."""
    enterprise = get_object_or_404(visible_enterprises(request.actor), pk=key)
    form = ResponsiblePersonForm(request.actor, request.POST)
    if (
        form.is_valid()
        and form.carry_out(name_responsible_person, actor=request.actor, enterprise=enterprise, **form.cleaned_data)
        is not None
    ):
        messages.success(request, text.PERSON_NAMED)
        return redirect("enterprises:detail", key)
    return _detail(request, enterprise, form)


def _detail(request: Request, enterprise: Enterprise, refused: ResponsiblePersonForm | None = None) -> HttpResponse:
    actor, permission = request.actor, "responsible_person.name"
    parent = enterprise.parent_id
    may_name = visible_enterprises(actor, permission).filter(pk=enterprise.pk).exists()
    context = {
        "enterprise": enterprise,
        "parent_visible": parent is not None and visible_enterprises(actor).filter(pk=parent).exists(),
        "known_sectors": SECTORS,
        "people": responsible_history(actor, enterprise),
        "form": (refused or ResponsiblePersonForm(actor)) if may_name else None,
        "moments": timeline(enterprise),
    }
    return render(request, "enterprises/detail.html", context, status=refused.status if refused else 200)
