"""The facts of the running system, from the rooms that tell them."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

from hongxian.kernel.module import modules, resolve, source_of
from hongxian.kernel.rules.population import AsOf, MissingSource, Population


@dataclass(frozen=True)
class Told:
    """A population, and the paths of the places for which, and for all below them, it is told."""

    population: Population
    paths: tuple[str, ...] = ("",)


Notes = dict[Hashable, Any]
"""What a room has found out for one fact and needs for the next, at the same two times."""

_Made = dict[tuple[str, AsOf], Told | None]


@dataclass(frozen=True)
class RoomFacts:
    """`Facts` of the running system, as one judgement asks for them: each from the room that declares it, else from a
    room that can tell facts it does not know by name, if it has that fact for the place.

    `place_path` is the place of whoever is judged; `made` and `notes` may be shared by the facts of several places. A
    population is made once; it is read anew whenever it is asked.
    """

    place_path: str = ""
    made: _Made = field(default_factory=dict, repr=False, compare=False)
    notes: Notes = field(default_factory=dict, repr=False, compare=False)

    def population(self, noun: str, as_of: AsOf) -> Population:
        """The population of a fact at the two times; raises `MissingSource` when no room tells it for the place."""
        key = noun, as_of
        if key not in self.made:
            self.made[key] = _told(noun, as_of, self.notes)
        told = self.made[key]
        if told is None or not self.place_path.startswith(told.paths):
            raise MissingSource(noun)
        return told.population


def _told(noun: str, as_of: AsOf, notes: Notes) -> Told | None:
    if source := source_of(noun):
        return Told(resolve(source.population)(as_of))
    for module in modules().values():
        if module.fact_fallback:
            told: Told | None = resolve(module.fact_fallback)(noun, as_of, notes)
            if told is not None and told.paths:
                return told
    return None
