"""What the auditor sees of logins, failures, locks: from the ledger, within the scope, to filter and to take away."""

import re
from typing import Any

from django.test import Client

from hongxian.kernel.actor import Scope
from hongxian.modules.base.accounts.models import User
from hongxian.modules.portal.demo.cast import PASSWORD


def shown(page: Any) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def try_to_enter(username: str, password: str) -> Client:
    client = Client()
    client.post("/accounts/login/", {"username": username, "password": password})
    return client


def auditor() -> Client:
    client = Client()
    client.force_login(User.objects.get(username="shenyan"))
    return client


def test_auditor_sees_logins_failures_and_locks_and_filters_them(world: Any) -> None:
    try_to_enter("zhanghui", PASSWORD)
    for _ in range(5):
        try_to_enter("zhaolei", "not the password")
    try_to_enter("nobody-here", "x")
    client = auditor()
    page = shown(client.get("/accounts/login-events/"))
    for words in ("登录成功", "张慧", "口令不对", "zhaolei", "锁定登录", "nobody-here", "127.0.0.1"):
        assert words in page, words
    assert "login.begin" not in page, "no keys"
    only = shown(client.get("/accounts/login-events/", {"event": "login_lock.set"}))
    rows = only.split("方式或原因")[-1]
    assert "zhaolei" in rows
    assert "nobody-here" not in rows
    assert "张慧" in shown(client.get("/accounts/login-events/", {"words": "张慧"}))
    assert "没有符合条件" in shown(client.get("/accounts/login-events/", {"words": "查无此人"}))
    assert "没有符合条件" in shown(client.get("/accounts/login-events/", {"at_to": "2020-01-01"}))


def test_it_can_be_taken_away_and_that_is_put_down(world: Any) -> None:
    from hongxian.kernel.registers.models import Export

    try_to_enter("zhanghui", PASSWORD)
    answer = auditor().post("/registers/login_event/export/", {"format": "csv", "query": "event=login.begin"})
    lines = b"".join(answer.streaming_content).decode()
    assert "张慧" in lines
    assert Export.objects.get().register == "login_event"


def test_others_do_not_see_it_and_a_county_sees_its_own(world: Any, cast: Any) -> None:
    from dataclasses import replace

    from hongxian.modules.base.accounts.registers import events_at_the_door
    from hongxian.modules.base.places.queries import place

    try_to_enter("zhanghui", PASSWORD)
    try_to_enter("zhaolei", PASSWORD)
    client = Client()
    client.force_login(User.objects.get(username="zhanghui"))
    assert client.get("/accounts/login-events/").status_code == 403
    county = replace(cast["赵磊"], grants={"login.view": (Scope(path=place("411081").path),)})
    names = {each.payload.content["actor_name"] for each in events_at_the_door(county, "login.view")}
    assert names == {"赵磊"}


def test_power_over_a_place_reaches_the_acts_of_its_bodies(world: Any, cast: Any) -> None:
    from hongxian.kernel.ledger.queries import visible_entries

    seen = {each.actor_organisation for each in visible_entries(cast["沈严"])}
    assert str(world.parties["市安委办"].pk) in seen
    assert not visible_entries(cast["赵磊"]).exists()
