"""Logging in by an identity service: there and back; and which of its subjects is which account."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from hongxian.kernel.actor import system_actor
from hongxian.kernel.problem import Problem
from hongxian.kernel.web.access import Request, public
from hongxian.modules.base.accounts import entering, single_sign_on, text
from hongxian.modules.base.accounts.commands import link_identity, unlink_identity
from hongxian.modules.base.accounts.forms import IdentityForm, ReasonForm
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import find_user, user_of_subject, visible_identities, visible_users
from hongxian.modules.base.accounts.views.login import go_on, wanted_page

_WANTED = "wanted_after_sign_on"


@public
@never_cache
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the identity service."""
    if request.user.is_authenticated:
        return redirect("/")
    wanted = wanted_page(request)
    try:
        response = single_sign_on.send_there(request, request.build_absolute_uri(reverse("accounts:sign_on_back")))
    except Problem as problem:
        return _turned_away(request, problem.text)
    request.session[_WANTED] = wanted
    return response


@public
@never_cache
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """Back from the identity service: in, if its subject is an account of ours; a second factor is asked as ever."""
    if request.user.is_authenticated:
        return redirect("/")
    if not single_sign_on.is_set_up():
        return _turned_away(request, text.NO_SINGLE_SIGN_ON)
    if sentence := entering.standing_lock(request, ""):
        return _turned_away(request, sentence)
    try:
        claims = single_sign_on.claims_of(request)
    except Problem as problem:
        entering.fail(request, "", "single_sign_on")
        return _turned_away(request, problem.text)
    user = user_of_subject(settings.OIDC_ISSUER, str(claims["sub"])) or _linked_by_claim(claims)
    if user is None:
        # Not under the subject as a name: whoever bears it elsewhere could lock the account that bears it here.
        entering.fail(request, "", f"single_sign_on {claims['sub']}"[:80])
        return _turned_away(request, text.SUBJECT_UNKNOWN.format(subject=claims["sub"]))
    if sentence := entering.standing_lock(request, user.username):
        return _turned_away(request, sentence)
    return go_on(request, user, "oidc", request.session.pop(_WANTED, "/"))


def _linked_by_claim(claims: dict[str, Any]) -> User | None:
    """The account that bears the login name which the claim set for it says, linked now; None if none is set."""
    claim = settings.OIDC_USERNAME_CLAIM
    user = find_user(str(claims.get(claim, ""))) if claim else None
    if user is None:
        return None
    given = {"provider": settings.OIDC_ISSUER, "subject_identifier": str(claims["sub"])}
    reason = text.BY_CLAIM.format(claim=claim)
    try:
        link_identity(actor=system_actor("single_sign_on", "identity.link"), user=user, reason=reason, **given)
    except Problem:
        return None  # the account belongs to another subject: a claim alone moves it to nobody
    return user


def _turned_away(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.error(request, sentence)
    return redirect("accounts:login")


@require_POST
def link(request: Request, key: str) -> HttpResponse:
    """Say which subject of the identity service an account belongs to."""
    user = get_object_or_404(visible_users(request.actor), pk=key)
    form = IdentityForm(request.POST)
    if not form.is_valid():
        raise Problem(text.SUBJECT_MISSING)
    link_identity(actor=request.actor, user=user, provider=settings.OIDC_ISSUER, **form.cleaned_data)
    messages.success(request, text.LINKED)
    return redirect("accounts:user", user.pk)


@require_POST
def unlink(request: Request, key: str) -> HttpResponse:
    """Take that away."""
    identity = get_object_or_404(visible_identities(request.actor), pk=key)
    form = ReasonForm(request.POST)
    reason = form.cleaned_data["reason"] if form.is_valid() else ""
    unlink_identity(actor=request.actor, identity=identity, reason=reason)
    messages.success(request, text.UNLINKED)
    return redirect("accounts:user", identity.user_id)
