"""Drawing up a round of signing, its links, and the second person who approves it."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.responsibility.pledges.commands import (
    Wording,
    add_link,
    approve_round,
    change_link,
    close_round,
    draw_up_round,
    issue_owed,
    remove_link,
    return_round,
    submit_round,
)
from hongxian.modules.responsibility.pledges.models import PledgeLink


def test_who_drew_it_up_may_not_approve_it(drawn: Any, cast: Any) -> None:
    from dataclasses import replace

    submit_round(actor=cast["张慧"], pledge_round=drawn)
    same = replace(cast["陈刚"], key=cast["张慧"].key)
    for run in (approve_round, lambda **given: return_round(reason="不妥", **given)):
        with pytest.raises(Problem, match="由张慧起草，须由另一人审定"):
            run(actor=same, pledge_round=drawn)
    assert approve_round(actor=cast["陈刚"], pledge_round=drawn).state == "open"


def test_sent_back_with_a_reason_it_may_be_mended(drawn: Any, cast: Any) -> None:
    submit_round(actor=cast["张慧"], pledge_round=drawn)
    with pytest.raises(Problem, match="理由"):
        return_round(actor=cast["陈刚"], pledge_round=drawn, reason=" ")
    return_round(actor=cast["陈刚"], pledge_round=drawn, reason="缺考核奖惩")
    assert (drawn.state, drawn.return_reason) == ("draft", "缺考核奖惩")
    first = drawn.links.get(order=1)
    changed = Wording("bodies", "新名称", [("目标", "甲"), ("空", " ")], "city", "", "zone", "county")
    assert change_link(actor=cast["张慧"], link=first, wording=changed).parts == [["目标", "甲"]]
    remove_link(actor=cast["张慧"], link=drawn.links.get(order=2))
    assert drawn.links.count() == 5


def test_links_are_not_changed_once_submitted(drawn: Any, cast: Any) -> None:
    submit_round(actor=cast["张慧"], pledge_round=drawn)
    wording = Wording("posts", "岗位", [("职责", "甲")], reach="all")
    with pytest.raises(Problem, match="待审定"):
        add_link(actor=cast["张慧"], pledge_round=drawn, wording=wording)
    with pytest.raises(Problem, match="待审定"):
        remove_link(actor=cast["张慧"], link=drawn.links.get(order=1))


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (Wording("bodies", "甲", [("目标", "乙")], bearer_kind="government", bearer_level="county"), "giver_level"),
        (
            Wording("leaders", "甲", [("目标", "乙")], giver_post_kind="mayor", bearer_level="city"),
            "bearer_post_kind",
        ),
        (Wording("enterprises", "甲", [("目标", "乙")], giver_level="county", reach="some"), "reach"),
        (Wording("posts", "甲", [("目标", " ")], reach="all"), "parts"),
        (Wording("others", "甲", [("目标", "乙")]), "tier"),
    ],
)
def test_link_says_who_and_what(drawn: Any, cast: Any, wording: Wording, field: str) -> None:
    before = PledgeLink.objects.count()
    with pytest.raises(Problem) as caught:
        add_link(actor=cast["张慧"], pledge_round=drawn, wording=wording)
    assert caught.value.field == field
    assert PledgeLink.objects.count() == before


def test_round_without_links_is_not_submitted_and_a_title_stands_once_a_year(drawn: Any, world: Any, cast: Any) -> None:
    given = {"actor": cast["张慧"], "issuer": world.parties["市政府"], "holds_from": date(2027, 1, 1)}
    with pytest.raises(Problem, match="已有 2026 年的"):
        draw_up_round(year=2026, title="2026年度责任书", **given)
    with pytest.raises(Problem, match="早于生效日期"):
        draw_up_round(year=2027, title="新", holds_to=date(2026, 12, 31), **given)
    bare = draw_up_round(year=2027, title="新", **given)
    with pytest.raises(Problem, match="还没有签订环节"):
        submit_round(actor=cast["张慧"], pledge_round=bare)


def test_next_year_takes_over_the_links(opened: Any, world: Any, cast: Any) -> None:
    issuer = world.parties["市政府"]
    after = draw_up_round(
        actor=cast["张慧"], issuer=issuer, year=2027, title="新", holds_from=date(2027, 1, 1), follows=opened
    )
    assert [each.title for each in after.links.order_by("order")] == [
        each.title for each in opened.links.order_by("order")
    ]
    assert after.links.get(order=1).parts == opened.links.get(order=1).parts


def test_nothing_is_issued_after_the_end(opened: Any, cast: Any, link: Any) -> None:
    close_round(actor=cast["张慧"], pledge_round=opened)
    with pytest.raises(Problem, match="已结束"):
        issue_owed(actor=cast["张慧"], link=link("bodies"))


def test_refuses_other_people_and_other_places(world: Any, cast: Any) -> None:
    given = {"year": 2026, "title": "新", "holds_from": date(2026, 1, 1)}
    with pytest.raises(Denied):
        draw_up_round(actor=cast["赵磊"], issuer=world.parties["禹州市政府"], **given)
    with pytest.raises(NotVisible):
        draw_up_round(actor=cast["俞海波"], issuer=world.parties["禹州市政府"], **given)
