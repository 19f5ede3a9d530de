"""Pages of integrations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.integrations import text
from hongxian.modules.base.integrations.commands import (
    add_webhook,
    end_integration,
    end_webhook,
    issue_access_token,
    register_integration,
    revoke_access_token,
)
from hongxian.modules.base.integrations.forms import HookForm, IntegrationForm, PostForm, ReasonForm, TokenForm
from hongxian.modules.base.integrations.models import Integration
from hongxian.modules.base.integrations.queries import (
    deliveries_of,
    secret_of,
    visible_access_tokens,
    visible_integrations,
    visible_webhooks,
)
from hongxian.modules.base.parties.queries import visible_posts

_SHOWN = 50


@require_GET
@needs("integration.view")
def integration_list(request: Request) -> HttpResponse:
    """The integrations within the actor's scope."""
    context = {"integrations": visible_integrations(request.actor)}
    return render(request, "integrations/list.html", context)


@needs("integration.register")
def register(request: Request) -> HttpResponse:
    """First the post, then what of its permissions."""
    chosen = request.GET.get("post")
    if not chosen:
        return render(request, "integrations/post.html", {"form": PostForm(None, actor=request.actor)})
    named = PostForm(request.GET, actor=request.actor)
    if not named.is_valid():
        return render(request, "integrations/post.html", {"form": named}, status=named.status)
    if chosen != str(named.cleaned_data["post"].pk):
        return redirect(f"{request.path}?post={named.cleaned_data['post'].pk}")
    post = get_object_or_404(visible_posts(request.actor, "post.view").select_related("party"), pk=chosen)
    form = IntegrationForm(request.POST or None, post=post)
    if form.is_valid():
        made = form.carry_out(register_integration, actor=request.actor, post=post, **form.cleaned_data)
        if made:
            messages.success(request, text.REGISTERED)
            return redirect("integrations:integration", made.pk)
    return render(request, "integrations/register.html", {"form": form, "post": post}, status=form.status)


@require_GET
@needs("integration.view")
def integration(request: Request, key: UUID) -> HttpResponse:
    """One integration: its powers, tokens, addresses and acts."""
    return _page(request, _find(request, key))


@never_cache
@require_POST
def act(request: Request, key: UUID, verb: str) -> HttpResponse:
    """Stop it, give it a token, add an address."""
    found = _find(request, key)
    if verb not in _ACTS:
        raise Http404
    return _ACTS[verb](request, found)


def _stop(request: Request, found: Integration) -> HttpResponse:
    form = ReasonForm(request.POST)
    done = (
        form.carry_out(end_integration, actor=request.actor, integration=found, **form.cleaned_data)
        if form.is_valid()
        else None
    )
    if done:
        messages.success(request, text.STOPPED)
        return redirect("integrations:integration", found.pk)
    return _page(request, found, end_form=form)


def _issue(request: Request, found: Integration) -> HttpResponse:
    form = TokenForm(request.POST)
    issued = (
        form.carry_out(issue_access_token, actor=request.actor, integration=found, **form.cleaned_data)
        if form.is_valid()
        else None
    )
    return _page(request, found, shown=issued.shown) if issued else _page(request, found, token_form=form)


def _add(request: Request, found: Integration) -> HttpResponse:
    form = HookForm(request.POST)
    if form.is_valid():
        made = form.carry_out(add_webhook, actor=request.actor, integration=found, **form.cleaned_data)
        if made:
            messages.success(request, text.HOOK_ADDED)
            return redirect("integrations:webhook", made.pk)
    return _page(request, found, hook_form=form)


_ACTS: dict[str, Callable[[Request, Integration], HttpResponse]] = {"end": _stop, "issue": _issue, "hook": _add}


@require_http_methods(["POST"])
def revoke(request: Request, key: UUID) -> HttpResponse:
    """Take a token back."""
    found = get_object_or_404(visible_access_tokens(request.actor), pk=key)
    form = ReasonForm(request.POST)
    done = (
        form.carry_out(revoke_access_token, actor=request.actor, access_token=found, **form.cleaned_data)
        if form.is_valid()
        else None
    )
    if done:
        messages.success(request, text.REVOKED)
    return redirect("integrations:integration", found.integration_id)


@require_GET
@needs("integration.view")
def webhook(request: Request, key: UUID) -> HttpResponse:
    """One address: its key for those who may add addresses, and what was sent."""
    found = get_object_or_404(visible_webhooks(request.actor), pk=key)
    context = {
        "webhook": found,
        "secret": secret_of(found) if request.actor.may("webhook.add") else "",
        "deliveries": deliveries_of(found)[:_SHOWN],
        "form": ReasonForm(),
    }
    return render(request, "integrations/webhook.html", context)


@require_POST
def end_hook(request: Request, key: UUID) -> HttpResponse:
    """Tell that address nothing more."""
    found = get_object_or_404(visible_webhooks(request.actor), pk=key)
    form = ReasonForm(request.POST)
    done = (
        form.carry_out(end_webhook, actor=request.actor, webhook=found, **form.cleaned_data)
        if form.is_valid()
        else None
    )
    if done:
        messages.success(request, text.HOOK_STOPPED)
    return redirect("integrations:webhook", found.pk)


def _find(request: Request, key: UUID) -> Integration:
    return get_object_or_404(visible_integrations(request.actor), pk=key)


def _page(request: Request, found: Integration, **more: Any) -> HttpResponse:
    forms = {"token_form": TokenForm(), "hook_form": HookForm(None), "end_form": ReasonForm(), "revoke": ReasonForm()}
    context = {
        "integration": found,
        "tokens": found.access_tokens.order_by("-given_at"),
        "webhooks": found.webhooks.order_by("-added_at"),
        "moments": timeline(found),
        **forms,
        **more,
    }
    refused = next((each.status for each in more.values() if hasattr(each, "status")), 200)
    return render(request, "integrations/integration.html", context, status=refused)
