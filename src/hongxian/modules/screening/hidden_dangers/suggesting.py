"""What dangers entered before suggest about one that is being described: how it might be classed, and how the like was
rectified. Nothing is filled in by itself; each suggestion says from which dangers it comes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.search.likeness import shared_words
from hongxian.kernel.search.nearest import nearest

SHOWN = 5
"""So many past dangers are shown."""
VOTING = 20
"""So many of the most alike have a vote."""
ALIKE = 0.18
"""Texts less alike than this neither vote nor are shown."""
LEAST_SHARE = 0.15
MOST_VALUES = 3
_ASKED = 60


@dataclass(frozen=True)
class Similar:
    """A past danger: how alike its text is (0–1), and the words that stand in both."""

    danger: Any
    alike: float
    words: list[str]

    @property
    def percent(self) -> int:
        """How alike, in hundredths."""
        return round(self.alike * 100)


@dataclass(frozen=True)
class Proposal:
    """A value that past dangers suggest: `count` of the `voting` that have one bear it; `share` weighs them by how
    alike they are. `because` are the most alike of those that bear it."""

    value: str
    count: int
    voting: int
    share: float
    because: list[Similar]


@dataclass(frozen=True)
class Suggestion:
    """What is suggested for a text; `proposals` by column, the likeliest value first."""

    similar: list[Similar] = field(default_factory=list)
    proposals: dict[str, list[Proposal]] = field(default_factory=dict)


def suggested(rows: QuerySet[Any], written: str, columns: Sequence[str] = ("danger_category",)) -> Suggestion:
    """What the rows (those that somebody may see) suggest for a text: the most alike of them, and for each of the
    columns the values that they bear. Entries struck out suggest nothing."""
    known = rows.filter(withdrawn_at__isnull=True)
    near = [each for each in nearest(known, written, _ASKED) if each.alike >= ALIKE]
    found = {str(row.pk): row for row in known.filter(pk__in=[each.key for each in near])}
    alike = [Similar(found[each.key], each.alike, []) for each in near if each.key in found]
    told = {each.danger.pk: _with_words(written, each) for each in alike[:VOTING]}
    shown = _different(told.values())[:SHOWN]
    return Suggestion(shown, {column: proposals(alike, column, told) for column in columns})


def proposals(alike: Iterable[Similar], column: str, told: dict[Any, Similar]) -> list[Proposal]:
    """The values that the most alike dangers bear in a column, each weighed by how alike they are."""
    voting = [each for each in alike if getattr(each.danger, column)][:VOTING]
    votes: dict[str, list[Similar]] = defaultdict(list)
    for each in voting:
        votes[getattr(each.danger, column)].append(told.get(each.danger.pk, each))
    whole = sum(map(_weight, voting))
    found = [
        Proposal(value, len(mine), len(voting), round(sum(map(_weight, mine)) / whole, 2), mine[:2])
        for value, mine in votes.items()
    ]
    found.sort(key=lambda each: (-each.share, -each.count, each.value))
    return [each for each in found if each.share >= LEAST_SHARE][:MOST_VALUES]


def _weight(each: Similar) -> float:
    return each.alike**3


def _with_words(written: str, each: Similar) -> Similar:
    return Similar(each.danger, each.alike, shared_words(written, each.danger.description))


def _different(alike: Iterable[Similar]) -> list[Similar]:
    """Each text once: of the same again, the one that says how it was rectified."""
    by_text: dict[str, Similar] = {}
    for each in alike:
        kept = by_text.get(each.danger.description)
        if kept is None or (_told(each) and not _told(kept)):
            by_text[each.danger.description] = each
    return sorted(by_text.values(), key=lambda each: -each.alike)


def _told(each: Similar) -> bool:
    return bool(each.danger.rectification or each.danger.measures)
