"""A file as the lines of one table: titles, notes and totals left aside, “as above” filled in, row numbers kept."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from hongxian.kernel.imports import text
from hongxian.kernel.imports.reading.heading import Layout, Wanted, find_layout, letters
from hongxian.kernel.imports.reading.stream import Cell, Source, open_file
from hongxian.kernel.imports.reading.wording import is_ditto, is_note, is_total
from hongxian.kernel.problem import Problem

MOST_ROWS = 200_000
_SHOWN = 8


@dataclass(frozen=True)
class Line:
    """One line: the number of its row on the screen, its cells by the key of the column (empty ones are left out), the
    keys of cells that show an error and of those that say “as above” with nothing above."""

    number: int
    cells: dict[str, Cell]
    broken: tuple[str, ...] = ()
    orphans: tuple[str, ...] = ()


@dataclass
class Table:
    """The table of an open file. `lines` gives its lines once; then `warnings` says what people should look at."""

    layout: Layout
    source: Source
    most: int = MOST_ROWS
    totals: list[int] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    dittos: int = 0

    def lines(self) -> Iterator[Line]:
        """The lines from under the head to the end. Raises `Problem` past the most rows that are taken."""
        self.source.choose(self.layout.sheet)
        above: dict[str, Cell] = {}
        count = 0
        for number, cells in self.source.rows():
            if number <= self.layout.row or self._is_aside(number, cells):
                continue
            line = self._line(number, cells, above)
            if not line.cells and not line.broken:
                continue
            count += 1
            if count > self.most:
                raise Problem(text.TOO_MANY_ROWS.format(most=self.most), field="file")
            yield line
            above = line.cells

    def warnings(self) -> list[str]:
        """What was left aside or read in a way that people should look at, in sentences."""
        layout, found = self.layout, []
        if others := [each for each in layout.other_sheets if each not in text.OWN_SHEETS]:
            found.append(text.OTHER_SHEETS.format(sheet=layout.name, others=text.LISTED.join(others)))
        if layout.unknown:
            found.append(text.COLUMNS_UNKNOWN.format(columns=few(layout.unknown)))
        if layout.fixed:
            found.append(text.COLUMNS_FIXED.format(columns=few(layout.fixed)))
        worked_out = sorted(each for each in self.source.formulas if each[1] in layout.columns and each[0] > layout.row)
        if worked_out:
            cells = few([text.CELL.format(column=letters(column), row=row) for row, column in worked_out])
            found.append(text.FORMULAS.format(count=len(worked_out), cells=cells))
        if self.totals:
            found.append(text.TOTAL_ROWS.format(rows=few([str(each) for each in self.totals])))
        if self.notes:
            found.append(text.NOTE_ROWS.format(rows=few([str(each) for each in self.notes])))
        if self.dittos:
            found.append(text.DITTO_USED.format(count=self.dittos))
        return found

    def _is_aside(self, number: int, cells: Sequence[Cell]) -> bool:
        if is_total(cells):
            self.totals.append(number)
        elif is_note(cells):
            self.notes.append(number)
        else:
            return False
        return True

    def _line(self, number: int, cells: Sequence[Cell], above: dict[str, Cell]) -> Line:
        found: dict[str, Cell] = {}
        broken, orphans = [], []
        for position, key in self.layout.columns.items():
            cell = cells[position] if position < len(cells) else ""
            if (number, position) in self.source.errors:
                broken.append(key)
            elif is_ditto(cell):
                self.dittos += 1
                if key in above:
                    found[key] = above[key]
                else:
                    orphans.append(key)
            elif not isinstance(cell, str) or cell.strip():
                found[key] = cell
        return Line(number, found, tuple(broken), tuple(orphans))


def few(words: Sequence[str]) -> str:
    """A list, cut after the first few."""
    listed = text.LISTED.join(words[:_SHOWN])
    return listed + text.ELLIPSIS if len(words) > _SHOWN else listed


@contextmanager
def open_table(path: Path, wanted: Sequence[Wanted], most: int = MOST_ROWS) -> Iterator[Table]:
    """Open a file and find its table. Raises `Problem` with a sentence for whatever stands in the way."""
    with open_file(path) as source:
        yield Table(find_layout(source.heads, wanted), source, most)
