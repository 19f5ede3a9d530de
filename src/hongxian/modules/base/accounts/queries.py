"""Reads of accounts, and how a logged-in account becomes an actor."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower
from django.http import HttpRequest

from hongxian.kernel.actor import NOBODY, Actor, ActorKind, Scope, instance_wide, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.module import personal_permissions
from hongxian.kernel.paging import Page, page
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.accounts.models import (
    Authority,
    Login,
    LoginLock,
    Role,
    SecondFactor,
    SecurityPolicy,
    User,
)
from hongxian.modules.base.accounts.separation import kinds_of
from hongxian.modules.base.parties.queries import posts_held, terms_in_scope, terms_of_anybody

if TYPE_CHECKING:
    from uuid import UUID

    from hongxian.modules.base.parties.models import Appointment, Post

POST_IN_SESSION = "post"


def visible_users(actor: Actor, permission: str = "user.view") -> QuerySet[User]:
    """The accounts of people who hold a post within the actor's scope, held one last, or never held any.

    To change an account, every post that its person holds must lie within the scope: whoever administers a county does
    not get hold of somebody's powers in the city.
    """
    rows = User.objects.select_related("person")
    if not actor.may(permission):
        return rows.none()
    if any(not scope.limits() for scope in actor.scopes(permission)):
        return rows
    within = terms_in_scope(actor, permission).filter(person=OuterRef("person"))
    anywhere = terms_of_anybody().filter(person=OuterRef("person"))
    holds, holds_within = _open(anywhere), _open(within)
    idle = ~Exists(holds) & (Exists(within) | ~Exists(anywhere))
    rows = rows.filter(Exists(holds_within) | idle)
    if permission == "user.view":
        return rows
    return rows.exclude(Exists(holds.exclude(pk__in=terms_in_scope(actor, permission).values("pk"))))


def _open(terms: QuerySet[Appointment]) -> QuerySet[Appointment]:
    return terms.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today()))


def visible_roles(actor: Actor, permission: str = "role.view") -> QuerySet[Role]:
    """Every role, for whoever may see or define roles at all."""
    return instance_wide(Role.objects.all(), actor, permission)


def visible_authorities(actor: Actor, permission: str = "authority.view") -> QuerySet[Authority]:
    """The authorities of the posts within the actor's scope."""
    rows = Authority.objects.select_related("post__party", "role", "place", "organisation", "enterprise")
    return scoped(rows, actor, permission, path="post__party__place__path", organisation="post__party_id")


def visible_logins(actor: Actor, permission: str = "login.view") -> QuerySet[Login]:
    """The logins of the accounts within the actor's scope."""
    return Login.objects.select_related("user__person").filter(user__in=visible_users(actor, permission))


def visible_login_locks(actor: Actor, permission: str = "login_lock.view") -> QuerySet[LoginLock]:
    """The locks upon accounts within the actor's scope, and those upon addresses and upon names that nobody bears,
    which belong to no place."""
    names = users_outside(actor, permission).annotate(lower=Lower("username")).values("lower")
    return instance_wide(LoginLock.objects.exclude(kind="account", key__in=names), actor, permission)


def visible_second_factors(actor: Actor, permission: str = "user.view") -> QuerySet[SecondFactor]:
    """The second factors of the accounts within the actor's scope."""
    return SecondFactor.objects.select_related("user__person").filter(user__in=visible_users(actor, permission))


def visible_security_policies(actor: Actor, permission: str = "security_policy.view") -> QuerySet[SecurityPolicy]:
    """Every version of the settings, for whoever may see or set them."""
    return instance_wide(SecurityPolicy.objects.all(), actor, permission)


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
    holders = valid(terms_of_anybody(), today()).filter(post=post).values("person")
    posts = valid(terms_of_anybody(), today()).filter(person__in=holders).values("post")
    rows = current(Authority.objects.select_related("role")).filter(Q(post=post) | Q(post__in=posts))
    lasting = rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today()))
    return {kind for each in lasting for kind in kinds_of(each.role.permissions)}


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
        for permission in authority.role.permissions:
            grants[permission].append(scope_of(authority))
    return MappingProxyType({permission: tuple(scopes) for permission, scopes in grants.items()})


