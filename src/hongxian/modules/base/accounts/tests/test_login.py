"""Logging in, and choosing the post to act in."""

from datetime import date
from typing import Any

import pytest

from hongxian.modules.base.parties.commands import create_post, make_appointment

PASSWORD = "hongxian-demo"


def log_in(client: Any, username: str, password: str = PASSWORD, **more: str) -> Any:
    return client.post("/accounts/login/", {"username": username, "password": password, **more})


@pytest.fixture
def demo_accounts(monkeypatch: Any) -> None:
    """What a demo instance lists."""
    row = {"username": "sunxiao", "name": "孙晓", "party": "市委办公室", "post": "科员", "can": "录入会议"}
    row["password"] = "pw"
    monkeypatch.setattr("hongxian.modules.base.accounts.views.login.resolve", lambda dotted: lambda: [row])


def test_right_password_leads_to_the_page_wanted(client: Any, world: Any) -> None:
    wanted = client.get("/meetings/")
    assert wanted["Location"] == "/accounts/login/?next=%2Fmeetings%2F"
    assert log_in(client, "sunxiao", next="/meetings/")["Location"] == "/meetings/"


def test_page_wanted_elsewhere_is_not_followed(client: Any, world: Any) -> None:
    assert log_in(client, "sunxiao", next="//elsewhere.example/")["Location"] == "/"


@pytest.mark.parametrize(("username", "password"), [("sunxiao", "wrong"), ("nobody", PASSWORD), ("sunxiao", "")])
def test_every_failure_reads_the_same(client: Any, world: Any, username: str, password: str) -> None:
    page = log_in(client, username, password or " ").content.decode()
    assert "登录名或口令不正确" in page
    assert f'value="{username}"' in page
    assert client.get("/meetings/").status_code == 302


def test_account_without_a_post_today_may_do_nothing(client: Any, world: Any, clock: Any) -> None:
    log_in(client, "sunxiao")
    clock.at("2021-08-31 12:00")
    assert client.get("/meetings/new/").status_code in {302, 403}


def test_person_with_two_posts_acts_in_the_one_chosen(client: Any, world: Any, cast: Any) -> None:
    zhang = cast["张慧"]
    second = create_post(actor=zhang, party=world.parties["禹州市政府"], kind="staff", name="兼职联络员")
    make_appointment(actor=zhang, post=second, person=world.people["赵磊"], valid_from=date(2026, 3, 1))
    log_in(client, "zhaolei")
    page = client.post("/accounts/post/", {"post": str(second.pk)}, follow=True).content.decode()
    assert "已切换到“禹州市人民政府 · 兼职联络员”" in page
    assert '<span class="who-post">兼职联络员</span>' in page
    assert client.get("/parties/").status_code == 403, "the new post carries no role yet"


def test_post_of_somebody_else_cannot_be_chosen(client: Any, world: Any) -> None:
    log_in(client, "zhaolei")
    page = client.post("/accounts/post/", {"post": str(world.posts["综合科科长"].pk)}, follow=True).content.decode()
    assert "您今天没有担任该岗位" in page
    assert '<span class="who-post">综合股股员</span>' in page


def test_logging_out_ends_it(client: Any, world: Any) -> None:
    log_in(client, "sunxiao")
    client.post("/accounts/logout/")
    assert client.get("/meetings/").status_code == 302


def test_demo_lists_its_accounts_and_others_do_not(client: Any, world: Any, settings: Any, demo_accounts: None) -> None:
    settings.DEMO_ACCOUNTS = "somewhere.accounts"
    settings.DEMO = True
    page = client.get("/accounts/login/").content.decode()
    for part in ("演示账号", "sunxiao", "录入会议", "口令均为 <b>pw</b>"):
        assert part in page
    settings.DEMO = False
    assert "演示账号" not in client.get("/accounts/login/").content.decode()
