"""A correction is a new version beside the old one: what was known before stays answerable."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.problem import Faults, NotVisible, Problem, Stale
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.records.commands import correct_record, withdraw_record
from hongxian.modules.base.records.models import Record
from hongxian.modules.base.records.queries import versions_of
from hongxian.modules.portal.demo.world import settle

PATH = "410000/411000/"


@pytest.fixture
def check(opened: Any, boats: Any, entered: Any) -> Any:
    """A check of boats in the running quarter."""
    return entered(opened("boat_check"), checked_on="2026-03-01", serious=False, kind="fire", note="一")


def known(at: Any = None) -> list[Any]:
    rows = RoomFacts(PATH).population("boat_check", AsOf(date(2026, 3, 5), at)).page()
    return [(row.id, row.get("checked_on"), row.get("serious")) for row in rows]


def test_replaces_what_is_given_and_keeps_the_rest(check: Any, cast: Any, clock: Any) -> None:
    before = clock.forward(hours=1)
    clock.forward(hours=1)
    corrected = correct_record(
        actor=cast["张慧"],
        record=check,
        values={"serious": True, "note": ""},
        place="411081",
        evidence="演示检〔2026〕3号",
        reason="漏填",
    )
    assert (corrected.row, corrected.version, corrected.state) == (check.row, 2, "recorded")
    assert corrected.values == {"serious": True, "kind": "fire"}
    assert (corrected.path, corrected.evidence) == ("410000/411000/411081/", "演示检〔2026〕3号")
    assert [each.version for each in versions_of(corrected)] == [2, 1]
    day = date(2026, 3, 1)
    assert known() == [(str(check.row), day, True)]
    assert known(before) == [(str(check.row), day, False)]
    assert timeline(corrected)[0].reason == "漏填"
    settle()
    assert [str(finding) for finding in verify()] == []


def test_nothing_changed_is_no_correction(check: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="没有任何更正"):
        correct_record(actor=cast["张慧"], record=check, values={"kind": "消防检查"}, reason="漏填")
    with pytest.raises(Problem, match="理由"):
        correct_record(actor=cast["张慧"], record=check, values={"kind": "hull"}, reason=" ")
    assert Record.objects.count() == 1


def test_is_checked_like_an_entry(check: Any, cast: Any) -> None:
    with pytest.raises(Faults) as refusal:
        correct_record(actor=cast["张慧"], record=check, values={"crew": "三人", "checked_on": ""}, reason="漏填")
    assert list(refusal.value.by_field) == ["values.crew", "values.checked_on"]
    check.refresh_from_db()
    assert (check.recorded_to, Record.objects.count()) == (None, 1)


def test_the_second_of_two_clerks_is_told(check: Any, cast: Any) -> None:
    seen = Record.objects.get(pk=check.pk)
    correct_record(actor=cast["张慧"], record=check, values={"kind": "hull"}, reason="录错")
    with pytest.raises(Stale):
        correct_record(actor=cast["张慧"], record=seen, values={"kind": ""}, reason="录错")
    assert Record.objects.filter(recorded_to__isnull=True).get().values["kind"] == "hull"


def test_what_was_taken_back_is_not_corrected(check: Any, cast: Any) -> None:
    withdraw_record(actor=cast["张慧"], record=check, reason="录错")
    with pytest.raises(Problem, match="已退回或撤销"):
        correct_record(actor=cast["张慧"], record=check, values={"kind": "hull"}, reason="录错")


def test_a_correction_of_a_closed_period_waits_for_a_second_person(check: Any, cast: Any, clock: Any) -> None:
    clock.at("2026-04-02 09:00")
    moved = correct_record(actor=cast["张慧"], record=check, values={"checked_on": "2026-04-01"}, reason="日期录错")
    assert (moved.state, moved.back_entry) == ("awaiting_confirmation", True)


def test_a_correction_in_the_running_period_does_not(check: Any, cast: Any, clock: Any) -> None:
    clock.at("2026-03-31 23:00")
    assert correct_record(actor=cast["张慧"], record=check, values={"kind": "hull"}, reason="录错").state == "recorded"


def test_a_clerk_of_another_county_sees_nothing_of_it(check: Any, clerk: Any) -> None:
    weidu, city = clerk("钱四", path="410000/411000/411002/"), clerk("孙七", path="410000/411000/")
    with pytest.raises(NotVisible):
        correct_record(actor=weidu, record=check, values={"kind": "hull"}, reason="录错")
    moved = correct_record(actor=city, record=check, values={}, place="411002", reason="改区划")
    assert correct_record(actor=weidu, record=moved, values={"kind": "hull"}, reason="录错").version == 3


def test_nobody_moves_a_row_out_of_the_own_scope(opened: Any, boats: Any, entered: Any, clerk: Any) -> None:
    check = entered(opened("boat_check"), checked_on="2026-03-01", _place="411002")
    with pytest.raises(NotVisible):
        correct_record(
            actor=clerk("钱四", path="410000/411000/411002/"), record=check, values={}, place="411081", reason="改区划"
        )
    assert Record.objects.get().path == "410000/411000/411002/"