def actor_for(user: User, post: Post) -> Actor:
    """The account acting in that post, with what the post may do today."""
    own = {permission: (Scope(),) for permission in personal_permissions()}
    given = grants_of(valid(Authority.objects.select_related("role", "place"), today()).filter(post=post))
    return replace(person_in(user, post), grants=MappingProxyType(own | given))


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
    posts = posts_of(user)
    if not posts:
        return without_post(user)
    chosen = request.session.get(POST_IN_SESSION)
    return actor_for(user, next((post for post in posts if str(post.pk) == chosen), posts[0]))


def posts_of_request(request: HttpRequest) -> list[tuple[str, str]]:
    """The posts the logged-in account may act in, for the header: key and label."""
    if not isinstance(request.user, User):
        return []
    return [(str(post.pk), f"{post.party.name} · {post.name}") for post in posts_of(request.user)]


def actor_for_username(username: str) -> Actor:
    """The account of that login name acting in its first post; `User.DoesNotExist` if there is none."""
    user = User.objects.select_related("person").get(username=username)
    return actor_for(user, posts_of(user)[0])


def has_users() -> bool:
    """Whether anybody has an account yet."""
    return User.objects.exists()


def roles_defined() -> QuerySet[Role]:
    """Every role there is, by name."""
    return Role.objects.order_by("name")


def find_user(username: str) -> User | None:
    """The account of that login name that may log in, or None."""
    return User.objects.select_related("person").filter(username=username, is_active=True).first()


def user_by_key(key: str) -> User | None:
    """The account with that key that may log in, or None; for whoever has shown the password."""
    return User.objects.select_related("person").filter(pk=key, is_active=True).first()


def locked_until(kind: str, key: str, moment: datetime) -> datetime | None:
    """Until when logins under that name or from that address are refused; None if they are not."""
    row = LoginLock.objects.filter(kind=kind, key=key, locked_until__gt=moment).first()
    return row.locked_until if row else None


def second_factor_of(user: User) -> SecondFactor | None:
    """The second factor of an account, if it has one."""
    return SecondFactor.objects.filter(user=user).first()


def recovery_codes_left(factor: SecondFactor) -> int:
    """How many recovery codes of a second factor were not used."""
    return factor.recovery_codes.filter(used_at__isnull=True).count()


def logins_of(user: User) -> QuerySet[Login]:
    """The logins of an account that have not ended, latest first."""
    return Login.objects.filter(user=user, ended_at__isnull=True).order_by("-began_at")


def users_page(actor: Actor, *, words: str = "", state: str = "", after: str = "", before: str = "") -> Page[User]:
    """One page of the accounts within the actor's scope, by login name. Raises `Problem` at a foreign paging token."""
    rows = visible_users(actor).select_related("second_factor")
    if words:
        rows = rows.filter(Q(username__icontains=words) | Q(person__name__icontains=words))
    if state:
        rows = rows.filter(is_active=state == "open")
    return page(rows, ("username", "pk"), after=after, before=before)


def authorities_known(actor: Actor) -> QuerySet[Authority]:
    """The authorities within the actor's scope as known now, latest first."""
    return current(visible_authorities(actor)).order_by("-valid_from", "post__party__name", "post__name", "role__name")


def users_outside(actor: Actor, permission: str) -> QuerySet[User]:
    """The accounts upon which the actor may not act."""
    return User.objects.exclude(pk__in=visible_users(actor, permission).values("pk"))


def lock_of(username: str, moment: datetime) -> LoginLock | None:
    """The lock upon a login name that holds now."""
    return LoginLock.objects.filter(kind="account", key=username.lower()[:40], locked_until__gt=moment).first()


def locks_standing(actor: Actor, moment: datetime) -> QuerySet[LoginLock]:
    """The locks that hold now, as far as the actor may lift them, the last to end first."""
    return visible_login_locks(actor, "login_lock.lift").filter(locked_until__gt=moment).order_by("-locked_until")


def policy_history() -> list[SecurityPolicy]:
    """The versions of the settings, latest first."""
    return list(SecurityPolicy.objects.order_by("-number")[:50])
