"""What is done with many meetings from the list: each succeeds or fails by itself, and one comes back to the list."""

import re
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.ledger.models import Entry

LATE = date(2025, 12, 24)
BACK = "/meetings/?state=awaiting_confirmation&after=x"
ACT = "/registers/meeting/act/"


@pytest.fixture
def waiting(recorded: Any) -> list[Any]:
    return [recorded(held_on=LATE, session=number, title=f"第{number}号会议") for number in (1, 2, 3)]


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_buttons_stand_only_where_they_may_be_used(browse: Any, waiting: Any, recorded: Any) -> None:
    recorded(title="期内会议")
    page = browse("wangjing").get("/meetings/").content.decode()
    for meeting in waiting:
        assert f'value="meeting.confirm/{meeting.pk}"' in page
    assert page.count('value="meeting.confirm/') == 3
    assert "meeting.confirm" not in browse("sunxiao").get("/meetings/").content.decode()


def test_many_are_confirmed_at_once_and_one_is_back_on_the_list(browse: Any, waiting: Any) -> None:
    sent = {"command": "meeting.confirm", "rows": [each.pk for each in waiting], "back": BACK, "request_key": "k" * 20}
    client = browse("wangjing")
    response = client.post(ACT, sent)
    assert (response.status_code, response["Location"]) == (302, BACK)
    for meeting in waiting:
        meeting.refresh_from_db()
        assert (meeting.state, meeting.confirmed_by_name) == ("confirmed", "王静")
    assert Entry.objects.filter(event="meeting.confirm").count() == 3
    assert client.post(ACT, sent)["Location"] == BACK
    assert Entry.objects.filter(event="meeting.confirm").count() == 3


def test_says_of_each_row_whether_it_went_and_why_not(browse: Any, waiting: Any, recorded: Any) -> None:
    in_time = recorded(title="期内会议")
    keys = [str(waiting[0].pk), str(in_time.pk), "00000000-0000-7000-8000-000000000000"]
    response = browse("wangjing").post(ACT, {"command": "meeting.confirm", "rows": keys, "back": BACK})
    page = shown(response)
    assert "办理成功 1 项，没有办理 2 项。其中 1 项没有找到" in page
    assert "期内会议 没有办理 当前状态为“已登记”" in page


def test_asks_for_a_reason_before_many_are_sent_back(browse: Any, waiting: Any) -> None:
    client = browse("wangjing")
    sent = {"command": "meeting.reject", "rows": [each.pk for each in waiting[:2]], "back": BACK}
    asked = client.post(ACT, sent)
    assert (asked.status_code, "对以下 2 项办理“退回会议”" in shown(asked)) == (200, True)
    bare = client.post(ACT, sent | {"given": "1", "reason": ""})
    assert bare.status_code == 422
    assert "请填写“理由”" in shown(bare)
    assert client.post(ACT, sent | {"given": "1", "reason": "与纪要不符"})["Location"] == BACK
    waiting[0].refresh_from_db()
    waiting[2].refresh_from_db()
    assert (waiting[0].state, waiting[2].state) == ("rejected", "awaiting_confirmation")


@pytest.mark.parametrize(
    ("username", "sent", "status"),
    [
        ("sunxiao", {"command": "meeting.confirm"}, 403),
        ("liuyang", {"command": "meeting.confirm"}, 403),
        ("wangjing", {"command": "meeting.withdraw"}, 422),
        ("wangjing", {"command": "enterprise.register"}, 422),
        ("wangjing", {"command": "meeting.confirm", "rows": []}, 422),
        ("wangjing", {"command": "meeting.confirm", "rows": ["x"]}, 422),
    ],
)
def test_refuses_what_the_list_does_not_offer(browse: Any, waiting: Any, username: str, sent: Any, status: int) -> None:
    given = {"rows": [waiting[0].pk], "back": BACK} | sent
    assert browse(username).post(ACT, given).status_code == status
    waiting[0].refresh_from_db()
    assert waiting[0].state == "awaiting_confirmation"


def test_never_leads_to_another_site(browse: Any, waiting: Any) -> None:
    only = f"meeting.confirm/{waiting[0].pk}"
    response = browse("wangjing").post(ACT, {"only": only, "back": "https://elsewhere.example/"})
    assert response["Location"] == "/meetings/"
