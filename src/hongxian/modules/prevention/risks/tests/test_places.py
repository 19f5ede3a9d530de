"""Risks of areas: the four things that must be said, notices, warnings with receipt, and what the facts tell."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from hongxian.kernel.clock import now, today
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.places.queries import place
from hongxian.modules.prevention.risks import commands as act
from hongxian.modules.prevention.risks import facts
from hongxian.modules.prevention.risks.models import PlaceRisk
from hongxian.modules.prevention.risks.queries import visible_place_risks, visible_warnings

SAID = {
    "name": "化工集中区火灾爆炸",
    "risk_grade": 2,
    "government_tier": "区级",
    "responsible_unit": "魏都区人民政府",
    "responsible_person": "演示责任人",
    "control_measures": "联防联控",
}


@pytest.fixture
def of_weidu(world: Any, cast: Any) -> Callable[..., PlaceRisk]:
    """Register a risk of Weidu as 张慧."""

    def run(**changes: Any) -> PlaceRisk:
        return act.register_place_risk(**{"actor": cast["张慧"], "place": place("411002"), **SAID, **changes})

    return run


def rows(population: Any, *columns: str) -> list[tuple[Any, ...]]:
    return [tuple(each.values[name] for name in columns) for each in population.page(limit=50)]


@pytest.mark.parametrize("missing", ["government_tier", "responsible_unit", "responsible_person", "control_measures"])
def test_a_risk_of_an_area_needs_all_four(of_weidu: Callable[..., PlaceRisk], missing: str) -> None:
    with pytest.raises(Problem) as caught:
        of_weidu(**{missing: " "})
    assert caught.value.field == missing
    assert not PlaceRisk.objects.exists()


def test_a_notice_stands_only_as_long_as_the_grade(of_weidu: Callable[..., PlaceRisk], cast: Any) -> None:
    risk = of_weidu(assessed_on=today() - timedelta(days=9))
    with pytest.raises(Problem, match="请填写公告载体"):
        act.announce_place_risk(actor=cast["张慧"], place_risk=risk, announced_where="")
    act.announce_place_risk(actor=cast["张慧"], place_risk=risk, announced_where="区政府网站")
    same = {key: value for key, value in SAID.items() if key != "name"}
    assert act.assess_place_risk(actor=cast["张慧"], place_risk=risk, **same).announced_on == today()
    graver = act.assess_place_risk(actor=cast["张慧"], place_risk=risk, **same | {"risk_grade": 1})
    assert graver.announced_on is None
    with pytest.raises(Stale):
        act.assess_place_risk(actor=cast["张慧"], place_risk=risk, version=1, **same)


def test_a_warning_is_received_once(of_weidu: Callable[..., PlaceRisk], cast: Any) -> None:
    risk = of_weidu()
    with pytest.raises(Problem, match="请填写受送达人"):
        act.issue_warning(actor=cast["张慧"], place_risk=risk, content="请值守")
    warning = act.issue_warning(actor=cast["张慧"], place_risk=risk, recipient="各企业", content="请值守")
    with pytest.raises(Problem, match="早于发出日期"):
        act.receive_warning(actor=cast["张慧"], risk_warning=warning, received_on=today() - timedelta(days=1))
    done = act.receive_warning(actor=cast["张慧"], risk_warning=warning, received_by_name="李四")
    assert (done.received_on, done.received_by_name) == (today(), "李四")
    with pytest.raises(Stale):
        act.receive_warning(actor=cast["张慧"], risk_warning=warning)


def test_nobody_sees_another_county(of_weidu: Callable[..., PlaceRisk], cast: Any) -> None:
    risk = of_weidu()
    act.issue_warning(actor=cast["张慧"], place_risk=risk, recipient="各企业", content="请值守")
    assert visible_place_risks(cast["张慧"]).exists()
    for name in ("赵磊", "刘洋", "田野"):
        assert not visible_place_risks(cast[name]).exists()
        assert not visible_warnings(cast[name]).exists()


def test_facts_of_places_are_told_as_of_a_day_and_a_moment(
    of_weidu: Callable[..., PlaceRisk], cast: Any, clock: Any
) -> None:
    risk = of_weidu(assessed_on=today() - timedelta(days=9))
    change = act.report_change(
        actor=cast["张慧"], place_risk=risk, title="新建装置", happened_on=today() - timedelta(days=3)
    )
    warning = act.issue_warning(actor=cast["张慧"], place_risk=risk, recipient="各企业", content="请值守")
    known = now()
    clock.forward(hours=1)
    same = {key: value for key, value in SAID.items() if key != "name"}
    act.assess_place_risk(actor=cast["张慧"], place_risk=risk, **same | {"risk_grade": 1})
    act.receive_warning(actor=cast["张慧"], risk_warning=warning)
    change.refresh_from_db()
    assert change.reassessed_on == today()
    for at, grade, done in ((known, "较大", None), (None, "重大", today())):
        as_of = AsOf(today(), at)
        assert rows(facts.place_risks(as_of), "grade", "control_tier") == [(grade, "区级")]
        assert rows(facts.changes(as_of), "reassessed_on") == [(done,)]
        assert rows(facts.warnings(as_of), "received_on") == [(done,)]
        assert rows(facts.updates(as_of), "change", "updated_on") == ([(str(change.pk), done)] if done else [])
    assert rows(facts.place_risks(AsOf(today() - timedelta(days=10), None)), "grade") == []


def test_facts_of_enterprises_name_grade_tier_measures_and_the_place_on_the_plan(
    risk: Callable[..., Any], cast: Any, works: Any
) -> None:
    found = risk(management_measures="巡检", responsible_person="李厂长")
    bare = risk(name="地面湿滑", likelihood=1, risk_unit_name="泵房")
    act.place_risk_unit(actor=cast["刘洋"], risk_unit=found.risk_unit, plan_x=10, plan_y=20)
    told = rows(
        facts.risks(AsOf(today(), None)), "name", "grade", "control_tier", "responsible", "control_measures", "location"
    )
    assert sorted(told, key=str) == sorted(
        [
            (found.name, "较大", "公司（厂）", "李厂长", "巡检", "10,20"),
            (bare.name, "一般", "部门（车间）", None, None, None),
        ],
        key=str,
    )
    act.end_risk(actor=cast["刘洋"], risk=found, reason="拆除")
    assert len(rows(facts.risks(AsOf(today(), None)), "name")) == 2
    act.enter_screening(actor=cast["刘洋"], enterprise=works, screening_kind="identification", risk_factor="process")
    with pytest.raises(Problem, match="风险因素"):
        act.enter_screening(actor=cast["刘洋"], enterprise=works, screening_kind="identification")
    assert rows(facts.screenings(AsOf(today(), None)), "kind", "factor") == [("identification", "process")]
