"""What stands in a cell, read as what the column expects."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.imports.reading import values
from hongxian.kernel.imports.reading.values import Unexpected

DAY = date(2024, 3, 21)


@pytest.mark.parametrize(
    "cell",
    [
        "2024.3.21",
        "20240321",
        20240321,
        "2024年3月21日",
        "2024年 3月 21 日",
        "２０２４－０３－２１",
        "2024/3/21",
        "2024-03-21 00:00:00",
        "二〇二四年三月二十一日",
        45372,
        DAY,
        datetime.fromisoformat("2024-03-21 09:30"),
    ],
)
def test_a_day_is_read_however_it_is_written(cell: Any) -> None:
    assert values.read_day(cell) == DAY


@pytest.mark.parametrize("cell", ["2024.13.1", "24.3.1", "昨天", "2024-02-30", 7, True, "20241301"])
def test_what_is_no_day_is_refused(cell: Any) -> None:
    with pytest.raises(Unexpected, match="年月日"):
        values.read_day(cell)


def test_a_month_is_no_day() -> None:
    with pytest.raises(Unexpected, match="不能确定"):
        values.read_day("2024年3月")


def test_a_number_that_excel_cut_is_not_taken_for_whole() -> None:
    assert values.read_text(411023456789012) == "411023456789012"
    for cell in (4.11023198001011e17, 411023198001011200, "4.11E+17"):
        with pytest.raises(Unexpected, match="15 位"):
            values.read_text(cell)


def test_codes_lose_what_keyboards_add() -> None:
    assert values.read_code(" ９１４１１０００ma44ab12３x\u200b") == "91411000MA44AB123X"


def test_numbers_yes_and_choices() -> None:
    assert values.read_number("１，２３４.50") == Decimal("1234.50")
    assert values.read_number(12.0) == 12
    assert [values.read_yes_no(each) for each in ("√", "否", True, "有", 0)] == [True, False, True, True, False]
    words = {"hazardous_chemicals": "危险化学品", "coal": "煤矿"}
    assert values.read_choice(" 危险 化学品", words) == "hazardous_chemicals"
    with pytest.raises(Unexpected, match="是否为“危险化学品”"):
        values.read_choice("危化品", words)
    for wrong in ("3万", "", "nan", "1e999x"):
        with pytest.raises(Unexpected):
            values.read_number(wrong)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes()))
def test_no_cell_breaks_a_reader(cell: Any) -> None:
    for reader in (values.read_text, values.read_number, values.read_day, values.read_moment, values.read_yes_no):
        try:
            reader(cell)
        except Unexpected:
            continue


@given(st.dates(min_value=date(1000, 1, 1)))
def test_every_day_comes_back(day: date) -> None:
    for written in (day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}"):
        assert values.read_day(written) == day
