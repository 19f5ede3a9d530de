"""A register is opened for a place, once, for a noun that nobody else tells, and never ahead of its day."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.records.models import Register
from hongxian.modules.base.records.queries import open_registers, registers_of

CITY, YUZHOU = "411000", "411081"


def test_covers_the_place_and_what_lies_in_it(opened: Any) -> None:
    county = opened("standardisation", YUZHOU)
    for path in (place(YUZHOU).path, place("411081001").path):
        assert list(open_registers("standardisation", path)) == [county]
    for code in (CITY, "411002"):
        assert not open_registers("standardisation", place(code).path).exists()
    city = opened("standardisation")
    assert set(open_registers("standardisation", place(YUZHOU).path)) == {county, city}
    assert registers_of(place(YUZHOU)) == {"standardisation": county}
    assert registers_of(place("411002")) == {"standardisation": city}


def test_counts_from_its_first_day_as_known_then(opened: Any, clock: Any) -> None:
    before = clock.at("2026-03-05 09:00")
    clock.forward(hours=1)
    opened("standardisation", valid_from=date(2026, 2, 1))
    path = place(CITY).path
    assert not open_registers("standardisation", path, date(2026, 1, 31)).exists()
    assert open_registers("standardisation", path, date(2026, 2, 1)).exists()
    assert not open_registers("standardisation", path, date(2026, 2, 1), before).exists()


@pytest.mark.parametrize(
    ("noun", "changes", "field", "said"),
    [
        ("no_such_noun", {}, "noun", "没有“no_such_noun”"),
        ("meeting_item", {}, "noun", "已有专门的模块"),
        ("standardisation", {"valid_from": date(2026, 3, 6)}, "valid_from", "晚于今天"),
    ],
)
def test_refuses(opened: Any, noun: str, changes: Any, field: str, said: str) -> None:
    with pytest.raises(Problem, match=said) as refusal:
        opened(noun, **changes)
    assert refusal.value.field == field
    assert not Register.objects.exists()


def test_the_day_itself_is_early_enough(opened: Any) -> None:
    assert opened("standardisation", valid_from=date(2026, 3, 5)).valid_from == date(2026, 3, 5)


def test_is_opened_once_at_a_place(opened: Any) -> None:
    opened("standardisation")
    with pytest.raises(Problem, match="许昌市的“标准化建设档案”台账已启用"):
        opened("standardisation", valid_from=date(2026, 2, 1))
    opened("standardisation", YUZHOU)
    assert Register.objects.count() == 2


def test_needs_the_permission_and_the_place(opened: Any, cast: Any, clerk: Any) -> None:
    with pytest.raises(Denied):
        opened("standardisation", actor=cast["陈刚"])
    with pytest.raises(Denied):
        opened("standardisation", actor=clerk("钱四", path=place(CITY).path))
    with pytest.raises(NotVisible):
        opened("standardisation", "410000")
    assert not Register.objects.exists()


def test_a_noun_that_a_pack_brings_along_can_be_opened(opened: Any, boats: Any) -> None:
    assert opened("boat_check").noun == "boat_check"


def test_without_the_pack_there_is_no_such_noun(opened: Any) -> None:
    with pytest.raises(Problem, match="没有“boat_check”"):
        opened("boat_check")
