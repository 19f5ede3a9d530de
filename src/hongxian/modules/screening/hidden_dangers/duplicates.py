"""How alike two entries are: perhaps one danger was entered from two lists. A person decides."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Q, QuerySet

from hongxian.kernel.search.likeness import likeness
from hongxian.modules.screening.hidden_dangers.models import HiddenDanger

DAYS_APART = 60
"""Entries further apart are not suggested; they may be the same danger come back."""
ALIKE = 0.5
"""From this share of common pairs of characters on, two texts are suggested as alike."""
MOST = 10
_LOOKED_AT = 500


@dataclass(frozen=True)
class Likely:
    """An entry that may be the same danger: how alike the texts are (0–1), how many days apart, whether photos are."""

    danger: Any
    alike: float
    days: int
    same_photo: bool


def near(rows: QuerySet[HiddenDanger], danger: HiddenDanger) -> QuerySet[HiddenDanger]:
    """Of the rows, the other kept entries at the same enterprise, or premises in the same place, found within so many
    days."""
    where = Q(enterprise=danger.enterprise_id)
    if danger.enterprise_id is None:
        where = Q(enterprise__isnull=True, place=danger.place_id)
    apart = timedelta(days=DAYS_APART)
    rows = rows.filter(where, found_on__gte=danger.found_on - apart, found_on__lte=danger.found_on + apart)
    return rows.filter(withdrawn_at__isnull=True).exclude(pk=danger.pk)


def likely(rows: QuerySet[HiddenDanger], danger: HiddenDanger, same_photo: Iterable[str] = ()) -> list[Likely]:
    """Of the rows, those that may be the same danger, most alike first. `same_photo` are keys of dangers that have a
    photo alike."""
    photos = set(same_photo)
    found = []
    for each in near(rows, danger).order_by("-pk")[:_LOOKED_AT]:
        alike = likeness(
            f"{danger.premises}{danger.location}{danger.description}",
            f"{each.premises}{each.location}{each.description}",
        )
        if alike >= ALIKE or str(each.pk) in photos:
            days = abs((each.found_on - danger.found_on).days)
            found.append(Likely(each, round(alike, 2), days, str(each.pk) in photos))
    return sorted(found, key=lambda one: (not one.same_photo, -one.alike, one.days))[:MOST]
