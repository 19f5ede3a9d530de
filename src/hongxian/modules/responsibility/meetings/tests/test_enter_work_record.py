"""`work_record.enter`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.responsibility.meetings.commands import enter_work_record


def enter(world: Any, actor: Any, day: date) -> Any:
    return enter_work_record(
        actor=actor, body=world.parties["市安委办"], function="warning_talk", done_on=day, title="约谈禹州市政府"
    )


def test_may_be_of_today_but_not_of_tomorrow(world: Any, cast: Any) -> None:
    assert enter(world, cast["张慧"], date(2026, 3, 5)).recorded_by == cast["张慧"].key
    with pytest.raises(Problem, match="2026-03-06") as caught:
        enter(world, cast["张慧"], date(2026, 3, 6))
    assert caught.value.field == "done_on"


def test_refuses_other_people(world: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        enter(world, cast["赵磊"], date(2026, 3, 5))
