"""Who is told: those whom the room names, in the post in which it concerns them, and their deputies; nobody who may
not see what it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from django.db.models import Q

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.module import noun_of
from hongxian.kernel.told import Told
from hongxian.modules.base.accounts.queries import account_of_key, acting_as, actor_for, posts_of, posts_with
from hongxian.modules.base.mandates.queries import deputies_of
from hongxian.modules.base.notices.queries import may_be_told
from hongxian.modules.base.parties.queries import appointments_on

if TYPE_CHECKING:
    from uuid import UUID

    from hongxian.modules.base.accounts.models import User
    from hongxian.modules.base.parties.models import Person


def recipients_of(told: Told, doer: str) -> dict[str, str]:
    """The capacity in which each person is told, by the key of the person. Who did it is told only if named."""
    noun = noun_of(type(told.subject))
    if noun is None:
        raise TypeError(f"{type(told.subject).__name__} is no noun")
    permission = told.permission or f"{noun.key}.view"
    found: dict[str, str] = {}
    for actor in _candidates(told, permission):
        if actor.key in found or (actor.key == doer and doer not in told.people):
            continue
        if may_be_told(actor, told.subject, noun.key, permission):
            found[actor.key] = actor.capacity
    return found


def actor_in(person: str, capacity: str) -> Actor | None:
    """The person as they act in that capacity today; None when they have it no more."""
    user = account_of_key(person)
    return acting_as(user, posts_of(user), capacity) if user else None


def _candidates(told: Told, permission: str) -> Iterator[Actor]:
    terms = appointments_on(today()).filter(_meant(told, permission))
    posts: set[UUID] = set()
    for term in terms.select_related("post__party", "person__user").order_by("-post__is_leadership", "pk"):
        posts.add(term.post_id)
        if user := _account(term.person):
            yield actor_for(user, term.post)
    for delegation in deputies_of(posts) if posts else ():
        if told.people and str(delegation.delegator_id) not in told.people:
            continue
        user = _account(delegation.delegate)
        if user and (actor := acting_as(user, (), f"delegation:{delegation.pk}")):
            yield actor


def _meant(told: Told, permission: str) -> Q:
    if not told.people and not told.organisations:
        return Q(post__in=posts_with(permission))
    return Q(person__in=told.people) | Q(post__party__in=told.organisations)


def _account(person: Person) -> User | None:
    user: User | None = getattr(person, "user", None)
    return user if user is not None and user.is_active else None
