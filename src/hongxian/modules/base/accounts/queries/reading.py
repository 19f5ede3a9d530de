"""Reads of accounts, roles, authorities, logins and locks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.glossary import term
from hongxian.kernel.paging import Page, page
from hongxian.kernel.together import Lookup
from hongxian.kernel.two_times import current, valid
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
from hongxian.modules.base.accounts.policy import policy
from hongxian.modules.base.accounts.queries.acting import authorities_of, lendable
from hongxian.modules.base.accounts.queries.scope import (
    visible_authorities,
    visible_login_locks,
    visible_roles,
    visible_users,
)
from hongxian.modules.base.accounts.text import LISTED
from hongxian.modules.base.parties.queries import appointments_on, leavers

if TYPE_CHECKING:
    from hongxian.modules.base.parties.models import Party, Person, Post


def has_users() -> bool:
    """Whether anybody has an account yet."""
    return User.objects.exists()


def roles_of_post(post: Post) -> QuerySet[Role]:
    """The roles that the post bears today."""
    return Role.objects.filter(pk__in=authorities_of([post]).values("role")).order_by("name")


def roles_lendable(actor: Actor, permission: str) -> QuerySet[Role]:
    """The roles without any power of administration, for whoever holds the permission."""
    rows = visible_roles(actor, permission)
    return rows.filter(pk__in=[role.pk for role in rows if all(map(lendable, role.permissions))]).order_by("name")


def role_with_code(code: str) -> Role | None:
    """The role with that code, or None."""
    return Role.objects.filter(code=code).first()


def roles_with_posts(actor: Actor) -> QuerySet[Role]:
    """Every role with the number of `posts` that bear it today."""
    bearing = valid(Authority.objects.all(), today()).filter(role=OuterRef("pk")).order_by()
    number = bearing.values("role").annotate(number=Count("post", distinct=True)).values("number")
    return visible_roles(actor).annotate(posts=Coalesce(Subquery(number), 0)).order_by("name")


def security_settings() -> dict[str, int]:
    """The settings of login security and mandates as they are now."""
    return policy()


def has_account(person: Person) -> bool:
    """Whether the person has an account with which to log in."""
    return User.objects.filter(person=person, is_active=True).exists()


def has_second_factor(person_key: str) -> bool:
    """Whether the account of the person has a second factor."""
    return SecondFactor.objects.filter(user__person_id=UUID(person_key)).exists()


def roles_defined() -> QuerySet[Role]:
    """Every role there is, by name."""
    return Role.objects.order_by("name")


def permissions_of_roles() -> set[str]:
    """Everything that some role gives."""
    return {each for listed in Role.objects.values_list("permissions", flat=True) for each in listed}


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


def authorities_page(
    actor: Actor, *, words: str = "", role: Role | None = None, period: str = "", after: str = "", before: str = ""
) -> Page[Authority]:
    """One page of the authorities within the actor's scope as known now, latest first: with words in post or body, of
    a role, that hold now, later or no more. Raises `Problem` at a paging token of another list."""
    rows, day = current(visible_authorities(actor)), today()
    if words:
        rows = rows.filter(Q(post__name__icontains=words) | Q(post__party__name__icontains=words))
    if role is not None:
        rows = rows.filter(role=role)
    if period == "now":
        rows = valid(rows, day)
    elif period == "later":
        rows = rows.filter(valid_from__gt=day)
    elif period == "over":
        rows = rows.filter(valid_to__lt=day)
    return page(rows, ("-valid_from", "-pk"), after=after, before=before)


def lock_of(username: str, moment: datetime) -> LoginLock | None:
    """The lock upon a login name that holds now."""
    return LoginLock.objects.filter(kind="account", key=username.lower()[:40], locked_until__gt=moment).first()


def locks_standing(actor: Actor, moment: datetime) -> QuerySet[LoginLock]:
    """The locks that hold now, as far as the actor may lift them, the last to end first."""
    return visible_login_locks(actor, "login_lock.lift").filter(locked_until__gt=moment).order_by("-locked_until")


def policy_history() -> list[SecurityPolicy]:
    """The versions of the settings, latest first."""
    return list(SecurityPolicy.objects.order_by("-number")[:50])


def account_of(person: Person) -> User | None:
    """The account with which the person can log in, or None."""
    return User.objects.select_related("person").filter(person=person, is_active=True).first()


def authorities_ever(post: Post) -> list[tuple[Authority, str]]:
    """What was granted to a post as known now, each with how it stands today: `now`, `later` or `over`."""
    day = today()
    rows = current(Authority.objects.select_related("role", "place", "organisation", "enterprise")).filter(post=post)
    found = []
    for each in rows.order_by("role__name", "valid_from"):
        standing = "later" if each.valid_from > day else "over" if each.valid_to and each.valid_to < day else "now"
        found.append((each, standing))
    return found


def scope_in_words(authority: Authority) -> str:
    """The limits of an authority in one line."""
    words = [str(each) for each in (authority.place, authority.organisation, authority.enterprise) if each]
    if authority.sector:
        words.append(term(f"sector#{authority.sector}"))
    return LISTED.join(words)


def accounts_of_leavers(day: date) -> list[User]:
    """The accounts of people who held a post and hold none any more on that day."""
    return list(User.objects.select_related("person").filter(is_active=True, person__in=leavers(day)))


def roles_with(permission: str) -> list[Role]:
    """The roles that have the permission, by name."""
    return [role for role in Role.objects.order_by("name") if permission in role.permissions]


def posts_with(permission: str) -> list[UUID]:
    """The keys of the posts that hold the permission today, in whatever scope; not scoped, so only for deciding."""
    bearing = [role.pk for role in roles_with(permission)]
    return list(valid(Authority.objects.filter(role__in=bearing), today()).values_list("post_id", flat=True).distinct())


def granters(post: Post) -> list[str]:
    """Who may grant something to a post: their names with their posts, as far as today's authorities say."""
    found = []
    bearing = [role.pk for role in roles_with("authority.grant")]
    rows = valid(Authority.objects.filter(role__in=bearing), today()).exclude(post=post).select_related("place")
    for authority in rows:
        inside = authority.place is None or post.party.place.path.startswith(authority.place.path)
        if inside and authority.organisation_id in (None, post.party_id) and authority.enterprise_id is None:
            terms = appointments_on(today()).filter(post=authority.post_id)
            found += [f"{term.post.party.name} {term.post.name} {term.person.name}" for term in terms]
    return sorted(set(found))


