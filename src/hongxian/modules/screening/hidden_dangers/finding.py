"""Dangers by words: what stands in their own texts, and the name, credit code or number of the enterprise."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hongxian.kernel.search.queries import matching

_TEXTS = ("description", "location", "premises", "basis")


def by_words(rows: QuerySet[Any], written: str) -> QuerySet[Any]:
    """Of the dangers, those in which all these words stand, parted by blanks: each in the texts of the danger or in the
    name, credit code or registration number of its enterprise. A danger is found by its key, too."""
    if (key := _key(written)) is not None:
        return rows.filter(pk=key)
    words = written.split()
    named = [each for each in words if matching("enterprise", each) != []]
    found = _in_texts(words)
    if named:
        rest = [each for each in words if each not in named]
        somewhere = _in_texts(rest) if rest else Q()
        for each in named:
            somewhere &= _in_texts([each]) | _at_enterprises(each)
        found |= somewhere
    return rows.filter(found)


def _key(written: str) -> UUID | None:
    try:
        return UUID(written.strip())
    except ValueError:
        return None


def _in_texts(words: list[str]) -> Q:
    """By the index; of words of very many rows, or single characters, by the rows themselves."""
    keys = matching("hidden_danger", " ".join(words))
    if keys is not None:
        return Q(pk__in=keys)
    found = Q()
    for word in words:
        found &= Q(*((f"{field}__icontains", word) for field in _TEXTS), _connector=Q.OR)
    return found


def _at_enterprises(word: str) -> Q:
    keys = matching("enterprise", word)
    return Q(enterprise__name__icontains=word) if keys is None else Q(enterprise__in=keys)
