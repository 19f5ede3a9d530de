"""Reads for the pages: which kinds of registers there are at a place, and what a record says in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from django.urls import reverse

from hongxian.kernel.actor import Actor
from hongxian.kernel.rules.dictionary import FieldType
from hongxian.modules.base.policies.queries import obligations_needing
from hongxian.modules.base.records import text
from hongxian.modules.base.records.kinds import Kind, kinds
from hongxian.modules.base.records.labels import shown
from hongxian.modules.base.records.models import Record, Register
from hongxian.modules.base.records.queries import record_counts, registers_of, visible_registers
from hongxian.modules.base.records.references import references_of

if TYPE_CHECKING:
    from hongxian.modules.base.places.models import Place


@dataclass(frozen=True)
class Line:
    """One kind of register at a place: the register kept for it, if any, how many records stand, who needs it."""

    kind: Kind
    register: Register | None
    count: int
    needing: Sequence[tuple[Any, Any]] = field(default=())


def lines_at(actor: Actor, place: Place | None) -> list[Line]:
    """Every kind of register, with how it stands at a place; without a place, only the registers the actor may see."""
    if place is None:
        open_ones: Mapping[str, Register] = {each.noun: each for each in visible_registers(actor)}
    else:
        open_ones = registers_of(place)
    counts = record_counts(actor, place)
    needing = obligations_needing(place.path) if place else {}
    return [
        Line(kind, open_ones.get(key), counts.get(key, 0), needing.get(key, ()))
        for key, kind in kinds().items()
        if place is not None or key in open_ones
    ]


def chosen_lines(lines: Iterable[Line], subject: str, standing: str, words: str) -> list[tuple[str, list[Line]]]:
    """Those asked for, by subject in the order of the dictionary."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if subject and line.kind.subject != subject:
            continue
        if words and words not in line.kind.label and words not in line.kind.fact.description:
            continue
        if _stands(line, standing):
            found.setdefault(line.kind.subject, []).append(line)
    return list(found.items())


def _stands(line: Line, standing: str) -> bool:
    is_open, needed = line.register is not None, bool(line.needing)
    asked = {
        "relevant": is_open or needed,
        "open": is_open,
        "closed": not is_open,
        "needed": needed,
        "wanting": needed and not is_open,
    }
    return asked.get(standing, True)


@dataclass(frozen=True)
class Said:
    """What a record says of one field, in words; `address` is the page of the row it points to, if it has one."""

    name: str
    label: str
    words: str
    address: str = ""


def in_words(actor: Actor, kind: Kind, record: Record) -> list[Said]:
    """What a record says, field by field, as far as the actor may see the rows it points to."""
    said = kind.said(record)
    references = references_of(kind)
    found = []
    for name, value in said.items():
        words, address = shown(kind.fields[name], value), ""
        if reference := references.get(name):
            label = reference.labels(actor, [str(value)]).get(str(value))
            words = label or text.OUT_OF_SIGHT
            address = reverse(reference.page, args=[value]) if label and reference.page else ""
        found.append(Said(name, kind.fields[name].label, words, address))
    return found


@dataclass(frozen=True)
class Correction:
    """A version that took the place of another: the fields that differ, before and after, in words."""

    record: Record
    changes: list[tuple[str, str, str]]


def corrections_of(actor: Actor, kind: Kind, versions: Sequence[Record]) -> list[Correction]:
    """What changed from version to version, newest first; `versions` are newest first."""
    return [
        Correction(newer, _changes(_flat(actor, kind, older), _flat(actor, kind, newer)))
        for newer, older in pairwise(versions)
    ]


def _flat(actor: Actor, kind: Kind, record: Record) -> dict[str, str]:
    found = {each.label: each.words for each in in_words(actor, kind, record)}
    return found | {text.PLACE: record.place.name, text.EVIDENCE: record.evidence}


def _changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[tuple[str, str, str]]:
    labels = dict.fromkeys([*before, *after])
    return [
        (label, before.get(label) or text.NOT_SAID, after.get(label) or text.NOT_SAID)
        for label in labels
        if (before.get(label) or "") != (after.get(label) or "")
    ]


def columns_shown(kind: Kind, most: int = 3) -> dict[str, str]:
    """The fields that the list of a register shows beside the label: choices, then yes and no, up to three of them."""
    fields = kind.fields
    ranked = [name for name, each in fields.items() if each.values]
    ranked += [name for name, each in fields.items() if each.type is FieldType.BOOL]
    return {name: fields[name].label for name in ranked[:most]}
