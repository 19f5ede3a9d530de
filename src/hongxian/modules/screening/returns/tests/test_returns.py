"""Returns: figures are those of their rows, periods begin and end where they should, what was reported stays."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest

from hongxian.kernel.problem import NotVisible, Problem, SameStands
from hongxian.modules.screening.returns.commands import digest_of, submit_return
from hongxian.modules.screening.returns.models import ReturnLine
from hongxian.modules.screening.returns.periods import period_of, read_period
from hongxian.modules.screening.returns.queries import computed
from hongxian.modules.screening.supervision_orders import commands as orders

MARCH = "/returns/computed/?place=411000&period=2026-03"
LINK = re.compile(r'data-label="([^"]+)"><a href="([^"]+)">(\d+)</a>')


def test_periods_are_read_written_and_stepped_through() -> None:
    assert [read_period(each).key for each in ("2026-03", "2026-Q1", "2026")] == ["2026-03", "2026-Q1", "2026"]
    quarter = read_period("2025-Q4")
    assert (quarter.start, quarter.end) == (date(2025, 10, 1), date(2025, 12, 31))
    assert (quarter.after.key, quarter.before.key) == ("2026-Q1", "2025-Q3")
    assert read_period("2024-02").end == date(2024, 2, 29)
    assert period_of("year", date(2026, 12, 31)).key == "2026"
    assert quarter.window(15) == (date(2025, 10, 16), date(2026, 1, 15))
    for wrong in ("2026-13", "2026-Q5", "26", "", "0000", "2026-3"):
        with pytest.raises(Problem, match="看不懂"):
            read_period(wrong)


def test_a_figure_takes_the_days_of_its_period_and_no_others(old: Any, place: Any, cast: Any) -> None:
    for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 1, 31), date(2026, 2, 1)):
        old(found_on=day)
    made = computed(cast["张慧"], place("411000"), read_period("2026-01"))
    assert made.total.numbers["general_found"] == 2
    assert computed(cast["张慧"], place("411000"), read_period("2025")).total.numbers["general_found"] == 1


def _order(actor: Any, world: Any, danger: Any) -> Any:
    """An order issued today upon a major danger."""
    body = str(world.parties["市政府"].pk)
    order = orders.propose_supervision_order(actor=actor, hidden_danger=danger, issuer_key=body, reason="难度大")
    days = {"plan_due_on": date(2026, 3, 20), "due_on": date(2026, 12, 31)}
    return orders.issue_supervision_order(
        actor=actor, supervision_order=order, series="许政挂督字", requirements="停产整改", **days
    )


@pytest.fixture
def busy(old: Any, found: Any, reported: Any, base: Any, world: Any, place: Any, cast: Any) -> None:
    """Dangers of every kind in several places and industries, reports, and who owes them."""
    base()
    coal = world.enterprises["禹州演示煤业有限公司"]
    old(found_on=date(2026, 3, 2), due_on=date(2026, 3, 3), rectified_on=date(2026, 3, 3), verified_on=date(2026, 3, 4))
    old(found_on=date(2026, 3, 2), due_on=date(2026, 3, 20))
    _order(cast["张慧"], world, old(found_on=date(2026, 3, 3), enterprise=coal, grade="major"))
    withdrawn = _order(cast["张慧"], world, old(found_on=date(2026, 2, 3), grade="major"))
    orders.withdraw_supervision_order(actor=cast["张慧"], supervision_order=withdrawn, reason="下达有误")
    found(found_on=date(2026, 3, 1), removed_on_the_spot=True, rectification="当场整改")
    found(
        found_on=date(2026, 3, 4),
        enterprise=None,
        premises="神垕镇作坊",
        place=place("411081103"),
        origin="grid_patrol",
    )
    reported(report_form="counted", counts={"fire": 3, "electrical": 2}, reported_on=date(2026, 3, 4))


@pytest.mark.parametrize("page", ["/returns/computed/", "/returns/performance/"])
@pytest.mark.parametrize("query", ["place=411000&period=2026-Q1", "place=411081&period=2026-03"])
def test_every_figure_is_the_number_of_rows_that_it_opens(busy: Any, browse: Any, page: str, query: str) -> None:
    client = browse("zhanghui")
    answers = [client.get(f"{page}?{query}&by={by}") for by in ("place", "sector", "origin", "supervisor")]
    links = {found for each in answers for found in LINK.findall(each.content.decode()) if found[0] != "按个数上报"}
    assert len(links) > 20
    for _label, href, number in links:
        answer = client.get(unescape(href))
        register = answer.context["listing"]
        assert register.valid, href
        assert register.rows.count() == int(number), href


def test_counts_only_counted_are_told_apart_and_premises_are_an_industry(busy: Any, place: Any, cast: Any) -> None:
    made = computed(cast["张慧"], place("411000"), read_period("2026-03"))
    assert made.total.numbers["counted"] == 5
    assert made.by(1)[""].numbers["general_found"] == 1
    assert made.total.numbers["general_rectified"] == 2
    assert made.total.numbers["major_found"] == 1
    assert made.total.numbers["ordered"] == 1
    assert made.by(0)["411081"].numbers["ordered"] == 1


def test_of_others_nothing_is_counted(busy: Any, place: Any, cast: Any, browse: Any) -> None:
    mine = computed(cast["赵磊"], place("411000"), read_period("2026-03")).total.numbers
    assert (mine["general_found"], mine["major_found"], mine["counted"]) == (1, 1, 0)
    assert browse("liuyang").get(MARCH).status_code == 403
    assert "made" not in browse("zhaolei").get(MARCH).context
    page = browse("zhaolei").get("/returns/computed/?period=2026-03").content.decode()
    assert "禹州市" in page
    assert "魏都区" not in page


def test_what_was_reported_stays_and_is_corrected_beside_it(
    old: Any, base: Any, place: Any, cast: Any, browse: Any
) -> None:
    base()
    old(found_on=date(2026, 2, 3))
    given: dict[str, Any] = {"actor": cast["张慧"], "place": place("411000"), "period": "2026-02"}
    first = submit_return(**given)
    lines = list(first.lines.all())
    assert sum(each.general_found for each in lines) == 1
    with pytest.raises(SameStands):
        submit_return(**given)
    old(found_on=date(2026, 2, 28))
    with pytest.raises(Problem, match="理由"):
        submit_return(**given)
    second = submit_return(**given, reason="补录一项")
    first.refresh_from_db()
    assert (first.is_latest, second.is_latest, second.corrects_id) == (False, True, first.pk)
    assert sum(each.general_found for each in first.lines.all()) == 1
    assert digest_of(first, first.lines.all()) == first.digest != second.digest
    page = browse("zhaolei").get(f"/returns/{first.pk}/")
    assert page.status_code == 404
    page = browse("zhanghui").get(f"/returns/{first.pk}/").content.decode()
    assert "已被更正" in page
    assert "与内容一致" in page
    ReturnLine.objects.filter(hidden_danger_return=first).update(checked=9)
    assert "与内容不一致" in browse("zhanghui").get(f"/returns/{first.pk}/").content.decode()


def test_a_return_is_reported_when_its_period_is_over_and_of_ones_own_place(place: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="才结束"):
        submit_return(actor=cast["张慧"], place=place("411000"), period="2026-03")
    with pytest.raises(NotVisible):
        submit_return(actor=cast["赵磊"], place=place("411000"), period="2026-01")
    assert submit_return(actor=cast["赵磊"], place=place("411081"), period="2026-01").lines.count() == 0


def test_nobody_owes_where_nobody_said_so(place: Any, cast: Any, browse: Any) -> None:
    submitted = submit_return(actor=cast["张慧"], place=place("411000"), period="2026-01")
    assert not submitted.lines.exists()
    page = browse("zhanghui").get(MARCH).content.decode()
    assert "没有设定哪类企业多久上报一次" in page
    assert "100" not in re.sub(r"\d{5,}", "", page).split("分地区")[1]
    assert "无数据" in page
