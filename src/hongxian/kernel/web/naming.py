"""What recorded values stand for: the names of the rows that they point to, as far as somebody may see those rows, and
the words of fixed choices."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import ForeignKey

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import glossary, term
from hongxian.kernel.module import noun, noun_of, nouns, resolve
from hongxian.kernel.web import text

KEY = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMED = re.compile(rf"([a-z_]+):({KEY.pattern})(?:[:/].*)?")
"""A row as the ledger names it, perhaps with what of it is meant."""


@dataclass(frozen=True)
class Said:
    """A recorded value: the noun and the column in whose row it stood."""

    noun: str
    column: str
    value: object

    @property
    def points(self) -> tuple[str, str, str] | None:
        """The noun of the row that it points to, the column of that row that it holds, and the value there; None if it
        points to no row."""
        if self.value in (None, ""):
            return None
        if found := _NAMED.fullmatch(str(self.value)):
            return (found[1], "pk", found[2]) if _is_noun(found[1]) else None
        there = _pointed_to(self.noun, self.column)
        if there is None and KEY.fullmatch(str(self.value)):
            there = _keyed_as(self.column)
        return (*there, str(self.value)) if there else None


@dataclass(frozen=True)
class Names:
    """Names of rows. `told` are names by key that stand on the page anyhow, whatever they are keys of; `seen` the names
    of the rows that the reader may see, by noun and key."""

    told: Mapping[str, str] = field(default_factory=dict)
    seen: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of(self, said: Said) -> str | None:
        """The name of the row that the value points to; a sentence where it lies out of the reader's sight. None where
        the value points to no row."""
        if (points := said.points) is None:
            return None
        kind, _, key = points
        return self.told.get(key) or self.seen.get((kind, key), text.OUT_OF_SIGHT)


def names_for(actor: Actor, values: Iterable[Said], told: Mapping[str, str]) -> Names:
    """The names of all rows to which these values point: one query for each noun pointed to."""
    asked: dict[tuple[str, str], set[str]] = defaultdict(set)
    for said in _each(values):
        if (points := said.points) and points[2] not in told:
            asked[points[:2]].add(points[2])
    seen: dict[tuple[str, str], str] = {}
    for (kind, column), keys in asked.items():
        seen |= {(kind, key): name for key, name in _seen(actor, kind, column, keys)}
    return Names(told, seen)


def choice(kind: str, column: str, value: str) -> str | None:
    """The word of a state or fixed choice that stands in a column of a noun; None where nobody wrote any.

    Unless the noun says where its words stand (`means`), they stand under the name of the column or what it ends in,
    with what the noun's own name ends or begins in before it: `kind` of `danger_change` under `change_kind`.
    """
    meant = _means(kind).get(column)
    if meant and not meant.endswith("#"):
        return resolve(meant)(value) or None
    keys = [f"{meant.removeprefix('#')}{value}"] if meant else [f"{kind}:{value}", *_keys(kind, column, value)]
    return next((term(key) for key in keys if key in glossary()), None)


def _keys(kind: str, column: str, value: str) -> Iterator[str]:
    """The rows of the glossary in which the word may stand, the most particular first; that of what is itself a name
    in code, as permissions and events are, last."""
    for each in _singular(column.rstrip("_0123456789")):
        ahead, parts = kind.split("_"), each.split("_")
        yield from (f"{'_'.join([*ahead[start:], each])}#{value}" for start in range(len(ahead)))
        yield from (f"{'_'.join([*ahead[:end], each])}#{value}" for end in range(len(ahead) - 1, 0, -1))
        yield from (f"{'_'.join(parts[start:])}#{value}" for start in range(len(parts)))
    if "." in value:
        yield value


def _singular(column: str) -> Iterator[str]:
    """The column, and what each of several in it is called."""
    yield column
    if column.endswith("ies"):
        yield f"{column[:-3]}y"
    if column.endswith("s"):
        yield column[:-1]


def _each(values: Iterable[Said]) -> Iterator[Said]:
    """The values one by one, where several stand in one column."""
    for said in values:
        if isinstance(said.value, list):
            yield from (Said(said.noun, said.column, each) for each in said.value if isinstance(each, str))
        elif not isinstance(said.value, dict):
            yield said


@cache
def _is_noun(kind: str) -> bool:
    return any(each.key == kind for each in nouns())


@cache
def _means(kind: str) -> dict[str, str]:
    return dict(noun(kind).means) if _is_noun(kind) else {}


@cache
def _pointed_to(kind: str, column: str) -> tuple[str, str] | None:
    """The noun to whose rows the column of a noun points, and the column there that it holds; None for a column that
    points nowhere, or that the noun has no more."""
    if column in _means(kind):
        return None
    try:
        model: Any = apps.get_model(noun(kind).model)
        found = model._meta.get_field(column.removesuffix("_id"))
    except (KeyError, LookupError, FieldDoesNotExist):
        return None
    if isinstance(found, ForeignKey) and found.attname == column:
        there = noun_of(found.target_field.model)
        return (there.key, found.target_field.attname) if there else None
    return None


@cache
def _keyed_as(column: str) -> tuple[str, str] | None:
    """The noun whose keys stand in columns of that name without being foreign keys."""
    return next(((each.key, "pk") for each in nouns() if each.keyed_as and column.endswith(each.keyed_as)), None)


def _seen(actor: Actor, kind: str, column: str, keys: set[str]) -> Iterable[tuple[str, str]]:
    declared = noun(kind)
    if not declared.visible:
        return
    try:
        for row in resolve(declared.visible)(actor).filter(**{f"{column}__in": keys}):
            yield str(getattr(row, column)), _name(str(row), kind)
    except (ValueError, ValidationError):  # something else than a key stands there
        return


def _name(said: str, kind: str) -> str:
    """How a row calls itself; one that is known by its kind alone, by the word for that kind."""
    return choice(kind, "kind", said) or choice(kind, "noun", said) or said
