"""The state of a row is the same from the object in memory and from the row read back, on both databases."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db.models import F

from hongxian.kernel.ledger.canonical import moment, plain
from hongxian.kernel.ledger.state import state_of

pytestmark = pytest.mark.django_db

BEIJING = timezone(timedelta(hours=8))


@pytest.mark.parametrize(
    "fields",
    [
        {"on": date(2026, 3, 5)},
        {"on": "2026-03-05"},
        {"at": datetime(2026, 3, 5, 14, 30, 1, 7, tzinfo=BEIJING)},
        {"at": "2026-03-05T14:30:00+08:00"},
        {"hour": time(9, 5)},
        {"hour": "09:05:00"},
        {"span": timedelta(days=1, microseconds=3)},
        {"amount": Decimal("1.5")},
        {"amount": "12"},
        {"amount": 3},
        {"amount": Decimal("-0.10")},
        {"weight": 0.1},
        {"weight": 3},
        {"weight": 1e22},
        {"count": "7"},
        {"yes": 1},
        {"data": {"b": [1, 2.0, 1e22, 1e-7, None, True, "中"], "a": {"z": 1, "y": ""}}},
        {"data": {"t": (1, 2)}},
        {"data": []},
        {"dated": {"on": date(2026, 3, 5), "amount": Decimal("1.50"), "at": datetime(2026, 3, 5, 1, tzinfo=UTC)}},
        {"blob": b"\x00\xff"},
        {"id": "019a5c1e-0000-7000-8000-000000000001"},
        {"name": "含“引号”\n与换行，☃ 与 𠮷"},
    ],
    ids=lambda fields: " ".join(f"{name}={value!r}"[:40] for name, value in fields.items()),
)
def test_memory_and_database_agree(thing: Any, fields: dict[str, Any]) -> None:
    row = thing(**{"name": "甲", **fields})
    row.save(force_insert=True)
    assert state_of(row) == state_of(thing.objects.get(pk=row.pk))


def test_writes_times_in_utc_and_keys_as_text(thing: Any) -> None:
    parent = thing(name="上级")
    parent.save(force_insert=True)
    row = thing(name="甲", at=datetime(2026, 3, 5, 8, tzinfo=BEIJING), amount="1", parent=parent)
    state = state_of(row)
    assert state["at"] == "2026-03-05T00:00:00.000000Z"
    assert state["amount"] == "1.00"
    assert state["parent_id"] == str(parent.pk)
    assert state["id"] == str(row.pk)
    assert state["on"] is None


def test_leaves_out_what_the_model_excludes(thing: Any) -> None:
    assert "seen_at" not in state_of(thing(name="甲"))


def test_refuses_an_expression(thing: Any) -> None:
    with pytest.raises(TypeError, match="count is an expression"):
        state_of(thing(name="甲", count=F("count") + 1))


def test_plain_gives_json_for_what_commands_put_into_detail() -> None:
    key = UUID("019a5c1e-0000-7000-8000-000000000001")
    assert plain({"key": key, 1: {3, 1, 2}, "share": Decimal("0.10"), "on": date(2026, 3, 5)}) == {
        "key": str(key),
        "1": [1, 2, 3],
        "share": "0.10",
        "on": "2026-03-05",
    }


def test_plain_refuses_what_has_no_form() -> None:
    with pytest.raises(TypeError, match="no form for object"):
        plain(object())


def test_naive_moments_are_local_time() -> None:
    assert moment(datetime(2026, 3, 5, 8, 0)) == "2026-03-05T00:00:00.000000Z"  # noqa: DTZ001
