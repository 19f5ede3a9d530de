"""Two at once: two who sign beside one verdict, one who confirms while another refuses."""

from datetime import date
from functools import partial

import pytest

from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.base.verdicts.commands import confirm_determination, refuse_determination, sign_determination
from hongxian.modules.base.verdicts.models import Determination, Verdict
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import build_base


@pytest.mark.concurrent
def test_one_signature_and_one_outcome() -> None:
    build_base(date(2025, 12, 22))
    cast = Cast()
    verdict = Verdict.objects.get(obligation="XC-07", party__name="禹州市人民政府")
    sign = partial(
        sign_determination,
        actor=cast["张慧"],
        verdict=verdict,
        reason="抽查不合格。",
        basis="记录3号",
        valid_from=date(2026, 3, 1),
    )
    signed = together(partial(sign, status="not_met"), partial(sign, status="met"))
    assert sorted(isinstance(each, Problem) for each in signed) == [False, True]
    one = Determination.objects.get()
    outcomes = together(
        partial(confirm_determination, actor=cast["陈刚"], determination=one),
        partial(refuse_determination, actor=cast["陈刚"], determination=one, reason="依据不足"),
    )
    assert sorted(isinstance(each, Problem) for each in outcomes) == [False, True]
    assert Determination.objects.get().state in {"confirmed", "refused"}
