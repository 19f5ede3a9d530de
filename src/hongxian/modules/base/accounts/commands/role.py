"""Writes of roles and authorities."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db.models import Q

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command, commands
from hongxian.kernel.ledger.record import record
from hongxian.kernel.locks import hold
from hongxian.kernel.module import modules
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.kernel.two_times import current, supersede
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.apart import refuse_mixed_people, refuse_mixed_post, refuse_mixture
from hongxian.modules.base.accounts.models import Authority, Role
from hongxian.modules.base.accounts.separation import kinds_of

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party, Post
    from hongxian.modules.base.places.models import Place


@command("role.define")
def define_role(
    *, actor: Actor, code: str, name: str, permissions: list[str], needs_second_factor: bool = False
) -> Role:
    """Create the role or give it another set of permissions. Raises `Problem` at a permission nobody declares, and at
    a mixture of administrations that are to be kept apart."""
    known = permissions_known()
    for permission in permissions:
        if permission not in known:
            raise Problem(text.UNKNOWN_PERMISSION.format(role=name, permission=permission), field="permissions")
    refuse_mixture(name, kinds_of(permissions))
    given = {"name": name, "permissions": sorted(set(permissions)), "needs_second_factor": needs_second_factor}
    role, created = Role.objects.select_for_update().get_or_create(code=code, defaults=given)
    if not created:
        for field, value in given.items():
            setattr(role, field, value)
        role.save(update_fields=list(given))
        refuse_mixed_people()
    record(role)
    return role


@command("authority.grant", sees="role=role.view")
def grant_authority(
    *,
    actor: Actor,
    post: Post,
    role: Role,
    valid_from: date,
    valid_to: date | None = None,
    place: Place | None = None,
    organisation: Party | None = None,
    sector: str = "",
    enterprise: Enterprise | None = None,
    basis: str = "",
) -> Authority:
    """Let a post carry a role within a place, an organisation, an industry, an enterprise: all that are named must
    hold. Without place, organisation and enterprise it is refused, and so is a grant to one's own post, one that ends
    before it begins or is over, one that stands already on some of these days, so that what is taken back is gone, and
    a mixture of administrations that are to be kept apart."""
    if place is None and organisation is None and enterprise is None:
        raise Problem(text.NO_LIMIT, field="place")
    if valid_to is not None and valid_to < max(valid_from, today()):
        raise Problem(text.GRANT_OVER.format(found=valid_to, start=valid_from), field="valid_to")
    if actor.post == str(post.pk):
        raise Problem(text.NOT_OWN_POST, field="post")
    refuse_mixed_post(post, role)
    limits = {"place": place, "organisation": organisation, "sector": sector, "enterprise": enterprise}
    _refuse_twice(post, role, valid_from, valid_to, limits)
    authority = Authority.objects.create(
        post=post,
        role=role,
        **limits,
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis,
    )
    record(authority, reason=basis)
    return authority


def _refuse_twice(post: Post, role: Role, first: date, last: date | None, limits: dict[str, Any]) -> None:
    hold(f"authority/{post.pk}")
    same = current(Authority.objects.filter(post=post, role=role, **limits))
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=first))
    if last is not None:
        same = same.filter(valid_from__lte=last)
    if stands := same.order_by("valid_from").first():
        end = text.UNTIL.format(day=stands.valid_to) if stands.valid_to else text.OPEN_END
        raise Problem(text.GRANTED_ALREADY.format(role=role.name, start=stands.valid_from, end=end), field="role")


@command("authority.revoke")
def revoke_authority(*, actor: Actor, authority: Authority, last_day: date, reason: str) -> Authority:
    """End an authority with that last day; a day before it began takes it back as if it had never been valid. What it
    was stays on record. Raises `Problem` for one's own post, and when it ended by then anyway."""
    if actor.post == str(authority.post_id):
        raise Problem(text.NOT_OWN_POST)
    if authority.valid_to is not None and authority.valid_to <= last_day:
        raise Problem(text.ENDED_BEFORE.format(end=authority.valid_to), field="last_day")
    if last_day < authority.valid_from:
        return _take_back(authority, reason)
    ended = supersede(authority, valid_to=last_day)
    record(ended, authority, reason=reason)
    return ended


def _take_back(authority: Authority, reason: str) -> Authority:
    """What has not begun by then never holds."""
    if not Authority.objects.filter(pk=authority.pk, recorded_to__isnull=True).update(recorded_to=now()):
        raise Stale(STALE)
    authority.refresh_from_db()
    record(authority, reason=reason)
    return authority


def permissions_known() -> set[str]:
    """Every permission there is: the commands' names and what the rooms declare beside them."""
    declared = {permission for module in modules().values() for permission in module.permissions}
    return declared | set(commands())
