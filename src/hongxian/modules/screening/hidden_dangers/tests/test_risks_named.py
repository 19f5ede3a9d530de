"""A hidden danger names the risk that it comes from and the measures that failed."""

from typing import Any

import pytest

from hongxian.kernel.problem import NotVisible, Problem
from hongxian.modules.prevention.risks import commands as risks
from hongxian.modules.prevention.risks.models import RiskChange
from hongxian.modules.screening.hidden_dangers import commands as act


@pytest.fixture
def risk(world: Any, cast: Any) -> Any:
    """A risk at the tanks of the chemical works."""
    assessment = {
        "risk_factor": "equipment",
        "scoring_method": "direct",
        "risk_grade": 2,
        "grade_basis": "企业判定",
        "control_tier": "company",
        "responsible_person": "李厂长",
        "engineering_measures": "围堰完好，液位联锁",
    }
    return risks.register_risk(
        actor=cast["刘洋"],
        enterprise=world.enterprises["许昌演示化工有限公司"],
        risk_unit_name="甲醇罐区",
        risk_unit_kind="place",
        name="储罐泄漏",
        assessment=assessment,
    )


def test_a_danger_names_its_risk_and_the_risk_its_dangers(found: Any, risk: Any, cast: Any, browse: Any) -> None:
    danger, other = found(), found(description="配电柜前堆放杂物")
    client = browse("liuyang")
    address = f"/hidden-dangers/{danger.pk}/name_risk/"
    assert f'value="{risk.pk}"' in client.get(address).content.decode()
    said = {"risk": str(risk.pk), "failed_measure": "engineering_measures", "reassess": "on"}
    assert client.post(address, said).status_code == 302
    page = client.get(f"/hidden-dangers/{danger.pk}/").content.decode()
    assert f"/risks/{risk.pk}/" in page
    assert "工程技术措施（围堰完好，液位联锁）" in page
    assert RiskChange.objects.get().risk_id == risk.pk, "the failure calls for another look at the risk"
    about = client.get(f"/risks/{risk.pk}/").content.decode()
    assert f"/hidden-dangers/?risk={risk.pk}" in about
    listed = client.get("/hidden-dangers/", {"risk": str(risk.pk)}).content.decode()
    assert danger.description in listed
    assert other.description not in listed
    rows = client.get("/api/v1/registers/hidden_danger", {"failed_measure": "engineering_measures"}).json()["rows"]
    assert [each["risk"] for each in rows] == ["甲醇罐区：储罐泄漏"]


def test_only_a_risk_of_the_same_enterprise_is_named(found: Any, risk: Any, cast: Any, world: Any) -> None:
    elsewhere = found(enterprise=world.enterprises["长葛演示铸造有限公司"])
    with pytest.raises(Problem, match="不是“长葛演示铸造有限公司”的风险"):
        act.name_risk(actor=cast["张慧"], hidden_danger=elsewhere, risk=risk)
    danger = found()
    with pytest.raises(Problem, match="先选择风险"):
        act.name_risk(actor=cast["张慧"], hidden_danger=danger, risk=None, failed_measure="training_measures")
    with pytest.raises(Problem, match="应为"):
        act.name_risk(actor=cast["张慧"], hidden_danger=danger, risk=risk, failed_measure="luck")
    with pytest.raises(NotVisible):
        act.name_risk(actor=cast["赵磊"], hidden_danger=danger, risk=risk)
    named = act.name_risk(actor=cast["张慧"], hidden_danger=danger, risk=risk)
    with pytest.raises(Problem, match="没有变化"):
        act.name_risk(actor=cast["张慧"], hidden_danger=named, risk=risk)
    assert act.name_risk(actor=cast["张慧"], hidden_danger=named, risk=None).risk_key == ""


def test_an_enterprise_names_the_risk_as_it_enters_the_danger(risk: Any, browse: Any) -> None:
    client = browse("liuyang")
    page = client.get("/hidden-dangers/new/").content.decode()
    assert "甲醇罐区：储罐泄漏" in page
    said = {"enterprise": "许昌演示化工有限公司", "description": "围堰开裂", "origin": "enterprise_self_check"}
    given = said | {"grade": "general", "found_on": "2026-03-01", "risk": str(risk.pk)}
    answer = client.post("/hidden-dangers/new/", given)
    assert answer.status_code == 302, answer.content.decode()
    assert f"/risks/{risk.pk}/" in client.get(answer["Location"]).content.decode()


def test_the_page_of_the_enterprise_leads_to_its_risks_and_dangers(found: Any, risk: Any, browse: Any) -> None:
    danger = found()
    for username in ("zhanghui", "liuyang"):
        client = browse(username)
        enterprise = f"/enterprises/{danger.enterprise_id}/"
        assert enterprise in client.get(f"/hidden-dangers/{danger.pk}/").content.decode()
        page = client.get(enterprise).content.decode()
        assert f"/risks/?enterprise={danger.enterprise_id}&amp;risk_grade=2" in page
        address = f"/hidden-dangers/?enterprise={danger.enterprise_id}"
        assert address in page
        assert danger.description in client.get(address).content.decode()
