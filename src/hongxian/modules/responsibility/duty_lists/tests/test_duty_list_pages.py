"""The pages of duty lists and the division of work."""

import re
from typing import Any

import pytest

from hongxian.modules.responsibility.duty_lists.models import DutyList


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def typed(world: Any, **changes: Any) -> dict[str, Any]:
    return {
        "issuer": str(world.parties["市委"].pk),
        "kind": "leader_responsibility_list",
        "title": "责任清单",
        "document_number": "许发〔2026〕1号",
        "issued_on": "2026-03-02",
        "items-TOTAL_FORMS": "3",
        "items-INITIAL_FORMS": "0",
        "items-0-post": str(world.posts["市委书记"].pk),
        "items-0-text": "全面负责",
    } | changes


def test_list_is_recorded_on_the_page(browse: Any, world: Any) -> None:
    page = shown(browse("zhanghui").post("/duty-lists/new/", typed(world), follow=True))
    for part in ("已登记。判定将在数秒内更新", "许发〔2026〕1号", "市委书记 中共许昌市委 全面负责"):
        assert part in page


def test_one_more_line_keeps_what_was_typed(browse: Any, world: Any) -> None:
    response = browse("zhanghui").post("/duty-lists/new/", typed(world, title="", add_line="1"))
    page = response.content.decode()
    assert response.status_code == 200
    assert 'name="items-3-post"' in page
    assert "全面负责" in page
    assert f'value="{world.posts["市委书记"].pk}" selected' in page


def test_refusal_stands_at_its_line(browse: Any, world: Any) -> None:
    sent = typed(world, issuer=str(world.parties["禹州市政府"].pk))
    response = browse("zhanghui").post("/duty-lists/new/", sent)
    assert response.status_code == 422
    assert "不能列入" in response.context["form"].items.forms[0].errors["post"][0]
    assert not DutyList.objects.exists()


def test_second_person_confirms_or_sends_back_with_a_reason(browse: Any, waiting: Any) -> None:
    address = f"/duty-lists/{waiting.pk}/"
    assert "本人不能复核自己录入的记录" in shown(browse("zhanghui").get(address))
    second = browse("chengang")
    assert second.post(f"{address}reject/", {"reason": ""}).status_code == 422
    assert "已复核" in shown(second.post(f"{address}confirm/", follow=True))
    assert second.post(f"{address}confirm/").status_code == 422


def test_sent_back_record_says_why(browse: Any, waiting: Any) -> None:
    page = shown(browse("chengang").post(f"/duty-lists/{waiting.pk}/reject/", {"reason": "查无此文"}, follow=True))
    assert "不计入判定" in page
    assert "理由：查无此文" in page


def test_list_filters_by_words_and_kind(browse: Any, recorded: Any) -> None:
    recorded(title="甲清单")
    recorded(title="乙通知", kind="division_of_work", document_number="许发〔2026〕2号")
    client = browse("zhanghui")
    assert "乙通知" not in shown(client.get("/duty-lists/?words=甲"))
    assert "甲清单" not in shown(client.get("/duty-lists/?kind=division_of_work"))
    assert "甲清单" in shown(client.get("/duty-lists/?words=〔2026〕1号"))


def test_division_of_work_on_a_day(browse: Any) -> None:
    client = browse("zhanghui")
    today = shown(client.get("/duty-lists/division/"))
    assert "市委书记 中共许昌市委 周建国 第一责任人" in today
    assert "该日没有登记安全生产分工" in shown(client.get("/duty-lists/division/?on=2024-01-09"))
    assert "第一责任人" in shown(client.get("/duty-lists/division/?on=2024-01-10"))


def test_role_is_assigned_on_the_page(browse: Any, world: Any) -> None:
    sent = {
        "post": world.posts["副市长（城建）"].pk,
        "role": "one_post_two_duties",
        "valid_from": "2026-03-01",
        "basis": "演示〔2026〕3号",
        "fields_text": "",
    }
    client = browse("zhanghui")
    refused = client.post("/duty-lists/division/", sent)
    assert refused.status_code == 422
    assert "须写明分管" in refused.context["form"].errors["fields_text"][0]
    assert "城乡建设" in shown(client.post("/duty-lists/division/", sent | {"fields_text": "城乡建设"}, follow=True))


@pytest.mark.parametrize("username", ["sunxiao", "zhaolei", "liuyang"])
def test_pages_of_others_answer_as_if_there_were_none(browse: Any, waiting: Any, username: str) -> None:
    client, address = browse(username), f"/duty-lists/{waiting.pk}/"
    assert client.get(address).status_code == 404
    assert client.post(f"{address}confirm/").status_code == 404
    assert client.get("/duty-lists/").status_code == 403
    assert client.get("/duty-lists/new/").status_code == 403
    assert client.get("/duty-lists/division/").status_code == 403
