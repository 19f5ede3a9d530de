"""Which rows of accounts an actor may see or act upon."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Lower

from hongxian.kernel.actor import Actor, instance_wide, scoped
from hongxian.kernel.clock import today
from hongxian.modules.base.accounts.models import (
    Authority,
    Identity,
    Login,
    LoginLock,
    Role,
    SecondFactor,
    SecurityPolicy,
    User,
)
from hongxian.modules.base.parties.queries import terms_in_scope, terms_of_anybody

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Appointment


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


def visible_identities(actor: Actor, permission: str = "user.view") -> QuerySet[Identity]:
    """The identities of the accounts within the actor's scope."""
    return Identity.objects.select_related("user__person").filter(user__in=visible_users(actor, permission))


def visible_security_policies(actor: Actor, permission: str = "security_policy.view") -> QuerySet[SecurityPolicy]:
    """Every version of the settings, for whoever may see or set them."""
    return instance_wide(SecurityPolicy.objects.all(), actor, permission)


def users_outside(actor: Actor, permission: str) -> QuerySet[User]:
    """The accounts upon which the actor may not act."""
    return User.objects.exclude(pk__in=visible_users(actor, permission).values("pk"))
