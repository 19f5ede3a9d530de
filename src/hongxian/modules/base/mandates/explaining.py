"""Why somebody may, or may not, do something with something: which role, in which post, within which limits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.db.models import Model
from django.urls import Resolver404, ResolverMatch
from django.urls import resolve as resolve_address

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.kernel.module import Noun, nouns, resolve
from hongxian.kernel.web.access import permission_to_open
from hongxian.modules.base.accounts.queries import (
    acting_as,
    authorities_ever,
    capacities_of_user,
    person_in,
    posts_of,
    scope_in_words,
    scope_of,
)
from hongxian.modules.base.mandates import text

if TYPE_CHECKING:
    from hongxian.modules.base.accounts.models import User


@dataclass(frozen=True)
class Target:
    """The object of a page: its noun and key."""

    noun: Noun
    key: str


@dataclass(frozen=True)
class Reason:
    """One line of the answer: where the permission comes from, or fails. `gives` says whether it lets."""

    gives: bool
    capacity: str
    sentence: str


def permission_at(address: str) -> str:
    """What must be held to open a page of this site that shows no object of its own; empty where no page says so."""
    match = _match(address)
    return permission_to_open(match.func) if match else ""


def target_of(address: str) -> Target | None:
    """The object shown at the address of a page of this site; None if it shows none."""
    match = _match(address)
    if match is None:
        return None
    found = next((noun for noun in nouns() if noun.page and noun.page == match.view_name), None)
    keys = [*match.args, *match.kwargs.values()]
    return Target(found, str(keys[0])) if found and len(keys) == 1 and found.visible else None


def _match(address: str) -> ResolverMatch | None:
    path = "/" + address.split("://", 1)[-1].split("/", 1)[-1] if "://" in address else address
    try:
        return resolve_address(path.split("?")[0].split("#")[0])
    except Resolver404:
        return None


def explain(user: User, permission: str, target: Target | None) -> list[Reason]:
    """Every reason for and against, in the own posts and in what else the account may act as today."""
    reasons: list[Reason] = []
    posts = posts_of(user)
    if not posts:
        reasons.append(Reason(False, "", text.WHY_NO_POST))
    for post in posts:
        label = f"{post.party.name} · {post.name}"
        reasons += [replace(each, capacity=label) for each in _of_post(user, post, permission, target)]
    for key, label in capacities_of_user(user):
        actor = acting_as(user, [], key)
        if actor is not None:
            reasons += [replace(each, capacity=label) for each in _of_actor(actor, permission, target)]
    return sorted(reasons, key=lambda each: not each.gives)


def _of_post(user: User, post: Any, permission: str, target: Target | None) -> Iterator[Reason]:
    found = False
    for authority, standing in authorities_ever(post):
        if permission not in authority.role.permissions:
            continue
        found = True
        words = {"role": authority.role.name, "scope": scope_in_words(authority)}
        if standing != "now":
            day = authority.valid_from if standing == "later" else authority.valid_to
            yield Reason(False, "", text.WHY_NOT_NOW[standing].format(day=day, **words))
            continue
        scope = scope_of(authority)
        actor = replace(person_in(user, post), grants=MappingProxyType({permission: (scope,)}))
        yield _judged(actor, permission, target, words)
    if not found:
        yield Reason(False, "", text.WHY_NO_ROLE.format(permission=term(permission)))


def _of_actor(actor: Actor, permission: str, target: Target | None) -> Iterator[Reason]:
    if not actor.may(permission):
        yield Reason(False, "", text.WHY_NOT_LENT.format(permission=term(permission)))
        return
    yield _judged(actor, permission, target, {"role": term(actor.mandate.kind) if actor.mandate else "", "scope": ""})


def _judged(actor: Actor, permission: str, target: Target | None, words: dict[str, str]) -> Reason:
    if target is None:
        return Reason(True, "", text.WHY_GIVES.format(**words))
    rows = resolve(target.noun.visible)(actor, permission)
    if _has(rows, target.key):
        return Reason(True, "", text.WHY_REACHES.format(**words))
    return Reason(False, "", text.WHY_BEYOND.format(noun=term(target.noun.key), **words))


def _has(rows: Any, key: str) -> bool:
    model: type[Model] = rows.model
    return bool(rows.filter(pk=model._meta.pk.to_python(key)).exists())
