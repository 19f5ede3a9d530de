"""The pages of parties, posts and who held them."""

import re
from datetime import date
from typing import Any

import pytest

from hongxian.modules.base.parties.commands import make_appointment


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_list_finds_by_former_names_too(browse: Any) -> None:
    client = browse("zhanghui")
    assert "许昌市应急管理局" in shown(client.get("/parties/?words=许昌市安全生产监督管理局"))
    kinds = client.get("/parties/?kind=committee").context["page"].rows
    assert [each.name for each in kinds] == ["许昌市安全生产委员会"]


def test_names_stand_with_their_days(browse: Any, world: Any) -> None:
    page = shown(browse("zhanghui").get(f"/parties/{world.parties['市应急管理局'].pk}/"))
    assert "2016-01-01 许昌市安全生产监督管理局 至 2019-01-14" in page
    assert "2019-01-15 许昌市应急管理局 至 今" in page


def test_holders_are_those_of_the_day(browse: Any, world: Any) -> None:
    client, address = browse("zhanghui"), f"/parties/{world.parties['市政府'].pk}/"
    assert "市长 政府主要负责人（市长、县长、区长） 1 吴海峰" in shown(client.get(address))
    assert "市长 政府主要负责人（市长、县长、区长） 1 空缺" in shown(client.get(f"{address}?on=2021-08-31"))


def test_person_is_appointed_and_dismissed_on_the_page(browse: Any, world: Any, post: Any, people: Any) -> None:
    client, address = browse("zhanghui"), f"/parties/{world.parties['市安委办'].pk}/"
    sent = {"post": post.pk, "person": people[0].pk, "valid_from": "2024-01-01"}
    assert "已登记任职" in shown(client.post(f"{address}appointments/", sent, follow=True))
    taken = client.post(f"{address}appointments/", sent | {"person": people[1].pk})
    assert taken.status_code == 422
    assert "钱一 已登记自 2024-01-01" in taken.context["form"].errors["valid_from"][0]
    term = post.appointments.get()
    end = f"{address}appointments/{term.pk}/end/"
    early = client.post(end, {"last_day": "2023-12-31", "basis": "演示〔2026〕9号"})
    assert early.status_code == 422
    assert "早于开始日期" in shown(early)
    assert "已登记免职" in shown(client.post(end, {"last_day": "2026-02-28", "basis": "演示〔2026〕9号"}, follow=True))


def test_posts_of_other_parties_are_not_offered(browse: Any, world: Any, people: Any) -> None:
    sent = {"post": world.posts["市长"].pk, "person": people[0].pk, "valid_from": "2024-01-01"}
    response = browse("zhanghui").post(f"/parties/{world.parties['市安委办'].pk}/appointments/", sent)
    assert response.status_code == 422
    assert "post" in response.context["form"].errors


def test_reader_sees_the_party_but_no_forms_and_no_terms(browse: Any, world: Any) -> None:
    response = browse("zhaolei").get(f"/parties/{world.parties['禹州市政府'].pk}/")
    assert response.context["form"] is None
    assert response.context["terms"] == []


@pytest.mark.parametrize("username", ["sunxiao", "zhaolei", "liuyang"])
def test_parties_outside_the_scope_answer_as_if_there_were_none(
    browse: Any, world: Any, cast: Any, post: Any, people: Any, username: str
) -> None:
    term = make_appointment(actor=cast["张慧"], post=post, person=people[0], valid_from=date(2024, 1, 1))
    party, client = world.parties["市安委办"], browse(username)
    assert client.get(f"/parties/{party.pk}/").status_code == 404
    assert client.post(f"/parties/{party.pk}/appointments/").status_code == 404
    assert client.post(f"/parties/{party.pk}/appointments/{term.pk}/end/").status_code == 404
    listed = client.get("/parties/")
    assert listed.status_code == 403 or party.pk not in [each.pk for each in listed.context["page"].rows]
