"""How alike two texts are, by the pairs of neighbouring characters that they share."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from math import ceil

_SHOWN = 3


def normalised(words: str) -> str:
    """Words without anything but letters and characters: spaces, marks, digits do not make two texts differ."""
    return "".join(each for each in unicodedata.normalize("NFKC", words).lower() if each.isalpha())


def pairs(words: str) -> frozenset[str]:
    """The pairs of a text as `normalised`; a single character is its own."""
    clean = normalised(words)
    return frozenset(clean[at : at + 2] for at in range(len(clean) - 1)) or frozenset(clean)


def likeness(one: str, other: str) -> float:
    """The share of common pairs of characters of two texts, 1 for the same, 0 for nothing in common."""
    return share(pairs(one), pairs(other))


def share(first: frozenset[str], second: frozenset[str]) -> float:
    """The share of common pairs of two sets of them."""
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def shared_words(one: str, other: str, most: int = _SHOWN) -> list[str]:
    """The longest runs of two characters or more of one text that stand in the other too, the longest first."""
    first, second = normalised(one), normalised(other)
    runs, at = [], 0
    while at < len(first) - 1:
        end = at
        while end < len(first) and first[at : end + 1] in second:
            end += 1
        if end - at > 1:
            runs.append(first[at:end])
        at = max(end, at + 1)
    return sorted(dict.fromkeys(runs), key=len, reverse=True)[:most]


def near_pairs(texts: Sequence[str], least: float) -> Iterator[tuple[int, int, float]]:
    """Every two of the texts whose likeness is at least so much (above 0), by their places, and how alike they are.

    Of two texts that are so alike, each has among its rarest pairs of characters one that the other has among its own:
    so only texts that share such a pair are compared. None is missed.
    """
    sets = [pairs(each) for each in texts]
    counts = Counter(pair for each in sets for pair in each)
    met: dict[str, list[int]] = defaultdict(list)
    for place, mine in enumerate(sets):
        rare = sorted(mine, key=lambda pair: (counts[pair], pair))[: _prefix(len(mine), least)]
        for other in sorted({each for pair in rare for each in met[pair]}):
            if (alike := share(mine, sets[other])) >= least:
                yield other, place, alike
        for pair in rare:
            met[pair].append(place)


def _prefix(size: int, least: float) -> int:
    """How many of the rarest pairs of a text must be looked at: two sets with a share of `least` have at least
    `size * least / (2 - least)` in common."""
    return size - ceil(size * least / (2 - least) - 1e-9) + 1 if size else 0
