"""A register and a table: which columns are looked for, what their cells say, how a row of the register says it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.imports import text
from hongxian.kernel.imports.reading import values
from hongxian.kernel.imports.reading.heading import Wanted
from hongxian.kernel.imports.reading.stream import Cell
from hongxian.kernel.imports.reading.wording import plain, synonyms
from hongxian.kernel.registers.declaration import Column, ColumnKind, Register

KEY, VERSION = "hidden_key", "hidden_version"
"""The two columns that a workbook of a register hides."""
REFERRING = (ColumnKind.REFERENCE, ColumnKind.PLACE)
_CODE = re.compile(r"[0-9A-Za-z]*[0-9]{6}[0-9A-Za-z]*")
Stored = Any
"""What a cell says, as JSON: None, bool, int, str (a day as ISO, a decimal as its digits), key and words of a row."""


def wanted(register: Register, given: Collection[str] = ()) -> tuple[Wanted, ...]:
    """The columns that a table of the register may have: those that can be edited, those that are left aside. Those
    `given` for the whole file may be missing."""
    names = _synonyms()
    found = [
        Wanted(
            each.key,
            each.words,
            names.get(f"{register.key}#{each.key}", ()) + names.get(each.key, ()),
            required=each.required and each.key not in given,
            ignored=not each.argument,
        )
        for each in register.columns
    ]
    return (
        *found,
        Wanted(KEY, text.KEY_HEAD, identifies=True),
        Wanted(VERSION, text.VERSION_HEAD),
        *(Wanted(each, each, ignored=True, silent=True) for each in text.HEADS_LEFT_ASIDE),
    )


@cache
def _synonyms() -> dict[str, tuple[str, ...]]:
    rooms = (Path(config.path) for config in apps.get_app_configs() if config.name.startswith("hongxian."))
    return synonyms(path for room in rooms if (path := room / "synonyms.csv").exists())


def read_cell(column: Column, cell: Cell) -> Stored:
    """What a cell of the column says, rows referred to apart. Raises `Unexpected`."""
    value = _READERS[column.kind](column, cell)
    return stored(value)


def stored(value: Any) -> Stored:
    """A value as JSON, the same for what was read from a cell and what stands in the register."""
    if isinstance(value, datetime):
        local = value.astimezone(LOCAL) if value.tzinfo else value.replace(tzinfo=LOCAL)
        return local.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return f"{value.normalize():f}" if value != value.to_integral_value() else int(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else repr(value)
    if value is None or isinstance(value, bool | int):
        return value
    return str(value) or None


def restored(column: Column, value: Stored) -> Any:
    """The value as the command takes it; rows referred to apart. What was taken out is None, or no text."""
    if value is None:
        return "" if column.kind in (ColumnKind.TEXT, ColumnKind.CHOICE) else None
    if column.kind is ColumnKind.DATE:
        return date.fromisoformat(value)
    if column.kind is ColumnKind.MOMENT:
        return datetime.fromisoformat(value)
    if column.kind in (ColumnKind.NUMBER, ColumnKind.MONEY, ColumnKind.PERCENT) and isinstance(value, str):
        return Decimal(value)
    return value


def shown(column: Column, value: Stored) -> str:
    """A value as people read it."""
    if value is None:
        return ""
    if column.kind in REFERRING:
        return str(value[1])
    if isinstance(value, bool):
        return text.YES if value else text.NO
    if column.choices is not None:
        return column.choices.word(str(value))
    return str(value).replace("T", " ")[:16] if column.kind is ColumnKind.MOMENT else str(value)


def standing(column: Column, row: Any) -> Stored:
    """What a row of the register says in the column, as JSON."""
    value = column.value(row) if callable(column.value) else _along(row, column.value or column.key)
    if column.kind not in REFERRING:
        return stored(value)
    key = column.key_of(row) if column.key_of is not None else getattr(row, f"{column.argument}_id")
    return None if key is None else [str(key), "" if value is None else str(value)]


def differs(column: Column, new: Stored, old: Stored) -> bool:
    """Whether two values of the column say different things; rows by key where both have one."""
    if isinstance(new, list) and isinstance(old, list):
        return bool(new[0] != old[0])
    return bool(new != old)


def version_of(register: Register, row: Any) -> str:
    """A name for how the row stands in the columns that can be edited: another as soon as one of them differs."""
    if register.sheet is not None and register.sheet.version:
        return str(_along(row, register.sheet.version))
    said = [[each.key, standing(each, row)] for each in register.editable]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).hexdigest()[:16]


def put(arguments: dict[str, Any], argument: str, value: Any) -> None:
    """Set an argument of a command; `values.title` is the item `title` of the argument `values`."""
    name, _, item = argument.partition(".")
    if item:
        arguments.setdefault(name, {})[item] = value
    else:
        arguments[name] = value


def column_of(register: Register, field: str) -> Column | None:
    """The column whose argument, or item of an argument, a refusal names; None if it names none."""
    named = [each for each in register.editable if field and field in (each.argument, each.argument.rpartition(".")[2])]
    return next((each for each in named if each.argument == field), named[0] if named else None)


def _along(row: Any, path: str) -> Any:
    for name in path.split("."):
        row = row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)
        if row is None:
            return None
    return row


def _text(column: Column, cell: Cell) -> str:
    """Words; what looks like a number by which something is known loses what keyboards add."""
    written = values.read_text(cell)
    bare = plain(written).lstrip("'`")
    return bare.upper() if _CODE.fullmatch(bare) and not re.search(r"[A-Za-z] ", written) else written


_READERS: dict[ColumnKind, Callable[[Column, Cell], Any]] = {
    ColumnKind.TEXT: _text,
    ColumnKind.REFERENCE: _text,
    ColumnKind.PLACE: _text,
    ColumnKind.NUMBER: lambda column, cell: values.read_number(cell),
    ColumnKind.MONEY: lambda column, cell: values.read_number(cell),
    ColumnKind.PERCENT: lambda column, cell: values.read_number(cell),
    ColumnKind.DATE: lambda column, cell: values.read_day(cell),
    ColumnKind.MOMENT: lambda column, cell: values.read_moment(cell),
    ColumnKind.YES_NO: lambda column, cell: values.read_yes_no(cell),
    ColumnKind.CHOICE: lambda column, cell: _choice(column, cell),
    ColumnKind.STATUS: lambda column, cell: _choice(column, cell),
}


def _choice(column: Column, cell: Cell) -> str:
    assert column.choices is not None
    prefix, pairs = column.choices.prefix, dict(column.choices.pairs())
    others = {word: value for value in pairs for word in _synonyms().get(prefix + value, ())} if prefix else {}
    return values.read_choice(cell, pairs, others)
