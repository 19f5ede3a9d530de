"""A register that is closed stands for the days until then, and takes nothing more."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Problem, Stale
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.records.commands import close_register
from hongxian.modules.base.records.queries import is_open, open_registers

PATH = "410000/411000/"


def test_stands_for_the_days_until_then(opened: Any, cast: Any, clock: Any) -> None:
    register = opened("standardisation")
    before = clock.forward(hours=1)
    clock.forward(hours=1)
    close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 2, 28), reason="改由企业填报")
    assert place("411000").path == PATH
    assert open_registers("standardisation", PATH, date(2026, 2, 28)).exists()
    assert not open_registers("standardisation", PATH, date(2026, 3, 1)).exists()
    assert open_registers("standardisation", PATH, date(2026, 3, 1), before).exists()
    assert not is_open(register)


def test_takes_nothing_more(opened: Any, entered: Any, cast: Any, enterprise: Any) -> None:
    register = opened("standardisation")
    close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 2, 28), reason="改由企业填报")
    with pytest.raises(Problem, match="已停用"):
        entered(register, enterprise=enterprise, status="started", valid_from="2026-01-01")


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 3, 5), date(2026, 3, 6)])
def test_the_last_day_is_past_and_not_before_the_first(opened: Any, cast: Any, day: date) -> None:
    register = opened("standardisation")
    with pytest.raises(Problem, match="应不早于启用日期 2026-01-01") as refusal:
        close_register(actor=cast["张慧"], register=register, valid_to=day, reason="改由企业填报")
    assert refusal.value.field == "valid_to"
    close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 1, 1), reason="改由企业填报")


def test_needs_a_reason_and_happens_once(opened: Any, cast: Any) -> None:
    register = opened("standardisation")
    stale = type(register).objects.get()
    with pytest.raises(Problem, match="理由"):
        close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 2, 1), reason=" ")
    close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 2, 1), reason="改由企业填报")
    with pytest.raises(Problem, match="已登记停用"):
        close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 2, 2), reason="改由企业填报")
    with pytest.raises(Stale):
        close_register(actor=cast["张慧"], register=stale, valid_to=date(2026, 2, 2), reason="改由企业填报")


def test_can_be_opened_again_from_the_day_after(opened: Any, cast: Any) -> None:
    register = opened("standardisation")
    close_register(actor=cast["张慧"], register=register, valid_to=date(2026, 2, 1), reason="改由企业填报")
    with pytest.raises(Problem, match="已启用"):
        opened("standardisation", valid_from=date(2026, 2, 1))
    assert opened("standardisation", valid_from=date(2026, 2, 2)).pk != register.pk
