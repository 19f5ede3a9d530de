"""Entries that may be of one danger, entered from two lists: by text, place, day and photo, each told as a reason. A
person decides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from math import cos, hypot, radians
from typing import Any

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.search.likeness import likeness, near_pairs, shared_words
from hongxian.modules.base.attachments.queries import visible_attachments
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers

DAYS_APART = 60
"""Entries further apart are not suggested; they may be the same danger come back."""
ALIKE = 0.5
"""From this share of common pairs of characters on, two texts are suggested as alike."""
PHOTO_BITS = 8
"""Photos that differ in at most so many bits of their hash show the same scene."""
MOST = 10
MERGEABLE = ("reported", "graded", "rectifying")
_LOOKED_AT = 2_000
_PAIRS = 100
_DEGREE = 111_195.0
"""Metres of a degree on a meridian."""


@dataclass(frozen=True)
class Likely:
    """An entry that may be the same danger: how alike the texts are (0–1), the words in both, how many days apart, in
    how many bits the nearest photos differ and how many metres apart they were taken (None: not known)."""

    danger: Any
    alike: float
    days: int
    words: list[str] = field(default_factory=list)
    photo_bits: int | None = None
    metres: int | None = None

    @property
    def same_photo(self) -> bool:
        """Whether photos of both show the same scene."""
        return self.photo_bits is not None


@dataclass(frozen=True)
class Evidence:
    """What the photos of dangers tell, by the key of the danger: their hashes, and where they were taken."""

    hashes: dict[str, list[int]]
    places: dict[str, list[tuple[float, float]]]

    def bits(self, one: str, other: str) -> int | None:
        """In how many bits the nearest photos of two dangers differ, if they show the same scene."""
        mine, theirs = self.hashes.get(one, ()), self.hashes.get(other, ())
        nearest = min(((a ^ b).bit_count() for a in mine for b in theirs), default=PHOTO_BITS + 1)
        return nearest if nearest <= PHOTO_BITS else None

    def metres(self, one: str, other: str) -> int | None:
        """How far apart the nearest photos of two dangers were taken, as the devices said."""
        mine, theirs = self.places.get(one, ()), self.places.get(other, ())
        return min((round(_apart(a, b)) for a in mine for b in theirs), default=None)


def near(rows: QuerySet[HiddenDanger], danger: HiddenDanger) -> QuerySet[HiddenDanger]:
    """Of the rows, the other kept entries at the same enterprise, or premises in the same place, found within so many
    days."""
    where = Q(enterprise=danger.enterprise_id)
    if danger.enterprise_id is None:
        where = Q(enterprise__isnull=True, place=danger.place_id)
    apart = timedelta(days=DAYS_APART)
    rows = rows.filter(where, found_on__gte=danger.found_on - apart, found_on__lte=danger.found_on + apart)
    return rows.filter(withdrawn_at__isnull=True).exclude(pk=danger.pk)


def likely(actor: Actor, danger: HiddenDanger) -> list[Likely]:
    """Among what the actor sees, the entries that may be the same danger: those with a photo alike first, then the most
    alike."""
    others = list(near(visible_hidden_dangers(actor), danger).order_by("-pk")[:_LOOKED_AT])
    evidence = evidence_of(actor, [danger, *others])
    mine, found = said_of(danger), []
    for each in others:
        alike = likeness(mine, said_of(each))
        bits = evidence.bits(str(danger.pk), str(each.pk))
        if alike >= ALIKE or bits is not None:
            found.append(_likely(danger, each, alike, evidence))
    return sorted(found, key=_order)[:MOST]


def likely_pairs(actor: Actor, rows: QuerySet[HiddenDanger]) -> list[tuple[HiddenDanger, Likely]]:
    """Among the newest of these rows, the pairs that may be of one danger, the likeliest first: the later entry, which
    would be struck out, and what tells of the earlier one."""
    newest = list(rows.filter(withdrawn_at__isnull=True).order_by("-pk")[:_LOOKED_AT])
    evidence = evidence_of(actor, newest)
    groups: dict[tuple[Any, ...], list[HiddenDanger]] = defaultdict(list)
    for each in reversed(newest):
        where = (each.enterprise_id,) if each.enterprise_id else (None, each.place_id)
        groups[where].append(each)
    found = [pair for group in groups.values() for pair in _pairs_of(group, evidence)]
    return sorted(found, key=lambda pair: _order(pair[1]))[:_PAIRS]


def _pairs_of(group: Sequence[HiddenDanger], evidence: Evidence) -> Iterable[tuple[HiddenDanger, Likely]]:
    alike = {(one, other): share for one, other, share in near_pairs([said_of(each) for each in group], ALIKE)}
    shown = [place for place, each in enumerate(group) if str(each.pk) in evidence.hashes]
    for at, other in enumerate(shown):
        for one in shown[:at]:
            if evidence.bits(str(group[one].pk), str(group[other].pk)) is not None:
                alike.setdefault((one, other), likeness(said_of(group[one]), said_of(group[other])))
    for (one, other), share in alike.items():
        earlier, later = group[one], group[other]
        days = abs((earlier.found_on - later.found_on).days)
        if later.state in MERGEABLE and later.grade != "major" and days <= DAYS_APART:
            yield later, _likely(later, earlier, share, evidence)


def said_of(danger: HiddenDanger) -> str:
    """The words of an entry that are compared."""
    return f"{danger.premises} {danger.location} {danger.description}"


def evidence_of(actor: Actor, dangers: Sequence[HiddenDanger]) -> Evidence:
    """What the photos of these dangers tell that the actor may see."""
    photos = visible_attachments(actor).filter(
        subject_kind="hidden_danger",
        subject_key__in=[str(each.pk) for each in dangers],
        kind="photo",
        withdrawn_at=None,
        erased_at=None,
    )
    hashes, places = defaultdict(list), defaultdict(list)
    for key, hash_, longitude, latitude in photos.values_list(
        "subject_key", "perceptual_hash", "longitude", "latitude"
    ):
        if hash_:
            hashes[key].append(int(hash_, 16))
        if longitude is not None and latitude is not None:
            places[key].append((float(longitude), float(latitude)))
    return Evidence(dict(hashes), dict(places))


def _likely(danger: HiddenDanger, other: HiddenDanger, alike: float, evidence: Evidence) -> Likely:
    one, two = str(danger.pk), str(other.pk)
    days = abs((other.found_on - danger.found_on).days)
    words = shared_words(danger.description, other.description)
    return Likely(other, round(alike, 2), days, words, evidence.bits(one, two), evidence.metres(one, two))


def _order(one: Likely) -> tuple[Any, ...]:
    return not one.same_photo, -one.alike, one.metres if one.metres is not None else 0, one.days, str(one.danger.pk)


def _apart(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Metres between two places a few kilometres apart at most, as longitude and latitude."""
    east = (one[0] - other[0]) * cos(radians((one[1] + other[1]) / 2))
    return hypot(east, one[1] - other[1]) * _DEGREE
