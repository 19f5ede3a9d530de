"""A record says what the dictionary lets it say; everything that is wrong with it is said at once."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.verify import verify
from hongxian.kernel.problem import AlreadyDone, Faults, NotVisible, Problem
from hongxian.modules.base.records.commands import enter_record
from hongxian.modules.base.records.models import Record

YUZHOU = "411081"


@pytest.fixture
def register(opened: Any, boats: Any) -> Any:
    """The register of checks of boats, in the city."""
    return opened("boat_check")


def test_values_are_kept_typed_and_known_by_one_line(register: Any, entered: Any, opened: Any, world: Any) -> None:
    boat = entered(opened("boat"), name="许渔1号", owner=world.parties["市应急管理局"], valid_from="2026-1-1")
    assert (boat.values, boat.valid_from) == (
        {"name": "许渔1号", "owner": str(world.parties["市应急管理局"].pk)},
        date(2026, 1, 1),
    )
    assert boat.label == "许渔1号 许昌市应急管理局"
    check = entered(
        register,
        boat=boat.row,
        checked_on="2026年3月1日",
        serious="是",
        kind="消防检查",
        crew="１,200",
        note="  ",
        _place=YUZHOU,
        _evidence=" 演示检〔2026〕3号 ",
    )
    assert check.values == {"boat": str(boat.row), "serious": True, "kind": "fire", "crew": 1200}
    assert (check.happened_on, check.path) == (date(2026, 3, 1), "410000/411000/411081/")
    assert check.label == "2026-03-01 许渔1号 许昌市应急管理局 消防检查 船员数1200"
    assert (check.state, check.evidence, check.recorded_by_name) == ("recorded", "演示检〔2026〕3号", "张慧")
    assert [str(finding) for finding in verify()] == []


def test_everything_wrong_is_said_at_once_by_field(register: Any, entered: Any) -> None:
    with pytest.raises(Faults) as refusal:
        entered(
            register,
            boat="0198",
            checked_on="2026.13.1",
            serious="也许",
            kind="hull_check",
            crew="三人",
            note="x" * 501,
            colour="蓝",
            _place="410100",
            _evidence="机密★一年",
        )
    said = refusal.value.by_field
    assert said["values.boat"] == "“渔船”填写的是“0198”，在您可以查看的范围内没有这一条；请从列出的条目中选择。"
    assert said["values.checked_on"] == (
        "“检查日期”填写的是“2026.13.1”，应为日期，如 2024-03-01、2024.3.1、20240301 或 2024年3月1日。"
    )
    assert said["values.serious"] == "“是否全面检查”填写的是“也许”，应为“是”或“否”。"
    assert said["values.kind"] == "“类别”填写的是“hull_check”，应为以下之一：消防检查、船体检查。"
    assert said["values.crew"] == "“船员数”填写的是“三人”，应为整数，如 1200。"
    assert "不超过 500 字的文字（现有 501 字）" in said["values.note"]
    assert said["values.colour"] == "“渔船检查”没有“colour”这个字段。"
    assert "应为许昌市或其所辖" in said["place"]
    assert "密级标识" in said["evidence"]
    assert not Record.objects.exists()
    assert not Entry.objects.filter(event="record.enter").exists()


@pytest.mark.parametrize(
    ("values", "field", "said"),
    [
        ({}, "checked_on", "请填写“检查日期”"),
        ({"checked_on": "2026-03-06"}, "checked_on", "晚于今天（2026-03-05）"),
        ({"checked_on": "2026-03-05", "note": "绝密材料"}, "note", "密级标识“绝密”"),
    ],
)
def test_refuses_what_cannot_be(register: Any, entered: Any, values: Any, field: str, said: str) -> None:
    with pytest.raises(Faults, match=said) as refusal:
        entered(register, **values)
    assert list(refusal.value.by_field) == [f"values.{field}"]
    assert entered(register, checked_on="2026-03-05").happened_on == date(2026, 3, 5)


def test_what_ends_before_it_begins_is_refused(opened: Any, boats: Any, entered: Any) -> None:
    register = opened("boat")
    with pytest.raises(Faults, match="早于生效日期"):
        entered(register, name="许渔1号", valid_from="2026-02-01", valid_to="2026-01-31")
    assert entered(register, name="许渔1号", valid_from="2026-02-01", valid_to="2026-02-01").valid_to is not None
    with pytest.raises(Faults, match="请填写“生效日期”"):
        entered(register, name="许渔2号")


def test_a_row_without_any_value_is_none(opened: Any, boats: Any, entered: Any) -> None:
    with pytest.raises(Faults, match="至少应填写一项"):
        entered(opened("boat_rating"), grade=" ")


def test_the_same_is_not_recorded_twice_unless_its_evidence_differs(register: Any, entered: Any) -> None:
    entered(register, checked_on="2026-03-01", kind="fire")
    with pytest.raises(Problem, match="内容相同的“渔船检查”已由张慧于 2026-03-05 09:00 录入"):
        entered(register, checked_on="20260301", kind="消防检查")
    entered(register, checked_on="2026-03-01", kind="fire", _evidence="第二次")
    assert Record.objects.count() == 2


def test_a_request_sent_twice_is_carried_out_once(register: Any, cast: Any) -> None:
    actor = cast["张慧"].within("request-0001")
    first = enter_record(actor=actor, register=register, values={"checked_on": "2026-03-01"})
    with pytest.raises(AlreadyDone) as told:
        enter_record(actor=actor, register=register, values={"checked_on": "2026-03-01"})
    assert told.value.subject_key == str(first.pk)
    assert Record.objects.count() == 1


def test_references_must_be_visible_to_who_enters(opened: Any, clerk: Any, enterprise: Any) -> None:
    register = opened("standardisation")
    yuzhou = clerk("钱四", path="410000/411000/411081/")
    said = {"enterprise": enterprise, "status": "started", "valid_from": "2026-01-01"}
    with pytest.raises(Faults, match="在您可以查看的范围内没有这一条"):
        enter_record(actor=yuzhou, register=register, values=said, place=YUZHOU)


def test_the_place_must_lie_within_the_scope(opened: Any, boats: Any, clerk: Any) -> None:
    register = opened("boat_check")
    yuzhou = clerk("钱四", path="410000/411000/411081/")
    with pytest.raises(NotVisible):
        enter_record(actor=yuzhou, register=register, values={"checked_on": "2026-03-01"})
    with pytest.raises(NotVisible):
        enter_record(actor=yuzhou, register=register, values={"checked_on": "2026-03-01"}, place="411002")
    assert not Record.objects.exists()
    assert enter_record(actor=yuzhou, register=register, values={"checked_on": "2026-03-01"}, place=YUZHOU).pk


def test_whoever_works_for_the_keeper_enters_for_all_its_places(
    opened: Any, boats: Any, clerk: Any, world: Any
) -> None:
    register = opened("boat_check")
    keeper = clerk("孙七", organisation=str(world.parties["市应急管理局"].pk))
    stranger = clerk("周八", organisation=str(world.parties["市安委办"].pk))
    said = {"checked_on": "2026-03-01"}
    assert enter_record(actor=keeper, register=register, values=said, place=YUZHOU).pk
    with pytest.raises(NotVisible):
        enter_record(actor=stranger, register=register, values=said, place=YUZHOU)
