"""Pages of roles and authorities."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.commands import define_role, grant_authority, revoke_authority
from hongxian.modules.base.accounts.delivered import not_defined, not_taken_up, role_delivered
from hongxian.modules.base.accounts.models import Role
from hongxian.modules.base.accounts.queries import (
    authorities_page,
    mixed_people,
    role_with_code,
    roles_with_posts,
    visible_authorities,
    visible_roles,
)
from hongxian.modules.base.accounts.role_forms import AuthorityQueryForm, GrantForm, RevokeForm, RoleForm
from hongxian.modules.base.accounts.separation import kinds_of


@require_safe
@needs("role.view")
def role_list(request: Request) -> HttpResponse:
    """Every role: how many powers, which kind of administration, how many posts bear it."""
    roles = [(role, kinds_of(role.permissions)) for role in roles_with_posts(request.actor)]
    may_define = request.actor.may("role.define")
    context = {
        "roles": roles,
        "mixed": mixed_people() if may_define else [],
        "delivered": not_defined(role for role, _ in roles) if may_define else [],
        "behind": [role for role, _ in roles if not_taken_up(role)] if may_define else [],
    }
    return render(request, "accounts/roles.html", context)


@needs("role.define")
def new_role(request: Request) -> HttpResponse:
    """Define a role that is not there yet."""
    return _role(request, None)


def role_detail(request: Request, key: str) -> HttpResponse:
    """One role and what it may; whoever may, changes it."""
    return _role(request, get_object_or_404(visible_roles(request.actor), pk=key))


def _role(request: Request, role: Role | None) -> HttpResponse:
    may_define = request.actor.may("role.define")
    posted = request.POST if request.method == "POST" and may_define else None
    delivered = role_delivered(role.code if role else request.GET.get("delivered", ""))
    adopting = delivered if role is None or "adopt" in request.GET else None
    form = RoleForm(role, posted, delivered=adopting)
    if form.is_valid():
        if role is None and (taken := role_with_code(form.cleaned_data["code"])):
            form.add_error("code", text.ROLE_TAKEN.format(code=taken.code, name=taken.name))
        else:
            done = form.carry_out(define_role, actor=request.actor, **form.cleaned_data)
            if done is not None:
                messages.success(request, text.ROLE_SAVED)
                return redirect("accounts:role", done.pk)
    context = {
        "role": role,
        "form": form,
        "may_define": may_define,
        "moments": timeline(role) if role else [],
        "kinds": kinds_of(role.permissions) if role else [],
        "not_taken_up": not_taken_up(role) if role else [],
        "adopting": adopting,
    }
    return render(request, "accounts/role.html", context, status=form.status)


@require_safe
@needs("authority.view")
def authority_list(request: Request) -> HttpResponse:
    """Which post bears which role where, within one's scope."""
    form = AuthorityQueryForm(request.actor, request.GET)
    chosen = form.cleaned_data if form.is_valid() else {}
    page = authorities_page(
        request.actor,
        words=chosen.get("words", ""),
        role=chosen.get("role"),
        period=chosen.get("validity", ""),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    return render(request, "accounts/authorities.html", {"form": form, "page": page})


@needs("authority.grant")
def grant(request: Request) -> HttpResponse:
    """Grant a role to a post."""
    post = {"post": request.GET["post"]} if "post" in request.GET else {}
    form = GrantForm(request.actor, request.POST if request.method == "POST" else None, **post)
    if form.is_valid():
        done = form.carry_out(grant_authority, actor=request.actor, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.GRANTED)
            return redirect("accounts:authority", done.pk)
    return render(request, "accounts/grant.html", {"form": form}, status=form.status)


def authority_detail(request: Request, key: str) -> HttpResponse:
    """One authority; whoever may, revokes it."""
    authority = get_object_or_404(visible_authorities(request.actor), pk=key)
    may_revoke = (
        authority.recorded_to is None
        and request.actor.post != str(authority.post_id)
        and visible_authorities(request.actor, "authority.revoke").filter(pk=key).exists()
    )
    form = RevokeForm(request.POST or None) if may_revoke else None
    if form is not None and form.is_valid():
        done = form.carry_out(revoke_authority, actor=request.actor, authority=authority, **form.cleaned_data)
        if done is not None:
            messages.success(request, text.REVOKED)
            return redirect("accounts:authority", done.pk)
    context = {"authority": authority, "form": form, "moments": timeline(authority)}
    return render(request, "accounts/authority.html", context, status=form.status if form else 200)
