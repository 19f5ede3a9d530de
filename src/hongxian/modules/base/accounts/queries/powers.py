"""Which bodies may do something about another body: for putting work on the right desk."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import QuerySet

from hongxian.kernel.clock import today
from hongxian.kernel.two_times import valid
from hongxian.modules.base.accounts.models import Authority
from hongxian.modules.base.accounts.queries.reading import roles_with
from hongxian.modules.base.parties.queries import appointments_on

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party

_ITSELF = 10_000
"""Nearer than any place: the power over that very body."""


def bodies_that_may(permission: str, party: Party, *, but_post: UUID | None = None) -> list[Party]:
    """The bodies nearest to a body of which somebody in post today holds the permission over it, by name; `but_post` is
    a post that does not count. Not scoped: for deciding, never for showing."""
    found: dict[UUID, tuple[int, Party]] = {}
    for each in _carrying(permission):
        near = _nearness(each, party)
        if near is None or each.post_id == but_post:
            continue
        body = each.post.party
        found[body.pk] = max(found.get(body.pk, (0, body)), (near, body), key=lambda pair: pair[0])
    nearest = max((near for near, _ in found.values()), default=0)
    return sorted((body for near, body in found.values() if near == nearest), key=lambda body: body.name)


def bodies_able(permission: str) -> tuple[dict[UUID, Party], dict[UUID, Party]]:
    """The bodies of which somebody in post today holds the permission over that body itself; and, by enterprise, the
    body that holds it for that enterprise alone. Not scoped: for deciding, never for showing."""
    own = {
        each.post.party_id: each.post.party
        for each in _carrying(permission)
        if _nearness(each, each.post.party) is not None
    }
    of_enterprises = _carrying(permission, of_enterprises=True)
    return own, {each.enterprise_id: each.post.party for each in of_enterprises if each.enterprise_id is not None}


def _held(permission: str) -> QuerySet[Authority]:
    """What gives the permission to somebody in post today."""
    roles = [role.pk for role in roles_with(permission)]
    rows = valid(Authority.objects.select_related("post__party__place", "place"), today())
    return rows.filter(role__in=roles, post__in=appointments_on(today()).values("post"))


def _carrying(permission: str, *, of_enterprises: bool = False) -> list[Authority]:
    return list(_held(permission).filter(sector="", enterprise__isnull=not of_enterprises))


def _nearness(authority: Authority, party: Party) -> int | None:
    """How near the limits of an authority lie to a body; None if they do not reach it."""
    if authority.organisation_id is not None and authority.organisation_id != party.pk:
        return None
    if authority.place is not None and not party.place.path.startswith(authority.place.path):
        return None
    if authority.organisation_id is not None:
        return _ITSELF
    return len(authority.place.path) if authority.place is not None else 1


def bodies_over(permission: str, path: str, sector: str) -> list[Party]:
    """The bodies of which somebody in post today holds the permission over enterprises of that place and industry, by
    name; those that hold it for single enterprises or bodies apart. For telling an enterprise who sees what it reports:
    whoever calls it scopes the enterprise."""
    rows = _held(permission).filter(enterprise__isnull=True, organisation__isnull=True, sector__in=("", sector))
    bodies = {
        each.post.party_id: each.post.party for each in rows if each.place is None or path.startswith(each.place.path)
    }
    return sorted(bodies.values(), key=lambda body: body.name)
