"""Two who set the same parameter for the first time at once: one value stands, the other is told."""

from datetime import date
from functools import partial

import pytest

from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.base.policies.commands import set_parameter
from hongxian.modules.base.policies.models import ParameterValue
from hongxian.modules.portal.demo.world import build_base


@pytest.mark.concurrent
def test_one_value_and_one_clear_refusal() -> None:
    world = build_base(date(2025, 12, 22))
    say = partial(
        set_parameter,
        actor=world.root,
        pack=world.pack,
        place=world.pack.place,
        parameter="office_staff_norm",
        valid_from=date(2026, 1, 1),
        reason="会议议定",
    )
    outcomes = together(partial(say, value="5"), partial(say, value="8"))
    assert sum(isinstance(each, ParameterValue) for each in outcomes) == 1
    assert sum(isinstance(each, Problem) for each in outcomes) == 1
    assert ParameterValue.objects.filter(valid_to__isnull=True, recorded_to__isnull=True).count() == 1
