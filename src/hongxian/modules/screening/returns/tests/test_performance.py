"""How well dangers are removed: each figure recomputed by hand."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from hongxian.modules.screening.returns.periods import read_period
from hongxian.modules.screening.returns.queries import Row, performance


def test_shares_and_days_are_those_of_the_rows(old: Any, found: Any, base: Any, place: Any, cast: Any) -> None:
    base(repeat_days=30)
    closed = {"due_on": date(2026, 2, 10), "danger_category": "fire"}
    old(found_on=date(2026, 2, 1), rectified_on=date(2026, 2, 10), verified_on=date(2026, 2, 11), **closed)
    old(found_on=date(2026, 2, 2), rectified_on=date(2026, 2, 11), verified_on=date(2026, 2, 22), **closed)
    old(found_on=date(2026, 1, 3), rectified_on=date(2026, 1, 3), verified_on=date(2026, 1, 3), **closed)
    old(found_on=date(2026, 2, 3), due_on=date(2026, 2, 20))
    old(found_on=date(2026, 2, 3))
    found(found_on=date(2026, 2, 5), removed_on_the_spot=True, rectification="当场整改")
    row = performance(cast["张慧"], place("411000"), read_period("2026-02"), "origin").total
    counts = {"found": 4, "spot": 1, "closed": 2, "on_time": 1, "late": 1, "overdue": 1, "repeated": 2}
    assert {name: row.counts[name] for name in counts} == counts
    assert (row.closed_share, row.on_time_share, row.repeated_share) == (50.0, 33.3, 50.0)
    assert (row.mean_days, row.median_days) == (15.0, 15.0)


def test_the_same_again_ends_with_the_last_day_that_was_set(old: Any, base: Any, place: Any, cast: Any) -> None:
    base(repeat_days=30)
    old(found_on=date(2026, 1, 1), danger_category="fire")
    old(found_on=date(2026, 1, 31), danger_category="fire")
    assert performance(cast["张慧"], place("411000"), read_period("2026-01"), "place").total.counts["repeated"] == 1
    old(found_on=date(2026, 3, 3), danger_category="fire")
    old(found_on=date(2026, 3, 3), danger_category="electrical")
    assert performance(cast["张慧"], place("411000"), read_period("2026-03"), "place").total.counts["repeated"] == 0


def test_of_nothing_there_is_no_share_and_unset_says_so(place: Any, cast: Any, browse: Any) -> None:
    row = Row()
    assert (row.closed_share, row.on_time_share, row.mean_days, row.median_days) == (None, None, None, None)
    page = browse("zhanghui").get("/returns/performance/?period=2026-02").content.decode()
    assert "无数据" in page
    assert "没有设定重复隐患天数" in page
    assert "100%" not in page


def test_the_median_of_an_even_number_lies_between() -> None:
    row = Row()
    row.days.update({1: 2, 4: 1, 10: 1})
    assert (row.median_days, row.mean_days) == (2.5, 4.0)


@pytest.mark.parametrize("page", ["performance", "computed"])
def test_what_stands_at_the_level_itself_opens_just_its_rows(
    page: str, found: Any, base: Any, place: Any, browse: Any
) -> None:
    base(repeat_days=30)
    anywhere = {"found_on": date(2026, 2, 5), "enterprise": None}
    found(**anywhere, premises="市属停车场", place=place("411000"), description="市属的隐患")
    found(**anywhere, premises="沿街商铺", place=place("411082"), description="长葛的隐患")
    client = browse("zhanghui")
    shown = unescape(client.get(f"/returns/{page}/?period=2026-02").content.decode())
    (line,) = (each for each in re.findall(r"<tr.*?</tr>", shown, re.DOTALL) if "本级" in each)
    assert not re.search(r'<td class="num"[^>]*>\s*[1-9]\d*\s*</td>', line), "every figure leads to its rows"
    figures = re.findall(r'<a href="([^"]*own_level=411000[^"]*)">(\d+)</a>', line)
    assert "1" in {number for _, number in figures}
    for address, number in figures:
        answer = client.get(address)
        listed = re.sub(r"<[^>]+>", "", answer.content.decode())
        assert answer.status_code == 200, address
        assert "长葛的隐患" not in listed
        assert number == "0" or re.search(rf"共\s*{number}\s*条", listed), address
