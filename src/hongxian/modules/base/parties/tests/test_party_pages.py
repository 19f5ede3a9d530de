"""The pages of parties, posts and who held them."""

import re
from datetime import date
from typing import Any

import pytest

from hongxian.modules.base.parties.commands import make_appointment

WRITES = ("names", "posts", "institutions", "staffings", "appointments")


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
    for address in WRITES:
        assert client.post(f"/parties/{party.pk}/{address}/").status_code == 403
    assert client.post(f"/parties/{party.pk}/appointments/{term.pk}/end/").status_code == 403
    assert client.get("/parties/new/").status_code == 403
    listed = client.get("/parties/")
    assert listed.status_code == 403 or party.pk not in [each.pk for each in listed.context["page"].rows]


def test_party_is_set_up_on_the_page_and_shown(browse: Any, world: Any) -> None:
    client = browse("zhanghui")
    assert 'href="/parties/new/"' in client.get("/parties/").content.decode()
    sent = {
        "name": "长葛市安全生产委员会办公室",
        "kind": "committee_office",
        "place": "411082",
        "established_on": "2026-03-01",
        "parent": world.parties["长葛市政府"].pk,
        "basis": "演示〔2026〕11号",
    }
    page = shown(client.post("/parties/new/", sent, follow=True))
    for part in (
        "已设立",
        "长葛市安全生产委员会办公室",
        "上级 长葛市人民政府",
        "2026-03-01",
        "演示〔2026〕11号",
        "没有登记岗位。展开下方“设立岗位”登记",
    ):
        assert part in page
    again = client.post("/parties/new/", sent)
    assert again.status_code == 422
    assert "不能重复建立" in again.context["form"].errors["name"][0]
    assert "演示〔2026〕11号" in again.content.decode(), "nothing typed is lost"


def test_reader_is_offered_nothing_to_write(browse: Any, world: Any) -> None:
    client = browse("zhaolei")
    assert 'href="/parties/new/"' not in client.get("/parties/").content.decode()
    page = client.get(f"/parties/{world.parties['禹州市政府'].pk}/").content.decode()
    assert [address for address in WRITES if f"/{address}/" in page] == []


def test_name_is_changed_on_the_page(browse: Any, world: Any) -> None:
    address = f"/parties/{world.parties['市应急管理局'].pk}/"
    client, sent = (
        browse("zhanghui"),
        {"name": "许昌市安全应急局", "valid_from": "2019-01-15", "basis": "演示〔2026〕6号"},
    )
    early = client.post(f"{address}names/", sent)
    assert early.status_code == 422
    assert "应晚于该日" in early.context["rename_form"].errors["valid_from"][0]
    page = shown(client.post(f"{address}names/", sent | {"valid_from": "2026-03-01"}, follow=True))
    assert "2019-01-15 许昌市应急管理局 至 2026-02-28" in page
    assert "2026-03-01 许昌市安全应急局 至 今" in page


def test_post_is_set_up_on_the_page_once(browse: Any, world: Any) -> None:
    address = f"/parties/{world.parties['长葛市应急管理局'].pk}/"
    client, sent = browse("zhanghui"), {"name": "局长", "kind": "department_head", "seats": "1"}
    assert "局长 部门主要负责人 1 空缺" in shown(client.post(f"{address}posts/", sent, follow=True))
    again = client.post(f"{address}posts/", sent)
    assert again.status_code == 422
    assert "已有名为“局长”的岗位" in again.context["post_form"].errors["name"][0]
    none = client.post(f"{address}posts/", sent | {"name": "副局长", "seats": "0"})
    assert "seats" in none.context["post_form"].errors


def test_set_up_of_a_department_stands_with_its_history(browse: Any, world: Any) -> None:
    address = f"/parties/{world.parties['襄城县应急管理局'].pk}/"
    sent = {
        "function": "safety_authority",
        "safety_class": "supervision",
        "is_working_department": "yes",
        "in_enforcement_sequence": "yes",
        "valid_from": "2026-03-01",
        "basis": "演示〔2026〕5号",
    }
    client = browse("zhanghui")
    bare = client.post(f"{address}institutions/", sent | {"basis": " "})
    assert bare.status_code == 422
    assert "basis" in bare.context["institution_form"].errors
    early = client.post(f"{address}institutions/", sent | {"valid_from": "2019-03-01"})
    assert "已有登记" in early.context["institution_form"].errors["valid_from"][0]
    page = shown(client.post(f"{address}institutions/", sent, follow=True))
    assert "2026-03-01 今 安全生产监督管理 是 是 负有安全生产监督管理职责 演示〔2026〕5号" in page
    assert "2019-03-01 2026-02-28 安全生产监督管理 是 否" in page
    assert "登记部门设置 留痕与证明" in page
    assert "理由：演示〔2026〕5号" in page


def test_staff_stands_with_its_history(browse: Any, world: Any) -> None:
    address = f"/parties/{world.parties['市安委办'].pk}/"
    client, sent = (
        browse("zhanghui"),
        {"own": "12", "borrowed": "0", "valid_from": "2026-03-01", "basis": "演示〔2026〕8号"},
    )
    wrong = client.post(f"{address}staffings/", sent | {"own": "-1"})
    assert wrong.status_code == 422
    assert "own" in wrong.context["staffing_form"].errors
    page = shown(client.post(f"{address}staffings/", sent, follow=True))
    assert "2026-03-01 今 12 0 演示〔2026〕8号" in page
    assert "2020-06-01 2026-02-28 9 3" in page


def test_somebody_new_is_registered_with_the_appointment(browse: Any, world: Any, post: Any) -> None:
    client, address = browse("zhanghui"), f"/parties/{world.parties['市安委办'].pk}/"
    sent = {"post": post.pk, "new_person": "孟新", "valid_from": "2026-03-01"}
    assert "专职副主任 孟新 2026-03-01" in shown(client.post(f"{address}appointments/", sent, follow=True))
    assert "孟新（专职副主任）" in shown(client.get(address)), "and can be chosen from now on"


def test_namesake_is_asked_for_beside_the_name(browse: Any, world: Any, post: Any) -> None:
    client, address = browse("zhanghui"), f"/parties/{world.parties['市安委办'].pk}/"
    assert "同名的另一人" not in shown(client.get(address))
    sent = {"post": post.pk, "new_person": "周建国", "valid_from": "2026-03-01"}
    asked = client.post(f"{address}appointments/", sent)
    assert asked.status_code == 422
    assert "名单中已有“周建国”（市委书记）" in asked.context["form"].errors["new_person"][0]
    assert 'name="is_namesake"' in asked.content.decode()
    assert client.post(f"{address}appointments/", sent | {"is_namesake": "on"}).status_code == 302
