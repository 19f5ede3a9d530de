"""Logging in and out, setting a password with a one-time code, choosing the post to act in."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout as take_out_of_session
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.glossary import term
from hongxian.kernel.module import resolve
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import actor_of, public
from hongxian.kernel.web.context import acting
from hongxian.modules.base.accounts import entering, text
from hongxian.modules.base.accounts.commands import Enrolment, recover_password
from hongxian.modules.base.accounts.enrolling import Offer
from hongxian.modules.base.accounts.forms import CodeForm, LoginForm, RecoverForm
from hongxian.modules.base.accounts.leaving import leave
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import (
    POST_IN_SESSION,
    acting_as,
    find_user,
    needs_second_factor,
    oneself,
    posts_of,
    second_factor_of,
)
from hongxian.modules.base.accounts.single_sign_on import is_set_up, way_out


@public
@never_cache
@require_safe
def here(request: HttpRequest) -> JsonResponse:
    """Who is logged in, and acts as what, with a token for a form that was opened before the last login."""
    return JsonResponse({"acting": acting(actor_of(request)), "token": get_token(request)})


@public
@never_cache
@sensitive_post_parameters("password")
def login(request: HttpRequest) -> HttpResponse:
    """The login page; a demo instance lists its accounts on it."""
    wanted = wanted_page(request)
    if request.user.is_authenticated:
        return redirect(wanted)
    form = LoginForm(request.POST or None)
    if form.is_valid():
        user, sentence = entering.try_password(request, **form.cleaned_data)
        if user is not None:
            return go_on(request, user, "password", wanted)
        form.add_error(None, sentence)
    context = {"form": form, "next": wanted if wanted != "/" else "", "demo_accounts": _demo_accounts()}
    if is_set_up():
        context["sign_on_name"] = settings.OIDC_NAME
    return render(request, "accounts/login.html", context)


def go_on(request: HttpRequest, user: User, method: str, wanted: str) -> HttpResponse:
    """After the first factor: in, or on to the second."""
    if second_factor_of(user) is None and not needs_second_factor(user):
        entering.enter(request, user, method)
        return redirect(wanted)
    entering.wait_for_second_step(request, user, method, wanted)
    return redirect("accounts:second_step")


@public
@never_cache
def second_step(request: HttpRequest) -> HttpResponse:
    """The second factor: a code of it, or taking it up where a role demands one."""
    waiting = entering.waiting(request)
    if waiting is None:
        messages.info(request, text.PENDING_LOST)
        return redirect("accounts:login")
    user, pending = waiting
    if sentence := entering.standing_lock(request, user.username):
        request.session.flush()
        messages.error(request, sentence)
        return redirect("accounts:login")
    offer = None if second_factor_of(user) else Offer(request, user)
    form = CodeForm(request.POST or None)
    if form.is_valid() and _second_step_taken(request, user, pending, form, offer):
        if offer is None:
            return redirect(pending["next"])
        context = {"codes": offer.taken(), "next": pending["next"]}
        return render(request, "accounts/recovery_codes.html", context)
    return render(request, "accounts/second_step.html", {"form": form, "offer": offer}, status=form.status)


def _second_step_taken(
    request: HttpRequest, user: User, pending: dict[str, Any], form: CodeForm, offer: Offer | None
) -> bool:
    code = form.cleaned_data["code"]
    enrolment = Enrolment(offer.secret, code, offer.recovery_codes) if offer else None
    try:
        entering.enter(request, user, pending["method"], code=code, enrolment=enrolment)
    except Problem as problem:
        if problem.status != Problem.status:
            raise
        if offer is None:
            entering.fail(request, user.username, "code")
        form.add_error("code", problem.text)
        return False
    return True


@public
@never_cache
@sensitive_post_parameters("password", "again", "one_time_code")
def recover(request: HttpRequest) -> HttpResponse:
    """Set a password with a one-time code: at the first login, or when it was forgotten."""
    form = RecoverForm(request.POST or None)
    if form.is_valid():
        username = form.cleaned_data["username"]
        if sentence := entering.standing_lock(request, username) or _recover(request, form, username):
            form.add_error(None, sentence)
        if not form.errors:
            messages.success(request, text.PASSWORD_SET)
            return redirect("accounts:login")
    return render(request, "accounts/recover.html", {"form": form}, status=form.status)


def _recover(request: HttpRequest, form: RecoverForm, username: str) -> str:
    user = find_user(username)
    if user is not None:
        given = {"code": form.cleaned_data["one_time_code"], "password": form.cleaned_data["password"]}
        actor = oneself(user, "user.recover_password", "login.end")
        if form.carry_out(recover_password, actor=actor, user=user, **given) is not None:
            return ""
        if "password" in form.errors:
            return ""
        form.errors.pop("__all__", None)
    else:
        User().set_password(form.cleaned_data["one_time_code"])  # takes as long as for a name that exists
    failed = entering.fail(request, username, "one_time_code")
    return text.CODE_WRONG if failed == text.LOGIN_FAILED else failed


@public
@never_cache
@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Leave; the login ends. Who came by an identity service is led on to leave it too: on a shared computer the next
    one would else be let in as the one before. By a page, since a form may be sent on to nobody but ourselves."""
    method = leave(request, "logout")
    take_out_of_session(request)
    if not method.startswith("oidc"):
        return redirect("accounts:login")
    there = way_out(request.build_absolute_uri(reverse("accounts:login")))
    return render(request, "accounts/left.html", {"there": there, "sign_on_name": settings.OIDC_NAME})


@require_POST
def switch_post(request: HttpRequest) -> HttpResponse:
    """Act from now on in another of one's own posts, or in what else one may act as."""
    user, wanted = request.user, request.POST.get("post", "")
    actor = acting_as(user, posts_of(user), wanted) if isinstance(user, User) else None
    if actor is None:
        messages.error(request, text.NOT_YOUR_POST)
        return redirect("desk:home")
    request.session[POST_IN_SESSION] = wanted
    words = {"organisation": actor.organisation_name, "post": actor.post_name}
    if actor.mandate is None:
        messages.success(request, text.SWITCHED.format(**words))
    else:
        kind = term(actor.mandate.kind)
        messages.warning(request, text.SWITCHED_BY_MANDATE.format(kind=kind, name=actor.mandate.name, **words))
    return redirect("desk:home")


def wanted_page(request: HttpRequest) -> str:
    """The page of this site that was wanted; the first page otherwise."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}) else "/"


def _demo_accounts() -> Any:
    """The accounts of a demo instance, from the function that `settings.DEMO_ACCOUNTS` names: rows with `username`,
    `name`, `party`, `post`, `can` and `password`."""
    loader = getattr(settings, "DEMO_ACCOUNTS", "") if settings.DEMO else ""
    return resolve(loader)() if loader else ()
