"""How far an obligation reaches under an adoption: which places, from what day on. Reads only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from hongxian.kernel.rules.obligation import Obligation
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.places.queries import find_place
from hongxian.modules.base.policies.queries import adoptions_on, practices_on

if TYPE_CHECKING:
    from hongxian.modules.base.policies.models import Adoption, Practice


@dataclass(frozen=True)
class Ground:
    """A place path below which an obligation binds; periods that began before `since` are not judged there."""

    path: str
    since: date


@dataclass(frozen=True)
class Reach:
    """What an adoption reaches on a day: everything below its place but what a nearer adoption of the same pack has,
    narrowed by the obligation's own place (`binds`) and, for a reported practice, to where it was adopted."""

    adoption: Adoption
    nearer: tuple[str, ...]
    practices: tuple[Practice, ...]

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
        return any(path.startswith(each) for each in self.nearer)

    def _bound(self, obligation: Obligation) -> str | None:
        if not obligation.entry.binds:
            return self.adoption.place.path
        place = find_place(obligation.entry.binds)
        return None if place is None else _meet(self.adoption.place.path, place.path)


def reach_of(adoption: Adoption, as_of: AsOf, adoptions: Iterable[Adoption] | None = None) -> Reach:
    """What the adoption reaches at the two times."""
    own = adoption.place.path
    others = adoptions_on(as_of.valid_on) if adoptions is None else adoptions
    nearer = [
        each.place.path
        for each in others
        if each.pack.code == adoption.pack.code and each.place.path != own and each.place.path.startswith(own)
    ]
    practices = practices_on(adoption.pack, as_of.valid_on, as_of.known_at)
    return Reach(adoption, tuple(nearer), tuple(practices))


def _meet(one: str, other: str) -> str | None:
    """The lower of two paths, if one lies below the other (or is it)."""
    if one.startswith(other):
        return one
    return other if other.startswith(one) else None
