"""A register opened by mistake never was open; what was known of it then stays answerable."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Problem, Stale
from hongxian.modules.base.records.commands import withdraw_register
from hongxian.modules.base.records.queries import is_open, open_registers

PATH = "410000/411000/"


def test_never_was_open(opened: Any, cast: Any, clock: Any) -> None:
    register = opened("standardisation")
    before = clock.forward(hours=1)
    clock.forward(hours=1)
    withdraw_register(actor=cast["张慧"], register=register, reason="启用错了")
    assert not is_open(register)
    assert not open_registers("standardisation", PATH, date(2026, 1, 1)).exists()
    assert open_registers("standardisation", PATH, date(2026, 1, 1), before).exists()
    assert opened("standardisation").pk != register.pk


def test_needs_a_reason_and_happens_once(opened: Any, cast: Any) -> None:
    register = opened("standardisation")
    with pytest.raises(Problem, match="理由"):
        withdraw_register(actor=cast["张慧"], register=register, reason="")
    withdraw_register(actor=cast["张慧"], register=register, reason="启用错了")
    with pytest.raises(Stale):
        withdraw_register(actor=cast["张慧"], register=register, reason="启用错了")
