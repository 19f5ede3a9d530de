"""One line of Chinese by which a record is known."""

from collections.abc import Mapping
from datetime import date

from hongxian.kernel.rules.dictionary import FactField, FieldType
from hongxian.kernel.rules.population import Value
from hongxian.modules.base.records import text
from hongxian.modules.base.records.kinds import Kind

LONGEST = 120
_MOST = 5
_NAMES = ("title", "name")


def label_of(kind: Kind, said: Mapping[str, Value], labels: Mapping[str, str]) -> str:
    """What a record is about: its day, its name, what it points to (`labels`), its choices, up to five of them."""
    found = [str(said[kind.fact.dated])] if kind.fact.dated in said else []
    found += [str(said[name]) for name in _NAMES if name in said]
    rest = [name for name in said if name not in (*_NAMES, kind.fact.dated, "valid_from", "valid_to")]
    ordered = sorted(rest, key=lambda name: _rank(kind.fields[name], name in labels))
    found += [word for name in ordered if (word := _word(kind.fields[name], said[name], labels.get(name, "")))]
    line = text.LABEL_JOIN.join(found[:_MOST]) or _of_yes_and_no(kind, said) or kind.label
    return line if len(line) <= LONGEST else f"{line[:LONGEST]}…"


def shown(field: FactField, value: Value, label: str = "") -> str:
    """A value in Chinese: yes or no, a choice by its label, a row by the label given, a day as it is written."""
    if isinstance(value, bool):
        return text.YES if value else text.NO
    return label or field.values.get(str(value), str(value))


def _rank(field: FactField, points: bool) -> int:
    return 0 if points else 1 if field.values else 2


def _word(field: FactField, value: Value, label: str) -> str:
    """The word of a value in a line; empty for what says nothing without its field."""
    if isinstance(value, bool | date):
        return ""
    if isinstance(value, int):
        return text.NUMBERED.format(label=field.label, value=value)
    return shown(field, value, label) if label or field.values or field.type is FieldType.TEXT else ""


def _of_yes_and_no(kind: Kind, said: Mapping[str, Value]) -> str:
    pairs = [(kind.fields[name].label, shown(kind.fields[name], value)) for name, value in said.items()]
    return text.LABEL_JOIN.join(text.PAIR.format(label=label, value=value) for label, value in pairs[:_MOST])
