"""`duty_list.record`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.responsibility.duty_lists.commands import reject_duty_list
from hongxian.modules.responsibility.duty_lists.models import DutyList
from hongxian.modules.responsibility.duty_lists.queries import items_of


def test_enters_the_list_with_its_items(recorded: Any) -> None:
    done = recorded()
    assert [(each.post.name, each.text) for each in items_of(done)] == [("市委书记", "全面负责"), ("市长", "组织实施")]
    assert timeline(done)[0].actor_name == "张慧"


def test_one_from_before_a_printed_deadline_waits_for_a_second_person(recorded: Any, waiting: Any) -> None:
    assert waiting.state == "awaiting_confirmation"
    assert recorded().state == "recorded"


def test_may_be_of_today_but_not_of_tomorrow(recorded: Any) -> None:
    assert recorded(issued_on=date(2026, 3, 5)).pk
    with pytest.raises(Problem, match="2026-03-06 晚于今天（2026-03-05）") as caught:
        recorded(issued_on=date(2026, 3, 6), document_number="许发〔2026〕2号")
    assert caught.value.field == "issued_on"


def test_refuses_a_number_entered_before(recorded: Any, world: Any) -> None:
    recorded()
    with pytest.raises(Problem, match="许发〔2026〕1号 已由张慧录入") as caught:
        recorded(title="另一标题")
    assert caught.value.field == "document_number"
    assert DutyList.objects.count() == 1
    assert recorded(issuer=world.parties["市政府"]).pk, "another issuer may bear the same number"


def test_number_is_free_again_once_sent_back(recorded: Any, waiting: Any, cast: Any) -> None:
    reject_duty_list(actor=cast["陈刚"], duty_list=waiting, reason="日期不符")
    assert recorded(document_number=waiting.document_number).pk


def test_refuses_a_post_outside_the_issuers_place(recorded: Any, world: Any) -> None:
    with pytest.raises(Problem, match="不能列入") as caught:
        recorded(
            issuer=world.parties["禹州市政府"],
            items=[(world.posts["市长"], "组织实施")],
        )
    assert caught.value.field == "items.0.post"


def test_refuses_other_people(recorded: Any, cast: Any) -> None:
    for name in ("孙晓", "陈刚", "赵磊"):
        with pytest.raises(Denied):
            recorded(actor=cast[name])


def test_refuses_an_issuer_outside_the_scope(recorded: Any, cast: Any, world: Any) -> None:
    from dataclasses import replace

    from hongxian.kernel.actor import Scope

    zhao = cast["赵磊"]
    county = replace(zhao, grants={"duty_list.record": (Scope(path=world.parties["禹州市政府"].place.path),)})
    with pytest.raises(NotVisible):
        recorded(actor=county)
