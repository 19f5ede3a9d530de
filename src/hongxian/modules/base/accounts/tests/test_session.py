"""Sessions: how long they rest and last, how many at one time, who ends them."""

from typing import Any

import pytest

from hongxian.kernel.ledger.models import Entry
from hongxian.modules.base.accounts.models import Login


def is_in(client: Any) -> bool:
    return bool(client.get("/accounts/me/").status_code == 200)


def causes() -> list[str]:
    return list(Login.objects.order_by("began_at", "pk").values_list("end_cause", flat=True))


def test_session_at_rest_ends_and_says_so(browser: Any, rules: Any, clock: Any) -> None:
    rules(idle_minutes=30)
    client = browser("sunxiao")
    clock.forward(minutes=29)
    assert is_in(client)
    clock.forward(minutes=30)
    answer = client.get("/accounts/me/", follow=True)
    assert "长时间没有操作" in answer.content.decode()
    assert causes() == ["idle"]


def test_session_ends_at_its_longest_however_busy(browser: Any, rules: Any, clock: Any) -> None:
    rules(idle_minutes=60, session_hours=1)
    client = browser("sunxiao")
    for _ in range(5):
        clock.forward(minutes=10)
        assert is_in(client)
    clock.forward(minutes=10)
    assert not is_in(client)
    assert causes() == ["expired"]


def test_one_more_login_than_allowed_ends_the_oldest(browser: Any, rules: Any, clock: Any) -> None:
    rules(parallel_sessions=2)
    clients = []
    for _ in range(3):
        clients.append(browser("sunxiao"))
        clock.forward(minutes=1)
    assert [is_in(each) for each in clients] == [False, True, True]
    assert causes() == ["displaced", "", ""]


def test_somebody_sees_the_own_logins_and_ends_another(browser: Any, world: Any) -> None:
    first, second = browser("sunxiao", user_agent="Mozilla/5.0 (Windows NT 10.0) Chrome/90.0"), browser("sunxiao")
    page = second.get("/accounts/me/").content.decode()
    assert "Chrome · Windows" in page
    assert "本次登录" in page
    login = Login.objects.order_by("began_at").first()
    second.post(f"/accounts/me/logins/{login.pk}/end/")
    assert not is_in(first)
    assert is_in(second)
    assert Entry.objects.filter(event="login.end", subject_key=str(login.pk)).exists()


def test_nobody_ends_the_login_of_another(browser: Any, world: Any) -> None:
    other, mine = browser("sunxiao"), browser("wangjing")
    login = Login.objects.get(user__username="sunxiao")
    assert mine.post(f"/accounts/me/logins/{login.pk}/end/").status_code == 404
    assert mine.post(f"/accounts/users/{login.user_id}/logins/{login.pk}/end/").status_code == 404
    assert is_in(other)


def test_closing_an_account_throws_out_whoever_uses_it(browser: Any, world: Any, user: Any) -> None:
    client, administrator = browser("sunxiao"), browser("zhengkai")
    assert administrator.post(f"/accounts/users/{user.pk}/close/", {"reason": ""}).status_code == 422
    administrator.post(f"/accounts/users/{user.pk}/close/", {"reason": "调离"})
    assert not is_in(client)
    assert (
        "登录名或口令不正确"
        in client.post("/accounts/login/", {"username": "sunxiao", "password": "hongxian-demo"}).content.decode()
    )


@pytest.mark.parametrize("verb", ["close", "issue_code"])
def test_administrator_does_nothing_to_the_own_account(browser: Any, world: Any, verb: str) -> None:
    from hongxian.modules.base.accounts.models import User

    own = User.objects.get(username="zhengkai")
    answer = browser("zhengkai").post(f"/accounts/users/{own.pk}/{verb}/", {"reason": "试"})
    assert answer.status_code == 422
    assert "由其他管理员办理" in answer.content.decode()
