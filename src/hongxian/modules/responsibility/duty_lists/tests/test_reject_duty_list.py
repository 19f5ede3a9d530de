"""`duty_list.reject`"""

from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.responsibility.duty_lists.commands import reject_duty_list


def test_sends_back_with_a_reason_that_stays_on_record(waiting: Any, cast: Any) -> None:
    done = reject_duty_list(actor=cast["陈刚"], duty_list=waiting, reason="查无此文")
    assert (done.state, timeline(done)[0].reason) == ("rejected", "查无此文")


def test_refuses_without_reason(waiting: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="理由") as caught:
        reject_duty_list(actor=cast["陈刚"], duty_list=waiting, reason="")
    assert caught.value.field == "reason"


def test_refuses_twice(waiting: Any, cast: Any) -> None:
    done = reject_duty_list(actor=cast["陈刚"], duty_list=waiting, reason="查无此文")
    with pytest.raises(Problem, match="已退回"):
        reject_duty_list(actor=cast["陈刚"], duty_list=done, reason="再退")


def test_refuses_other_people(waiting: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        reject_duty_list(actor=cast["张慧"], duty_list=waiting, reason="理由")
