"""Reads of accounts, and how a logged-in account becomes an actor."""

from __future__ import annotations

from collections import defaultdict
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import QuerySet
from django.http import HttpRequest

from hongxian.kernel.actor import NOBODY, Actor, ActorKind, Scope, instance_wide, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.two_times import valid
from hongxian.modules.base.accounts.models import Authority, Role, User
from hongxian.modules.base.parties.queries import posts_held

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Post

POST_IN_SESSION = "post"


def visible_users(actor: Actor, permission: str = "user.view") -> QuerySet[User]:
    """The accounts of people who hold a post within the actor's scope."""
    return scoped(
        User.objects.all(),
        actor,
        permission,
        path="person__appointments__post__party__place__path",
        organisation="person__appointments__post__party_id",
    ).distinct()


def visible_roles(actor: Actor, permission: str = "role.view") -> QuerySet[Role]:
    """Every role, for whoever may see or define roles at all."""
    return instance_wide(Role.objects.all(), actor, permission)


def visible_authorities(actor: Actor, permission: str = "authority.view") -> QuerySet[Authority]:
    """The authorities of the posts within the actor's scope."""
    rows = Authority.objects.select_related("post__party", "role", "place", "organisation")
    return scoped(rows, actor, permission, path="post__party__place__path", organisation="post__party_id")


def posts_of(user: User) -> list[Post]:
    """The posts the account's person holds today."""
    return posts_held(user.person) if user.person else []


def actor_for(user: User, post: Post) -> Actor:
    """The account acting in that post, with what the post may do today."""
    grants: dict[str, list[Scope]] = defaultdict(list)
    for authority in valid(Authority.objects.select_related("role", "place"), today()).filter(post=post):
        scope = Scope(
            path=authority.place.path if authority.place else "",
            organisation=str(authority.organisation_id or ""),
        )
        for permission in authority.role.permissions:
            grants[permission].append(scope)
    return Actor(
        kind=ActorKind.PERSON,
        key=str(user.person_id),
        name=user.person.name if user.person else user.username,
        post=str(post.pk),
        post_name=post.name,
        organisation=str(post.party_id),
        organisation_name=post.party.name,
        grants=MappingProxyType({permission: tuple(scopes) for permission, scopes in grants.items()}),
    )


def actor_of_request(request: HttpRequest) -> Actor:
    """The actor of a page or API request: the account in the post chosen, or in its first; else nobody."""
    user = request.user
    if not isinstance(user, User):
        return NOBODY
    posts = posts_of(user)
    if not posts:
        return Actor(kind=ActorKind.PERSON, key=str(user.person_id or user.pk), name=str(user))
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
