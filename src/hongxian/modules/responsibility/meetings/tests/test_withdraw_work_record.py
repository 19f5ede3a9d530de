"""`work_record.withdraw`, `work_occasion.withdraw`"""

from datetime import date, timedelta
from typing import Any

import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.problem import Denied, Problem, Stale
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.responsibility.meetings.commands import (
    enter_work_occasion,
    enter_work_record,
    withdraw_work_occasion,
    withdraw_work_record,
)
from hongxian.modules.responsibility.meetings.facts import work_records
from hongxian.modules.responsibility.meetings.models import WorkRecord

DAY = date(2026, 3, 5)


@pytest.fixture
def talk(world: Any, cast: Any) -> Any:
    body = world.parties["市安委办"]
    return enter_work_record(
        actor=cast["张慧"], body=body, function="warning_talk", done_on=DAY, title="约谈禹州市政府"
    )


def test_it_counts_no_more_but_what_was_known_before_stays_answerable(
    cast: Any, talk: Any, clock: Any, browse: Any
) -> None:
    before = now()
    clock.at("2026-03-06 09:00")
    withdraw_work_record(actor=cast["张慧"], work_record=talk, reason="重复登记")
    assert work_records(AsOf(DAY)).count() == 0
    assert work_records(AsOf(DAY, before + timedelta(seconds=1))).count() == 1
    page = browse("zhanghui").get("/meetings/work/").content.decode()
    assert "已撤销" in page
    assert "重复登记" in page


def test_it_is_taken_back_once_with_a_reason_by_whoever_may(cast: Any, talk: Any) -> None:
    with pytest.raises(Denied):
        withdraw_work_record(actor=cast["赵磊"], work_record=talk, reason="误")
    with pytest.raises(Problem, match="请写明撤销的理由"):
        withdraw_work_record(actor=cast["张慧"], work_record=talk, reason=" ")
    seen_before = WorkRecord.objects.get(pk=talk.pk)
    withdraw_work_record(actor=cast["张慧"], work_record=talk, reason="误")
    with pytest.raises(Stale):
        withdraw_work_record(actor=cast["张慧"], work_record=seen_before, reason="误")
    with pytest.raises(Problem, match="已撤销"):
        withdraw_work_record(actor=cast["张慧"], work_record=talk, reason="误")


def test_an_occasion_too(cast: Any, world: Any) -> None:
    given = {"body": world.parties["市安委办"], "function": "accident_investigation", "arose_on": DAY, "title": "事故"}
    occasion = enter_work_occasion(actor=cast["张慧"], **given)
    assert withdraw_work_occasion(actor=cast["张慧"], work_occasion=occasion, reason="误").state == "withdrawn"
