"""A body decided by two people instead of the rules."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Problem
from hongxian.modules.base.supervision.commands import (
    confirm_override,
    end_override,
    propose_override,
    refuse_override,
)
from hongxian.modules.base.supervision.queries import counted, enterprises_standing, of_standing

CHEMICALS = "许昌演示化工有限公司"


@pytest.fixture
def proposed(world: Any, cast: Any) -> Any:
    """That the authority of 魏都区 supervise the chemical works, as 张慧 proposes it."""

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "enterprise": world.enterprises[CHEMICALS],
            "kind": "direct",
            "body": world.parties["魏都区应急管理局"],
            "valid_from": date(2026, 2, 1),
            "reason": "市政府专题会议确定",
        }
        return propose_override(**given | changes)

    return run


def test_prevails_over_the_rules_once_a_second_person_confirms_it(
    proposed: Any, ruled: Any, computed: Any, who: Any, cast: Any, clock: Any
) -> None:
    ruled("化工", "市应急管理局", sectors=["hazardous_chemicals"])
    override = proposed()
    computed()
    assert who(CHEMICALS) == {"许昌市应急管理局"}
    same = replace(cast["陈刚"], key=cast["张慧"].key)
    with pytest.raises(Problem, match="由张慧提出，须由另一人确认"):
        confirm_override(actor=same, override=override)
    confirm_override(actor=cast["陈刚"], override=override)
    computed()
    assert who(CHEMICALS) == {"魏都区应急管理局"}
    assert {each.kind: each.counts["decided"] for each in counted(cast["张慧"])}["direct"] == 1
    assert of_standing(enterprises_standing(cast["张慧"], "direct"), "decided").count() == 1
    end_override(actor=cast["张慧"], override=override, valid_to=date(2026, 3, 5), reason="移交")
    clock.at("2026-03-06 09:00")
    computed()
    assert who(CHEMICALS) == {"许昌市应急管理局"}


def test_says_why_and_stands_once(proposed: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="为什么不按规则"):
        proposed(reason=" ")
    override = proposed()
    with pytest.raises(Problem, match="已有人工指定（待确认，由张慧提出）"):
        proposed()
    assert refuse_override(actor=cast["陈刚"], override=override, reason="理由不足").state == "refused"
    assert proposed().pk
    fresh = proposed(kind="territorial")
    with pytest.raises(Problem, match="早于生效日期 2026-02-01"):
        end_override(actor=cast["张慧"], override=fresh, valid_to=date(2026, 1, 31), reason="错")
