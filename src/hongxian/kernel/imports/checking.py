"""Checking a file whole: every row is read, found in the register, compared with it and rehearsed; all that is wrong
with it is said at once, by column, with what was found and what was expected."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from itertools import islice
from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.gathering import rehearsed
from hongxian.kernel.imports import text
from hongxian.kernel.imports.carrying import Call, Carrier
from hongxian.kernel.imports.columns import KEY, REFERRING, VERSION, differs, read_cell, shown, standing, version_of
from hongxian.kernel.imports.finding import Finder
from hongxian.kernel.imports.reading.stream import Cell
from hongxian.kernel.imports.reading.table import Line, few
from hongxian.kernel.imports.reading.values import Unexpected, is_serial
from hongxian.kernel.imports.reading.wording import plain
from hongxian.kernel.imports.references import References
from hongxian.kernel.problem import SameStands
from hongxian.kernel.registers.declaration import Column, ColumnKind, Register

CHUNK = 200
_LONGEST_LABEL = 200
_LONGEST_FOUND = 200


@dataclass
class Checked:
    """One row as checked: the columns of `ImportRow`."""

    number: int
    kind: str = "new"
    label: str = ""
    row: str = ""
    version: str = ""
    values: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    cells: dict[str, str] = field(default_factory=dict)
    errors: list[dict[str, str]] = field(default_factory=list)

    def fault(self, column: str, *, found: str = "", expected: str = "", sentence: str = "") -> None:
        """Note what is wrong with a cell, or (without a column) with the row."""
        self.errors.append({"column": column, "found": found, "expected": expected, "text": sentence})


class Checker:
    """Checks the lines of one file for one actor."""

    def __init__(self, actor: Actor, register: Register, present: Iterable[str], reason: str) -> None:
        self._actor = actor
        self._register = register
        self._present = [each for each in register.editable if each.key in set(present)]
        self._references = References(actor, register)
        self._finder = Finder(actor, register)
        self._carrier = Carrier(actor, register, self._references, reason)
        self._rows: dict[int, Any] = {}
        self._serials: dict[str, list[str]] = {}
        self._met: dict[tuple[str, ...], int] = {}

    def check(self, lines: Iterator[Line]) -> Iterator[dict[str, Any]]:
        """The lines, checked, in their order."""
        while chunk := list(islice(lines, CHUNK)):
            self._look_up(chunk)
            read = [self._read(line) for line in chunk]
            hidden = [(str(line.cells.get(KEY, "")), str(line.cells.get(VERSION, ""))) for line in chunk]
            self._compare(read, hidden)
            self._rehearse([each for each in read if each.kind != "same"])
            for each, line in zip(read, chunk, strict=True):
                yield self._finished(each, line)

    def warnings(self) -> list[str]:
        """What was read in a way that people should look at, in sentences."""
        return [
            text.NUMBER_SERIALS.format(column=words, count=len(rows), rows=few(rows))
            for words, rows in self._serials.items()
        ]

    def _look_up(self, chunk: list[Line]) -> None:
        """Look up at once what the lines without a hidden key refer to."""
        for column in self._present:
            if column.kind in REFERRING:
                cells = (line.cells.get(column.key, "") for line in chunk if KEY not in line.cells)
                self._references.look_up(column, _said(column, cells))

    def _read(self, line: Line) -> Checked:
        found = Checked(line.number)
        for column in self._present:
            cell = line.cells.get(column.key, "")
            if column.key in line.broken:
                found.fault(column.key, found=text.AN_ERROR, expected=text.EXPECTED["value"])
            elif column.key in line.orphans:
                found.fault(column.key, found=text.DITTO, expected=text.NOTHING_ABOVE)
            elif cell != "":
                self._read_cell(found, column, cell, waits=KEY in line.cells)
                if column.kind in (ColumnKind.DATE, ColumnKind.MOMENT) and is_serial(cell):
                    self._serials.setdefault(column.words, []).append(str(line.number))
        found.label = self._label(found)
        return found

    def _read_cell(self, found: Checked, column: Column, cell: Cell, *, waits: bool) -> None:
        """Read a cell. A row referred to waits to be looked up where the line has a hidden key: what stands there
        already need not be found anew by its name."""
        try:
            value = read_cell(column, cell)
            if column.kind in REFERRING and value is not None and not waits:
                value = self._references.find(column, str(value))
        except Unexpected as error:
            found.fault(column.key, found=_short(cell), expected=str(error))
            return
        if value is not None:
            found.values[column.key] = value

    def _label(self, found: Checked) -> str:
        """By what people know the row: the words of its first column, or the columns of its natural key."""
        names = [self._present[0].key] if self._present else []
        said = [found.values.get(name) for name in names]
        words = " ".join(str(each[1] if isinstance(each, list) else each) for each in said if each is not None)
        return words[:_LONGEST_LABEL]

    def _compare(self, read: list[Checked], hidden: list[tuple[str, str]]) -> None:
        """Find each row in the register, say what of it is new, and refuse what stands twice in the file."""
        rows = self._finder.find([(key, each.values) for each, (key, _) in zip(read, hidden, strict=True)])
        self._rows = {each.number: row for each, row in zip(read, rows, strict=True)}
        for each, (key, version), row in zip(read, hidden, rows, strict=True):
            if key and row is None:
                each.fault("", sentence=text.ROW_GONE)
            elif row is not None:
                self._against(each, row, version, by_key=bool(key))
            else:
                self._missing(each)
            self._twice(each)

    def _against(self, found: Checked, row: Any, version: str, *, by_key: bool) -> None:
        found.row, found.version = self._finder.key_of(row), version_of(self._register, row)
        faulty = {each["column"] for each in found.errors}
        for column in self._present:
            if column.key in faulty or (column.key not in found.values and not by_key):
                continue
            old = standing(column, row)
            new = self._looked_up(found, column, old)
            if new is None and column.required:
                found.fault(column.key, expected=text.EXPECTED["required"])
            elif differs(column, new, old):
                found.before[column.key] = old
                found.values[column.key] = new
        if not found.errors:
            changed_since = bool(version) and version != found.version
            found.kind = "same" if not found.before else "conflict" if changed_since else "changed"

    def _looked_up(self, found: Checked, column: Column, old: Any) -> Any:
        """The value of a column; a row referred to by name, that waited, is looked up unless it is the one there."""
        new = found.values.get(column.key)
        if column.kind not in REFERRING or not isinstance(new, str):
            return new
        if plain(new) == plain(shown(column, old)):
            return old
        try:
            return self._references.find(column, new)
        except Unexpected as error:
            found.fault(column.key, found=_short(new), expected=str(error))
            return old

    def _missing(self, found: Checked) -> None:
        faulty = {each["column"] for each in found.errors}
        for column in self._register.editable:
            if column.required and column.key not in found.values and column.key not in faulty:
                found.fault(column.key, expected=text.EXPECTED["required"])

    def _twice(self, found: Checked) -> None:
        named = self._finder.named(found.values)
        if not named and not found.row and found.values and not self._finder.has_names:
            named = (json.dumps(found.values, sort_keys=True),)
        for key in filter(None, ((found.row,) if found.row else (), named)):
            first = self._met.setdefault(key, found.number)
            if first != found.number:
                found.fault("", sentence=text.TWICE_IN_FILE.format(row=first))
                return

    def _rehearse(self, read: list[Checked]) -> None:
        """Have the commands say what they would refuse."""
        calls = dict(self._calls(read))
        refused: dict[int, list[tuple[str, str]] | None] = {}

        def try_all() -> None:
            for number, call in calls.items():
                refused[number] = self._refusals(call)

        with rehearsed(self._actor) as gathering:
            self._carrier.together(gathering, list(calls.values()), try_all)
        for each in read:
            found, bad = refused.get(each.number, []), {error["column"] for error in each.errors}
            for field_name, sentence in found or ():
                if field_name and field_name in bad:  # the cell could not be read: that says more
                    continue
                each.fault(field_name, found=self._typed(each, field_name), sentence=sentence)
            if found is None:
                each.kind = "failed" if each.errors else "same"

    def _calls(self, read: list[Checked]) -> Iterator[tuple[int, Call]]:
        """What is to be tried, by the number of the line."""
        for each in read:
            row, bad = self._rows[each.number], {error["column"] for error in each.errors}
            if sentence := self._carrier.cannot(row, each.before):
                each.fault("", sentence=sentence)
            elif call := self._carrier.rehearsal(row, each.values, each.before, bad):
                yield each.number, call

    def _refusals(self, call: Call) -> list[tuple[str, str]] | None:
        """What the command refuses, as column (or none) and sentence; None where such a row stands already."""
        passing = SameStands if call.command == self._carrier.creates else ()
        try:
            return list(self._carrier.refused(call, passing=passing))
        except SameStands:
            return None

    def _typed(self, found: Checked, column: str) -> str:
        value = found.values.get(column)
        return "" if value is None else _short(value[1] if isinstance(value, list) else value)

    def _finished(self, found: Checked, line: Line) -> dict[str, Any]:
        if found.errors:
            found.kind = "failed"
            found.cells = {key: _short(cell) for key, cell in line.cells.items()}
        if found.kind == "same":
            found.values = {}
        elif found.kind in ("changed", "conflict"):
            found.values = {key: found.values.get(key) for key in found.before}
        return asdict(found)


def _said(column: Column, cells: Iterable[Cell]) -> Iterator[str]:
    for cell in cells:
        try:
            value = read_cell(column, cell) if cell != "" else None
        except Unexpected:
            continue
        if value is not None:
            yield str(value)


def _short(value: object) -> str:
    written = str(value).strip()
    return written if len(written) <= _LONGEST_FOUND else f"{written[:_LONGEST_FOUND]}…"
