"""Who sees which orders: in lists, exports, pages, for programs; two clerks at once."""

from datetime import date
from functools import partial
from typing import Any

import pytest

from hongxian.kernel.clock import today
from hongxian.kernel.problem import Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger
from hongxian.modules.screening.supervision_orders import commands as act
from hongxian.modules.screening.supervision_orders.models import SupervisionOrder


@pytest.fixture
def several(issued: Any, proposed: Any, danger: Any, world: Any) -> dict[str, Any]:
    """An order issued over the chemical works, one over the coal mine, one only proposed for the works."""
    mine = danger(description="煤业的隐患", enterprise=world.enterprises["禹州演示煤业有限公司"])
    return {
        "化工": issued(proposed(hidden_danger=danger(description="化工的隐患"))),
        "煤业": issued(proposed(hidden_danger=mine)),
        "建议": proposed(hidden_danger=danger(description="建议的隐患")),
    }


SEES = {
    "zhanghui": {"化工", "煤业", "建议"},
    "zhaolei": {"煤业"},
    "liuyang": {"化工"},
    "yuhaibo": set(),
}


@pytest.mark.parametrize("username", SEES)
def test_everybody_sees_their_own_and_no_trace_of_others(several: Any, browse: Any, username: str) -> None:
    client = browse(username)
    page = client.get("/supervision-orders/").content.decode()
    rest = client.get("/api/v1/supervision-orders").json()["supervision_orders"]
    register = client.get("/api/v1/registers/supervision_order").json()["rows"]
    file = client.post("/registers/supervision_order/export/", {"format": "csv"})
    csv = b"".join(file.streaming_content if file.streaming else [file.content]).decode("utf-8-sig", "replace")
    for name, order in several.items():
        seen = name in SEES[username]
        assert (f"{name}的隐患" in page) is seen
        assert (f"{name}的隐患" in csv) is seen
        assert (str(order.pk) in {each["id"] for each in rest}) is seen
        status = 200 if seen else 404
        assert client.get(f"/supervision-orders/{order.pk}/").status_code == status
        assert client.get(f"/api/v1/supervision-orders/{order.pk}/steps").status_code == status
    assert len(rest) == len(register) == len(SEES[username])


def test_enterprise_sees_its_order_but_not_the_log(several: Any, browse: Any, cast: Any) -> None:
    order = several["化工"]
    said = {"kind": "phone", "content": "内部电话记录"}
    act.add_log(actor=cast["张慧"], supervision_order=order, **said)
    page = browse("liuyang").get(f"/supervision-orders/{order.pk}/").content.decode()
    assert "报送治理方案" in page
    assert "内部电话记录" not in page
    assert browse("liuyang").get("/supervision-orders/unlisted/").status_code == 403


def test_programs_go_the_same_way(several: Any, browse: Any) -> None:
    key = several["化工"].pk
    post = partial(browse("liuyang").post, content_type="application/json")
    plan = dict.fromkeys(
        ("goals", "treatment_measures", "plan_funds", "plan_bodies", "plan_times", "plan_safety"), "有"
    )
    done = post(f"/api/v1/supervision-orders/{key}/submit-plan", plan)
    assert (done.status_code, done.json()["state"]) == (200, "treating")
    assert post(f"/api/v1/supervision-orders/{several['煤业'].pk}/submit-plan", plan).status_code == 404
    assert post(f"/api/v1/supervision-orders/{key}/accept", {"opinion": "合格"}).status_code in (403, 404)
    early = {"asked_until": "2026-06-01", "reason": "理由", "measures": "措施"}
    assert post(f"/api/v1/supervision-orders/{key}/extensions", early).status_code == 422


@pytest.mark.concurrent
def test_of_two_clerks_at_once_one_issues_it() -> None:
    from hongxian.modules.portal.demo.cast import Cast, plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises
    from hongxian.modules.portal.demo.world import build_base

    world, cast = build_base(date(2025, 12, 22)), Cast()
    build_enterprises(world, plan("world"))
    danger = register_hidden_danger(
        actor=cast["张慧"],
        enterprise=world.enterprises["许昌演示化工有限公司"],
        origin="enforcement_inspection",
        description="防火堤破损",
        grade="major",
    )
    given = {"actor": cast["张慧"], "issuer_key": str(world.parties["市政府"].pk), "reason": "难度大"}
    proposals = together(*[partial(act.propose_supervision_order, hidden_danger=danger, **given)] * 2)
    assert sorted(isinstance(each, Problem) for each in proposals) == [False, True]
    order = SupervisionOrder.objects.get()
    read = [SupervisionOrder.objects.get(pk=order.pk) for _ in range(2)]
    words = {
        "series": "许政挂督字",
        "plan_due_on": today(),
        "due_on": today(),
        "requirements": "修复",
    }
    issue = [partial(act.issue_supervision_order, actor=cast["张慧"], supervision_order=each, **words) for each in read]
    answers = together(*issue)
    assert sorted(isinstance(each, Problem) for each in answers) == [False, True]
    assert SupervisionOrder.objects.get().number == 1


def test_the_page_of_a_danger_leads_to_its_orders(proposed: Any, issued: Any, browse: Any) -> None:
    order = proposed()
    address, page = f"/supervision-orders/{order.pk}/", f"/hidden-dangers/{order.hidden_danger_id}/"
    assert address in browse("zhanghui").get(page).content.decode()
    assert address not in browse("liuyang").get(page).content.decode(), "an enterprise sees it once it is issued"
    issued(order)
    assert address in browse("liuyang").get(page).content.decode()
