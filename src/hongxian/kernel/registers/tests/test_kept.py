"""What people keep of a register: filters under a name, columns, page size; each their own."""

from typing import Any

import pytest

from hongxian.kernel.problem import Problem
from hongxian.kernel.registers.commands import delete_filter, save_filter, set_list


def test_a_filter_is_kept_under_a_name_and_replaced(look: Any, someone: Any) -> None:
    me, other = someone(), someone(key="p2")
    save_filter(actor=me, register="enterprise", name=" 煤矿 ", query="sector=coal")
    save_filter(actor=me, register="enterprise", name="煤矿", query="sector=mine")
    assert [(each.name, each.query) for each in look(me).saved] == [("煤矿", "sector=mine")]
    assert look(other).saved == []


def test_a_filter_of_somebody_else_cannot_be_deleted(look: Any, someone: Any) -> None:
    me, other = someone("", "saved_filter.delete"), someone("", "saved_filter.delete", key="p2")
    saved = save_filter(actor=me, register="enterprise", name="煤矿", query="sector=coal")
    with pytest.raises(Problem):
        delete_filter(actor=other, saved_filter=saved)
    delete_filter(actor=me, saved_filter=saved)
    assert look(me).saved == []


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "请填写常用查询的名称"),
        ({"query": ""}, "没有设定查询条件"),
        ({"register": "nothing"}, "没有这一台账"),
    ],
)
def test_what_cannot_be_kept_is_refused(look: Any, someone: Any, changes: Any, sentence: str) -> None:
    given = {"register": "enterprise", "name": "煤矿", "query": "sector=coal"} | changes
    with pytest.raises(Problem, match=sentence):
        save_filter(actor=someone(), **given)


def test_columns_and_page_size_are_remembered(look: Any, someone: Any) -> None:
    me = someone()
    set_list(actor=me, register="enterprise", columns=["sector", "name"])
    set_list(actor=me, register="enterprise", page_size=50)
    listing = look(me)
    assert [each.key for each in listing.columns] == ["sector", "name"]
    assert listing.setting.page_size == 50
    assert len(look(someone(key="p2")).columns) == 9
    set_list(actor=me, register="enterprise", columns=[])
    assert len(look(me).columns) == 9
    with pytest.raises(Problem, match="没有名为“colour”的列"):
        set_list(actor=me, register="enterprise", columns=["colour"])
    with pytest.raises(Problem, match="每页不能显示 7 行，可选：20、50、100"):
        set_list(actor=me, register="enterprise", page_size=7)
