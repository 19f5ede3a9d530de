"""The list of a register: conditions, order, pages, what is refused."""

from typing import Any

import pytest

from hongxian.kernel.problem import Problem
from hongxian.kernel.registers.listing import Listing


def names(listing: Listing) -> list[str]:
    return [row.name for row in listing.page.rows]


def refused(listing: Listing) -> str:
    assert listing.status == 422
    assert listing.page.rows == []
    assert listing.count == 0
    return " ".join(str(each) for said in listing.form.errors.values() for each in said)


@pytest.mark.parametrize(
    ("query", "number"),
    [
        ("", 5),
        ("words=丁厂", 2),
        ("words=91350100m", 1),
        ("place=411081", 2),
        ("place=411000", 5),
        ("place=411002&place=411081", 3),
        ("sector=coal", 2),
        ("sector=coal&place=411081", 0),
        ("is_high_risk=yes", 2),
        ("is_high_risk=no", 2),
        ("is_high_risk=unknown", 1),
    ],
)
def test_finds_what_is_asked_for(look: Any, someone: Any, query: str, number: int) -> None:
    listing = look(someone(), query)
    assert (listing.count, len(listing.lines), listing.status) == (number, number, 200)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("sector=cole", "“行业”没有“cole”这一项，可选：煤炭、"),
        ("place=330200", "不在您可选的范围内"),
        ("is_high_risk=maybe", "没有“maybe”这一项"),
        ("words=" + "长" * 61, "最多 60 个字，您填了 61 个字"),
        ("sectors=coal", "没有名为“sectors”的查询条件，可用的有："),
    ],
)
def test_refuses_with_a_sentence_and_shows_nothing(look: Any, someone: Any, query: str, sentence: str) -> None:
    assert sentence in refused(look(someone(), query))


def test_order_and_page_of_another_list_are_refused(look: Any, someone: Any) -> None:
    with pytest.raises(Problem, match=r"不能按“place”排序，可以按：name、credit_code"):
        look(someone(), "sort=place")
    with pytest.raises(Problem, match="页码已失效"):
        _ = look(someone(), "after=WyJ4Il0").page


def test_sorts_both_ways_and_rows_without_a_value_come_last(look: Any, someone: Any) -> None:
    up, down = look(someone(), "sort=credit_code"), look(someone(), "sort=-credit_code")
    assert up.page.rows[0].name == down.page.rows[0].name == "甲厂"
    assert {row.pk for row in up.page.rows} == {row.pk for row in down.page.rows}
    assert names(look(someone(), "sort=-name")) == names(look(someone()))[::-1]


def test_lists_and_counts_stay_within_the_scope(look: Any, someone: Any) -> None:
    from hongxian.kernel.registers.tests.conftest import COUNTY

    county = look(someone(COUNTY))
    assert (county.count, names(county)) == (2, ["丁厂", "丁厂"])
    assert refused(look(someone(COUNTY), "place=411002"))
    assert look(someone("330000/")).count == 0


def test_the_page_needs_few_queries_however_many_rows(
    look: Any, someone: Any, django_assert_max_num_queries: Any
) -> None:
    listing = look(someone())
    with django_assert_max_num_queries(6):
        assert (len(listing.lines), listing.count, listing.saved) == (5, 5, [])


def test_prints_all_rows_with_their_conditions(look: Any, someone: Any) -> None:
    listing = look(someone(), "sector=coal&place=411002&print=1", whole=True)
    assert listing.conditions == "查询条件：区划：魏都区；行业：煤炭"
    assert len(listing.lines) == 2
    assert listing.printed_only == ""


def test_query_is_the_same_however_it_was_typed(look: Any, someone: Any) -> None:
    assert look(someone(), "sector=coal&words=&after=x&start=21&place=411000&place=411002").query == (
        "place=411002&sector=coal"
    )
