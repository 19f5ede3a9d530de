"""The chain of a round as a tree: the issuer, whom it signs with, whom those sign with, and who is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from hongxian.kernel.actor import Actor
from hongxian.modules.base.parties.queries import governing_bodies
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.responsibility.pledges.models import PledgeLink, PledgeRound
from hongxian.modules.responsibility.pledges.owed import STANDINGS, Owing, owed, owing
from hongxian.modules.responsibility.pledges.queries import pledges_of


@dataclass
class Node:
    """One in the chain: a body or a post of it, how its letter stands, with whom it signs in turn.

    `enterprises` are the links with enterprises whose letters it gives, each with the counts of how they stand.
    """

    key: Any
    name: str
    link: PledgeLink | None = None
    standing: str = ""
    pledge: Any = None
    children: list[Node] = field(default_factory=list)
    enterprises: list[tuple[PledgeLink, dict[str, int]]] = field(default_factory=list)

    @property
    def lacking(self) -> int:
        """How many below it have no letter in force, enterprises included."""
        own = sum(each.standing != "signed" for each in self.children)
        in_enterprises = sum(sum(counts.values()) - counts["signed"] for _, counts in self.enterprises)
        return own + in_enterprises + sum(each.lacking for each in self.children)


def chain_of(actor: Actor, held: PledgeRound) -> tuple[Node, list[Node]]:
    """The tree below the issuer as far as the actor may see it, and those of whom nobody knows who signs with them."""
    root = Node(held.issuer_id, held.issuer.name)
    links = list(held.links.select_related("round__issuer__place").order_by("order"))
    found = [(link, each) for link in links if link.tier in ("bodies", "leaders") for each in _all(actor, link)]
    pledges = {each.pk: each for each in pledges_of(actor, held).filter(link__tier__in=("bodies", "leaders"))}
    below: dict[Any, list[Node]] = {}
    alone: list[Node] = []
    keys = {each.row.pk for _, each in found}
    for link, each in found:
        node = Node(each.row.pk, _name(each), link, each.standing, pledges.get(each.pledge_key))
        above = _above(node.pledge if each.standing != "missing" else None, each, keys)
        if above is None:
            alone.append(node)
        else:
            below.setdefault(above, []).append(node)
    enterprises = _enterprises(actor, links)
    _hang(root, below, enterprises, {root.key})
    return root, [*alone, *_unreached(below, root)]


def _all(actor: Actor, link: PledgeLink) -> list[Owing]:
    return owing(
        link, owed(actor, link).order_by("place__path" if link.tier == "bodies" else "party__place__path", "name")
    )


def _name(each: Owing) -> str:
    return str(each.row.name) if not hasattr(each.row, "party") else f"{each.row.party.name} · {each.row.name}"


def _above(pledge: Any, each: Owing, keys: set[Any]) -> Any:
    """Under whom it hangs: the post that signs with it, or, where that post signs with nobody above, its body."""
    if pledge is not None:
        post, body = pledge.giver_post_id, pledge.giver_id
    else:
        post = each.giver_post.pk if each.giver_post else None
        body = each.giver.pk if each.giver else None
    return post if post in keys else body


def _hang(node: Node, below: Mapping[Any, list[Node]], enterprises: Mapping[Any, Any], seen: set[Any]) -> None:
    node.enterprises = list(enterprises.get(node.key, ()))
    for child in below.get(node.key, ()):
        if child.key not in seen:
            seen.add(child.key)
            node.children.append(child)
            _hang(child, below, enterprises, seen)


def _unreached(below: Mapping[Any, list[Node]], root: Node) -> Iterator[Node]:
    """Those whose giver is itself not in the chain: shown apart, never dropped."""
    reached = {each.key for each in _walk(root)}
    for nodes in below.values():
        yield from (each for each in nodes if each.key not in reached)


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for each in node.children:
        yield from _walk(each)


def _enterprises(actor: Actor, links: list[PledgeLink]) -> dict[Any, list[tuple[PledgeLink, dict[str, int]]]]:
    """For each government: the links with enterprises that it signs, each with the counts of how they stand."""
    found: dict[Any, list[tuple[PledgeLink, dict[str, int]]]] = {}
    for link in links:
        if link.tier not in ("enterprises", "promises"):
            continue
        counted: dict[Any, dict[str, int]] = {}
        rows = owed(actor, link).order_by().values_list("place__path", "standing").annotate(number=Count("pk"))
        bodies = _bodies_by_path(link, {path for path, _, _ in rows})
        for path, standing, number in rows:
            body = next((bodies[each] for each in reversed(ancestry(path)) if each in bodies), None)
            counts = counted.setdefault(body, dict.fromkeys(STANDINGS, 0))
            counts[standing] += number
        for body, counts in counted.items():
            found.setdefault(body, []).append((link, counts))
    return found


def _bodies_by_path(link: PledgeLink, paths: set[str]) -> dict[str, Any]:
    above = {each for path in paths for each in ancestry(path)}
    rows = governing_bodies().filter(place__path__in=above, place__level=link.giver_level)
    return {each.place.path: each.pk for each in rows}
