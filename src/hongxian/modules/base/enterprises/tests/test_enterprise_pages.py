"""The pages of enterprises."""

import re
from typing import Any

import pytest

from hongxian.modules.base.enterprises.models import Enterprise


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


TYPED = {
    "name": "许昌试验机械有限公司",
    "place": "411002",
    "credit_code": " 91350100m000100y43 ",
    "ownership": "private",
    "sector": "manufacturing",
    "is_high_risk": "no",
}


def test_enterprise_is_registered_on_the_page(browse: Any) -> None:
    page = shown(browse("zhanghui").post("/enterprises/new/", TYPED, follow=True))
    for part in ("已登记企业", "91350100M000100Y43", "魏都区", "民营企业", "其他工业", "规模以上 未登记"):
        assert part in page
    found = Enterprise.objects.get()
    assert (found.is_high_risk, found.is_above_scale) == (False, None)


def test_wrong_code_stands_at_its_field_and_nothing_is_lost(browse: Any) -> None:
    response = browse("zhanghui").post("/enterprises/new/", TYPED | {"credit_code": "91350100M000100Y44"})
    assert response.status_code == 422
    assert "应为“3”" in response.context["form"].errors["credit_code"][0]
    assert "许昌试验机械有限公司" in response.content.decode()


def test_list_finds_by_name_code_place_and_sector(browse: Any, registered: Any) -> None:
    registered()
    registered(name="禹州试验煤业有限公司", credit_code="12320500466959475A", sector="coal")
    client = browse("zhanghui")

    def names(query: str) -> list[str]:
        return [each.name for each in client.get(f"/enterprises/?{query}").context["listing"].page.rows]

    assert len(names("")) == 2
    assert names("words=煤业") == ["禹州试验煤业有限公司"]
    assert names("words=91350100m") == ["许昌试验机械有限公司"]
    assert names("sector=coal") == ["禹州试验煤业有限公司"]
    assert len(names("place=411000")) == 2
    assert names("place=411081") == []
    assert names("words=没有这家") == []


def test_pages_of_a_long_list_meet_without_gap_or_overlap(browse: Any, registered: Any) -> None:
    for number in range(45):
        registered(name=f"企业{number % 7}", credit_code="", registration_number=f"{number:015d}")
    client, seen, after = browse("zhanghui"), [], ""
    for _ in range(3):
        page = client.get("/enterprises/", {"after": after}).context["listing"].page
        seen += [each.pk for each in page.rows]
        after = page.older
    assert (len(seen), len(set(seen)), after) == (45, 45, "")


def test_responsible_person_is_named_on_the_page(browse: Any, registered: Any, world: Any) -> None:
    enterprise = registered()
    address = f"/enterprises/{enterprise.pk}/people/"
    client = browse("zhanghui")
    sent = {"role": "principal", "new_person": "丁一", "valid_from": "2026-03-01"}
    assert "主要负责人 丁一 2026-03-01 今" in shown(client.post(address, sent, follow=True))
    again = client.post(address, sent | {"role": "safety_officer"})
    assert again.status_code == 422
    assert "“丁一”已登记为主要负责人" in again.context["form"].errors["new_person"][0]
    (person,) = again.context["form"].fields["person"].queryset
    same = {"role": "safety_officer", "person": person.pk, "valid_from": "2026-03-01"}
    assert "安全管理人员 丁一" in shown(client.post(address, same, follow=True))
    refused = client.post(address, same | {"role": "principal", "valid_from": "2026-04-01"})
    assert "已登记为丁一" in refused.context["form"].errors["person"][0]
    assert "丁一（主要负责人）" in shown(client.get("/enterprises/"))
    assert person.workplace == enterprise.name


def test_whatever_may_be_done_is_done_on_its_page(browse: Any, registered: Any) -> None:
    firm, client = registered(), browse("zhanghui")
    page = shown(client.get(f"/enterprises/{firm.pk}/change/"))
    assert "变更企业" in page
    sent = TYPED | {"valid_from": "2026-03-01", "basis": "演示年报", "version": 1, "employees": "88", "industry": "26"}
    page = shown(client.post(f"/enterprises/{firm.pk}/change/", sent, follow=True))
    assert "从业人数：未登记 → 88" in page
    assert "化学原料和化学制品制造业" in page
    assert client.post(f"/enterprises/{firm.pk}/change/", sent).status_code == 409
    dated = {"valid_from": "2026-03-02", "basis": "演示核查记录", "version": 2}
    closed = {"operating_status": "production_suspended"} | dated
    assert "停产" in shown(client.post(f"/enterprises/{firm.pk}/close/", closed, follow=True))
    moved = {"place": "411081", "working_address": "乙路2号"} | dated | {"version": 3}
    assert "乙路2号" in shown(client.post(f"/enterprises/{firm.pk}/move/", moved, follow=True))
    flag = {"risk_kind": "combustible_dust", "valid_from": "2026-03-01", "basis": "演示名单"}
    assert "涉爆粉尘" in shown(client.post(f"/enterprises/{firm.pk}/flag/", flag, follow=True))
    call = {"contact_name": "丁一", "phone": "13912345678"}
    page = client.post(f"/enterprises/{firm.pk}/contact/", call, follow=True).content.decode()
    assert "139****78" in page
    assert "12345" not in page
    contact = Enterprise.objects.get().enterprise_contact
    page = shown(client.post(f"/enterprises/contacts/{contact.pk}/reveal/", {"purpose": "核实停产"}))
    assert "13912345678" in page
    past = shown(client.get(f"/enterprises/{firm.pk}/?on=2026-02-01"))
    assert "2026-02-01 的情况" in past
    assert "乙路2号" not in past.split("责任人")[2]


def test_duplicates_are_asked_about_and_merged_by_two(browse: Any, registered: Any) -> None:
    old = registered(credit_code="", registration_number="320506600453178", name="许昌市试验机械厂")
    client = browse("zhanghui")
    answer = client.post("/enterprises/new/", TYPED)
    assert answer.status_code == 422
    assert "许昌市试验机械厂" in answer.context["form"].errors["is_another"][0]
    client.post("/enterprises/new/", TYPED | {"is_another": "on"})
    kept = Enterprise.objects.exclude(pk=old.pk).get()
    assert "可能与下列企业重复" in shown(client.get(f"/enterprises/{kept.pk}/"))
    sent = {"kept": kept.credit_code, "reason": "换照前后"}
    assert "待另一人确认" in shown(client.post(f"/enterprises/{old.pk}/merge/", sent, follow=True))
    other = browse("chengang")
    assert "许昌市试验机械厂" in shown(other.get("/enterprises/merges/"))
    merge = old._meta.apps.get_model("enterprises", "EnterpriseMerge").objects.get()
    other.post(f"/enterprises/merges/{merge.pk}/confirm/")
    assert other.get(f"/enterprises/{old.pk}/").headers["Location"] == f"/enterprises/{kept.pk}/"


@pytest.mark.parametrize("username", ["sunxiao", "zhaolei", "liuyang"])
def test_pages_of_others_answer_as_if_there_were_none(browse: Any, registered: Any, username: str) -> None:
    enterprise, client = registered(), browse(username)
    assert client.get(f"/enterprises/{enterprise.pk}/").status_code == 404
    assert client.post(f"/enterprises/{enterprise.pk}/people/").status_code == 404
    listed = client.get("/enterprises/")
    assert listed.status_code == 403 or enterprise.name not in shown(listed), "whoever sees some sees no others"
    assert client.get("/enterprises/new/").status_code == 403
