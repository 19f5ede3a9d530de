"""Pages of notices: one's own, what one wants sent where, and for administrators gateways and deliveries."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from hongxian.kernel.module import noun
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.accounts.queries import capacities_of_request
from hongxian.modules.base.notices import text
from hongxian.modules.base.notices.commands import (
    add_contact,
    add_gateway,
    confirm_contact,
    count_try,
    end_gateway,
    mark_read,
    remove_contact,
    resend_delivery,
    set_preference,
    try_gateway,
)
from hongxian.modules.base.notices.forms import CodeForm, ContactForm, GatewayForm, PreferenceForm, ReasonForm
from hongxian.modules.base.notices.models import CHANNELS, DELIVERY_STATES, GATEWAY_KINDS, NoticeContact
from hongxian.modules.base.notices.queries import (
    channels_open,
    deliveries_page,
    notices_page,
    openable,
    preference_of,
    visible_contacts,
    visible_deliveries,
    visible_gateways,
    visible_notices,
)


@require_GET
@needs("notice.view")
def notice_list(request: Request) -> HttpResponse:
    """The own notices, unread ones first asked for; titles only of what may be seen in the post acted in."""
    unread = request.GET.get("show") != "all"
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    found = notices_page(request.actor, unread=unread, after=after, before=before)
    seen = openable(request.actor, found.rows)
    posts = dict(capacities_of_request(request))
    rows = [(each, each.pk in seen, posts.get(each.capacity, "")) for each in found.rows]
    return render(request, "notices/list.html", {"rows": rows, "page": found, "unread": unread})


@require_POST
@needs("notice.view")
def read(request: Request) -> HttpResponse:
    """Mark those ticked as read, or all."""
    keys = None if "all" in request.POST else _keys(request.POST.getlist("key"))
    messages.success(request, text.READ.format(count=mark_read(request.actor, keys)))
    return redirect("notices:list")


def _keys(given: list[str]) -> list[UUID]:
    found = []
    for each in given:
        try:
            found.append(UUID(each))
        except ValueError:
            continue
    return found


@require_GET
@needs("notice.view")
def open_notice(request: Request, key: UUID) -> HttpResponse:
    """Go to what the notice is about, which thereby counts as read; who may not see it in the post acted in is told in
    which it would be."""
    notice = get_object_or_404(visible_notices(request.actor), pk=key)
    if notice.pk not in openable(request.actor, [notice]):
        capacity = dict(capacities_of_request(request)).get(notice.capacity, "")
        context = {"notice": notice, "capacity": capacity, "current": notice.capacity == request.actor.capacity}
        return render(request, "notices/unseen.html", context, status=404)
    mark_read(request.actor, [notice.pk])
    page = noun(notice.subject_kind).page
    return redirect(reverse(page, args=[notice.subject_key]) if page else "notices:list")


@needs("notice_preference.view")
def preferences(request: Request) -> HttpResponse:
    """What is sent to oneself, where and when."""
    form = _preference_form(request, request.POST if request.method == "POST" else None)
    if form.is_valid() and form.carry_out(set_preference, actor=request.actor, **form.chosen()) is not None:
        messages.success(request, text.SAVED)
        return redirect("notices:preferences")
    return _own_page(request, form=form, status=form.status)


def _preference_form(request: Request, data: object = None) -> PreferenceForm:
    return PreferenceForm(data, preference=preference_of(request.actor.key), channels=channels_open())


def _own_page(request: Request, *, status: int = 200, **given: object) -> HttpResponse:
    channels = channels_open()
    contacts = list(visible_contacts(request.actor).order_by("channel"))
    free = [each for each in channels if each not in {contact.channel for contact in contacts}]
    context = {
        "form": given.get("form") or _preference_form(request),
        "contact_form": given.get("contact_form") or (ContactForm(None, channels=free) if free else None),
        "code_form": given.get("code_form") or CodeForm(),
        "contacts": contacts,
        "channels": channels,
    }
    return render(request, "notices/preferences.html", context, status=status)


@require_POST
@needs("notice_contact.add")
def add(request: Request) -> HttpResponse:
    """Note an address; a code goes there."""
    form = ContactForm(request.POST, channels=channels_open())
    if form.is_valid() and form.carry_out(add_contact, actor=request.actor, **form.cleaned_data) is not None:
        messages.success(request, text.CODE_SENT)
        return redirect("notices:preferences")
    return _own_page(request, contact_form=form, status=form.status)


@require_POST
@needs("notice_contact.confirm")
def confirm(request: Request, key: UUID) -> HttpResponse:
    """The code, read off at the address."""
    contact = _contact(request, key)
    form = CodeForm(request.POST)
    if (
        form.is_valid()
        and form.carry_out(_try_code, request, contact, form.cleaned_data["confirmation_code"]) is not None
    ):
        messages.success(request, text.CONFIRMED)
        return redirect("notices:preferences")
    return _own_page(request, code_form=form, status=form.status)


def _try_code(request: Request, contact: NoticeContact, code: str) -> NoticeContact:
    count_try(contact)
    return confirm_contact(actor=request.actor, notice_contact=contact, confirmation_code=code)


@require_POST
@needs("notice_contact.remove")
def remove(request: Request, key: UUID) -> HttpResponse:
    """Send nothing there any more."""
    remove_contact(actor=request.actor, notice_contact=_contact(request, key))
    messages.success(request, text.CONTACT_REMOVED)
    return redirect("notices:preferences")


def _contact(request: Request, key: UUID) -> NoticeContact:
    return get_object_or_404(visible_contacts(request.actor), pk=key)


@needs("notice_gateway.view")
def gateways(request: Request) -> HttpResponse:
    """The ways out of the house; whoever may registers one."""
    form = None
    if request.actor.may("notice_gateway.add"):
        form = GatewayForm(request.POST if request.method == "POST" else None, actor=request.actor)
        if form.is_valid() and form.carry_out(add_gateway, actor=request.actor, **form.chosen()) is not None:
            messages.success(request, text.GATEWAY_ADDED)
            return redirect("notices:gateways")
    context = {"gateways": visible_gateways(request.actor), "form": form, "reason": ReasonForm()}
    return render(request, "notices/gateways.html", context, status=form.status if form else 200)


@require_POST
def try_out(request: Request, key: UUID) -> HttpResponse:
    """Send a message that says only that it works."""
    gateway = get_object_or_404(visible_gateways(request.actor), pk=key)
    try_gateway(actor=request.actor, notice_gateway=gateway)
    messages.success(request, text.TRIED)
    return redirect("notices:deliveries")


@require_POST
def end(request: Request, key: UUID) -> HttpResponse:
    """Close a way out."""
    gateway = get_object_or_404(visible_gateways(request.actor), pk=key)
    form = ReasonForm(request.POST)
    if (
        form.is_valid()
        and form.carry_out(end_gateway, actor=request.actor, notice_gateway=gateway, **form.cleaned_data) is not None
    ):
        messages.success(request, text.GATEWAY_STOPPED)
    return redirect("notices:gateways")


@require_GET
@needs("notice_delivery.view")
def deliveries(request: Request) -> HttpResponse:
    """What was sent to whom and how that went, by channel and state; not what it said."""
    asked = {name: request.GET.get(name, "") for name in ("channel", "state", "after", "before")}
    found = deliveries_page(request.actor, **asked)
    channels = (*CHANNELS, *(each for each in GATEWAY_KINDS if each not in CHANNELS))
    context = {"page": found, "asked": asked, "channels": channels, "states": DELIVERY_STATES}
    return render(request, "notices/deliveries.html", context)


@require_POST
def resend(request: Request, key: UUID) -> HttpResponse:
    """Try again what was given up."""
    delivery = get_object_or_404(visible_deliveries(request.actor), pk=key)
    resend_delivery(actor=request.actor, notice_delivery=delivery)
    messages.success(request, text.RESENT)
    return redirect("notices:deliveries")
