"""A table of words as the files that people send: for tests of what is read from them."""

from __future__ import annotations

import csv
import io

import openpyxl
import xlwt

Rows = list[list[str]]


def as_xlsx(rows: Rows) -> bytes:
    """A workbook of today."""
    book, kept = openpyxl.Workbook(), io.BytesIO()
    sheet = book.worksheets[0]
    for row in rows:
        sheet.append(row)
    book.save(kept)
    return kept.getvalue()


def as_xls(rows: Rows) -> bytes:
    """A workbook of before 2007."""
    book, kept = xlwt.Workbook(), io.BytesIO()
    sheet = book.add_sheet("Sheet1")
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(kept)
    return kept.getvalue()


def as_csv(rows: Rows) -> bytes:
    """Text in the encoding that Excel gives it in China."""
    kept = io.StringIO()
    csv.writer(kept).writerows(rows)
    return kept.getvalue().encode("gb18030")
