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
    enterprise, person = registered(), world.people["周建国"]
    address = f"/enterprises/{enterprise.pk}/people/"
    client = browse("zhanghui")
    sent = {"role": "principal", "person": person.pk, "valid_from": "2026-03-01"}
    assert "主要负责人 周建国 2026-03-01 今" in shown(client.post(address, sent, follow=True))
    again = client.post(address, sent)
    assert again.status_code == 422
    assert "已登记为周建国" in again.context["form"].errors["person"][0]
    assert "周建国（主要负责人）" in shown(client.get("/enterprises/"))


@pytest.mark.parametrize("username", ["sunxiao", "zhaolei", "liuyang"])
def test_pages_of_others_answer_as_if_there_were_none(browse: Any, registered: Any, username: str) -> None:
    enterprise, client = registered(), browse(username)
    assert client.get(f"/enterprises/{enterprise.pk}/").status_code == 404
    assert client.post(f"/enterprises/{enterprise.pk}/people/").status_code == 404
    assert client.get("/enterprises/").status_code == 403
    assert client.get("/enterprises/new/").status_code == 403
