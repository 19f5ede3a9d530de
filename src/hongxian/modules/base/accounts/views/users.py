"""Accounts as administrators see them: list, opening, one account with what may be done about it, locks, settings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.clock import now
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.accounts import sessions, text
from hongxian.modules.base.accounts.commands import (
    close_user,
    end_login,
    issue_code,
    lift_lock,
    open_user,
    reopen_user,
    reset_second_factor,
    set_security_policy,
)
from hongxian.modules.base.accounts.forms import IdentityForm, OpenForm, PolicyForm, QueryForm, ReasonForm
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.passwords import new_code
from hongxian.modules.base.accounts.policy import latest_policy, policy, settings
from hongxian.modules.base.accounts.queries import (
    authorities_of,
    identities_of,
    lock_of,
    locks_standing,
    logins_of,
    needs_second_factor,
    policy_history,
    posts_of,
    second_factor_of,
    users_page,
    visible_login_locks,
    visible_logins,
    visible_users,
)
from hongxian.modules.base.accounts.single_sign_on import is_set_up

VERBS = {
    "issue_code": "user.issue_code",
    "close": "user.close",
    "reopen": "user.reopen",
    "reset_second_factor": "second_factor.reset",
    "lift_lock": "login_lock.lift",
}
"""What an administrator may do about one account, each with a reason."""


@require_safe
@needs("user.view")
def user_list(request: Request) -> HttpResponse:
    """The accounts within one's scope, and the locks that hold."""
    form = QueryForm(request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = users_page(
        request.actor,
        words=chosen.get("words", ""),
        state=chosen.get("state", ""),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    locks = list(locks_standing(request.actor, now())) if request.actor.may("login_lock.lift") else []
    return render(request, "accounts/users.html", {"form": form, "page": page, "locks": locks})


@needs("user.open")
@never_cache
def open_account(request: Request) -> HttpResponse:
    """Open an account: the one-time code for the person is shown once, to whoever hands it over."""
    form = OpenForm(request.actor, request.POST if request.method == "POST" else None)
    if form.is_valid():
        code = new_code()
        user = form.carry_out(open_user, actor=request.actor, code=code, **form.cleaned_data)
        if user is not None:
            return _show_code(request, user, code, text.ACCOUNT_OPENED)
    return render(request, "accounts/open.html", {"form": form}, status=form.status)


@require_safe
def user_detail(request: Request, key: str) -> HttpResponse:
    """One account: who, in which posts with which powers, how it logs in, what happened to it."""
    return _detail(request, get_object_or_404(visible_users(request.actor), pk=key))


@require_POST
@never_cache
def user_act(request: Request, key: str, verb: str) -> HttpResponse:
    """Do one of the verbs about the account, with a reason."""
    user = get_object_or_404(visible_users(request.actor), pk=key)
    if verb not in VERBS:
        raise Http404
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _detail(request, user, verb, form)
    given = {"actor": request.actor, "reason": form.cleaned_data["reason"]}
    if verb in {"issue_code", "reopen"}:
        code = new_code()
        command: Callable[..., Any] = issue_code if verb == "issue_code" else reopen_user
        if form.carry_out(command, user=user, code=code, **given) is not None:
            return _show_code(request, user, code, "")
        return _detail(request, user, verb, form)
    sentence = _plain_act(form, user, verb, given)
    if form.errors:
        return _detail(request, user, verb, form)
    messages.success(request, sentence)
    return redirect("accounts:user", user.pk)


def _plain_act(form: ReasonForm, user: User, verb: str, given: dict[str, Any]) -> str:
    """Closing, resetting, unlocking; the sentence when it is done."""
    if verb == "close":
        form.carry_out(close_user, user=user, **given)
        return text.ACCOUNT_WAS_CLOSED
    if verb == "reset_second_factor":
        factor = second_factor_of(user)
        if factor is None:
            raise Http404
        form.carry_out(reset_second_factor, second_factor=factor, **given)
        return text.FACTOR_RESET
    lock = lock_of(user.username, now())
    if lock is None:
        raise Http404
    form.carry_out(lift_lock, login_lock=lock, **given)
    return text.LOCK_LIFTED


def _detail(request: Request, user: User, tried: str = "", form: ReasonForm | None = None) -> HttpResponse:
    moment, posts, factor = now(), posts_of(user), second_factor_of(user)
    lock = lock_of(user.username, moment)
    fitting = {
        "issue_code": user.is_active,
        "close": user.is_active,
        "reopen": not user.is_active,
        "reset_second_factor": factor is not None,
        "lift_lock": lock is not None,
    }
    acts = [
        (verb, permission, form if verb == tried else ReasonForm(auto_id=f"id_{verb}_%s"))
        for verb, permission in VERBS.items()
        if verb == tried
        or (fitting[verb] and request.actor.key != str(user.person_id) and _may(request, user, permission))
    ]
    standing = [(each, sessions.last_seen(each), sessions.device_of(each)) for each in logins_of(user)]
    context = {
        "account": user,
        "authorities": authorities_of(posts).select_related("post__party", "organisation", "enterprise"),
        "posts": posts,
        "factor": factor,
        "factor_needed": needs_second_factor(user),
        "lock": lock,
        "acts": acts,
        "identities": identities_of(user),
        "identity_form": IdentityForm(auto_id="id_identity_%s")
        if is_set_up() and _may(request, user, "identity.link")
        else None,
        "may_unlink": _may(request, user, "identity.unlink"),
        "logins": [each for each in standing if each[1] is not None],
        "may_end": _may(request, user, "login.end"),
        "moments": timeline(user),
        "now": moment,
    }
    return render(request, "accounts/user.html", context, status=form.status if form else 200)


def _may(request: Request, user: User, permission: str) -> bool:
    return request.actor.may(permission) and visible_users(request.actor, permission).filter(pk=user.pk).exists()


@require_POST
def user_end_login(request: Request, key: str, login_key: str) -> HttpResponse:
    """End one login of somebody."""
    user = get_object_or_404(visible_users(request.actor), pk=key)
    login = get_object_or_404(visible_logins(request.actor, "login.end"), pk=login_key, user=user)
    end_login(actor=request.actor, login=login, cause="ended")
    messages.success(request, text.LOGIN_ENDED)
    return redirect("accounts:user", user.pk)


@require_POST
@needs("login_lock.lift")
def unlock(request: Request, key: str) -> HttpResponse:
    """Lift a lock upon a name that nobody bears, or upon an address."""
    lock = get_object_or_404(visible_login_locks(request.actor, "login_lock.lift"), pk=key)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    lift_lock(actor=request.actor, login_lock=lock, reason=reason)
    messages.success(request, text.LOCK_LIFTED)
    return redirect("accounts:users")


@needs("security_policy.view")
def security(request: Request) -> HttpResponse:
    """The settings of login security with their sources; whoever may, sets them."""
    latest = latest_policy()
    form = None
    if request.actor.may("security_policy.set"):
        form = PolicyForm(latest.number if latest else 0, request.POST if request.method == "POST" else None)
        if form.is_valid():
            given = {"basis": form.cleaned_data["basis"], "seen": form.cleaned_data["seen"]}
            if form.carry_out(set_security_policy, actor=request.actor, values=form.values(), **given) is not None:
                messages.success(request, text.POLICY_SET)
                return redirect("accounts:security")
    values = policy()
    context = {
        "form": form,
        "settings": [(each, values[key]) for key, each in settings().items()],
        "latest": latest,
        "history": policy_history(),
    }
    return render(request, "accounts/security.html", context, status=form.status if form else 200)


def _show_code(request: Request, user: User, code: str, sentence: str) -> HttpResponse:
    context = {"account": user, "code": code, "sentence": sentence, "hours": policy()["code_hours"]}
    return render(request, "accounts/code.html", context)
