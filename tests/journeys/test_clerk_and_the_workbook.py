"""A clerk takes the register of enterprises out, changes it as in WPS, returns it, sees what would change, accepts it,
and undoes it, in a real browser."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

pytestmark = pytest.mark.journey

FIRM, OTHER, NEW = "禹州演示中药饮片有限公司", "许昌演示化工有限公司", "许昌演示五金加工厂"


def take_out(page: Page, folder: Path) -> Path:
    page.goto("/enterprises/")
    page.get_by_role("link", name="导入", exact=True).click()
    with page.expect_download() as started:
        page.get_by_role("button", name=re.compile("现有内容")).click()
    file = folder / "企业.xlsx"
    started.value.save_as(file)
    return file


def change_in_another_program(file: Path) -> int:
    """Another number of employees for one, an unreadable one for another, a new line at the end, and everything stored
    again by a program that keeps only the cells; the number of employees that stood there."""
    sheets = CalamineWorkbook.from_path(str(file))
    cells = {name: sheets.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in sheets.sheet_names}
    rows = cells[sheets.sheet_names[0]]
    top = next(number for number, row in enumerate(rows) if any(str(cell).startswith("名称") for cell in row))
    columns = {re.sub(r"[*（].*", "", str(cell)).strip(): place for place, cell in enumerate(rows[top]) if cell}
    lines = {row[columns["名称"]]: row for row in rows[top + 1 :]}
    before = lines[FIRM][columns["从业人数"]]
    lines[FIRM][columns["从业人数"]] = "１２３"
    lines[OTHER][columns["从业人数"]] = "三百多"
    added: list[Any] = [""] * len(rows[top])
    for name, value in {"名称": NEW, "区划": "魏都区", "注册号": "100000000000007"}.items():
        added[columns[name]] = value
    for name in ("所有制", "行业"):
        added[columns[name]] = lines[FIRM][columns[name]]
    rows.append(added)
    with xlsxwriter.Workbook(str(file)) as book:
        for name, lines_of_sheet in cells.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(lines_of_sheet):
                for place, value in enumerate(row):
                    sheet.write(number, place, value if isinstance(value, int | float) else str(value))
    return int(before)


def employees_of(page: Page, name: str) -> Any:
    page.goto(f"/enterprises/?words={name}")
    page.get_by_role("link", name=name, exact=True).first.click()
    return page.locator("#base dt", has_text=re.compile("^从业人数$")).locator("xpath=following-sibling::dd")


def test_clerk_and_the_workbook(page: Page, product: Any, log_in: Callable[[str], None], tmp_path: Path) -> None:
    log_in("张慧")
    file = take_out(page, tmp_path)
    before = change_in_another_program(file)

    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="上传并检查").click()
    expect(page.get_by_role("heading", name="检查完毕，请确认")).to_be_visible(timeout=60_000)
    expect(page.locator("main")).to_contain_text("有 1 行有错误；其余 2 行可以导入")
    page.locator("a.figure", has_text="修改").first.click()
    expect(page.locator("#rows")).to_contain_text(FIRM)
    expect(page.locator("#rows")).to_contain_text(f"从业人数：{before} → 123")
    page.locator("a.figure", has_text="错误").first.click()
    expect(page.locator("#rows")).to_contain_text("三百多")
    batch = page.url.split("?")[0]

    page.get_by_role("button", name="只导入无误的 2 行").click()
    page.locator("dialog").get_by_role("button", name="确定").click()
    expect(page.locator(".notice.success").first).to_contain_text("已写入台账", timeout=60_000)
    with page.expect_download() as marked:
        page.get_by_role("link", name=re.compile("仅错误行")).click()
    assert marked.value.suggested_filename.endswith(".xlsx")
    expect(employees_of(page, FIRM)).to_have_text("123")
    page.goto(f"/enterprises/?words={NEW}")
    expect(page.get_by_role("link", name=NEW).first).to_be_visible()

    page.goto(batch)
    page.locator("summary", has_text="撤销这次导入").click()
    page.get_by_label("理由").fill("拿错了文件")
    page.get_by_role("button", name="撤销导入").click()
    page.locator("dialog").get_by_role("button", name="确定").click()
    expect(page.locator("h1")).to_contain_text("已撤销", timeout=60_000)
    expect(employees_of(page, FIRM)).to_have_text(str(before))
    page.goto(f"/enterprises/?words={NEW}")
    expect(page.get_by_role("link", name=NEW)).to_have_count(0)
