"""Why somebody may or may not; asking for access, and answering."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import Request
from hongxian.modules.base.accounts.queries import (
    account_of_key,
    granters,
    roles_with,
    user_in_scope,
)
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.commands import ask_for_access, grant_access, refuse_access, withdraw_request
from hongxian.modules.base.mandates.explaining import explain, permission_at, target_of
from hongxian.modules.base.mandates.forms import AnswerForm, RequestForm, WhyForm
from hongxian.modules.base.mandates.models import AccessRequest
from hongxian.modules.base.mandates.queries import requests_listed, visible_access_requests
from hongxian.modules.base.parties.queries import post_by_key


@require_safe
def why(request: Request) -> HttpResponse:
    """Which role, scope and post give a permission or lack it: for oneself, or for an account within one's scope."""
    others = request.actor.may("authority.view")
    form = WhyForm(request.GET or None, others=others)
    context: dict[str, object] = {"form": form}
    if form.is_valid():
        address = form.cleaned_data["page_address"]
        target = target_of(address) if address else None
        there = f"{target.noun.key}.view" if target else permission_at(address)
        permission = form.cleaned_data["permission"] or there
        username = form.cleaned_data.get("account", "")
        user = user_in_scope(request.actor, username) if username else account_of_key(request.actor.key)
        if user is None:
            form.add_error("account", text.NO_SUCH_ACCOUNT.format(username=username))
        elif not permission:
            form.add_error("permission", text.NO_SUCH_PAGE if address else text.WHAT_PERMISSION)
        else:
            reasons = explain(user, permission, target)
            context |= {
                "account": user,
                "permission": permission,
                "target": target,
                "address": address,
                "reasons": reasons,
                "granted": any(each.gives for each in reasons),
                "roles": roles_with(permission),
                "own": request.actor.key == str(user.person_id),
            }
    return render(request, "mandates/why.html", context, status=form.status)


@require_safe
def request_list(request: Request) -> HttpResponse:
    """What I asked, and what I may otherwise see; what waits first."""
    return render(request, "mandates/requests.html", {"requests": requests_listed(request.actor)})


def ask(request: Request) -> HttpResponse:
    """Ask for a permission for the post acted in."""
    if not request.actor.post or request.actor.mandate is not None:
        raise Problem(text.ONLY_IN_OWN_POST)
    initial = {key: request.GET[key] for key in ("permission", "page_address") if key in request.GET}
    form = RequestForm(request.POST if request.method == "POST" else None, **initial)
    post = post_by_key(request.actor.post)
    if form.is_valid():
        actor = request.actor.lent("access_request.ask", "post.view")
        done = form.carry_out(ask_for_access, actor=actor, post=post, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.ASKED)
            return redirect("mandates:request", done.pk)
    context = {"form": form, "post": post, "granters": granters(post)}
    return render(request, "mandates/ask.html", context, status=form.status)


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One request; whoever may, answers it."""
    return _detail(request, get_object_or_404(visible_access_requests(request.actor), pk=key))


@require_POST
def answer(request: Request, key: str, verb: str) -> HttpResponse:
    """Grant, refuse, or take back."""
    found = get_object_or_404(visible_access_requests(request.actor), pk=key)
    if verb == "withdraw":
        withdraw_request(actor=request.actor.lent("access_request.withdraw"), access_request=found)
        messages.success(request, text.WITHDRAWN)
        return redirect("mandates:request", key)
    if verb not in {"grant", "refuse"}:
        raise Http404
    form = AnswerForm(request.actor, found.permission, request.POST)
    if form.is_valid():
        given = dict(form.cleaned_data)
        if verb == "refuse":
            opinion = given["opinion"]
            form.carry_out(refuse_access, actor=request.actor, access_request=found, opinion=opinion)
        elif given["role"] is None:
            form.add_error("role", text.CHOOSE_ROLE)
        else:
            form.carry_out(grant_access, actor=request.actor, access_request=found, **given)
    if form.errors:
        return _detail(request, found, form)
    messages.success(request, text.ANSWERED)
    return redirect("mandates:request", key)


def _detail(request: Request, found: AccessRequest, form: AnswerForm | None = None) -> HttpResponse:
    own = request.actor.key == str(found.person_id)
    may = request.actor.may("access_request.grant") and not own and found.state == "asked"
    context = {
        "asked": found,
        "own": own and found.state == "asked",
        "form": (form or AnswerForm(request.actor, found.permission)) if may else None,
        "moments": timeline(found),
        "granters": granters(found.post) if found.state == "asked" else [],
    }
    return render(request, "mandates/request.html", context, status=form.status if form else 200)
