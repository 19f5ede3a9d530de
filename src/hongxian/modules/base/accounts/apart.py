"""Keeping the three kinds of administration apart, wherever somebody would come to carry more than one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from hongxian.kernel.glossary import term
from hongxian.kernel.problem import Problem
from hongxian.modules.base.accounts import text
from hongxian.modules.base.accounts.policy import policy
from hongxian.modules.base.accounts.queries import kinds_administered, kinds_of_person, mixed_people
from hongxian.modules.base.accounts.separation import kinds, kinds_of

if TYPE_CHECKING:
    from hongxian.modules.base.accounts.models import Role
    from hongxian.modules.base.parties.models import Person, Post


def refuse_mixture(name: str, found: Iterable[str]) -> None:
    """Raise `Problem` at more than one kind, while they are to be kept apart. `name` says of whom or what."""
    held = set(found)
    if len(held) > 1 and policy()["separate_administrators"]:
        listed = text.LISTED.join(term(f"separation#{kind}") for kind in kinds() if kind in held)
        raise Problem(text.MIXED.format(name=name, kinds=listed), field="role")


def refuse_mixed_post(post: Post, role: Role) -> None:
    """Raise `Problem` where whoever holds the post would carry more than one kind with that role."""
    refuse_mixture(post.name, {*kinds_administered(post), *kinds_of(role.permissions)})


def refuse_mixed_person(person_key: str | UUID, name: str, role: Role) -> None:
    """Raise `Problem` where the person would carry more than one kind with that role, for however short a while."""
    refuse_mixture(name, {*kinds_of_person(person_key), *kinds_of(role.permissions)})


def refuse_mixing_appointment(post: Post, person: Person) -> None:
    """Raise `Problem` where the person would carry more than one kind by holding that post too."""
    refuse_mixture(person.name, {*kinds_of_person(person.pk), *kinds_administered(post)})


def refuse_mixed_people() -> None:
    """Raise `Problem` where somebody carries more than one kind as things stand, while they are to be kept apart."""
    if policy()["separate_administrators"] and (mixed := mixed_people()):
        raise Problem(text.WOULD_MIX.format(names=text.LISTED.join(mixed)), field="permissions")
