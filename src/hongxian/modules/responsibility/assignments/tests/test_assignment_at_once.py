"""Two at once: two who charge the same lead, one who accepts while another sends back, two who urge."""

from datetime import date
from functools import partial

import pytest

from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import build_base
from hongxian.modules.responsibility.assignments.commands import (
    Task,
    accept_assignment,
    assign,
    report_done,
    return_assignment,
    urge,
)
from hongxian.modules.responsibility.assignments.desk import duty_of
from hongxian.modules.responsibility.assignments.models import Assignment, Urging


@pytest.mark.concurrent
def test_one_assignment_one_urging_one_answer() -> None:
    world = build_base(date(2025, 12, 22))
    cast = Cast()
    charge = partial(
        assign,
        actor=cast["张慧"],
        pack=world.pack,
        place=world.adoption.place,
        lead=world.parties["市政府办公室"],
        task=Task(clause_path="一/（一）/2", task_text="制定议题计划"),
    )
    assert sorted(isinstance(each, Problem) for each in together(charge, charge)) == [False, True]
    made = Assignment.objects.get()
    press = partial(urge, actor=cast["张慧"], assignment=made, words="请报送")
    assert sorted(isinstance(each, Problem) for each in together(press, press)) == [False, True]
    assert Urging.objects.count() == 1
    report_done(actor=cast["李强"], assignment=made)
    answers = together(
        partial(accept_assignment, actor=cast["张慧"], assignment=Assignment.objects.get()),
        partial(return_assignment, actor=cast["张慧"], assignment=Assignment.objects.get(), reason="缺附件"),
    )
    assert sorted(isinstance(each, Problem) for each in answers) == [False, True]
    kept = Assignment.objects.get()
    assert (kept.state, duty_of(kept).state) in {("accepted", "done"), ("returned", "open")}
