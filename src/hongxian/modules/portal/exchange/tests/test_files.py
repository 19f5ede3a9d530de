"""The other side's own workbook: filled in from a register, handed over, its results read back; and the monthly return,
sent and received."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from hongxian.kernel.problem import Problem
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.exchange.commands import (
    prepare_dispatch,
    receive_records,
    release_dispatch,
    take_receipts,
)
from hongxian.modules.portal.exchange.declaring import read_mapping
from hongxian.modules.portal.exchange.files import path_of
from hongxian.modules.portal.exchange.models import DispatchRecord, ReceivedRecord
from hongxian.modules.portal.exchange.queries import records_of, sent_figures
from hongxian.modules.portal.exchange.reading import read_received, read_results
from hongxian.modules.portal.exchange.tests.conftest import PERIOD, example

FILED = "2026-02"
"""The month that is over."""

HEADS = (
    "报告月份",
    "地区代码",
    "地区名称",
    "行业类型代码",
    "行业类型名称",
    "应排查治理单位数",
    "实际排查治理单位数",
    "排查一般隐患数",
    "其中已整改数",
    "累计治理资金(万元)",
)


def saved(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def table(*rows: Any) -> list[bytes]:
    book = Workbook()
    for row in rows:
        book.active.append(list(row))
    return [saved(book)]


@pytest.fixture
def template() -> bytes:
    """Their blank form: a title over all columns, the heads in the second row, a style in the third."""
    book = Workbook()
    sheet = book.active
    sheet.title = "月报"
    sheet.append(["安全生产事故隐患排查治理情况月报表"])
    sheet.merge_cells("A1:J1")
    sheet.append(list(HEADS))
    sheet["F3"].font = Font(bold=True)
    return saved(book)


@pytest.fixture
def monthly(partner: Callable[..., Any], agree: Callable[..., Any], template: bytes) -> Any:
    above = partner("省月报平台", "禹州市应急管理局", "file")
    return agree(above, "monthly_return", "outgoing", template=template)


@pytest.fixture
def filed(cast: Cast) -> Callable[[], Any]:
    """Every enterprise of the city owes a report each month; file the return of February."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.returns.commands import set_returns, submit_return

    def run() -> Any:
        due = {"high_risk_due": "month", "above_scale_due": "month", "other_due": "month"}
        set_returns(actor=cast["张慧"], place=place("411000"), told=due)
        return submit_return(actor=cast["张慧"], place=place("411000"), period=FILED)

    return run


def test_their_workbook_is_filled_in_from_the_register_and_nothing_is_made_up(
    monthly: Any, firm: Callable[..., Any], filed: Callable[[], Any], cast: Cast
) -> None:
    for number in range(3):
        firm(number, sector="construction")
    firm(4, sector="mine", name="=CMD()禹州矿")
    firm(5, sector="hazardous_chemicals")
    filed()
    dispatch = prepare_dispatch(actor=cast["张慧"], mapping=monthly, period=FILED)
    assert dispatch.file_name.endswith(".xlsx")
    sheet = load_workbook(io.BytesIO(path_of("files", dispatch.digest).read_bytes()))["月报"]
    rows = list(sheet.iter_rows(values_only=True))
    assert (rows[0][0], rows[1]) == ("安全生产事故隐患排查治理情况月报表", HEADS)
    yuzhou = [row for row in rows[2:] if row[1] == "411081"]
    assert ("2026-02", "411081", "禹州市", "30", "建筑施工企业", 3, 0, 0, 0, 0) in yuzhou
    assert ("2026-02", "411081", "禹州市", "1", "金属非金属矿山企业", 1, 0, 0, 0, 0) in yuzhou
    assert all(sheet.cell(number, 6).font.bold for number in range(3, 3 + len(rows) - 2))
    held = DispatchRecord.objects.filter(state="held", row__gt="")
    assert {each.reason for each in held} >= {"“行业类型代码”的“hazardous_chemicals”在代码表中没有对应的代码"}
    assert [name for name, _ in read_mapping(monthly.content, "outgoing").unavailable] == []


