"""What was taken back no longer counts, and stays on record."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.problem import NotVisible, Problem, Stale
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.records.commands import correct_record, withdraw_record
from hongxian.modules.base.records.models import Record


@pytest.fixture
def check(opened: Any, boats: Any, entered: Any) -> Any:
    """A check of boats in the running quarter."""
    return entered(opened("boat_check"), checked_on="2026-03-01")


def count(at: Any = None) -> int:
    return RoomFacts("410000/411000/").population("boat_check", AsOf(date(2026, 3, 5), at)).count()


def test_no_longer_counts_but_did_then(check: Any, cast: Any, clock: Any) -> None:
    before = clock.forward(hours=1)
    clock.forward(hours=1)
    withdraw_record(actor=cast["张慧"], record=check, reason="录错")
    assert (count(), count(before), Record.objects.count()) == (0, 1, 1)


def test_refuses(check: Any, cast: Any, clerk: Any) -> None:
    with pytest.raises(NotVisible):
        withdraw_record(actor=clerk("钱四", path="410000/411000/411081/"), record=check, reason="录错")
    with pytest.raises(Problem, match="理由"):
        withdraw_record(actor=cast["张慧"], record=check, reason="")
    seen = Record.objects.get(pk=check.pk)
    correct_record(actor=cast["张慧"], record=check, values={"crew": 3}, reason="漏填")
    with pytest.raises(Stale):
        withdraw_record(actor=cast["张慧"], record=seen, reason="录错")
    assert count() == 1
