"""The life of a version: drawn up, its items, a second person, published, superseded; what differs, who has none."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.responsibility.power_lists.commands import (
    Item,
    abandon_version,
    add_item,
    change_item,
    confirm_version,
    draw_up_version,
    end_version,
    publish_version,
    remove_item,
    return_version,
    set_items,
    submit_version,
)
from hongxian.modules.responsibility.power_lists.queries import coverage, differences, published_on_day, versions_of

NEXT = (Item("1", "经营许可", "行政许可", "条例第三条", "新审批科"), Item("3", "隐患处罚"))


def told(day: date, known_at: Any = None) -> list[tuple[Any, ...]]:
    rows = RoomFacts().population("duty_and_power_list", AsOf(day, known_at)).page()
    return [(row.values["kind"], row.values["publicised"]) for row in rows]


def test_who_drew_it_up_may_not_confirm_it(drawn: Any, cast: Any) -> None:
    version = submit_version(actor=cast["张慧"], version=drawn())
    same = replace(cast["陈刚"], key=cast["张慧"].key)
    with pytest.raises(Problem, match="由张慧起草，须由另一人审定"):
        confirm_version(actor=same, version=version)
    return_version(actor=cast["陈刚"], version=version, reason="缺依据")
    assert (version.state, version.return_reason) == ("draft", "缺依据")


def test_draft_without_items_is_not_submitted(drawn: Any, world: Any, cast: Any) -> None:
    version = draw_up_version(
        actor=cast["张慧"], body=world.parties["市应急管理局"], kind="power", issued_on=date(2026, 1, 5)
    )
    with pytest.raises(Problem, match="还没有事项"):
        submit_version(actor=cast["张慧"], version=version)


def test_items_are_changed_only_in_a_draft_and_each_number_stands_once(drawn: Any, cast: Any) -> None:
    version, clerk = drawn(), cast["张慧"]
    with pytest.raises(Problem, match="编号 1 在本版清单中已有"):
        add_item(actor=clerk, version=version, item=Item("1", "另一项"))
    with pytest.raises(Problem, match="第2行：编号 7 与前面的重复"):
        set_items(actor=clerk, version=version, items=[Item("7", "甲"), Item("7", "乙")])
    added = add_item(actor=clerk, version=version, item=Item("3", "处罚"))
    with pytest.raises(Problem, match="编号 2"):
        change_item(actor=clerk, power_item=added, item=Item("2", "处罚"))
    assert change_item(actor=clerk, power_item=added, item=Item("4", "处罚")).code == "4"
    remove_item(actor=clerk, power_item=added)
    assert version.items.count() == 2
    submit_version(actor=clerk, version=version)
    with pytest.raises(Problem, match="待审定"):
        add_item(actor=clerk, version=version, item=Item("9", "迟到的"))


def test_one_version_is_under_way_and_the_next_takes_the_items_over(drawn: Any, world: Any, cast: Any) -> None:
    first = drawn()
    with pytest.raises(Problem, match="第1版现为“起草中”") as caught:
        drawn()
    assert caught.value.field == "body"
    abandon_version(actor=cast["张慧"], version=first, reason="重做")
    given = {"actor": cast["张慧"], "body": world.parties["市应急管理局"], "kind": "power"}
    second = draw_up_version(issued_on=date(2026, 2, 1), **given)
    assert (second.number, second.items.count()) == (2, 0), "an abandoned draft is no version to follow"
    with pytest.raises(Problem, match="晚于今天"):
        draw_up_version(issued_on=date(2026, 3, 6), **given | {"kind": "responsibility"})


def test_published_supersedes_the_one_before(published: Any, confirmed: Any, cast: Any) -> None:
    first = published(date(2026, 1, 10))
    second = confirmed(*NEXT, issued_on=date(2026, 2, 1))
    wrong = {date(2026, 3, 6): "晚于今天", date(2026, 1, 31): "早于印发日期", date(2026, 2, 1): ""}
    for day, sentence in wrong.items():
        given = {"actor": cast["张慧"], "version": second, "published_on": day, "published_where": "公报"}
        if sentence:
            with pytest.raises(Problem, match=sentence):
                publish_version(**given)
        else:
            publish_version(**given)
    first.refresh_from_db()
    assert (first.state, first.ended_on, second.state) == ("superseded", date(2026, 1, 31), "published")
    rows = versions_of(cast["张慧"], first.power_list)
    found = {
        day: [each.number for each in published_on_day(rows, date(2026, *day))] for day in ((1, 9), (1, 31), (2, 1))
    }
    assert found == {(1, 9): [], (1, 31): [1], (2, 1): [2]}


def test_publication_not_later_than_the_last_is_refused(published: Any, confirmed: Any, cast: Any) -> None:
    published(date(2026, 1, 10))
    second = confirmed(*NEXT)
    with pytest.raises(Problem, match="不晚于上一版的公布日期 2026-01-10"):
        publish_version(actor=cast["张慧"], version=second, published_on=date(2026, 1, 10), published_where="公报")
    with pytest.raises(Problem, match="公布载体"):
        publish_version(actor=cast["张慧"], version=second, published_on=date(2026, 1, 11), published_where=" ")


def test_two_versions_differ_item_by_item(published: Any, drawn: Any) -> None:
    first = published(date(2026, 1, 10))
    second = drawn(*NEXT)
    found = [(each.code, each.how, each.changes) for each in differences(first, second)]
    assert found == [
        ("1", "changed", (("responsible_office", "审批科", "新审批科"),)),
        ("3", "added", ()),
        ("2", "removed", ()),
    ]


def test_list_counts_once_confirmed_and_is_public_once_published(confirmed: Any, cast: Any) -> None:
    version = confirmed()
    assert told(date(2026, 1, 4)) == []
    assert told(date(2026, 1, 5)) == [("power", False)]
    before = now()
    publish_version(actor=cast["张慧"], version=version, published_on=date(2026, 1, 10), published_where="公报")
    assert told(date(2026, 1, 9)) == [("power", False)]
    assert told(date(2026, 1, 10)) == [("power", True)]
    end_version(actor=cast["张慧"], version=version, ended_on=date(2026, 2, 1), reason="机构撤销")
    assert told(date(2026, 2, 1)) == [("power", True)]
    assert told(date(2026, 2, 2)) == []
    assert before <= now()


def test_ends_no_later_than_today_and_not_before_it_was_public(published: Any, cast: Any) -> None:
    version = published(date(2026, 1, 10))
    for day, sentence in ((date(2026, 3, 6), "晚于今天"), (date(2026, 1, 9), "早于公布日期")):
        with pytest.raises(Problem, match=sentence):
            end_version(actor=cast["张慧"], version=version, ended_on=day, reason="撤销")


def test_coverage_says_who_has_none(published: Any, cast: Any) -> None:
    published(date(2026, 1, 10))
    lines = {line.body.name: line for line in coverage(cast["张慧"])}
    stands = {kind: how for kind, (how, _) in lines["许昌市应急管理局"].stands.items()}
    assert stands == {"power": "published", "responsibility": "none"}
    assert lines["禹州市应急管理局"].lacks
    assert {line.body.name for line in coverage(cast["赵磊"])} == {"禹州市应急管理局"}
    then = {line.body.name: line for line in coverage(cast["张慧"], date(2026, 1, 4))}
    assert then["许昌市应急管理局"].stands["power"] == ("none", None)


def test_refuses_other_people_and_other_places(world: Any, cast: Any) -> None:
    given = {"body": world.parties["禹州市应急管理局"], "kind": "power", "issued_on": date(2026, 1, 5)}
    with pytest.raises(Denied):
        draw_up_version(actor=cast["赵磊"], **given)
    with pytest.raises(NotVisible):
        draw_up_version(actor=cast["俞海波"], **given)