def test_results_are_read_back_by_key_fields_or_by_their_number(
    monthly: Any, firm: Callable[..., Any], filed: Callable[[], Any], cast: Cast
) -> None:
    firm(1, sector="construction")
    firm(2, sector="mine")
    filed()
    dispatch = prepare_dispatch(actor=cast["张慧"], mapping=monthly, period=FILED)
    release_dispatch(actor=cast["张慧"], dispatch=dispatch)
    declared = read_mapping(monthly.content, "outgoing")
    results = table(
        ("地区代码", "行业类型代码", "受理编号", "审核结果", "退回原因"),
        ("411081", "30", "A-1", "通过", ""),
        ("411081", "1", "A-2", "不通过", "与上月相差过大"),
        ("411081", "99", "A-3", "通过", ""),
    )
    partner = monthly.partner
    given = {"actor": cast["张慧"], "partner": partner, "code": "monthly_return", "period": FILED}
    check = take_receipts(**given, receipts=read_results(results, declared))
    assert check.extra == ["411081|99"]
    rows = {each.key: each for each in records_of(partner, "monthly_return", FILED)}
    assert (rows["411081|30"].state, rows["411081|30"].receipt_number) == ("accepted", "A-1")
    assert (rows["411081|1"].state, rows["411081|1"].reason) == ("rejected", "与上月相差过大")
    later = read_results(table(("回执编号", "结果"), ("A-2", "通过")), declared)
    take_receipts(**given, receipts=later)
    assert DispatchRecord.objects.get(key="411081|1").state == "accepted"
    assert sent_figures(partner, "monthly_return", FILED)["accepted"] == 2
    with pytest.raises(Problem, match="第 2 行的结果“看看”不认识"):
        read_results(table(("回执编号", "结果"), ("A-2", "看看")), declared)


def test_a_grid_of_their_form_is_filled_whole_and_what_lies_outside_is_held(
    partner: Callable[..., Any],
    agree: Callable[..., Any],
    firm: Callable[..., Any],
    filed: Callable[[], Any],
    cast: Cast,
) -> None:
    content = example("monthly_return_outgoing") + 'each: {地区代码: ["411081"], 行业类型代码: ["1", "3", "30"]}\n'
    above = partner("省月报平台", "禹州市应急管理局", "file")
    mapping = agree(above, "monthly_return", "outgoing", content)
    firm(1, sector="construction")
    firm(2, code="411002", sector="construction")
    filed()
    prepare_dispatch(actor=cast["张慧"], mapping=mapping, period=FILED)
    counted = {each.key: each.values["应排查治理单位数"] for each in DispatchRecord.objects.filter(state="waiting")}
    assert counted == {"411081|1": 0, "411081|3": 0, "411081|30": 1}
    assert DispatchRecord.objects.filter(reason="“411002|30”不在对方表格的范围之内").count() == 1


@pytest.mark.parametrize(
    ("name", "wrong"),
    [("other.xlsx", "找不到这些栏目：报告月份"), ("text", "应为 .xlsx 工作簿")],
)
def test_a_template_that_does_not_fit_is_refused(
    name: str, wrong: str, partner: Callable[..., Any], agree: Callable[..., Any]
) -> None:
    content = table(("甲", "乙"), (1, 2))[0] if name == "other.xlsx" else "甲,乙\n1,2\n".encode()
    above = partner("省月报平台", "禹州市应急管理局", "file")
    with pytest.raises(Problem, match=wrong):
        agree(above, "monthly_return", "outgoing", template=content)


def test_rows_of_a_received_return_that_contradict_themselves_go_back_with_the_sentence(
    partner: Callable[..., Any], agree: Callable[..., Any], cast: Cast
) -> None:
    below = partner("禹州月报", "许昌市安全生产委员会办公室", "file")
    mapping = agree(below, "monthly_return", "incoming")
    heads = [each for each in HEADS if "名称" not in each]
    rows = [
        ("2026-03", "411081", "1", 10, 8, 5, 5, 1.5),
        ("2026-03", "411081", "3", 10, 12, 5, 5, 1.5),
        ("2026-03", "411081", "30", 10, 10, 5, 6, 1.5),
        ("2026-03", "411002", "30", 10, 10, 5, 5, 1.5),
    ]
    records = read_received(table(heads, *rows), read_mapping(mapping.content, "incoming"))
    given = {"actor": cast["张慧"], "partner": below, "code": "monthly_return", "period": PERIOD}
    receipts = receive_records(**given, records=records)
    assert [each.state for each in receipts] == ["accepted", "rejected", "rejected", "rejected"]
    assert receipts[1].reason == "“实际排查治理单位数”应不大于“应排查治理单位数”，实为 12 与 10"
    assert receipts[2].reason == "“其中已整改数”应不大于“排查一般隐患数”，实为 6 与 5"
    assert receive_records(**given, records=records) == receipts, "the same file again changes nothing"
    corrected = read_received(
        table(heads, rows[0], (*rows[1][:4], 10, 5, 5, 1.5)), read_mapping(mapping.content, "incoming")
    )
    assert [each.state for each in receive_records(**given, records=corrected)] == ["accepted", "accepted"]
    assert ReceivedRecord.objects.filter(key="411081|3", latest=True).get().version == 2
