"""Workbooks and comma-separated files, written row by row so that their length costs no memory.

Words stay words: nothing that stands in a cell is ever executed, neither as a formula nor as a link.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import Any, BinaryIO

import xlsxwriter

from hongxian.kernel.clock import LOCAL

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv; charset=utf-8"
LONGEST = 32_000
"""Excel holds 32,767 characters in a cell."""
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula when it opens a comma-separated file."""
_A4 = 9

Value = str | int | float | Decimal | bool | date | datetime | None


@dataclass(frozen=True)
class Head:
    """The head of a column: its words, its width in characters. `hidden` columns are there for programs. `required`
    shows grey; `note` is a comment on the head. `choices` become a drop-down: the values themselves, or a range of
    another table (`='…'!$A$2:$A$9`)."""

    label: str
    width: int = 14
    hidden: bool = False
    required: bool = False
    note: str = ""
    choices: Sequence[str] | str = ()


@dataclass(frozen=True)
class Table:
    """One sheet: a title and lines under it, if any, then the heads, then the rows, which are read once.

    `frozen` columns stay in sight. `filtered` puts filters on the heads. `printed` makes it ready for paper: A4 across,
    lines around every cell, the heads on every page. `comments` are notes on cells, by row and column of the table
    from 0. `hidden` hides the whole sheet.
    """

    name: str
    heads: Sequence[Head]
    rows: Iterable[Sequence[Value]]
    title: str = ""
    lines: Sequence[str] = ()
    frozen: int = 0
    filtered: bool = False
    printed: bool = False
    hidden: bool = False
    comments: Mapping[tuple[int, int], str] = field(default_factory=lambda: MappingProxyType({}))


def write_workbook(out: BinaryIO, *tables: Table) -> int:
    """Write the tables as an .xlsx; the number of rows of the first. Days are real dates, numbers are numbers."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        counts = [_Sheet(book, table).write() for table in tables]
    return counts[0]


def workbook(*tables: Table) -> bytes:
    """The same, for small ones."""
    out = io.BytesIO()
    write_workbook(out, *tables)
    return out.getvalue()


def csv_lines(table: Table) -> Iterator[str]:
    """The table as lines of a comma-separated file that Excel and WPS open rightly (a byte order mark comes first);
    words that would be taken for a formula get an apostrophe."""
    line = io.StringIO()
    writer = csv.writer(line)
    yield "\ufeff"
    for row in _with_heads(table):
        writer.writerow([_plain(cell) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _with_heads(table: Table) -> Iterator[Sequence[Value]]:
    yield [head.label for head in table.heads]
    yield from table.rows


def _plain(cell: Value) -> object:
    if isinstance(cell, datetime):
        return _local(cell).isoformat(" ", "minutes")
    if isinstance(cell, str) and cell.startswith(_DANGEROUS):
        return f"'{cell}"
    return cell


def _local(moment: datetime) -> datetime:
    return moment.astimezone(LOCAL).replace(tzinfo=None)


class _Sheet:
    """One sheet under way."""

    def __init__(self, book: Any, table: Table) -> None:
        self.table = table
        self.sheet = book.add_worksheet(table.name)
        lines: dict[str, Any] = {"border": 1} if table.printed else {}
        words = {"text_wrap": True, "valign": "top", **lines}
        self.words = book.add_format(words)
        self.dates = book.add_format({**words, "num_format": "yyyy-mm-dd"})
        self.moments = book.add_format({**words, "num_format": "yyyy-mm-dd hh:mm"})
        head = {"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter", "align": "center"}
        self.head = book.add_format({**head, "bg_color": "#E9EDF1"})
        self.required = book.add_format({**head, "bg_color": "#BFC7CF"})
        self.title = book.add_format({"bold": True, "font_size": 16, "align": "center"})

    def write(self) -> int:
        """Title, lines, heads, rows, in this order: what is written is gone from memory."""
        first = self._above()
        self._heads(first)
        count = 0
        for count, row in enumerate(self.table.rows, start=1):
            for column, value in enumerate(row):
                self._cell(first + count, column, value)
        self._around(first, count)
        return count

    def _above(self) -> int:
        """Write what stands above the heads; the row of the heads."""
        for column, head in enumerate(self.table.heads):
            self.sheet.set_column(column, column, head.width, None, {"hidden": head.hidden})
        row = 0
        if self.table.title:
            last = len(self.table.heads) - 1
            if last:
                self.sheet.merge_range(0, 0, 0, last, self.table.title, self.title)
            else:
                self.sheet.write_string(0, 0, self.table.title, self.title)
            row = 1
        for line in self.table.lines:
            self.sheet.write_string(row, 0, line)
            row += 1
        return row

    def _heads(self, row: int) -> None:
        for column, head in enumerate(self.table.heads):
            self.sheet.write_string(row, column, head.label, self.required if head.required else self.head)
            if head.note:
                self.sheet.write_comment(row, column, head.note)

    def _cell(self, row: int, column: int, value: Value) -> None:
        if value is None or value == "":
            self.sheet.write_blank(row, column, None, self.words)
        elif isinstance(value, datetime):
            self.sheet.write_datetime(row, column, _local(value), self.moments)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, column, value, self.dates)
        elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
            self.sheet.write_number(row, column, value, self.words)
        else:
            self.sheet.write_string(row, column, str(value)[:LONGEST], self.words)

    def _around(self, first: int, count: int) -> None:
        """What concerns the sheet as a whole: drop-downs, comments, filters, paper."""
        for column, head in enumerate(self.table.heads):
            if head.choices:
                source = head.choices if isinstance(head.choices, str) else list(head.choices)
                rule = {"validate": "list", "source": source, "error_type": "warning"}
                self.sheet.data_validation(first + 1, column, first + count + 1000, column, rule)
        for (row, column), note in self.table.comments.items():
            self.sheet.write_comment(first + 1 + row, column, note)
        self.sheet.freeze_panes(first + 1, self.table.frozen)
        if self.table.filtered:
            self.sheet.autofilter(first, 0, first + count, len(self.table.heads) - 1)
        if self.table.printed:
            self.sheet.repeat_rows(first)
            self.sheet.set_landscape()
            self.sheet.set_paper(_A4)
            self.sheet.fit_to_pages(1, 0)
        if self.table.hidden:
            self.sheet.hide()
