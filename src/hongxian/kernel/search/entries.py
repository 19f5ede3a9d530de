"""Keeping what is searched in step: whatever a command puts down in the ledger is what is found from then on."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from itertools import islice
from typing import Any

from django.apps import apps

from hongxian.kernel.module import Noun, nouns
from hongxian.kernel.search.models import SearchEntry

AT_ONCE = 500


def plain(said: object) -> str:
    """Letters and digits only, in one width and case."""
    folded = unicodedata.normalize("NFKC", str(said)).lower()
    return "".join(each for each in folded if each.isalnum())


def grams_of(words: Iterable[str]) -> list[str]:
    """Each pair of neighbouring characters, once."""
    return list(dict.fromkeys(each[at : at + 2] for each in words for at in range(len(each) - 1)))


def note(states: Mapping[str, Any]) -> None:
    """Rows as they now stand in the ledger, by name (`enterprise:<key>`), None for those that are gone. Nouns that
    declare no `search` are passed over."""
    searched = {each.key: each.search for each in nouns() if each.search}
    found: dict[tuple[str, str], str | None] = {}
    for name, state in states.items():
        noun, key = name.split(":", 1)
        if noun in searched:
            found[noun, key] = None if state is None else _words(state, searched[noun])
    if found:
        _keep(found)


def _words(state: Mapping[str, Any], fields: tuple[str, ...]) -> str:
    return "\n".join(plain(state.get(each) or "") for each in fields)


def _keep(found: Mapping[tuple[str, str], str | None]) -> None:
    rows = SearchEntry.objects.filter(noun__in={noun for noun, _ in found}, key__in=[key for _, key in found])
    known = {(each.noun, each.key): each.words for each in rows.only("noun", "key", "words")}
    if gone := [key for (noun, key), words in found.items() if words is None and (noun, key) in known]:
        rows.filter(key__in=gone).delete()
    changed = {at: words for at, words in found.items() if words is not None and known.get(at) != words}
    if changed:
        SearchEntry.objects.bulk_create(
            [_entry(noun, key, words) for (noun, key), words in changed.items()],
            update_conflicts=True,
            unique_fields=["noun", "key"],
            update_fields=["words", "grams"],
        )


def token(noun: str) -> str:
    """What stands among the pairs of every row of a noun, and of no other: three letters or more, so no pair."""
    return noun.replace("_", "")


def _entry(noun: str, key: str, words: str) -> SearchEntry:
    return SearchEntry(noun=noun, key=key, words=words, grams=" ".join([token(noun), *grams_of(words.split("\n"))]))


def rebuild(noun: Noun) -> int:
    """Make what is searched of a noun anew from its rows; how many. Call it in a transaction."""
    model = apps.get_model(noun.model)
    SearchEntry.objects.filter(noun=noun.key).delete()
    rows = model._base_manager.values_list("pk", *noun.search).iterator(AT_ONCE)
    count = 0
    while part := list(islice(rows, AT_ONCE)):
        said = ((str(key), "\n".join(plain(each or "") for each in values)) for key, *values in part)
        SearchEntry.objects.bulk_create(_entry(noun.key, key, words) for key, words in said)
        count += len(part)
    return count
