"""Workbooks and comma-separated files: real dates and numbers, words that are never executed."""

import io
import zipfile
from datetime import UTC, date, datetime

from hongxian.kernel.workbook import Head, Table, csv_lines, workbook

HEADS = [Head("名称", required=True, note="必填"), Head("日期"), Head("数"), Head("键", hidden=True)]


def sheets(*tables: Table) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(workbook(*tables))) as book:
        return [book.read(f"xl/worksheets/sheet{number}.xml").decode() for number in range(1, len(tables) + 1)]


def test_words_are_never_formulas_and_dates_are_dates() -> None:
    rows = [["=1+1", date(2026, 3, 1), 5, "k"], ["https://x", datetime(2026, 3, 1, 6, tzinfo=UTC), 2.5, True]]
    (sheet,) = sheets(Table("台账", HEADS, rows, title="企业台账", lines=["条件：全部"]))
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    assert "<v>46082</v>" in sheet  # the day, as Excel counts it
    assert "<v>46082.58333333334</v>" in sheet  # 14:00 in local time
    assert 'hidden="1"' in sheet
    assert '<mergeCell ref="A1:D1"/>' in sheet


def test_drop_downs_and_more_than_one_sheet() -> None:
    first, second = sheets(
        Table("台账", [Head("行业", choices="='字典'!$A$2:$A$3")], [["煤炭"]], frozen=1, filtered=True),
        Table("字典", [Head("行业")], [["煤炭"], ["其他"]], hidden=True),
    )
    assert "dataValidation " in first
    assert "autoFilter" in first
    assert "其他" in second


def test_a_comma_separated_file_opens_without_being_executed() -> None:
    lines = list(csv_lines(Table("台账", HEADS[:2], [["=cmd()", date(2026, 3, 1)], ["甲,乙", None], ["-1", ""]])))
    assert "".join(lines) == "\ufeff名称,日期\r\n'=cmd(),2026-03-01\r\n\"甲,乙\",\r\n'-1,\r\n"
