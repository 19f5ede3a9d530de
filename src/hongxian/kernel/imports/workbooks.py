"""Workbooks that go out and come back: a blank one, one with rows to change, a file returned with what is wrong."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import IO, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.kernel.disk import disk_full_told
from hongxian.kernel.imports import files, text
from hongxian.kernel.imports.columns import REFERRING, restored, shown, standing, version_of, wanted
from hongxian.kernel.imports.models import ImportBatch
from hongxian.kernel.imports.queries import errors_of
from hongxian.kernel.imports.reading.heading import letters
from hongxian.kernel.imports.reading.table import open_table
from hongxian.kernel.imports.references import References
from hongxian.kernel.registers.declaration import Column, ColumnKind, Register
from hongxian.kernel.workbook import Head, Table, Value, write_workbook

CHUNK = 500
MOST_CHOICES = 2000
"""So many rows that a column may name are offered in a drop-down; more are found by their name all the same."""
MOST_FOUND = 200
"""The same where a room finds the rows in its own way."""
_WIDE = (ColumnKind.TEXT, *REFERRING)


def template(actor: Actor, register: Register) -> IO[bytes]:
    """A blank workbook of the register."""
    return _written(_Choices(actor, register), [])


def editable(actor: Actor, register: Register, rows: Iterable[Any]) -> IO[bytes]:
    """A workbook with rows of the register to be changed and brought back."""
    choices = _Choices(actor, register)
    return _written(choices, _lines(actor, register, choices.columns, iter(rows)))


def _lines(actor: Actor, register: Register, columns: list[Column], rows: Iterator[Any]) -> Iterator[list[Value]]:
    number = 0
    while chunk := list(islice(rows, CHUNK)):
        if register.load is not None:
            register.load(actor, chunk)
        for row in chunk:
            number += 1
            key, version = str(getattr(row, register.row_key)), version_of(register, row)
            yield [number, *(_value(column, standing(column, row)) for column in columns), key, version]


def _value(column: Column, value: Any) -> Value:
    """As it goes into a cell: days and numbers as such, all else in the words that are read back."""
    if column.kind in (ColumnKind.DATE, ColumnKind.NUMBER, ColumnKind.MONEY, ColumnKind.PERCENT) and value is not None:
        found: Value = restored(column, value)
        return found
    return shown(column, value)


class _Choices:
    """The columns of a workbook for one actor, and the drop-downs of each, from what stands today within the scope."""

    def __init__(self, actor: Actor, register: Register) -> None:
        self.register = register
        self.actor = actor
        self.columns = [each for each in register.editable if not each.masked or actor.may(each.masked)]
        self.values = {each.key: self._of(each) for each in self.columns}

    def _of(self, column: Column) -> list[str]:
        if column.kind is ColumnKind.YES_NO:
            return [text.YES, text.NO]
        if column.choices is not None:
            return [word for _, word in column.choices.pairs()]
        if column.find is not None:
            found = column.find(self.actor, "", MOST_FOUND + 1)
            return [words for _, words in found] if len(found) <= MOST_FOUND else []
        if column.kind in REFERRING:
            rows = References(self.actor, self.register).offered(column).order_by(column.named_by[0])
            return list(_told_apart(column, list(rows[:MOST_CHOICES])))
        return []

    def heads(self) -> list[Head]:
        """The heads of the sheet, the two hidden ones last."""
        offered = [each.key for each in self.columns if self.values[each.key]]
        found = [Head(text.NUMBER_HEAD, 7)]
        for column in self.columns:
            number = offered.index(column.key) if column.key in offered else -1
            found.append(
                Head(
                    column.words,
                    24 if column.kind in _WIDE else 14,
                    required=column.required,
                    note=column.help,
                    choices=self._range(number, column.key) if number >= 0 else (),
                )
            )
        return [*found, Head(text.KEY_HEAD, 8, hidden=True), Head(text.VERSION_HEAD, 8, hidden=True)]

    def _range(self, number: int, key: str) -> str:
        letter = letters(number)
        return f"='{text.CHOICES_SHEET}'!${letter}$2:${letter}${len(self.values[key]) + 1}"

    def sheet(self) -> Table:
        """The sheet in which the values of the drop-downs stand."""
        offered = [each for each in self.columns if self.values[each.key]]
        longest = max((len(self.values[each.key]) for each in offered), default=0)
        rows = (
            [values[row] if row < len(values := self.values[each.key]) else "" for each in offered]
            for row in range(longest)
        )
        return Table(text.CHOICES_SHEET, [Head(each.words, 24) for each in offered] or [Head("", 8)], rows)

    def notes(self) -> Table:
        """The sheet that says how to fill the other in."""
        sheet = self.register.sheet
        keys = sheet.natural_key if sheet else ()
        natural = text.LISTED.join(self.register.column(key).words for key in keys) or text.NO_NATURAL
        lines = [line.format(natural=natural) for line in text.NOTES]
        rows = ([each.words, text.YES if each.required else "", self._said(each)] for each in self.columns)
        heads = [Head(label, width) for label, width in zip(text.NOTE_HEADS, (22, 8, 90), strict=True)]
        return Table(text.NOTES_SHEET, heads, rows, title=self.register.words, lines=lines)

    def _said(self, column: Column) -> str:
        values = self.values[column.key]
        listed = text.LISTED.join(values[:30]) + (text.ELLIPSIS if len(values) > 30 else "")
        return text.AND.join(each for each in (column.help, listed) if each)


def _told_apart(column: Column, rows: list[Any]) -> Iterator[str]:
    """The rows by name; of several that bear one name, each with what tells it apart."""
    names = Counter(str(row) for row in rows)
    for row in rows:
        more = getattr(row, column.named_by[1], "") if names[str(row)] > 1 and len(column.named_by) > 1 else ""
        yield text.BRACKETED.format(name=row, more=more) if more else str(row)


def _written(choices: _Choices, rows: Iterable[list[Value]]) -> IO[bytes]:
    register, who = choices.register, f"{choices.actor.organisation_name} {choices.actor.name}".strip()
    line = text.SOURCE_LINE.format(register=register.words, who=who, at=f"{now():%Y-%m-%d %H:%M}")
    data = Table(register.words[:31], choices.heads(), rows, title=register.words, lines=[line], frozen=2)
    return _file(data, choices.notes(), choices.sheet())


def _file(*tables: Table) -> IO[bytes]:
    out = tempfile.TemporaryFile()  # noqa: SIM115 - whoever sends it closes it
    with disk_full_told():
        write_workbook(out, *tables)
    out.seek(0)
    return out


def returned(actor: Actor, register: Register, batch: ImportBatch, *, only_failed: bool) -> IO[bytes]:
    """The file as it was read, with what is wrong with a cell as a comment on it, and all that is wrong with a row in
    its last column; all rows, or the bad ones only, to be put right and brought in again."""
    faults = {number: errors for number, _, errors in errors_of(batch)}
    choices = _Choices(actor, register)
    with open_table(files.source(batch.pk), wanted(register)) as table:
        keys = {key: position for position, key in enumerate(table.layout.columns.values(), start=1)}
        heads = {each.label: each for each in choices.heads()}
        labels = table.layout.labels.values()
        lines = (line for line in table.lines() if not only_failed or line.number in faults)
        comments: dict[tuple[int, int], str] = {}
        rows = _returned_rows(lines, keys, faults, register, comments)
        shown_heads = [heads.get(label, Head(label, 18)) for label in labels]
        sheet = Table(
            register.words[:31],
            [Head(text.NUMBER_HEAD, 7), *shown_heads, Head(text.ERRORS_HEAD, 70)],
            rows,
            title=register.words,
            frozen=2,
            comments=comments,
        )
        return _file(sheet, choices.notes(), choices.sheet())


def _returned_rows(
    lines: Iterator[Any],
    keys: dict[str, int],
    faults: dict[int, list[dict[str, Any]]],
    register: Register,
    comments: dict[tuple[int, int], str],
) -> Iterator[list[Value]]:
    for position, line in enumerate(lines):
        errors = faults.get(line.number, [])
        row: list[Value] = [position + 1, *("" for _ in keys), text.AND.join(in_words(register, e) for e in errors)]
        for key, cell in line.cells.items():
            row[keys[key]] = cell
        for error in errors:
            if error["column"] in keys:
                place = (position, keys[error["column"]])
                comments[place] = text.AND.join(filter(None, (comments.get(place), in_words(register, error))))
        yield row


def in_words(register: Register, error: dict[str, Any]) -> str:
    """One fault as a sentence: the column, what was found, what was expected; or what the command said."""
    column = next((each.words for each in register.columns if each.key == error["column"]), "")
    if error["text"]:
        return f"{column}：{error['text']}" if column else str(error["text"])
    if error["expected"] == text.EXPECTED["required"]:
        return text.NEEDED.format(column=column)
    found = text.FOUND.format(found=error["found"]) if error["found"] else text.MISSING
    said = text.JOINED.join((found, text.SHOULD_BE.format(expected=error["expected"])))
    return f"{column}：{said}" if column else said
