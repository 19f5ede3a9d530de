"""The report as an Excel workbook: a row for each verdict. Words stay words: nothing in a cell is ever executed."""

from collections.abc import Iterator
from datetime import date

from hongxian.kernel.workbook import Head, Table, workbook
from hongxian.modules.base.verdicts.reports import text
from hongxian.modules.base.verdicts.reports.content import Chapter, Item, Line, Report

_WIDTHS = (6, 22, 10, 36, 16, 50, 24, 18, 12, 12, 10, 6, 50, 10, 40, 40, 40, 40, 40, 14)


def excel_of(report: Report) -> bytes:
    """An .xlsx: the verdicts with a frozen header and filters, real dates, and a sheet that says what they are."""
    heads = [Head(label, width) for label, width in zip(_COLUMNS, _WIDTHS, strict=True)]
    counts = [f"{word} {number}" for word, number in report.counts_in_words]
    lines = [report.title, *report.about, text.COUNTS.format(total=report.total), *counts]
    lines += [text.DETERMINED_COUNT.format(number=report.determined), text.NO_RANKING, *report.proof]
    return workbook(
        Table(text.SHEET, heads, _rows(report), frozen=4, filtered=True),
        Table(text.ABOUT, [Head(text.ABOUT, 100)], [[line] for line in lines]),
    )


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
