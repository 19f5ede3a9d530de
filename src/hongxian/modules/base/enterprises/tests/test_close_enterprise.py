"""`enterprise.close`, `enterprise.reopen`, `risk_flag.set`, `risk_flag.end`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Problem
from hongxian.modules.base.enterprises.commands import (
    close_enterprise,
    end_risk_flag,
    reopen_enterprise,
    set_risk_flag,
)


def test_stops_and_works_again_with_evidence(registered: Any, cast: Any) -> None:
    given = {"actor": cast["张慧"], "enterprise": registered(), "basis": "现场核查记录"}
    stopped = close_enterprise(**given, operating_status="production_suspended", valid_from=date(2026, 1, 5))
    assert (stopped.operating_status, stopped.closed_on) == ("production_suspended", None)
    with pytest.raises(Problem, match="现已登记为停产"):
        close_enterprise(**given, operating_status="production_suspended", valid_from=date(2026, 1, 6))
    with pytest.raises(Problem, match="2026-01-05 起停产"):
        reopen_enterprise(**given, valid_from=date(2026, 1, 5))
    gone = close_enterprise(**given, operating_status="deregistered", valid_from=date(2026, 2, 1))
    assert gone.closed_on == date(2026, 1, 31)
    back = reopen_enterprise(**given, valid_from=date(2026, 2, 2))
    assert (back.operating_status, back.closed_on) == ("operating", None)
    with pytest.raises(Problem, match="现已登记为在业"):
        reopen_enterprise(**given, valid_from=date(2026, 2, 3))
    with pytest.raises(Problem, match="依据") as caught:
        close_enterprise(**given | {"basis": " "}, operating_status="dormant", valid_from=date(2026, 3, 1))
    assert caught.value.field == "basis"


def test_a_flag_has_a_source_and_an_end(registered: Any, cast: Any) -> None:
    given = {"actor": cast["张慧"], "enterprise": registered(), "risk_kind": "combustible_dust"}
    flag = set_risk_flag(**given, valid_from=date(2026, 1, 5), basis="粉尘涉爆企业名单")
    with pytest.raises(Problem, match="未重复登记"):
        set_risk_flag(**given, valid_from=date(2026, 2, 5), basis="粉尘涉爆企业名单")
    with pytest.raises(Problem, match="早于起始日期"):
        end_risk_flag(actor=cast["张慧"], risk_flag=flag, valid_to=date(2026, 1, 4), reason="拆除")
    ended = end_risk_flag(actor=cast["张慧"], risk_flag=flag, valid_to=date(2026, 1, 5), reason="拆除")
    assert ended.valid_to == date(2026, 1, 5)
