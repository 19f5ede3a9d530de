"""What only time brings about is found without going through every enterprise; a whole pass goes part by part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from hongxian.kernel.outbox.models import Message
from hongxian.modules.base.supervision import tasks
from hongxian.modules.base.supervision.commands import end_rule
from hongxian.modules.base.supervision.models import Supervision

CHEMICALS = "许昌演示化工有限公司"


@pytest.fixture
def settled(ruled: Callable[..., Any], worker: Callable[[], int]) -> Any:
    rule = ruled("甲", "市应急管理局")
    worker()
    return rule


def test_a_quiet_day_asks_little_and_writes_nothing(settled: Any, worker: Callable[[], int], clock: Any) -> None:
    clock.at("2026-03-20 09:00")
    before = Supervision.objects.count()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        tasks.compute_with_time()
    assert Supervision.objects.count() == before
    assert not Message.objects.filter(task=tasks.SWEEP, state="pending").exists(), "nobody is gone through"
    assert len(asked) <= 14
    assert not any(
        'FROM "enterprises_enterprise"' in each["sql"] and "opened_on" not in each["sql"].partition("WHERE")[2]
        for each in asked.captured_queries
    ), "no statement goes through all enterprises"


def test_a_rule_that_ends_with_its_day_is_followed_the_next(
    settled: Any, cast: Any, worker: Callable[[], int], clock: Any, who: Callable[..., Any]
) -> None:
    from datetime import date

    end_rule(
        actor=cast["陈刚"].lent("supervision_rule.end"), rule=settled, valid_to=date(2026, 3, 31), reason="改由区里管"
    )
    worker()
    assert who(CHEMICALS), "it holds until its last day"
    clock.at("2026-04-01 00:10")
    tasks.compute_with_time()
    worker()
    assert who(CHEMICALS) == set()


def test_a_whole_pass_goes_part_by_part_and_finds_what_was_missed(
    settled: Any, worker: Callable[[], int], who: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = who(CHEMICALS)
    assert expected
    lost = Supervision.objects.filter(enterprise__name=CHEMICALS)
    lost.delete()
    monkeypatch.setattr(tasks, "PART", 2)
    before = Message.objects.filter(task=tasks.SWEEP).count()
    tasks.sweep()
    worker()
    assert who(CHEMICALS) == expected
    assert Message.objects.filter(task=tasks.SWEEP).count() - before > 2
