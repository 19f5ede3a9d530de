"""An entry that is rejected never counts; a correction that is rejected leaves the row as it was before."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.records.commands import (
    confirm_record,
    correct_record,
    end_record,
    reject_record,
    withdraw_record,
)
from hongxian.modules.base.records.models import Record
from hongxian.modules.portal.demo.world import settle

PATH = "410000/411000/"


@pytest.fixture
def late(opened: Any, boats: Any, entered: Any, clock: Any) -> Any:
    """A check of March, entered in April."""
    register = opened("boat_check")
    clock.at("2026-04-10 09:00")
    return entered(register, checked_on="2026-03-31", serious=True)


def told(at: Any = None) -> list[Any]:
    rows = RoomFacts(PATH).population("boat_check", AsOf(date(2026, 4, 10), at)).page()
    return [(row.get("serious"), row.confirmed) for row in rows]


def test_an_entry_never_counts_and_stays_on_record(late: Any, cast: Any, clock: Any, entered: Any) -> None:
    before = clock.forward(hours=1)
    clock.forward(hours=1)
    done = reject_record(actor=cast["陈刚"], record=late, reason="没有材料")
    assert (done.state, told(), told(before)) == ("rejected", [], [(True, False)])
    assert Record.objects.count() == 1
    assert entered(late.register, checked_on="2026-03-31", serious=True).pk != late.pk


def test_a_correction_leaves_the_row_as_it_was(late: Any, cast: Any) -> None:
    confirm_record(actor=cast["陈刚"], record=late)
    corrected = correct_record(actor=cast["张慧"], record=late, values={"serious": False}, reason="录错")
    assert told() == [(False, False)]
    again = reject_record(actor=cast["陈刚"], record=corrected, reason="没有材料")
    assert (again.version, again.state, again.confirmed_by_name) == (3, "confirmed", "陈刚")
    assert (again.row, again.recorded_at, told()) == (late.row, late.recorded_at, [(True, True)])
    corrected.refresh_from_db()
    assert (corrected.state, corrected.recorded_to is not None) == ("rejected", True)
    settle()
    assert [str(finding) for finding in verify()] == []


def test_what_an_entry_was_given_as_its_end_does_not_save_it(
    opened: Any, boats: Any, entered: Any, cast: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr("hongxian.modules.base.records.commands.records.is_back_entry_at", lambda path, noun, day: True)
    boat = entered(opened("boat"), name="许渔1号", valid_from="2026-01-01")
    ended = end_record(actor=cast["张慧"], record=boat, valid_to=date(2026, 3, 31), reason="报废")
    assert (ended.state, ended.version) == ("awaiting_confirmation", 2)
    assert reject_record(actor=cast["陈刚"], record=ended, reason="没有材料").state == "rejected"
    assert RoomFacts(PATH).population("boat", AsOf(date(2026, 3, 1))).count() == 0


def test_needs_a_reason_and_another_person(late: Any, cast: Any) -> None:
    with pytest.raises(Problem) as refusal:
        reject_record(actor=cast["陈刚"], record=late, reason="")
    assert refusal.value.field == "reason"
    withdraw_record(actor=cast["张慧"], record=late, reason="录错")
    with pytest.raises(Problem, match="已撤销"):
        reject_record(actor=cast["陈刚"], record=late, reason="没有材料")
