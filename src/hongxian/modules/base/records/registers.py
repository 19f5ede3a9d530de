"""The registers whose columns the dictionary of facts gives: one for each register that was opened, and one for each
kind with the records of all places within one's scope."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.registers.declaration import (
    Action,
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Register,
    Sheet,
)
from hongxian.kernel.rules.dictionary import FactField, FieldType
from hongxian.modules.base.places.queries import place_tree
from hongxian.modules.base.records import models, text
from hongxian.modules.base.records.columns import Said
from hongxian.modules.base.records.flow import RECORD
from hongxian.modules.base.records.kinds import Kind, kind_of
from hongxian.modules.base.records.overview import columns_shown
from hongxian.modules.base.records.queries import current_records, is_open, register_with, slots_of, visible_registers
from hongxian.modules.base.records.references import Reference, references_of
from hongxian.modules.base.records.values import field_of

PREFIX = "record."
STATES = Choices("record:", models.STATES)
_COLOURS = {"awaiting_confirmation": "orange", "recorded": "green", "confirmed": "green"}
_KINDS = {
    FieldType.KEY: ColumnKind.TEXT,
    FieldType.TEXT: ColumnKind.TEXT,
    FieldType.INT: ColumnKind.NUMBER,
    FieldType.BOOL: ColumnKind.YES_NO,
    FieldType.DATE: ColumnKind.DATE,
    FieldType.DATETIME: ColumnKind.MOMENT,
}
_FILTERS = {FieldType.INT: FilterKind.NUMBERS, FieldType.BOOL: FilterKind.YES_NO, FieldType.DATE: FilterKind.DATES}


def register_for(key: str) -> Register | None:
    """The register of that key: `record.` and the key of one that was opened, or the noun of a kind; else None."""
    if not key.startswith(PREFIX):
        return None
    name = key.removeprefix(PREFIX)
    try:
        opened = register_with(UUID(name))
    except ValueError:
        kind = kind_of(name)
        return of_kind(kind) if kind else None
    kind = kind_of(opened.noun) if opened else None
    return of_opened(opened, kind) if opened and kind else None


def opened_for(actor: Actor) -> Iterator[Register]:
    """The registers that were opened within the actor's scope, by kind and place, as far as their kind is known."""
    if not actor.may("record.view"):
        return
    for each in visible_registers(actor).order_by("noun", "place__path", "pk"):
        kind = kind_of(each.noun)
        if kind:
            yield of_opened(each, kind)


def of_opened(opened: models.Register, kind: Kind) -> Register:
    """The records of one register, which may come from a workbook while it is open."""
    sheet = Sheet(
        create="record.enter",
        change="record.correct",
        withdraw="record.withdraw",
        row="record",
        version="version",
        given={"register": opened},
        open=lambda actor: visible_registers(actor).filter(pk=opened.pk).exists(),
    )
    standing = is_open(opened)
    return Register(
        key=f"{PREFIX}{opened.pk}",
        title=text.TITLE.format(place=opened.place, kind=kind.label),
        page="records:register",
        page_key=str(opened.pk),
        rows=partial(_rows, kind, opened),
        columns=tuple(_columns(kind)),
        sheet=sheet if standing else None,
        create="records:enter" if standing else "",
        creates="record.enter",
        **_shared(kind),
    )


def of_kind(kind: Kind) -> Register:
    """The records of a kind in whichever registers, for one's whole scope."""
    where = Column("register", ColumnKind.REFERENCE, "register.place.name", label=text.REGISTER_OF)
    return Register(
        key=f"{PREFIX}{kind.key}",
        title=text.ALL_OF.format(kind=kind.label),
        page="records:rows",
        page_key=kind.key,
        rows=partial(_rows, kind, None),
        columns=(*_columns(kind), where),
        **_shared(kind),
    )


def _shared(kind: Kind) -> dict[str, Any]:
    return {
        "noun": "record",
        "order": ("-happened_on", "-row") if kind.fact.dated else ("-row",),
        "load": partial(_load, kind),
        "filters": tuple(_filters(kind)),
        "actions": (
            Action("record.confirm", "record", bulk=True, open=RECORD.opens("confirm")),
            Action("record.reject", "record", needs=("reason",), bulk=True, open=RECORD.opens("reject"), danger=True),
        ),
        "detail": "records:record",
        "row_key": "row",
        "empty": text.NAMED_POSTS_ONLY.format(reason=kind.restricted) if kind.restricted else text.EMPTY,
        "empty_for_creator": text.EMPTY_FOR_CREATOR,
    }


