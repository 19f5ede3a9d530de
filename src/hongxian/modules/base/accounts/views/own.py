"""One's own account: posts, password, second factor, logins."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import HASH_SESSION_KEY
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.web.access import Request
from hongxian.modules.base.accounts import sessions, text
from hongxian.modules.base.accounts.commands import (
    Enrolment,
    change_password,
    end_login,
    enrol_second_factor,
    give_up_second_factor,
    renew_recovery_codes,
)
from hongxian.modules.base.accounts.enrolling import Offer, new_recovery_codes
from hongxian.modules.base.accounts.forms import ChangePasswordForm, CodeForm
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import (
    authorities_of,
    logins_of,
    needs_second_factor,
    oneself,
    posts_of,
    recovery_codes_left,
    second_factor_of,
    user_by_key,
)


def own(request: Request) -> User:
    """The account that is logged in: the middleware lets nobody else here."""
    user = user_by_key(str(request.user.pk))
    if user is None:
        raise Http404
    return user


@require_safe
def me(request: Request) -> HttpResponse:
    """My account: what I may act as, and how I log in."""
    user = own(request)
    posts = posts_of(user)
    granted: dict[Any, list[Any]] = {}
    for each in authorities_of(posts).select_related("organisation", "enterprise").order_by("role__name"):
        granted.setdefault(each.post_id, []).append(each)
    context = {
        "account": user,
        "posts": [(post, granted.get(post.pk, [])) for post in posts],
        "logins": _logins(request, user),
        "factor": second_factor_of(user),
        "factor_needed": needs_second_factor(user),
    }
    return render(request, "accounts/me.html", context)


def _logins(request: Request, user: User) -> list[dict[str, Any]]:
    """The logins that stand, each with when it was last used and whether it is this one."""
    this = request.session.get(sessions.LOGIN)
    found = [(each, sessions.last_seen(each)) for each in logins_of(user)]
    return [
        {"login": each, "seen": seen, "device": sessions.device_of(each), "this": str(each.pk) == this}
        for each, seen in found
        if seen is not None
    ]


@never_cache
@sensitive_post_parameters()
def password(request: Request) -> HttpResponse:
    """Change one's own password; whoever must, comes here first."""
    user = own(request)
    form = ChangePasswordForm(request.POST or None)
    if form.is_valid():
        changed = form.carry_out(
            change_password,
            actor=oneself(user, "user.change_password", "login.end"),
            user=user,
            old_password=form.cleaned_data["old_password"],
            password=form.cleaned_data["password"],
            keep=request.session.get(sessions.LOGIN, ""),
        )
        if changed is not None:
            # Not `update_session_auth_hash`: it gives the session another key than the login names.
            request.session[HASH_SESSION_KEY] = changed.get_session_auth_hash()
            request.session[sessions.CHANGE] = False
            messages.success(request, text.PASSWORD_CHANGED)
            return redirect("accounts:me")
    context = {"form": form, "must": request.session.get(sessions.CHANGE)}
    return render(request, "accounts/password.html", context, status=form.status)


@require_POST
def end(request: Request, key: str) -> HttpResponse:
    """End one of one's own logins, on this device or another."""
    user = own(request)
    login = get_object_or_404(logins_of(user), pk=key)
    if str(login.pk) == request.session.get(sessions.LOGIN):
        return redirect("accounts:me")
    end_login(actor=oneself(user, "login.end"), login=login, cause="ended")
    messages.success(request, text.LOGIN_ENDED)
    return redirect("accounts:me")


@never_cache
def second_factor(request: Request) -> HttpResponse:
    """Take up a second factor; or renew its recovery codes, or give it up, both after a code."""
    user = own(request)
    factor = second_factor_of(user)
    form = CodeForm(request.POST or None)
    offer = None if factor else Offer(request, user)
    if form.is_valid():
        code, verb = form.cleaned_data["code"], request.POST.get("verb", "enrol")
        actor = oneself(user, "second_factor.enrol", "second_factor.renew_codes", "second_factor.give_up")
        if offer is not None and verb == "enrol":
            enrolment = Enrolment(offer.secret, code, offer.recovery_codes)
            if form.carry_out(enrol_second_factor, actor=actor, user=user, enrolment=enrolment) is not None:
                return _show_codes(request, offer.taken())
        elif factor is not None and verb == "renew_codes":
            codes = new_recovery_codes()
            given = {"second_factor": factor, "code": code, "recovery_codes": codes}
            if form.carry_out(renew_recovery_codes, actor=actor, **given) is not None:
                return _show_codes(request, codes)
        elif factor is not None and verb == "give_up":
            form.carry_out(give_up_second_factor, actor=actor, second_factor=factor, code=code)
            if not form.errors:
                messages.success(request, text.SECOND_FACTOR_GIVEN_UP)
                return redirect("accounts:me")
        else:
            raise Http404
    left = recovery_codes_left(factor) if factor else 0
    context = {"form": form, "offer": offer, "factor": factor, "left": left, "needed": needs_second_factor(user)}
    return render(request, "accounts/second_factor.html", context, status=form.status)


def _show_codes(request: Request, codes: list[str]) -> HttpResponse:
    return render(request, "accounts/own_codes.html", {"codes": codes})
