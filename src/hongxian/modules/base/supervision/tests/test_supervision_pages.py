"""The pages of supervision."""

import re
from typing import Any

from hongxian.modules.base.supervision.models import SupervisionOverride, SupervisionRule

FOUNDRY = "长葛演示铸造有限公司"


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_rule_is_proposed_on_the_page_and_confirmed_by_another(browse: Any, world: Any) -> None:
    clerk, second = browse("zhanghui"), browse("chengang")
    given = {
        "place": "411000",
        "kind": "direct",
        "title": "化工",
        "source": "三定",
        "rank": "1",
        "valid_from": "2026-01-01",
        "sectors": ["hazardous_chemicals"],
    }
    refused = clerk.post("/supervision/rules/new/", given)
    assert refused.status_code == 422
    assert "须写明由谁监管" in shown(refused)
    body = str(world.parties["市应急管理局"].pk)
    page = shown(clerk.post("/supervision/rules/new/", given | {"body": body}, follow=True))
    assert "由您提出，待另一人确认" in page
    rule = SupervisionRule.objects.get()
    assert clerk.post(f"/supervision/rules/{rule.pk}/confirm/").status_code == 403
    assert "已确认" in shown(second.post(f"/supervision/rules/{rule.pk}/confirm/", follow=True))
    assert "危险化学品" in shown(clerk.get("/supervision/rules/"))


def test_says_of_each_enterprise_who_and_why_and_lists_the_blind(
    browse: Any, ruled: Any, computed: Any, world: Any
) -> None:
    ruled("化工和冶炼", "市应急管理局", sectors=["hazardous_chemicals", "metal_smelting"])
    ruled("长葛冶炼", "长葛市应急管理局", "411082", sectors=["metal_smelting"])
    computed()
    client = browse("zhanghui")
    assert "几个单位交叉" in shown(client.get("/supervision/"))
    several = shown(client.get("/supervision/enterprises/?kind=direct&standing=several"))
    assert FOUNDRY in several
    assert "许昌演示化工有限公司" not in several
    blind = shown(client.get("/supervision/enterprises/?kind=direct&standing=nobody"))
    assert "禹州演示煤业有限公司" in blind
    assert "煤炭" in blind
    assert FOUNDRY not in blind
    one = shown(client.get(f"/supervision/enterprises/{world.enterprises[FOUNDRY].pk}/"))
    for part in ("规则“长葛冶炼”：演示编〔2019〕12号", "规则“化工和冶炼”", "无人监管"):
        assert part in one
    assert client.get("/supervision/enterprises.xlsx?kind=direct&standing=nobody").status_code == 200
    body = shown(client.get(f"/supervision/bodies/{world.parties['市应急管理局'].pk}/?kind=direct"))
    assert FOUNDRY in body
    ruled("煤炭", "市应急管理局", sectors=["coal"])
    computed()
    assert "禹州演示煤业有限公司" in shown(
        browse("zhaolei").get(f"/supervision/bodies/{world.parties['市应急管理局'].pk}/")
    )
    county = shown(browse("zhaolei").get("/supervision/enterprises/?kind=direct"))
    assert "禹州演示煤业有限公司" in county
    assert FOUNDRY not in county


def test_override_is_proposed_where_the_enterprise_stands(browse: Any, world: Any) -> None:
    enterprise = world.enterprises[FOUNDRY]
    given = {
        "kind": "direct",
        "body": str(world.parties["长葛市应急管理局"].pk),
        "valid_from": "2026-02-01",
        "reason": "专题会议确定",
    }
    client, address = browse("zhanghui"), f"/supervision/enterprises/{enterprise.pk}/"
    assert client.post(address, given | {"reason": ""}).status_code == 422
    assert client.post(address, given).status_code == 302
    override = SupervisionOverride.objects.get()
    assert "项人工指定待另一人确认" in shown(browse("chengang").get("/supervision/"))
    page = shown(browse("chengang").post(f"/supervision/overrides/{override.pk}/confirm/", follow=True))
    assert "已确认" in page
    assert browse("zhaolei").get(address).status_code == 404