def _rows(kind: Kind, opened: models.Register | None, actor: Actor, permission: str) -> QuerySet[Any]:
    rows = current_records(actor, permission).filter(noun=kind.key)
    said = {
        _alias(name): Said("values", name, str(field.type))
        for name, field in kind.fields.items()
        if name not in kind.columns
    }
    return (rows.filter(register=opened) if opened else rows).alias(**said)


def _alias(name: str) -> str:
    return f"said_{name}"


class _Told:
    """What the records of a page say, and the labels of what they point to, read when first asked for."""

    def __init__(self, actor: Actor, kind: Kind, rows: list[Any]) -> None:
        self.said = {row.pk: kind.said(row) for row in rows}
        self._actor = actor
        self._labels: dict[str, dict[str, str]] = {}

    def label(self, row: Any, name: str, reference: Reference) -> str:
        """The label of the row that a field points to, as far as the actor may see it."""
        if name not in self._labels:
            keys = {str(said[name]) for said in self.said.values() if name in said}
            self._labels[name] = reference.labels(self._actor, keys) if keys else {}
        key = self.said[row.pk].get(name)
        return "" if key is None else self._labels[name].get(str(key), text.OUT_OF_SIGHT)


def _load(kind: Kind, actor: Actor, rows: list[Any]) -> None:
    told = _Told(actor, kind, rows)
    for row in rows:
        row.told = told


def _columns(kind: Kind) -> Iterator[Column]:
    references, first = references_of(kind), columns_shown(kind)
    yield Column("label", label=text.RECORD, link=True)
    for name, field in kind.fields.items():
        yield _column(kind, name, field, references.get(name), shown=name in first or name in kind.needed)
    yield Column(
        "place",
        ColumnKind.PLACE,
        argument="place",
        refers="place",
        named_by=("name", "code"),
        sees="record.enter",
        key_of=lambda record: record.place_id,
    )
    yield Column("evidence", argument="evidence", shown=False)
    yield Column("state", ColumnKind.STATUS, choices=STATES, colours=_COLOURS, mark=_mark)
    yield Column("recorded_at", ColumnKind.MOMENT, shown=False)
    yield Column("recorded_by_name", shown=False)
    yield Column("confirmed_by_name", shown=False)


def _mark(record: Any) -> str:
    return text.BACKFILLED if record.back_entry and record.state in ("awaiting_confirmation", "confirmed") else ""


def _column(kind: Kind, name: str, field: FactField, reference: Reference | None, *, shown: bool) -> Column:
    made = ColumnKind.REFERENCE if reference else ColumnKind.CHOICE if field.values else _KINDS[field.type]
    value: Callable[[Any], Any] = partial(_label, name, reference) if reference else partial(_said, name)
    return Column(
        field_of(name),
        made,
        value,
        label=field.label,
        sort="happened_on" if name == kind.fact.dated else "",
        shown=shown,
        choices=Choices(labels=field.values) if field.values else None,
        argument=field_of(name),
        required=name in kind.needed,
        find=reference.find if reference else None,
        key_of=partial(_said, name) if reference else None,
    )


def _said(name: str, record: Any) -> Any:
    return record.told.said[record.pk].get(name)


def _label(name: str, reference: Reference, record: Any) -> str:
    return str(record.told.label(record, name, reference))


def _filters(kind: Kind) -> Iterator[Filter]:
    yield Filter("words", FilterKind.WORDS, label=text.WORDS, apply=partial(_with_words, kind))
    yield Filter("place", FilterKind.PLACE, ("path",), tree=place_tree("record.view"))
    if kind.day:
        name = next(name for name, column in kind.columns.items() if column == kind.day)
        yield Filter(kind.day, FilterKind.DATES, (kind.day,), label=kind.fields[name].label)
    yield Filter("state", FilterKind.CHOICE, ("state",), choices=STATES)
    references, slots = references_of(kind), slots_of(kind.key)
    for name, field in kind.fields.items():
        key, label = field_of(name), field.label
        if field.values:
            yield Filter(key, FilterKind.CHOICE, (_alias(name),), label=label, choices=Choices(labels=field.values))
        elif name in slots and (reference := references.get(name)) and reference.noun:
            yield Filter(key, FilterKind.REFERENCE, (slots[name],), label=label, refers=reference.noun)
        elif field.type in _FILTERS and name not in kind.columns:
            yield Filter(key, _FILTERS[field.type], (_alias(name),), label=label)


def _with_words(kind: Kind, rows: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Records in whose label, evidence or texts the words stand."""
    wanted = Q(label__icontains=words) | Q(evidence__icontains=words)
    for name, field in kind.fields.items():
        if field.type is FieldType.TEXT:
            wanted |= Q(**{f"{_alias(name)}__icontains": words})
    return rows.filter(wanted)
