"""The REST interface of meetings: same queries, same commands, refusals in Chinese."""

from datetime import date
from typing import Any

import pytest

from hongxian.modules.responsibility.meetings.models import Meeting

ADDRESS = "/api/v1/meetings"


@pytest.fixture
def sent(world: Any) -> dict[str, Any]:
    return {
        "body": str(world.parties["市委常委会"].pk),
        "held_on": "2026-03-02",
        "title": "市委常委会会议",
        "items": [
            {
                "agenda_type": "hear_report",
                "title": "听取汇报",
                "extract_number": "许常〔2026〕3号",
                "extract_office": "市委办公室",
                "extract_text": "会议听取了汇报。",
                "decisions": ["各部门按季度报送"],
            }
        ],
    }


def post(client: Any, sent: Any, **headers: str) -> Any:
    return client.post(ADDRESS, sent, content_type="application/json", headers=headers)


def test_records_a_meeting_and_gives_it_back(browse: Any, sent: Any) -> None:
    client = browse("sunxiao")
    made = post(client, sent)
    assert made.status_code == 201
    body = made.json()
    assert (body["state"], body["recorded_by_name"], body["body"]["name"]) == ("recorded", "孙晓", "许昌市委常委会")
    assert body["items"][0]["decisions"] == ["各部门按季度报送"]
    assert client.get(f"{ADDRESS}/{body['id']}").json() == body


def test_same_request_is_carried_out_once(browse: Any, sent: Any) -> None:
    client = browse("sunxiao")
    assert post(client, sent, **{"Idempotency-Key": "sender-0001"}).status_code == 201
    again = post(client, sent, **{"Idempotency-Key": "sender-0001"})
    assert again.status_code == 409
    assert "没有重复登记" in again.json()["title"]
    assert Meeting.objects.count() == 1


def test_refusal_is_a_problem_in_chinese_that_names_its_field(browse: Any, sent: Any) -> None:
    client = browse("sunxiao")
    late = post(client, sent | {"held_on": "2026-03-06"})
    assert (late.status_code, late["Content-Type"]) == (422, "application/problem+json")
    assert late.json()["field"] == "held_on"
    assert "晚于今天" in late.json()["title"]
    half = post(client, sent | {"items": [sent["items"][0] | {"extract_text": ""}]})
    assert half.json()["field"] == "items.0.extract_text"


@pytest.mark.parametrize(
    "change",
    [
        {"items": []},
        {"session": 0},
        {"title": ""},
        {"title": "长" * 121},
        {"held_on": "二月三十日"},
        {"items": [{"agenda_type": "chat", "title": "闲谈"}]},
        {"items": [{"agenda_type": "hear_report", "title": "听取汇报", "decisions": ["长" * 301]}]},
        {"body": "not a key"},
    ],
)
def test_refuses_what_has_not_the_shape(browse: Any, sent: Any, change: dict[str, Any]) -> None:
    response = post(browse("sunxiao"), sent | change)
    assert response.status_code == 422
    assert "没有保存" in response.json()["title"]
    assert not Meeting.objects.exists()


def test_refuses_a_body_of_others_and_people_without_permission(browse: Any, sent: Any, world: Any) -> None:
    foreign = post(browse("sunxiao"), sent | {"body": str(world.parties["市政府常务会议"].pk)})
    assert foreign.status_code == 404
    assert post(browse("wangjing"), sent).status_code == 403


def test_second_person_confirms(browse: Any, recorded: Any) -> None:
    meeting = recorded(held_on=date(2025, 12, 24))
    done = browse("wangjing").post(f"{ADDRESS}/{meeting.pk}/confirm")
    assert (done.status_code, done.json()["confirmed_by_name"]) == (200, "王静")
    again = browse("wangjing").post(f"{ADDRESS}/{meeting.pk}/confirm")
    assert again.status_code == 422
    assert "已复核" in again.json()["title"]
    assert browse("sunxiao").post(f"{ADDRESS}/{meeting.pk}/confirm").status_code == 403


def test_list_is_paged_by_token(browse: Any, recorded: Any) -> None:
    for session in range(1, 6):
        recorded(session=session)
    client, seen, after = browse("sunxiao"), [], ""
    for _ in range(3):
        answer = client.get(ADDRESS, {"limit": 2, "after": after}).json()
        seen += [each["session"] for each in answer["meetings"]]
        after = answer["next"]
    assert seen == [5, 4, 3, 2, 1]
    assert after == ""


@pytest.mark.parametrize("query", [{"limit": 101}, {"limit": 0}, {"after": "nonsense"}, {"year": 99999}])
def test_list_refuses_a_query_out_of_bounds(browse: Any, query: dict[str, Any]) -> None:
    assert browse("sunxiao").get(ADDRESS, query).status_code == 422


def test_list_filters_by_year(browse: Any, recorded: Any) -> None:
    recorded()
    recorded(held_on=date(2025, 12, 24))
    found = browse("sunxiao").get(ADDRESS, {"year": 2025}).json()["meetings"]
    assert [each["held_on"] for each in found] == ["2025-12-24"]


def test_writing_needs_the_token_of_the_page(world: Any, sent: Any) -> None:
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    client = Client(enforce_csrf_checks=True)
    client.force_login(User.objects.get(username="sunxiao"))
    assert post(client, sent).status_code == 403
    assert not Meeting.objects.exists()
