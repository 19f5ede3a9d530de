"""Asking for access, and answering."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts.commands import grant_authority, permissions_known
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.flow import ACCESS_REQUEST
from hongxian.modules.base.mandates.models import AccessRequest

if TYPE_CHECKING:
    from hongxian.modules.base.accounts.models import Role
    from hongxian.modules.base.parties.models import Party, Post
    from hongxian.modules.base.places.models import Place


@command("access_request.ask", sees="post=post.view")
def ask_for_access(*, actor: Actor, post: Post, permission: str, reason: str, page_address: str = "") -> AccessRequest:
    """Ask for a permission for the post acted in. Raises `Problem` for another post, a permission nobody knows, and
    when the same was asked and is not answered."""
    if actor.mandate is not None or actor.post != str(post.pk):
        raise Problem(text.ONLY_IN_OWN_POST, field="post")
    if permission not in permissions_known():
        raise Problem(text.NO_SUCH_PERMISSION, field="permission")
    same = {"person": UUID(actor.key), "post": post, "permission": permission, "page_address": page_address[:300]}
    if AccessRequest.objects.filter(state="asked", **same).exists():
        raise Problem(text.ASKED_ALREADY, field="permission")
    asked = AccessRequest.objects.create(
        person_id=UUID(actor.key),
        post=post,
        permission=permission,
        page_address=page_address[:300],
        reason=reason.strip(),
        asked_at=now(),
    )
    record(asked, reason=reason.strip())
    return asked


@command("access_request.grant", sees="role=role.view")
def grant_access(
    *,
    actor: Actor,
    access_request: AccessRequest,
    role: Role,
    valid_to: date | None,
    opinion: str,
    place: Place | None = None,
    organisation: Party | None = None,
) -> AccessRequest:
    """Grant what was asked, by an authority of the post: with a role that has the permission, within limits. The same
    rules hold as for every grant; raises `Problem` when the role does not bring what was asked."""
    if access_request.permission not in role.permissions:
        raise Problem(text.ROLE_BRINGS_NOT.format(role=role.name), field="role")
    authority = grant_authority(
        actor=actor,
        post=access_request.post,
        role=role,
        place=place,
        organisation=organisation,
        valid_from=today(),
        valid_to=valid_to,
        basis=opinion.strip(),
    )
    answer = {"answered_at": now(), "answered_by_name": actor.name, "authority": authority}
    ACCESS_REQUEST.advance(access_request, "grant", actor, None, opinion=opinion.strip(), **answer)
    record(access_request, reason=opinion.strip())
    return access_request


@command("access_request.refuse")
def refuse_access(*, actor: Actor, access_request: AccessRequest, opinion: str) -> AccessRequest:
    """Say no, and why."""
    answer = {"answered_at": now(), "answered_by_name": actor.name}
    ACCESS_REQUEST.advance(access_request, "refuse", actor, None, opinion=opinion.strip(), **answer)
    record(access_request, reason=opinion.strip())
    return access_request


@command("access_request.withdraw")
def withdraw_request(*, actor: Actor, access_request: AccessRequest) -> AccessRequest:
    """Take it back; only by who asked."""
    ACCESS_REQUEST.advance(access_request, "withdraw", actor, answered_at=now())
    record(access_request)
    return access_request
