"""What holds from–to is ended with its last day; the version that knew no end stays answerable."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.records.commands import end_record, withdraw_record
from hongxian.modules.base.records.models import Record

PATH = "410000/411000/"


@pytest.fixture
def boat(opened: Any, boats: Any, entered: Any) -> Any:
    """A boat since the beginning of the year."""
    return entered(opened("boat"), name="许渔1号", valid_from="2026-01-01")


def count(day: date, at: Any = None) -> int:
    return RoomFacts(PATH).population("boat", AsOf(day, at)).count()


def test_holds_through_its_last_day(boat: Any, cast: Any, clock: Any) -> None:
    before = clock.forward(hours=1)
    clock.forward(hours=1)
    ended = end_record(actor=cast["张慧"], record=boat, valid_to=date(2026, 3, 31), reason="报废")
    assert (ended.row, ended.version, ended.recorded_at) == (boat.row, 2, boat.recorded_at)
    assert (count(date(2026, 3, 31)), count(date(2026, 4, 1))) == (1, 0)
    assert count(date(2026, 4, 1), before) == 1
    population = RoomFacts(PATH).population("boat", AsOf(date(2026, 3, 5)))
    assert population.next_boundary(date(2026, 3, 5)) == date(2026, 4, 1)


def test_refuses(boat: Any, opened: Any, entered: Any, cast: Any) -> None:
    actor = cast["张慧"]
    with pytest.raises(Problem, match="早于生效日期 2026-01-01"):
        end_record(actor=actor, record=boat, valid_to=date(2025, 12, 31), reason="报废")
    with pytest.raises(Problem, match="理由"):
        end_record(actor=actor, record=boat, valid_to=date(2026, 1, 1), reason="")
    stale = Record.objects.get(pk=boat.pk)
    ended = end_record(actor=actor, record=boat, valid_to=date(2026, 1, 1), reason="报废")
    with pytest.raises(Problem, match="已登记失效日期 2026-01-01"):
        end_record(actor=actor, record=ended, valid_to=date(2026, 2, 1), reason="报废")
    with pytest.raises(Stale):
        end_record(actor=actor, record=stale, valid_to=date(2026, 2, 1), reason="报废")
    check = entered(opened("boat_check"), checked_on="2026-03-01")
    with pytest.raises(Problem, match="没有有效期"):
        end_record(actor=actor, record=check, valid_to=date(2026, 3, 2), reason="报废")
    with pytest.raises(Problem, match="已退回或撤销"):
        end_record(
            actor=actor,
            record=withdraw_record(actor=actor, record=check, reason="录错"),
            valid_to=date(2026, 3, 2),
            reason="报废",
        )
