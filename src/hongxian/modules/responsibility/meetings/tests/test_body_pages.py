"""The page of who sits in which body: a role is ended where it is shown."""

import re
from datetime import date
from typing import Any

import pytest

from hongxian.modules.responsibility.meetings.queries import members_on


def shown(response: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def director(cast: Any) -> Any:
    """The mayor as director of the safety committee."""
    return members_on(cast["张慧"], date(2026, 3, 5)).get(post__name="市长")


def test_role_is_ended_on_the_page(browse: Any, director: Any) -> None:
    client, address = browse("zhanghui"), f"/meetings/bodies/{director.pk}/end/"
    sent = {"last_day": "2026-03-04", "basis": "演示〔2026〕12号"}
    assert "已登记终止" in shown(client.post(address, sent, follow=True))
    assert "主任 市长" not in shown(client.get("/meetings/bodies/"))
    assert "主任 市长 许昌市人民政府 2018-12-10 2026-03-04" in shown(client.get("/meetings/bodies/?on=2026-03-04"))


def test_refusal_stands_beside_the_role_on_the_day_looked_at(browse: Any, director: Any) -> None:
    client, address = browse("zhanghui"), f"/meetings/bodies/{director.pk}/end/?on=2020-01-01"
    early = client.post(address, {"last_day": "2018-12-09", "basis": "演示〔2026〕12号"})
    assert early.status_code == 422
    assert early.context["day"].isoformat() == "2020-01-01"
    assert "<details open>" in early.content.decode()
    assert "早于开始日期 2018-12-10" in shown(early)
    bare = client.post(address, {"last_day": "2026-03-04", "basis": ""})
    assert bare.status_code == 422
    assert "<details open>" in bare.content.decode()


def test_reader_sees_members_but_neither_forms_nor_writes(browse: Any, director: Any) -> None:
    client = browse("chengang")
    page = client.get("/meetings/bodies/")
    assert "主任 市长" in shown(page)
    assert 'method="post" action="/meetings' not in page.content.decode()
    assert client.post("/meetings/bodies/", {}).status_code == 403
    assert client.post(f"/meetings/bodies/{director.pk}/end/", {}).status_code == 403
