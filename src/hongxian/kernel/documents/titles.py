"""Titles in lines (GB/T 9704-2012, 7.3.1): whole in meaning, symmetrical, of fitting length, no block, no hourglass."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import import_module
from itertools import combinations, pairwise
from math import ceil
from typing import Any

from hongxian.kernel.documents import text
from hongxian.kernel.documents.content import wide
from hongxian.kernel.glossary import glossary

_MOST = 4
"""Of more lines than these nobody can speak as a form."""
_SPLIT, _FORM, _HANGING, _WHOLE = 40.0, 12.0, 60.0, 15.0
"""What it counts against a break that it splits a term, makes no good form, or leaves a word hanging at the end; what
it counts for one that it stands before the matter of the paper."""


def title_in_lines(title: str, across: float) -> str:
    """The title with line breaks between words, in as few lines of up to `across` characters as it takes. As it stands
    where it fits into one line, has its own breaks, or no words of it can be put into so many lines."""
    if "\n" in title or wide(title) <= across:
        return title
    places, terms = _places(title), _terms(title)
    least = ceil(wide(title) / across)
    for number in range(least, min(least + 2, _MOST + 1)):
        cuts = ((breaks, _cut(title, breaks)) for breaks in combinations(places, number - 1))
        found = [
            (_against(lines, breaks, terms), lines)
            for breaks, lines in cuts
            if all(wide(line) <= across for line in lines)
        ]
        if found:
            return "\n".join(min(found)[1])
    return title


def _places(title: str) -> list[int]:
    """Where the title may be broken: between words, with no mark at the wrong end of a line."""
    places, at = [], 0
    for word in _cutter().cut(title, False)[:-1]:
        at += len(word)
        if title[at] not in text.NEVER_FIRST and title[at - 1] not in text.NEVER_LAST:
            places.append(at)
    return places


@cache
def _cutter() -> Any:
    """`rjieba`, whose dictionary takes 33 MB: loaded where a title is broken."""
    return import_module("rjieba")


def _terms(title: str) -> list[tuple[int, int]]:
    """Where terms of the field stand, which are more than one word."""
    words = {each.zh for each in glossary().values() if len(each.zh) > 2 and each.zh in title}
    return [(title.index(word), title.index(word) + len(word)) for word in words if word != title]


def _cut(title: str, breaks: Sequence[int]) -> list[str]:
    return [title[start:end] for start, end in pairwise((0, *breaks, len(title)))]


def _against(lines: Sequence[str], breaks: Sequence[int], terms: Sequence[tuple[int, int]]) -> float:
    """What counts against these lines; the least is the best."""
    lengths = [wide(line) for line in lines]
    mean = sum(lengths) / len(lengths)
    against = sum((each - mean) ** 2 for each in lengths)
    against += _SPLIT * sum(start < at < end for at in breaks for start, end in terms)
    against += _HANGING * sum(line.endswith(text.HANGING) for line in lines[:-1])
    against -= _WHOLE * sum(line.startswith(text.MATTER) for line in lines[1:])
    is_hollow = any(left > each < right for left, each, right in zip(lengths, lengths[1:], lengths[2:], strict=False))
    is_block = max(lengths) - min(lengths) < 1
    return against + _FORM * (is_hollow or is_block)
