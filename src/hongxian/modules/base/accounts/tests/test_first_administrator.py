"""`hongxian account first-administrator`: from an empty instance to somebody at work."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from hongxian.modules.base.accounts.models import User
from hongxian.modules.base.accounts.queries import needs_second_factor


def run(*words: str) -> str:
    out = StringIO()
    call_command("account", *words, stdout=out)
    return out.getvalue()


FIRST = ("first-administrator", "admin.zhang", "--name=张三", "--place=411000", "--organisation=许昌市大数据中心")


@pytest.mark.django_db
def test_first_administrator_sets_the_password_and_must_take_up_a_second_factor(client: Any) -> None:
    code = re.search(r"[A-Z2-9]{4}(-[A-Z2-9]{4}){3}", run(*FIRST)).group()
    sent = {"username": "admin.zhang", "one_time_code": code, "password": "Correct-7", "again": "Correct-7"}
    assert "至少 10 位" in client.post("/accounts/recover/", sent).content.decode(), "administrators need longer ones"
    sent |= {"password": "Correct-Horse-7", "again": "Correct-Horse-7"}
    assert client.post("/accounts/recover/", sent).status_code == 302
    answer = client.post("/accounts/login/", {"username": "admin.zhang", "password": "Correct-Horse-7"})
    assert answer["Location"] == "/accounts/login/second-step/"
    assert needs_second_factor(User.objects.get())
    with pytest.raises(CommandError, match="已有账号"):
        run(*FIRST)


@pytest.mark.django_db
def test_says_what_is_missing() -> None:
    with pytest.raises(CommandError, match="--organisation"):
        run("first-administrator", "admin", "--name=张三")


def test_console_lets_a_locked_administrator_in_again(client: Any, world: Any) -> None:
    with pytest.raises(CommandError, match="没有被锁定"):
        run("unlock", "zhengkai")
    for _ in range(5):
        client.post("/accounts/login/", {"username": "zhengkai", "password": "wrong"})
    assert "已解锁" in run("unlock", "zhengkai")
    assert "一次性代码" in run("issue-code", "zhengkai")
    with pytest.raises(CommandError, match="没有登录名为"):
        run("issue-code", "nobody")