def roles_offered(actor: Actor, permission: str) -> QuerySet[Role]:
    """The roles that have the permission, as far as the actor may see roles."""
    return visible_roles(actor).filter(pk__in=[role.pk for role in roles_with(permission)]).order_by("name")


def account_of_key(person_key: str) -> User | None:
    """The account of the person with that key, or None; for whoever acts now."""
    return User.objects.select_related("person").filter(person_id=UUID(person_key), is_active=True).first()


def user_in_scope(actor: Actor, username: str) -> User | None:
    """The account of that login name within the actor's scope, or None."""
    return visible_users(actor).filter(username__iexact=username.strip()).first()


def user_of_subject(provider: str, subject_identifier: str) -> User | None:
    """The account of a subject of an identity service that may log in, or None."""
    rows = User.objects.select_related("person").filter(is_active=True)
    return rows.filter(identities__provider=provider, identities__subject_identifier=subject_identifier).first()


def identities_of(user: User) -> QuerySet[Identity]:
    """The subjects of identity services that log in as the account."""
    return Identity.objects.filter(user=user).order_by("linked_at")


AUTHORITIES = Lookup(
    lambda: valid(Authority.objects.select_related("role", "post__party__place"), today()), "enterprise"
)
"""Under which authorities somebody acts for an enterprise today."""


def body_acting_for(enterprise: UUID, permission: str) -> Party | None:
    """The body in which somebody may do that for one enterprise, by its key, today: the enterprise's own before that of
    a service body. None where it has no account; not scoped."""
    rows = AUTHORITIES.of(enterprise)
    found = {each.post.party_id: each.post.party for each in rows if permission in each.role.permissions}
    return min(found.values(), key=lambda each: (each.kind != "enterprise", str(each.pk)), default=None)
