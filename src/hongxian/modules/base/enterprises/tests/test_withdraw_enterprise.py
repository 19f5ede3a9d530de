"""`enterprise.withdraw`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.rules.population import AsOf, Leaf, Op
from hongxian.modules.base.enterprises.commands import close_enterprise, withdraw_enterprise
from hongxian.modules.base.enterprises.facts import enterprises
from hongxian.modules.base.enterprises.queries import visible_enterprises


def test_it_never_was_and_its_code_is_free(registered: Any, cast: Any) -> None:
    done = registered()
    mine = Leaf("name", Op.IS, done.name)
    assert enterprises(AsOf(now().date(), now())).filter(mine).count() == 1
    withdraw_enterprise(actor=cast["张慧"], enterprise=done, reason="重复导入")
    assert not visible_enterprises(cast["张慧"]).filter(pk=done.pk).exists()
    assert enterprises(AsOf(now().date(), now())).filter(mine).count() == 0
    assert registered().credit_code == "91350100M000100Y43"
    assert not list(row_findings(chunk=500))


def test_refuses_without_reason_when_in_use_or_stale(registered: Any, cast: Any) -> None:
    done = registered()
    with pytest.raises(Problem, match="理由"):
        withdraw_enterprise(actor=cast["张慧"], enterprise=done, reason=" ")
    with pytest.raises(Stale):
        withdraw_enterprise(actor=cast["张慧"], enterprise=done, reason="误", version=7)
    close_enterprise(
        actor=cast["张慧"], enterprise=done, operating_status="dormant", valid_from=date(2025, 1, 1), basis="核查"
    )
    with pytest.raises(Problem, match="不能按登记有误撤回"):
        withdraw_enterprise(actor=cast["张慧"], enterprise=done, reason="误")
