"""Every component, with what it is meant to show."""

from datetime import datetime
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.rules.verdict import Found, Node, NodeKind, Status, fixed


def test_an_explanation_opens_down_to_the_rows_and_their_reasons():
    rows = fixed([Found("1", "2026-02-11 常务会议", "没有会议纪要"), Found("2", "2026-03-25 常务会议")])
    node = Node(
        NodeKind.OBLIGATION,
        "每季度至少一次",
        Status.NOT_MET,
        (
            Node(NodeKind.CLAUSE, "（三）：“每季度至少召开一次”"),
            Node(NodeKind.PART, "听取汇报", Status.MET, (Node(NodeKind.FAILING, "不计入的记录（2条）", rows=rows),)),
        ),
    )
    page = render_to_string("web/_explanation.html", {"node": node})
    for words in ("每季度至少一次", "未落实", "（三）：“每季度", "已落实", "2026-02-11 常务会议", "没有会议纪要"):
        assert words in page
    assert 'class="node clause"' in page
    assert "仅列出" not in page


def test_a_long_listing_says_how_much_is_not_shown():
    rows = fixed([Found(f"{number:03}", f"会议{number}") for number in range(51)])
    page = render_to_string("web/_explanation.html", {"node": Node(NodeKind.COUNTING, "计入", rows=rows)})
    assert "仅列出前 50 条，共 51 条" in page


def test_an_explanation_of_plain_data_is_drawn_too():
    node = {"kind": "part", "text": "听取汇报", "status": "met", "rows": [{"label": "会议", "reason": "补录"}]}
    page = render_to_string("web/_explanation.html", {"node": node})
    assert "会议" in page
    assert "补录" in page


def test_a_clause_is_quoted_with_its_number_source_and_line():
    page = render_to_string(
        "web/_clause.html", {"number": "（三）", "text": "健全制度。", "line": 46, "title": "实施意见", "href": "/p/1/"}
    )
    for words in ("（三）", "健全制度。", "原文第 46 行", '<a href="/p/1/">实施意见</a>'):
        assert words in page


def moment(**over):
    who = {"actor_key": "k1", "actor_post": "k2", "actor_organisation": "k3"}
    entry = SimpleNamespace(event="title", at=datetime(2026, 3, 5, 9, 30, tzinfo=LOCAL), **who)
    known = {
        "entry": entry,
        "noun": "place",
        "actor_name": "李卫东",
        "post_name": "科长",
        "organisation_name": "应急管理局",
        "reason": "录入有误",
        "changes": [SimpleNamespace(field="valid_from", before="2026-03-05", after="2026-03-06")],
        "first": False,
        "erased": False,
        "gone": False,
    }
    return SimpleNamespace(**{**known, **over})


def test_the_timeline_tells_who_when_why_and_what_changed():
    page = render_to_string("web/_timeline.html", {"moments": [moment()]})
    for words in (
        "2026-03-05 09:30",
        "标题",
        "应急管理局 科长 李卫东",
        "录入有误",
        "生效日期",
        "<del>2026-03-05</del>",
    ):
        assert words in page


def test_what_was_erased_is_not_shown_but_said():
    page = render_to_string("web/_timeline.html", {"moments": [moment(erased=True)]})
    assert "依规消除" in page
    assert "李卫东" not in page


def test_the_first_entry_has_nothing_before_it():
    assert "<del>" not in render_to_string("web/_timeline.html", {"moments": [moment(first=True)]})


def test_a_row_that_is_gone_is_said_to_be_gone():
    assert "撤除" in render_to_string("web/_timeline.html", {"moments": [moment(gone=True, changes=[])]})


def test_no_history_is_said_in_words():
    assert "暂无留痕" in render_to_string("web/_timeline.html", {"moments": []})


def test_pairs_keep_zero_and_mark_the_empty():
    page = render_to_string("web/_kv.html", {"pairs": [("人数", 0), ("纪要", None), ("名称", "甲")]})
    assert "<dd>0</dd>" in page
    assert "<dd>—</dd>" in page
    assert "<dt>名称</dt><dd>甲</dd>" in page


def test_a_table_begins_with_the_number_and_ends_with_what_to_do():
    row = {"cells": ["甲会议", "2026-03-05"], "href": "/m/1/", "actions": [("修改", "/m/1/edit/")]}
    page = render_to_string("web/_table.html", {"columns": ["会议", "日期"], "rows": [row, row], "start": 51})
    head = page[page.index("<thead>") : page.index("</thead>")]
    assert head.index("序号") < head.index("会议") < head.index("操作")
    assert '<td class="no" data-label="序号">51</td>' in page
    assert '<td class="no" data-label="序号">52</td>' in page
    assert '<td data-label="会议"><a href="/m/1/">甲会议</a></td>' in page
    assert '<a href="/m/1/edit/">修改</a>' in page


def test_a_table_counts_from_one_and_offers_the_details():
    page = render_to_string("web/_table.html", {"columns": ["会议"], "rows": [{"cells": ["甲"], "href": "/m/1/"}]})
    assert 'data-label="序号">1</td>' in page
    assert '<a href="/m/1/">详情</a>' in page


def test_cells_without_a_column_are_refused():
    with pytest.raises(ValueError):
        render_to_string("web/_table.html", {"columns": ["会议"], "rows": [{"cells": ["甲", "乙"]}]})


def test_an_empty_table_says_what_to_do():
    page = render_to_string("web/_table.html", {"columns": ["会议"], "rows": [], "hint": "可点击“新增”登记。"})
    assert "暂无记录" in page
    assert "可点击“新增”登记。" in page


def test_the_pager_keeps_the_filter():
    request = RequestFactory().get("/", {"q": "x", "before": "old"})
    page = render_to_string("web/_pager.html", {"older": "t2", "request": request})
    assert 'href="?q=x&amp;after=t2"' in page
    assert 'aria-disabled="true"' in page


def test_one_page_needs_no_pager():
    assert render_to_string("web/_pager.html", {"request": RequestFactory().get("/")}).strip() == ""


@pytest.mark.parametrize("name", ["web/login_base.html", "403_csrf.html", "web/_confirm.html", "web/_refusal.html"])
def test_stands_without_any_context(name):
    assert render_to_string(name, {}).strip()
