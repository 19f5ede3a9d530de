"""The report as an Excel workbook: a row for each verdict. Words stay words: nothing in a cell is ever executed."""

from collections.abc import Iterator
from datetime import date
from io import BytesIO

import xlsxwriter

from hongxian.modules.base.verdicts.reports import text
from hongxian.modules.base.verdicts.reports.content import Chapter, Item, Line, Report

_WIDTHS = (6, 22, 10, 36, 16, 50, 24, 18, 12, 12, 10, 6, 50, 10, 40, 40, 40, 40, 40, 14)
_CELL = 32_000
"""Excel holds 32,767 characters in a cell."""


def excel_of(report: Report) -> bytes:
    """An .xlsx: the verdicts with a frozen header and filters, real dates, and a sheet that says what they are."""
    out = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        head = book.add_format({"bold": True, "bg_color": "#E9EDF1", "border": 1, "text_wrap": True, "valign": "top"})
        words = book.add_format({"text_wrap": True, "valign": "top"})
        dates = book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"})
        sheet = book.add_worksheet(text.SHEET)
        for column, (label, width) in enumerate(zip(_COLUMNS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, label, head)
        row = 0
        for row, cells in enumerate(_rows(report), 1):
            for column, cell in enumerate(cells):
                if isinstance(cell, date):
                    sheet.write_datetime(row, column, cell, dates)
                elif isinstance(cell, int):
                    sheet.write_number(row, column, cell, words)
                else:
                    sheet.write_string(row, column, cell[:_CELL], words)
        sheet.freeze_panes(1, 4)
        sheet.autofilter(0, 0, row, len(_COLUMNS) - 1)
        about = book.add_worksheet(text.ABOUT)
        about.set_column(0, 0, 100, words)
        counts = [f"{word} {number}" for word, number in report.counts_in_words]
        lines = [report.title, *report.about, text.COUNTS.format(total=report.total), *counts]
        lines += [text.DETERMINED_COUNT.format(number=report.determined), text.NO_RANKING, *report.proof]
        for number, line in enumerate(lines):
            about.write_string(number, 0, line, words)
    return out.getvalue()


_COLUMNS = (
    text.NUMBER,
    text.CHAPTER,
    text.OBLIGATION,
    text.TITLE_COLUMN,
    text.CLAUSE,
    text.QUOTE,
    text.PARTY,
    text.PERIOD,
    text.PERIOD_START,
    text.PERIOD_END,
    text.STATUS,
    text.BACKFILLED,
    text.ARITHMETIC,
    text.EXCEPTION_COUNT,
    text.EXCEPTIONS,
    text.FAILING,
    text.MISSING,
    text.DETERMINATION,
    text.OBJECTIONS,
    text.NEXT_CHANGE,
)

Cell = str | int | date


def _rows(report: Report) -> Iterator[list[Cell]]:
    found = ((chapter, item, line) for chapter in report.chapters for item in chapter.items for line in item.lines)
    for number, (chapter, item, line) in enumerate(found, 1):
        yield [number, *_cells(chapter, item, line)]


def _cells(chapter: Chapter, item: Item, line: Line) -> list[Cell]:
    return [
        chapter.title,
        item.id,
        item.title,
        text.JOIN.join(path for path, _ in item.clauses),
        text.JOIN.join(quote for _, quote in item.clauses),
        line.party,
        line.period,
        line.period_start or "",
        line.period_end or "",
        line.status_word,
        text.YES if line.backfilled else "",
        text.JOIN.join([*line.arithmetic, *line.remarks]),
        line.exceptions.total,
        text.JOIN.join(line.exceptions.rows),
        text.JOIN.join(line.failing.rows),
        text.JOIN.join(line.missing),
        line.determination,
        text.JOIN.join(line.objections),
        line.next_change or "",
    ]
