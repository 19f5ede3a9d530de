"""How far an obligation reaches under an adoption: which places, from what day on. Reads only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.base.policies.queries import adoptions_on
from hongxian.modules.base.policies.queries.choices import families_of, nearest, practices_on, precedences_on

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption, Practice, Precedence


@dataclass(frozen=True)
class Ground:
    """A place path below which an obligation binds; periods that began before `since` are not judged there."""

    path: str
    since: date


@dataclass(frozen=True)
class Reach:
    """What an adoption reaches on a day: everything below its place but what a nearer adoption of the same pack has,
    narrowed by the obligation's own place (`binds`) and, for a reported practice, to where it was adopted; and which
    other packs bind the same places."""

    adoption: Adoption
    adoptions: tuple[Adoption, ...]
    practices: tuple[Practice, ...]
    precedences: tuple[Precedence, ...]
    families: Mapping[str, frozenset[str]]
    """The families of rules of which each adopted pack has an obligation, by its code."""

    def grounds(self, obligation: Obligation) -> Iterator[Ground]:
        """Where the obligation binds."""
        whole = self._bound(obligation)
        if whole is None:
            return
        if not obligation.entry.practice:
            yield Ground(whole, self.adoption.judged_from)
            return
        for practice in self.practices:
            path = _meet(whole, practice.place.path)
            if practice.obligation == obligation.id and path is not None:
                yield Ground(path, max(self.adoption.judged_from, practice.valid_from))

    def leaves_out(self, path: str) -> bool:
        """Whether the place belongs to a nearer adoption of the same pack."""
        own = self.adoption
        return any(
            each.pack.code == own.pack.code
            and len(each.place.path) > len(own.place.path)
            and path.startswith(each.place.path)
            for each in self.adoptions
        )

    def rivals(self, obligation: Obligation, path: str) -> tuple[str, ...]:
        """The codes of the other packs that bind the place in the obligation's family of rules."""
        family = obligation.entry.family
        if not family:
            return ()
        binding = {each.pack.code for each in self.adoptions if path.startswith(each.place.path)}
        others = binding - {self.adoption.pack.code}
        return tuple(sorted(code for code in others if family in self.families[code]))

    def prevails(self, obligation: Obligation, path: str) -> str:
        """The code of the pack that was chosen to prevail in the obligation's family for the place; empty if none was,
        or if the one that was chosen does not bind the place any more."""
        chosen = nearest(self.precedences, path, obligation.entry.family)
        if chosen is None:
            return ""
        binding = {*self.rivals(obligation, path), self.adoption.pack.code}
        return chosen.pack_code if chosen.pack_code in binding else ""

    def _bound(self, obligation: Obligation) -> str | None:
        if not obligation.entry.binds:
            return self.adoption.place.path
        place = find_place(obligation.entry.binds)
        return None if place is None else _meet(self.adoption.place.path, place.path)


def reach_of(adoption: Adoption, as_of: AsOf) -> Reach:
    """What the adoption reaches at the two times."""
    day, known_at = as_of.valid_on, as_of.known_at
    adoptions = tuple(adoptions_on(day))
    packs = {each.pack.code: each.pack for each in adoptions}
    families = {code: frozenset(families_of(pack)) for code, pack in packs.items()}
    practices = practices_on(adoption.pack, day, known_at)
    return Reach(adoption, adoptions, tuple(practices), tuple(precedences_on(day, known_at)), families)


def _meet(one: str, other: str) -> str | None:
    """The lower of two paths, if one lies below the other (or is it)."""
    if one.startswith(other):
        return one
    return other if other.startswith(one) else None
