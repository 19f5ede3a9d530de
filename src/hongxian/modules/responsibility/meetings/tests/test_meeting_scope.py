"""Nobody sees the meetings of a body outside their scope: not in the list, the page, the interface, the counts."""

from datetime import date
from typing import Any

import pytest

from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.responsibility.meetings.queries import (
    items_of,
    visible_decisions,
    visible_items,
    visible_meetings,
    visible_memberships,
    visible_work_occasions,
    visible_work_records,
)
from hongxian.modules.responsibility.meetings.registers import that_met


def test_clerks_see_their_own_body_only(recorded: Any, cast: Any, world: Any) -> None:
    meeting = recorded()
    recorded(actor=cast["李强"], body=world.parties["市政府常务会议"])
    assert list(visible_meetings(cast["孙晓"])) == [meeting]
    offered = that_met(cast["李强"], visible_parties(cast["李强"], "meeting.view"))
    assert [each.name for each in offered] == ["许昌市人民政府常务会议"]
    assert visible_meetings(cast["张慧"]).count() == 2
    assert visible_items(cast["李强"]).filter(meeting=meeting).count() == 0


@pytest.mark.parametrize("name", ["赵磊", "刘洋", "郑凯"])
def test_others_see_nothing(recorded: Any, cast: Any, name: str) -> None:
    recorded()
    actor = cast[name]
    for visible in (
        visible_meetings,
        visible_items,
        visible_decisions,
        visible_memberships,
        visible_work_records,
        visible_work_occasions,
    ):
        assert visible(actor).count() == 0


@pytest.mark.parametrize("username", ["liqiang", "zhaolei", "liuyang"])
def test_pages_of_others_answer_as_if_there_were_none(recorded: Any, browse: Any, username: str) -> None:
    meeting = recorded(held_on=date(2025, 12, 24))
    client, address = browse(username), f"/meetings/{meeting.pk}/"
    assert client.get(address).status_code == 404
    listed = client.get("/meetings/")
    assert listed.status_code == 403 or listed.context["page"].rows == []
    for verb in ("confirm", "reject", "withdraw"):
        assert client.post(f"{address}{verb}/", {"reason": "理由"}).status_code == 404
    assert client.post(f"{address}items/{items_of(meeting).get().pk}/extract/").status_code == 404
    assert client.get(f"/api/v1/meetings/{meeting.pk}").status_code == 404
    assert client.get("/api/v1/meetings").json()["meetings"] == []
    meeting.refresh_from_db()
    assert meeting.state == "awaiting_confirmation"


def test_item_of_another_meeting_is_not_found(recorded: Any, browse: Any) -> None:
    meeting, other = recorded(), recorded(session=2)
    address = f"/meetings/{meeting.pk}/items/{items_of(other).get().pk}/extract/"
    assert browse("sunxiao").post(address).status_code == 404


def test_second_person_may_see_but_not_withdraw(recorded: Any, browse: Any) -> None:
    meeting = recorded()
    assert browse("wangjing").post(f"/meetings/{meeting.pk}/withdraw/", {"reason": "理由"}).status_code == 403
    assert browse("wangjing").get("/meetings/new/").status_code == 403


def test_nobody_sees_anything_without_login(client: Any, recorded: Any) -> None:
    assert client.get(f"/meetings/{recorded().pk}/").status_code == 302
    assert client.get("/api/v1/meetings", headers={"accept": "application/json"}).status_code == 401
