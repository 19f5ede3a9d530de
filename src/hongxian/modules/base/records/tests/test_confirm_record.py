"""What is entered when its period is over counts once a second person confirms it, and is known to be late for good."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.problem import Denied, Problem, Stale
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.records.commands import confirm_record, correct_record
from hongxian.modules.base.records.models import Record


@pytest.fixture
def late(opened: Any, boats: Any, entered: Any, clock: Any) -> Any:
    """A check of March, entered in April."""
    register = opened("boat_check")
    clock.at("2026-04-10 09:00")
    return entered(register, checked_on="2026-03-31", serious=True)


def confirmed(at: Any = None) -> list[bool]:
    checks = RoomFacts("410000/411000/").population("boat_check", AsOf(date(2026, 4, 10), at))
    return [row.confirmed for row in checks.page()]


def test_the_last_day_of_the_running_period_needs_nobody(opened: Any, boats: Any, entered: Any, clock: Any) -> None:
    register = opened("boat_check")
    clock.at("2026-03-31 23:59")
    assert entered(register, checked_on="2026-01-01").state == "recorded"


def test_counts_once_confirmed_by_another(late: Any, cast: Any, clock: Any) -> None:
    assert (late.state, confirmed()) == ("awaiting_confirmation", [False])
    before = clock.forward(hours=1)
    clock.forward(hours=1)
    done = confirm_record(actor=cast["陈刚"], record=late)
    assert (done.state, done.confirmed_by_name, confirmed()) == ("confirmed", "陈刚", [True])
    assert confirmed(before) == [False]


def test_not_by_who_entered_it_nor_by_who_may_not(late: Any, cast: Any, clerk: Any) -> None:
    with pytest.raises(Denied):
        confirm_record(actor=cast["赵磊"], record=late)
    both = clerk("钱四", path="410000/411000/")
    corrected = correct_record(actor=both, record=late, values={"crew": 3}, reason="漏填")
    with pytest.raises(Problem, match="须由另一人复核"):
        confirm_record(actor=both, record=corrected)


def test_what_was_corrected_meanwhile_is_not_confirmed_unseen(late: Any, cast: Any) -> None:
    seen = Record.objects.get(pk=late.pk)
    correct_record(actor=cast["张慧"], record=late, values={"crew": 3}, reason="漏填")
    with pytest.raises(Stale):
        confirm_record(actor=cast["陈刚"], record=seen)
    assert confirmed() == [False]


def test_happens_once(late: Any, cast: Any) -> None:
    seen = Record.objects.get(pk=late.pk)
    confirm_record(actor=cast["陈刚"], record=late)
    with pytest.raises(Stale):
        confirm_record(actor=cast["陈刚"], record=seen)
    with pytest.raises(Problem, match="已复核"):
        confirm_record(actor=cast["陈刚"], record=late)
