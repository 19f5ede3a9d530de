"""How matters stand at a place: what binds it, how its verdicts are counted, how the counts went. Reads only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import Count, Exists, Max, OuterRef, QuerySet

from hongxian.kernel.actor import Actor, path_range
from hongxian.kernel.clock import LOCAL
from hongxian.modules.base.places.queries import subtree, visible_places
from hongxian.modules.base.policies.queries import adoptions_on
from hongxian.modules.base.verdicts.models import STATUSES, Verdict
from hongxian.modules.base.verdicts.queries import (
    determinations_of,
    latest_verdicts,
    visible_turns,
    visible_verdicts,
)

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.base.policies.models import Adoption, Pack

MONTHS = 12
LADDER = ("province", "city", "county")


@dataclass(frozen=True)
class Binding:
    """A pack that binds at a place, or somewhere below it. `how`: own, above or below."""

    adoption: Adoption
    how: str

    @property
    def pack(self) -> Pack:
        """The version of the pack that binds."""
        return self.adoption.pack


@dataclass(frozen=True)
class Tally:
    """The verdicts under one pack at a place and below it, as far as somebody may see: machine verdicts by status;
    `determined` is what was signed beside them, never counted among them; `changed_at` is their last change."""

    binding: Binding
    counts: dict[str, int]
    determined: int
    changed_at: datetime | None

    @property
    def total(self) -> int:
        """How many verdicts in all."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Month:
    """How many verdicts stood at each status when a month ended (now, in the running one); None before the first."""

    first: date
    counts: dict[str, int] | None


def places_seen(actor: Actor) -> QuerySet[Place]:
    """The places of whose verdicts the actor may see all, and those of the bodies whose verdicts they may see."""
    own = visible_verdicts(actor).filter(path=OuterRef("path"))
    scope = visible_places(actor, "verdict.view")
    model = scope.model
    return model._default_manager.filter(pk__in=scope.values("pk")) | model._default_manager.filter(Exists(own))


def places_listed(actor: Actor) -> QuerySet[Place]:
    """Of these, the ladder down to the counties and its zones, and whatever else has verdicts, in order of codes."""
    verdicts = visible_verdicts(actor).filter(path=OuterRef("path"))
    seen = places_seen(actor)
    return (seen.filter(level__in=LADDER) | seen.filter(Exists(verdicts))).order_by("path")


def sees_all(actor: Actor, place: Place) -> bool:
    """Whether the actor may see every verdict of the place, and not only those of some bodies."""
    return visible_places(actor, "verdict.view").filter(pk=place.pk).exists()


def bindings(place: Place, day: date) -> list[Binding]:
    """What binds at the place on that day: its own packs, those of the places above it, those of places below it."""
    found = []
    for adoption in adoptions_on(day).order_by("place__path", "pack__code"):
        own = adoption.place.path
        if own == place.path:
            found.append(Binding(adoption, "own"))
        elif place.path.startswith(own):
            found.append(Binding(adoption, "above"))
        elif own.startswith(place.path):
            found.append(Binding(adoption, "below"))
    return found


def verdicts_at(actor: Actor, place: Place, pack: Pack, *, status: str = "") -> QuerySet[Verdict]:
    """The verdicts under a pack at the place and below it that the actor may see: the rows behind every figure."""
    rows = latest_verdicts(actor, pack).filter(path_range("path", place.path))
    return rows.filter(status=status) if status else rows


def tally(actor: Actor, place: Place, binding: Binding) -> Tally:
    """The figures of one pack at the place, as stored."""
    rows = verdicts_at(actor, place, binding.pack)
    counted = dict(rows.order_by().values_list("status").annotate(number=Count("pk")))
    signed = determinations_of(rows) if counted else {}
    changed = rows.aggregate(at=Max("turned_at"))["at"]
    return Tally(binding, {status: counted.get(status, 0) for status in STATUSES}, len(signed), changed)


def tallies_of(actor: Actor, places: Iterable[Place], day: date) -> list[tuple[Place, dict[str, int]]]:
    """The places, each with its verdicts counted by status, and those below it, under whatever binds that day."""
    found: Counter[tuple[str, str]] = Counter()
    for pack in {each.pack_id: each.pack for each in adoptions_on(day)}.values():
        rows = latest_verdicts(actor, pack).order_by().values_list("path", "status").annotate(number=Count("pk"))
        for path, status, number in rows:
            found[path, status] += number
    return [(place, _below_path(found, place.path)) for place in places]


def _below_path(found: Counter[tuple[str, str]], path: str) -> dict[str, int]:
    return {
        status: sum(number for (own, each), number in found.items() if each == status and own.startswith(path))
        for status in STATUSES
    }


def trend(actor: Actor, place: Place, packs: list[Pack], today: date) -> list[Month]:
    """How many verdicts under these packs stood at each status at the end of the last twelve months, the running one
    included, as they had been judged then."""
    rows = visible_turns(actor).filter(path_range("verdict__path", place.path), verdict__pack__in=packs)
    turns = list(rows.order_by("at", "pk").values_list("verdict_id", "at", "after"))
    standing: dict[UUID, str] = {}
    found: list[Month] = []
    position = 0
    for first in _months(today):
        end = datetime.combine(_next(first), time(), LOCAL)
        while position < len(turns) and turns[position][1] < end:
            key, _, after = turns[position]
            standing[key] = after
            position += 1
        held = list(standing.values())
        found.append(Month(first, {status: held.count(status) for status in STATUSES} if held else None))
    return found


def _months(today: date) -> list[date]:
    months = [today.replace(day=1)]
    while len(months) < MONTHS:
        months.append((months[-1] - timedelta(days=1)).replace(day=1))
    return months[::-1]


def _next(first: date) -> date:
    return (first + timedelta(days=31)).replace(day=1)


def below(place: Place, actor: Actor) -> QuerySet[Place]:
    """The places under it that the actor's list shows."""
    return places_listed(actor).filter(pk__in=subtree(place).values("pk")).exclude(pk=place.pk)
