"""A handover before it is carried out: what is open, what becomes of it, whether somebody can go on with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.holdings import Holding
from hongxian.kernel.ledger.record import name_of
from hongxian.kernel.module import modules, noun_of, resolve
from hongxian.modules.base.accounts.queries import account_of, actor_for
from hongxian.modules.base.parties.queries import terms_of_body

if TYPE_CHECKING:
    from hongxian.modules.base.accounts.models import User
    from hongxian.modules.base.parties.models import Person, Post


@dataclass(frozen=True)
class Item:
    """One thing that is open. `moves`: it goes to another post. `covered`: the successor may go on with it, or, of what
    stays with the body, somebody else of the body may (`by`). `room` hands it on."""

    holding: Holding
    room: str
    moves: bool
    covered: bool
    by: str = ""

    @property
    def noun(self) -> str:
        """What it is."""
        found = noun_of(type(self.holding.row))
        return found.key if found else ""


@dataclass(frozen=True)
class Plan:
    """Everything open in the hands of somebody in a post, as it would be handed over."""

    items: list[Item]

    @property
    def orphans(self) -> list[Item]:
        """What nobody could go on with."""
        return [each for each in self.items if not each.covered]

    @property
    def digest(self) -> str:
        """The same as long as the same things are open."""
        names = sorted(name_of(each.holding.row) for each in self.items)
        return sha256("\n".join(names).encode()).hexdigest()[:32]


def plan_handover(post: Post, person: Person, successor: User, successor_post: Post) -> Plan:
    """What is open in the hands of that person in that post, and what becomes of it when the successor takes over."""
    held = [
        (module.key, each)
        for module in modules().values()
        if module.holdings
        for each in resolve(module.holdings)(str(post.pk), str(post.party_id), str(person.pk))
    ]
    reached = _reached(actor_for(successor, successor_post), [each for _, each in held])
    left = [each for _, each in held if name_of(each.row) not in reached and not each.bound]
    others = _others(post, person) if left else []
    by_other = {name: actor.name for actor in others for name in _reached(actor, left)}
    moving = successor_post.pk != post.pk
    return Plan([_item(room, each, reached, by_other, moving) for room, each in held])


def _item(room: str, holding: Holding, reached: set[str], by_other: dict[str, str], moving: bool) -> Item:
    name = name_of(holding.row)
    other = "" if name in reached else by_other.get(name, "")
    return Item(
        holding=holding, room=room, moves=moving and holding.bound, covered=name in reached or bool(other), by=other
    )


def _reached(actor: Actor, holdings: Iterable[Holding]) -> set[str]:
    """The names of those rows upon which the actor holds the permission they demand: one query for each kind."""
    found: set[str] = set()
    asked: dict[tuple[Any, str], list[Holding]] = defaultdict(list)
    for each in holdings:
        if each.permission:
            asked[type(each.row), each.permission].append(each)
        else:
            found.add(name_of(each.row))
    for (model, permission), rows in asked.items():
        noun = noun_of(model)
        if noun is None or not noun.visible or not actor.may(permission):
            continue
        visible = resolve(noun.visible)(actor, permission).filter(pk__in=[each.row.pk for each in rows])
        keys = set(visible.values_list("pk", flat=True))
        found.update(name_of(each.row) for each in rows if each.row.pk in keys)
    return found


def _others(post: Post, person: Person) -> list[Actor]:
    """Who else holds a post of the body today and can log in."""
    terms = terms_of_body(post.party).exclude(person=person)
    return [actor_for(user, each.post) for each in terms if (user := account_of(each.person)) is not None]
