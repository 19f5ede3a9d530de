"""Writes of delegations."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.accounts.queries import authorities_of, has_account, security_settings
from hongxian.modules.base.mandates import text
from hongxian.modules.base.mandates.models import Delegation
from hongxian.modules.base.parties.queries import colleagues_of

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Person, Post


@command("delegation.make", sees="post=post.view delegate=person.view")
def make_delegation(
    *,
    actor: Actor,
    post: Post,
    delegate: Person,
    valid_from: date,
    valid_to: date,
    reason: str,
    roles: Sequence[str] = (),
) -> Delegation:
    """Let a colleague act in a post of one's own, from–to, in all its roles or in those named.

    Raises `Problem` when the post is not the one acted in (what is held by mandate is not lent further), when the
    delegate is no colleague, is oneself or has no account, when the period is over, turned round or longer than the
    settings allow, when the post does not bear a role, or when the same is lent to the delegate on one of these days.
    """
    if actor.mandate is not None or actor.post != str(post.pk):
        raise Problem(text.ONLY_OWN_POST, field="post")
    if actor.key == str(delegate.pk):
        raise Problem(text.NOT_TO_ONESELF, field="delegate")
    if not colleagues_of(post).filter(pk=delegate.pk).exists() or not has_account(delegate):
        raise Problem(text.NO_COLLEAGUE.format(name=delegate.name), field="delegate")
    _check_period(valid_from, valid_to)
    borne = set(authorities_of([post]).values_list("role__code", flat=True))
    if unknown := sorted(set(roles) - borne):
        raise Problem(text.ROLE_NOT_BORNE.format(post=post.name, role=unknown[0]), field="roles")
    _refuse_twice(post, delegate, sorted(roles), valid_from, valid_to)
    made = Delegation.objects.create(
        post=post,
        delegator_id=UUID(actor.key),
        delegate=delegate,
        roles=sorted(roles),
        valid_from=valid_from,
        valid_to=valid_to,
        reason=reason,
        recorded_at=now(),
    )
    record(made, reason=reason)
    return made


@command("delegation.revoke")
def revoke_delegation(*, actor: Actor, delegation: Delegation, reason: str) -> Delegation:
    """Take a delegation back at once: by who made it, or by who administers posts. What was done by it stands."""
    rows = Delegation.objects.filter(pk=delegation.pk, revoked_at__isnull=True, valid_to__gte=today())
    if not rows.update(revoked_at=now()):
        raise Stale(STALE)
    delegation.refresh_from_db()
    record(delegation, reason=reason)
    return delegation


def _refuse_twice(post: Post, delegate: Person, roles: list[str], valid_from: date, valid_to: date) -> None:
    rows = Delegation.objects.filter(post=post, delegate=delegate, revoked_at__isnull=True)
    alike = (each for each in rows.filter(valid_from__lte=valid_to, valid_to__gte=valid_from) if each.roles == roles)
    if (stands := next(alike, None)) is not None:
        sentence = text.LENT_ALREADY.format(name=delegate.name, start=stands.valid_from, end=stands.valid_to)
        raise Problem(sentence, field="delegate")


def _check_period(valid_from: date, valid_to: date) -> None:
    if valid_to < valid_from or valid_to < today():
        raise Problem(text.PERIOD_OVER.format(found=valid_to, start=valid_from), field="valid_to")
    most = security_settings()["delegation_days"]
    days = (valid_to - valid_from).days + 1
    if days > most:
        sentence = text.TOO_LONG if most else text.NO_DELEGATION
        raise Problem(sentence.format(found=days, expected=most), field="valid_to")
