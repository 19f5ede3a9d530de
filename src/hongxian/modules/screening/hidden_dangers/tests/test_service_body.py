"""What a service body does: rectify what it is entrusted with, enter what it found under a contract."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.mandates.capacities import actor_as
from hongxian.modules.base.mandates.commands import make_contract
from hongxian.modules.screening.hidden_dangers import commands as act
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers


@pytest.fixture
def agent(world: Any, cast: Any) -> Any:
    """白雪, of the service body, acting for the chemical works."""
    contract = make_contract(
        actor=cast["张慧"].lent("post.view"),
        enterprise=world.enterprises["许昌演示化工有限公司"],
        post=world.posts["评价师"],
        role=world.roles["service_agent"],
        document_number="托管〔2026〕1号",
        valid_from=date(2026, 1, 1),
        valid_to=date(2026, 12, 31),
    )
    return actor_as(User.objects.get(username="baixue"), f"service_contract:{contract.pk}")


def test_an_entrusted_body_sees_it_on_its_desk_and_reports_it_removed(
    assigned: Any, found: Any, cast: Any, world: Any, browse: Any
) -> None:
    danger, other = assigned(), found(description="别的隐患")
    body = world.parties["演示安评公司"]
    act.entrust_rectification(actor=cast["张慧"], hidden_danger=danger, entrusted_to=body, reason="企业无专业能力")
    client = browse("baixue")
    assert "整改隐患" in client.get("/").content.decode()
    page = client.get(f"/hidden-dangers/{danger.pk}/")
    assert page.status_code == 200
    assert "report_rectified" in page.content.decode()
    assert f"/attachments/to/hidden_danger/{danger.pk}/" in page.content.decode(), "photos prove the rectification"
    assert client.get(f"/hidden-dangers/{other.pk}/").status_code == 404
    said = {"rectification": "已修复并试压", "rectified_on": danger.found_on.isoformat()}
    assert client.post(f"/hidden-dangers/{danger.pk}/report_rectified/", said).status_code == 302
    danger.refresh_from_db()
    assert danger.state == "rectified"
    with pytest.raises(Denied):
        act.close_hidden_danger(actor=cast["白雪"], hidden_danger=danger, opinion="合格")


def test_a_service_body_enters_what_it_found_for_the_enterprise(agent: Any, cast: Any, world: Any) -> None:
    firm = world.enterprises["许昌演示化工有限公司"]
    said = {"actor": agent, "enterprise": firm, "description": "储罐呼吸阀失效", "grade": "general"}
    danger = act.register_hidden_danger(**said, origin="intermediary_check")
    assert (danger.is_on_behalf, danger.recorded_by_body.name) == (False, "许昌演示安全评价有限公司")
    own = act.register_hidden_danger(**said | {"description": "代企业自查"}, origin="enterprise_self_check")
    assert own.is_on_behalf, "it was not entered by the enterprise itself"
    with pytest.raises(Problem, match="来源应为"):
        act.register_hidden_danger(**said, origin="enforcement_inspection")
    with pytest.raises(NotVisible):
        act.register_hidden_danger(
            **said | {"enterprise": world.enterprises["长葛演示铸造有限公司"]}, origin="intermediary_check"
        )
    with pytest.raises(Problem, match="来源应为"):
        act.register_hidden_danger(**said | {"actor": cast["刘洋"]}, origin="intermediary_check")
    assert visible_hidden_dangers(cast["刘洋"]).filter(pk=danger.pk).exists(), "the enterprise sees it"
    report = act.make_report(actor=agent, enterprise=firm, kind="self_report", report_form="itemised")
    assert report.is_on_behalf
