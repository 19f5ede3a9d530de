"""How a logged-in account becomes an actor: its posts, what they may do today, what else it may act as."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import HttpRequest

from hongxian.kernel.actor import NOBODY, Actor, ActorKind, Scope
from hongxian.kernel.clock import today
from hongxian.kernel.module import modules, personal_permissions, resolve
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.accounts.models import (
    Authority,
    Role,
    User,
)
from hongxian.modules.base.accounts.separation import OWN, kinds_of
from hongxian.modules.base.parties.queries import posts_held, terms_of_anybody

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post

POST_IN_SESSION = "post"
"""What somebody acts as in this session: the key of an own post, or another capacity (`kind:key`)."""

NEVER_LENT = {"delegation", "emergency_access", "service_contract", "handover", "access_request"}
"""Nouns upon which nobody acts by mandate."""


def posts_of(user: User) -> list[Post]:
    """The posts the account's person holds today."""
    return posts_held(user.person) if user.person else []


def authorities_of(posts: Iterable[Post]) -> QuerySet[Authority]:
    """What the posts may do today."""
    rows = Authority.objects.select_related("role", "place", "post")
    return valid(rows, today()).filter(post__in=list(posts))


def administers(user: User) -> bool:
    """Whether one of the person's posts carries a power of administration."""
    return any(kinds_of(each.role.permissions) for each in authorities_of(posts_of(user)))


def kinds_administered(post: Post) -> set[str]:
    """The kinds of administration that whoever holds the post carries through this or another post."""
    holders = _lasting(terms_of_anybody()).filter(post=post).values("person")
    posts = _lasting(terms_of_anybody()).filter(person__in=holders).values("post")
    return _kinds_through(Q(post=post) | Q(post__in=posts))


def kinds_of_person(person_key: str | UUID) -> set[str]:
    """The kinds of administration that a person carries through whatever posts."""
    return _kinds_through(Q(post__in=_lasting(terms_of_anybody()).filter(person=person_key).values("post")))


def _kinds_through(posts: Q) -> set[str]:
    rows = _lasting(Authority.objects.select_related("role")).filter(posts)
    return {kind for each in rows for kind in kinds_of(each.role.permissions)}


def _lasting(rows: QuerySet[Any]) -> QuerySet[Any]:
    """What holds today or will, as known now."""
    return current(rows).filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today()))


def mixed_people() -> list[str]:
    """The names of the people who administer in more than one way, through whatever posts."""
    kinds: dict[object, set[str]] = defaultdict(set)
    names: dict[object, str] = {}
    roles = {role.pk: kinds_of(role.permissions) for role in Role.objects.all()}
    by_post: dict[UUID, set[str]] = defaultdict(set)
    for authority in valid(Authority.objects.all(), today()).filter(
        role__in=[key for key, held in roles.items() if held]
    ):
        by_post[authority.post_id].update(roles[authority.role_id])
    for term in valid(terms_of_anybody(), today()).filter(post__in=list(by_post)).select_related("person"):
        kinds[term.person_id] |= by_post[term.post_id]
        names[term.person_id] = term.person.name
    return sorted(names[key] for key, held in kinds.items() if len(held) > 1)


def needs_second_factor(user: User) -> bool:
    """Whether one of the person's roles demands a second factor."""
    return authorities_of(posts_of(user)).filter(role__needs_second_factor=True).exists()


def scope_of(authority: Authority) -> Scope:
    """Where an authority holds, as the wrapper of commands understands it."""
    return Scope(
        path=authority.place.path if authority.place else "",
        organisation=str(authority.organisation_id or ""),
        sector=authority.sector,
        enterprise=str(authority.enterprise_id or ""),
    )


def grants_of(authorities: Iterable[Authority]) -> MappingProxyType[str, tuple[Scope, ...]]:
    """The permissions that authorities give, each with its scopes."""
    grants: dict[str, list[Scope]] = defaultdict(list)
    for authority in authorities:
        scope = scope_of(authority)
        for permission in authority.role.permissions:
            grants[permission].append(scope)
    return MappingProxyType({permission: tuple(scopes) for permission, scopes in grants.items()})


