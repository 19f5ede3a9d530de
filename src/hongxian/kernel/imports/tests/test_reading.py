"""Files as people make them: what is read, what is left aside, what is refused and with which words."""

import subprocess
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
import xlwt

from hongxian.kernel.imports.reading import child
from hongxian.kernel.imports.reading.heading import Wanted
from hongxian.kernel.imports.reading.table import Line, open_table
from hongxian.kernel.problem import Problem

WANTED = (
    Wanted("name", "名称", ("企业名称", "单位名称"), required=True),
    Wanted("code", "统一社会信用代码", ("信用代码",)),
    Wanted("opened", "成立日期"),
    Wanted("person", "责任人姓名"),
    Wanted("no", "序号", ignored=True),
)


def read(path: Path, **limits: Any) -> tuple[list[Line], list[str]]:
    with open_table(path, WANTED, **limits) as table:
        return list(table.lines()), table.warnings()


def refusal(path: Path, **limits: Any) -> str:
    with pytest.raises(Problem) as caught:
        read(path, **limits)
    return caught.value.text


def book(path: Path, fill: Callable[[Any, Any], None], **options: Any) -> Path:
    workbook = xlsxwriter.Workbook(str(path), options)
    fill(workbook, workbook.add_worksheet("数据"))
    workbook.close()
    return path


def messy(workbook: Any, sheet: Any) -> None:
    workbook.add_worksheet("草稿").write(0, 0, "随手记")
    sheet.merge_range("A1:E1", "2026年企业台账")
    sheet.merge_range("A3:A4", "序号")
    sheet.merge_range("B3:B4", "企业 名称*")
    sheet.merge_range("C3:C4", "信用代码\n（18位）")
    sheet.merge_range("D3:E3", "责任人")
    sheet.write_row("D4", ["姓名", "电话"])
    sheet.write_row("A5", [1, "甲公司", 411023456789012, "张三"])
    sheet.write_row("A7", [2, "乙公司", "同上", "〃"])
    sheet.merge_range("B8:B9", "丙公司")
    sheet.write_row("C8", ["x"])
    sheet.write_formula("D8", "=1/0", None, "#DIV/0!")
    sheet.write_formula("D9", '=D5&"丰"', None, "张三丰")
    sheet.write_row("A10", ["合 计", "", 3])
    sheet.write("A11", "注：本表一式两份")


def test_a_messy_sheet_is_read_as_people_mean_it(tmp_path: Path) -> None:
    lines, warnings = read(book(tmp_path / "a.xlsx", messy))
    assert [(line.number, line.cells.get("name")) for line in lines] == [
        (5, "甲公司"),
        (7, "乙公司"),
        (8, "丙公司"),
        (9, "丙公司"),
    ]
    assert lines[1].cells == {"name": "乙公司", "code": 411023456789012, "person": "张三"}
    assert lines[2].broken == ("person",)
    assert lines[3].cells["person"] == "张三丰"
    told = "\n".join(warnings)
    for part in ("草稿", "电话", "D8、D9", "第 10 行", "第 11 行", "2 处“同上”"):
        assert part in told


def test_an_xls_of_another_calendar_and_an_unformatted_day(tmp_path: Path) -> None:
    old = xlwt.Workbook()
    sheet = old.add_sheet("表")
    style = xlwt.easyxf(num_format_str="YYYY-MM-DD")
    for column, label in enumerate(["单位名称", "成立日期"]):
        sheet.write(0, column, label)
    sheet.write_merge(1, 2, 0, 0, "甲")
    sheet.write(1, 1, datetime.fromisoformat("2024-03-01"), style)
    sheet.write(2, 1, 45352)
    old.save(str(tmp_path / "wps.et"))
    lines, _ = read(tmp_path / "wps.et")
    assert [line.cells for line in lines] == [
        {"name": "甲", "opened": date(2024, 3, 1)},
        {"name": "甲", "opened": 45352},
    ]

    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["名称", "成立日期"])
        sheet.write(1, 0, "乙")
        sheet.write_datetime(
            1, 1, datetime.fromisoformat("2024-03-01"), workbook.add_format({"num_format": "yyyy/m/d"})
        )

    lines, _ = read(book(tmp_path / "b.xlsx", fill, date_1904=True))
    assert lines[0].cells["opened"] == date(2024, 3, 1)


