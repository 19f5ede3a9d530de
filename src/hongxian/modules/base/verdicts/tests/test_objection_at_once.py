"""Two at once: two who object to one verdict, two who answer one objection."""

from datetime import date
from functools import partial

import pytest

from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.base.verdicts.commands import raise_objection, reject_objection, uphold_objection
from hongxian.modules.base.verdicts.models import Objection, Verdict
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import build_base


@pytest.mark.concurrent
def test_one_objection_and_one_answer() -> None:
    build_base(date(2025, 12, 22))
    cast = Cast()
    verdict = Verdict.objects.get(obligation="XC-13", party__name="禹州市人民政府")
    object_to = partial(raise_objection, actor=cast["赵磊"], verdict=verdict)
    raised = together(partial(object_to, reason="登记有误。"), partial(object_to, reason="批复在后。"))
    assert sorted(isinstance(each, Problem) for each in raised) == [False, True]
    objection = Objection.objects.get(state="raised")
    answers = together(
        partial(uphold_objection, actor=cast["陈刚"], objection=objection, answer="成立。"),
        partial(reject_objection, actor=cast["陈刚"], objection=objection, answer="不成立。"),
    )
    assert sorted(isinstance(each, Problem) for each in answers) == [False, True]
    kept = Objection.objects.get()
    assert (kept.state, kept.answer) in {("upheld", "成立。"), ("rejected", "不成立。")}