def actor_for(user: User, post: Post) -> Actor:
    """The account acting in that post, with what the post may do today."""
    return replace(person_in(user, post), grants=MappingProxyType(own_grants() | grants_of_post(post)))


def grants_of_post(post: Post) -> MappingProxyType[str, tuple[Scope, ...]]:
    """The permissions that a post gives today, each with its scopes. Asked with every request, so it reads no more than
    that."""
    rows = Authority.objects.select_related("role", "place").filter(post=post)
    needed = ("organisation", "sector", "enterprise", "role__permissions", "place__path")
    return grants_of(valid(rows, today()).only(*needed))


def own_grants() -> dict[str, tuple[Scope, ...]]:
    """What everybody may who is logged in: about matters of the own only."""
    return {permission: (Scope(),) for permission in personal_permissions()}


def person_in(user: User, post: Post) -> Actor:
    """The account in that post, without any power."""
    return Actor(
        kind=ActorKind.PERSON,
        key=str(user.person_id),
        name=user.person.name if user.person else user.username,
        post=str(post.pk),
        post_name=post.name,
        organisation=str(post.party_id),
        organisation_name=post.party.name,
        path=post.party.place.path,
    )


def oneself(user: User, *permissions: str) -> Actor:
    """The person about the own account: in the first post, with these permissions upon it and no others. Only for
    commands whose object is the account that is logged in or logging in."""
    posts = posts_of(user)
    actor = person_in(user, posts[0]) if posts else without_post(user)
    return replace(actor, grants=MappingProxyType({each: (Scope(),) for each in permissions}))


def without_post(user: User) -> Actor:
    """The person as one who holds no post: may do nothing."""
    return Actor(kind=ActorKind.PERSON, key=str(user.person_id or user.pk), name=str(user.person or user))


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor of a page or API request: the account in the post chosen, or in its first; else nobody."""
    user = request.user
    if not isinstance(user, User):
        return NOBODY
    posts, chosen = posts_of(user), request.session.get(POST_IN_SESSION)
    if chosen and (actor := acting_as(user, posts, chosen)):
        return actor
    if chosen:
        request.capacity_lapsed = True  # type: ignore[attr-defined]
        return without_post(user)
    return actor_for(user, posts[0]) if posts else without_post(user)


def acting_as(user: User, posts: Iterable[Post], capacity: str) -> Actor | None:
    """The account in one of its posts, or in another capacity that a room gives; None when it has it not, or no
    more."""
    own = next((post for post in posts if str(post.pk) == capacity), None)
    if own is not None:
        return actor_for(user, own)
    rooms = (each for each in modules().values() if each.act_as)
    found: Iterable[Actor | None] = (resolve(each.act_as)(user, capacity) for each in rooms)
    return next((actor for actor in found if actor is not None), None)


def capacities_of_user(user: User) -> list[tuple[str, str]]:
    """What the account may act as beside its own posts: key and label."""
    rooms = (each for each in modules().values() if each.capacities)
    return [pair for each in rooms for pair in resolve(each.capacities)(user)]


def capacities_of_request(request: HttpRequest) -> list[tuple[str, str]]:
    """What the logged-in account may act as, for the header: key and label, the own posts first."""
    user = request.user
    if not isinstance(user, User):
        return []
    own = [(str(post.pk), f"{post.party.name} · {post.name}") for post in posts_of(user)]
    return own + capacities_of_user(user)


def actor_for_username(username: str) -> Actor:
    """The account of that login name acting in its first post; `User.DoesNotExist` if there is none."""
    user = User.objects.select_related("person").get(username=username)
    return actor_for(user, posts_of(user)[0])


def lendable(permission: str) -> bool:
    """Whether a permission may be used on behalf of another: administration and mandates themselves may not."""
    return not kinds_of([permission]) and permission.partition(".")[0] not in NEVER_LENT


def own_permissions() -> frozenset[str]:
    """What everybody does for the own account or in the own post, so that no role gives it."""
    return OWN