@pytest.mark.parametrize(("encoding", "mark"), [("utf-8-sig", ","), ("gb18030", "\t"), ("utf-16", ",")])
def test_text_in_any_usual_encoding(tmp_path: Path, encoding: str, mark: str) -> None:
    rows = [["企业名称", "信用代码"], ["", ""], ["甲公司", "9141"], ['乙"公司"\n', ""]]
    quoted = "\r\n".join(mark.join('"' + each.replace('"', '""') + '"' for each in row) for row in rows)
    (tmp_path / "a.csv").write_bytes(quoted.encode(encoding))
    lines, _ = read(tmp_path / "a.csv")
    assert [(line.number, line.cells["name"]) for line in lines] == [(3, "甲公司"), (4, '乙"公司"\n')]


def test_a_file_that_is_no_table_is_told_by_its_content(tmp_path: Path) -> None:
    good = book(tmp_path / "good.xlsx", messy).read_bytes()
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    for content, word in (
        (b"\x89PNG\r\n\x1a\n", "图片"),
        (b"%PDF-1.7", "PDF"),
        (b"", "空的"),
        (b"   ", "空的"),
        (good[: len(good) // 2], "不完整"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (ole + "WordDocument".encode("utf-16-le"), "Word"),
        (ole + "Workbook".encode("utf-16-le") + b"\0\0", "不完整"),
        (b"<html><table><tr><td>x", "网页"),
        (b"\0\1\2\3" * 50, "看不出"),
        ("没有表头的话".encode(), "没有找到表头"),
        ('名称,信用代码\n"没有结束'.encode(), "不完整"),
    ):
        (tmp_path / "x.xlsx").write_bytes(content)
        assert word in refusal(tmp_path / "x.xlsx"), content[:20]


def test_macros_bombs_and_other_packages_are_refused(tmp_path: Path) -> None:
    for parts, word in (
        ({"[Content_Types].xml": b"spreadsheetml.sheet.macroEnabled.main"}, "宏"),
        ({"[Content_Types].xml": b"spreadsheetml.sheet.main", "xl/vbaProject.bin": b""}, "宏"),
        ({"[Content_Types].xml": b"wordprocessingml"}, "Word"),
        ({"photo.jpg": b""}, "压缩包"),
        ({"[Content_Types].xml": b"spreadsheetml.sheet.main", "xl/a.xml": b"0" * 60_000_000}, "解压后超过限度"),
    ):
        with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as file:
            for name, content in parts.items():
                file.writestr(name, content)
        assert word in refusal(tmp_path / "x.xlsx")


def test_a_cell_at_the_far_corner_takes_down_only_the_reader(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["名称", "信用代码"])
        sheet.write(1048575, 16383, "x")

    assert "使用范围过大" in refusal(book(tmp_path / "far.xlsx", fill))


def test_formatted_rows_without_content_are_no_rows(tmp_path: Path) -> None:
    def fill(workbook: Any, sheet: Any) -> None:
        sheet.write_row(0, 0, ["名称", "信用代码"])
        bold = workbook.add_format({"bold": True})
        for row in range(1, 60_000):
            sheet.write_blank(row, 0, None, bold)
        sheet.write_row(60_000, 0, ["末", "x"])

    lines, _ = read(book(tmp_path / "empty.xlsx", fill, constant_memory=True))
    assert [line.number for line in lines] == [60_001]


def test_a_head_that_lacks_or_repeats_a_column_is_refused(tmp_path: Path) -> None:
    for head, word in ((["信用代码", "成立日期"], "缺少必填的列：名称"), (["名称", "企业名称", "成立日期"], "A、B")):
        (tmp_path / "a.csv").write_text(",".join(head), encoding="utf-8")
        assert word in refusal(tmp_path / "a.csv")


def test_too_many_rows_are_refused_and_the_reader_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_text("名称,信用代码\n" + "甲,1\n" * 5000, encoding="utf-8")
    started: list[Any] = []
    real = subprocess.Popen

    def start(*args: Any, **kwargs: Any) -> Any:
        started.append(real(*args, **kwargs))
        return started[-1]

    monkeypatch.setattr(subprocess, "Popen", start)
    assert "数据超过 100 行" in refusal(tmp_path / "a.csv", most=100)
    assert started[0].poll() is not None
    assert child.MEMORY <= 1 << 30


def test_a_foreign_head_is_refused_with_what_was_found_and_what_is_expected(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("检查表,,\n受检单位,作业类别,存在的风险\n甲,动火,火灾\n", encoding="utf-8")
    said = refusal(tmp_path / "a.csv")
    assert "第 2 行：受检单位、作业类别、存在的风险" in said
    assert "信用代码" in said
