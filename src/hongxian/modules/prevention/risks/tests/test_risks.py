"""Registering, assessing and ending risks, and what a risk point shows of them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from hongxian.kernel.clock import now, today
from hongxian.kernel.problem import Denied, NotVisible, Problem, Stale
from hongxian.modules.prevention.risks import commands as act
from hongxian.modules.prevention.risks.models import Risk, RiskUnit, RiskVersion
from hongxian.modules.prevention.risks.queries import risks_on, visible_risks

Make = Callable[..., Any]


def again(risk: Any, cast: Any, **changes: Any) -> Any:
    said = {"risk_factor": "process", "scoring_method": "lec", "likelihood": 1, "exposure": 6, "severity": 7}
    given = {"actor": cast["刘洋"], "risk": risk, "assessment": said | changes.pop("said", {})}
    return act.assess_risk(**given | changes)


def test_a_risk_is_scored_graded_and_given_its_tier_and_the_point_shows_the_highest(risk: Make, works: Any) -> None:
    orange = risk()
    assert (orange.inherent_score, orange.risk_grade, orange.control_tier) == (270, 2, "company")
    blue = risk(name="地面湿滑", likelihood=1, exposure=10, severity=7)
    assert (blue.inherent_score, blue.risk_grade, blue.control_tier) == (70, 4, "post")
    unit = RiskUnit.objects.get()
    assert (unit.enterprise, unit.risk_grade) == (works, 2)
    red = risk(name="闪爆", likelihood=6, exposure=6, severity=15)
    assert red.risk_unit == unit
    unit.refresh_from_db()
    assert unit.risk_grade == 1


def test_the_grade_that_counts_is_the_one_of_the_scheme(risk: Make, cast: Any, works: Any) -> None:
    controlled = {"controlled_likelihood": "0.5", "controlled_exposure": 6, "controlled_severity": 15}
    found = risk(**controlled)
    assert (found.inherent_grade, found.controlled_score, found.controlled_grade, found.risk_grade) == (2, 45, 4, 4)
    tiers = ("company", "workshop", "team", "post")
    said = {"lec_scale": "lec_classic", "graded_by": "inherent", "tiers": tiers, "reason": "本企业制度"}
    act.set_risk_scheme(actor=cast["刘洋"], enterprise=works, **said)
    other = risk(name="泵区泄漏", **controlled)
    assert (other.scale_code, other.risk_grade, other.control_tier) == ("lec_classic", 2, "workshop")
    with pytest.raises(Problem, match="尚未选定风险矩阵"):
        risk(name="另一项", scoring_method="ls")


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"likelihood": 2}, "likelihood", "不在“作业条件危险性评价"),
        ({"risk_factor": "people"}, "risk_factor", "生产工艺、设备设施、作业环境、人员行为"),
        ({"factor_code": "51"}, "factor_code", "首位为1"),
        ({"accident_types": "火灾、地震"}, "accident_types", "地震"),
        ({"control_tier": "post"}, "control_tier", "不得低于“公司（厂）”"),
        ({"risk_unit_kind": "room"}, "risk_unit_kind", "设备设施、作业活动、场所区域"),
        ({"name": " "}, "name", "请填写风险名称"),
        ({"assessed_on": date(2100, 1, 1)}, "assessed_on", "尚未到来"),
        ({"scoring_method": "direct", "risk_grade": 2}, "grade_basis", "写明依据"),
        ({"scoring_method": "direct", "grade_basis": "某标准"}, "risk_grade", "请选择风险等级"),
        (
            {"controlled_likelihood": 6, "controlled_exposure": 6, "controlled_severity": 15},
            "controlled_likelihood",
            "高于固有分值",
        ),
    ],
)
def test_what_is_wrong_is_refused_beside_its_field_and_nothing_is_kept(
    risk: Make, changes: dict[str, Any], field: str, words: str
) -> None:
    with pytest.raises(Problem, match=words) as caught:
        risk(**changes)
    assert caught.value.field == field
    assert not RiskUnit.objects.exists()


def test_without_a_scheme_a_risk_can_only_be_judged_directly(works: Any, cast: Any) -> None:
    given = {
        "actor": cast["刘洋"],
        "enterprise": works,
        "risk_unit_name": "罐区",
        "risk_unit_kind": "place",
        "name": "泄漏",
    }
    said = {"risk_factor": "process", "scoring_method": "lec", "likelihood": 3, "exposure": 6, "severity": 15}
    with pytest.raises(Problem, match="尚未选定"):
        act.register_risk(**given, assessment=said)
    direct = {"risk_factor": "process", "scoring_method": "direct", "risk_grade": 1, "grade_basis": "构成重大危险源"}
    with pytest.raises(Problem, match="请选择管控层级"):
        act.register_risk(**given, assessment=direct)
    assert act.register_risk(**given, assessment=direct | {"control_tier": "company"}).risk_grade == 1


def test_versions_say_what_held_on_a_day_and_what_was_known_then(risk: Make, cast: Any, clock: Any) -> None:
    start = today() - timedelta(days=30)
    found = risk(assessed_on=start)
    known_before = now()
    clock.forward(hours=1)
    lower = again(found, cast, assessed_on=today() - timedelta(days=10))
    assert (lower.risk_grade, lower.risk_unit.risk_grade, lower.version) == (4, 4, 2)

    def grade(day: date, known_at: Any = None) -> list[int]:
        return [each.risk_grade for each in risks_on(cast["刘洋"], day, known_at)]

    assert grade(start - timedelta(days=1)) == []
    assert grade(start) == [2]
    assert grade(today() - timedelta(days=11)) == [2]
    assert grade(today() - timedelta(days=10)) == [4]
    assert grade(today(), known_before) == [2]
    with pytest.raises(Problem, match="不能早于该日"):
        again(lower, cast, assessed_on=start)


def test_a_second_assessment_on_the_same_day_corrects_the_first(risk: Make, cast: Any) -> None:
    found = again(risk(), cast)
    assert [each.risk_grade for each in RiskVersion.objects.filter(risk=found, recorded_to=None)] == [4]
    assert RiskVersion.objects.filter(risk=found).count() == 2


def test_of_two_who_assess_at_once_the_later_is_told(risk: Make, cast: Any) -> None:
    found = risk()
    one, other = Risk.objects.get(pk=found.pk), Risk.objects.get(pk=found.pk)
    again(one, cast)
    with pytest.raises(Stale):
        again(other, cast, said={"likelihood": 10})
    fresh = Risk.objects.get(pk=found.pk)
    with pytest.raises(Stale):
        again(fresh, cast, version=1)
    assert fresh.risk_grade == 4


def test_measures_stay_where_nothing_is_said_of_them(risk: Make, cast: Any) -> None:
    found = risk(engineering_measures="液位联锁", responsible_person="李厂长", accident_types="火灾、中毒和窒息")
    after = again(found, cast)
    assert (after.engineering_measures, after.responsible_person) == ("液位联锁", "李厂长")
    assert after.accident_types == ["fire", "poisoning_suffocation"]


def test_an_ended_risk_leaves_the_point_and_may_be_registered_anew(risk: Make, cast: Any) -> None:
    found, other = risk(), risk(name="地面湿滑", likelihood=1)
    ended = act.end_risk(actor=cast["刘洋"], risk=found, reason="储罐已拆除")
    assert (ended.ended_on, ended.risk_unit.risk_grade) == (today(), other.risk_grade)
    with pytest.raises(Problem, match="已于"):
        again(ended, cast)
    with pytest.raises(Problem, match="已有名为“地面湿滑”"):
        risk(name="地面湿滑")
    assert risk().pk != found.pk


def test_a_mistaken_entry_is_taken_back_only_while_untouched(risk: Make, cast: Any, works: Any) -> None:
    found = risk()
    act.withdraw_risk(actor=cast["刘洋"], risk=found, reason="重复登记")
    assert not visible_risks(cast["刘洋"]).exists()
    assert not risks_on(cast["刘洋"], today()).exists()
    touched = again(risk(), cast)
    with pytest.raises(Problem, match="已有变更"):
        act.withdraw_risk(actor=cast["刘洋"], risk=touched, reason="重复登记")


def test_ending_a_point_ends_its_risks(risk: Make, cast: Any) -> None:
    unit = risk().risk_unit
    ended = act.end_risk_unit(actor=cast["刘洋"], risk_unit=unit, reason="车间停用")
    assert ended.risk_grade is None
    assert not Risk.objects.filter(ended_on=None).exists()


def test_each_sees_only_what_lies_in_scope(risk: Make, cast: Any, world: Any, scheme: Any) -> None:
    own = risk()
    theirs = world.enterprises["禹州演示煤业有限公司"]
    other = risk(actor=cast["张慧"], enterprise=theirs)
    assert set(visible_risks(cast["刘洋"])) == {own}
    assert set(visible_risks(cast["张慧"])) == {own, other}
    assert set(visible_risks(cast["赵磊"])) == {other}
    with pytest.raises(NotVisible):
        risk(enterprise=theirs, name="他厂风险")
    with pytest.raises(NotVisible):
        again(other, cast)
    with pytest.raises(Denied):
        again(other, cast, actor=cast["赵磊"])


def test_the_ready_list_of_a_trade_is_taken_over_in_one_act(works: Any, cast: Any, scheme: Any) -> None:
    items = [
        {"line": 1, "risk_grade": "3", "name": "钻床卷入"},
        {"line": 5, "risk_grade": "2", "responsible_person": "王工"},
    ]
    done = act.adopt_list(actor=cast["刘洋"], enterprise=works, trade_code="machinery", items=items)
    assert [(each.name, each.risk_grade, each.control_tier) for each in done] == [
        ("钻床卷入", 3, "workshop"), ("有限空间作业", 2, "company"),
    ]  # fmt: skip
    assert done[0].engineering_measures
    assert "参考清单" in done[0].grade_basis
    with pytest.raises(Problem, match="请选择风险等级"):
        act.adopt_list(
            actor=cast["刘洋"], enterprise=works, trade_code="machinery", items=[{"line": 2, "risk_grade": ""}]
        )
    assert Risk.objects.count() == 2


def test_a_change_puts_a_duty_on_the_desk_until_the_risk_is_assessed_again(risk: Make, cast: Any) -> None:
    from hongxian.kernel.duties.queries import duty_from

    found = risk(assessed_on=today() - timedelta(days=5))
    change = act.report_change(actor=cast["刘洋"], risk=found, title="更换储存物料")
    duty = duty_from(f"riskchange:{change.pk}")
    assert duty is not None
    assert (duty.state, duty.organisation_name) == ("open", "许昌演示化工有限公司")
    again(found, cast)
    change.refresh_from_db()
    duty.refresh_from_db()
    assert (change.reassessed_on, duty.state) == (today(), "done")


def test_risks_follow_the_enterprise_that_moves(risk: Make, cast: Any, works: Any) -> None:
    from hongxian.kernel.keys import new_key
    from hongxian.kernel.outbox.delivery import Delivery
    from hongxian.modules.base.enterprises.commands import move_enterprise
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.prevention.risks.tasks import follow_enterprise

    found, there = risk(), place("411081")
    move_enterprise(actor=cast["张慧"], enterprise=works, place=there, valid_from=today(), basis="执照")
    assert not visible_risks(cast["赵磊"]).exists()
    told = {"event": "enterprise.move", "subject_kind": "enterprise", "subject_key": str(works.pk)}
    follow_enterprise(Delivery(key=new_key(), **told))
    found.refresh_from_db()
    assert (found.place_path, found.risk_unit.place_path) == (there.path, there.path)
    assert set(visible_risks(cast["赵磊"])) == {found}
