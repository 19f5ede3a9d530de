"""Passwords: changed by their owner, set with a one-time code, renewed when they are old."""

from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.accounts.commands import change_password, issue_code, recover_password
from hongxian.modules.base.accounts.queries import oneself

PASSWORD = "hongxian-demo"
GOOD, BETTER = "Correct-Horse-7", "Correct-Horse-8"
CODE = "ABCD-EFGH-JKLM-NPQR"


def change(user: Any, old: str, new: str) -> Any:
    user.refresh_from_db()
    return change_password(
        actor=oneself(user, "user.change_password", "login.end"), user=user, old_password=old, password=new
    )


def recover(client: Any, code: str, password: str = GOOD, username: str = "sunxiao") -> Any:
    sent = {"username": username, "one_time_code": code, "password": password, "again": password}
    return client.post("/accounts/recover/", sent)


@pytest.fixture
def coded(user: Any, cast: Any) -> Any:
    """孙晓's account with a one-time code."""
    return issue_code(actor=cast["郑凯"], user=user, code=CODE, reason="忘记口令")


def test_last_passwords_are_not_taken_again(user: Any, rules: Any) -> None:
    rules(password_history=2)
    change(user, PASSWORD, GOOD)
    with pytest.raises(Problem, match="最近 2 个口令之一"):
        change(user, GOOD, PASSWORD)
    change(user, GOOD, BETTER)
    change(user, BETTER, PASSWORD)


def test_refuses_a_wrong_old_password(user: Any) -> None:
    with pytest.raises(Problem, match="原口令不正确"):
        change(user, "wrong", GOOD)


def test_other_devices_are_logged_out_by_a_new_password_and_this_one_is_not(browser: Any, world: Any) -> None:
    other, mine = browser("sunxiao"), browser("sunxiao")
    sent = {"old_password": PASSWORD, "password": GOOD, "again": GOOD}
    assert mine.post("/accounts/me/password/", sent).status_code == 302
    assert mine.get("/accounts/me/").status_code == 200
    assert other.get("/accounts/me/").status_code == 302


def test_old_password_must_be_renewed_before_anything_else(browser: Any, rules: Any, user: Any, clock: Any) -> None:
    rules(password_days=90)
    change(user, PASSWORD, GOOD)
    clock.forward(days=89)
    assert browser("sunxiao", GOOD).get("/accounts/me/").status_code == 200
    clock.forward(days=1)
    client = browser("sunxiao", GOOD)
    assert client.get("/accounts/me/")["Location"] == "/accounts/me/password/"
    assert client.get("/api/v1/openapi.json").status_code in {200, 403}
    assert client.post("/meetings/new/", headers={"accept": "application/json"}).status_code == 403
    client.post("/accounts/me/password/", {"old_password": GOOD, "password": BETTER, "again": BETTER})
    assert client.get("/accounts/me/").status_code == 200


def test_code_sets_the_password_once(client: Any, coded: Any) -> None:
    assert recover(client, CODE.lower().replace("-", " "))["Location"] == "/accounts/login/"
    assert client.login(username="sunxiao", password=GOOD)
    client.logout()
    assert "代码已使用" in recover(client, CODE, BETTER).content.decode()


def test_wrong_code_and_unknown_name_read_the_same_and_lock_alike(client: Any, coded: Any) -> None:
    for username in ("sunxiao", "nobody-at-all"):
        answers = [recover(client, "WRONG-CODE-0000", username=username).content.decode() for _ in range(5)]
        assert all("登录名或一次性代码不正确" in each for each in answers[:4])
        assert "暂停登录" in answers[4]
    assert "暂停登录" in recover(client, CODE).content.decode()


def test_code_ends_with_its_hours_and_with_the_next_code(client: Any, coded: Any, cast: Any, clock: Any) -> None:
    clock.forward(hours=24)
    assert "登录名或一次性代码不正确" in recover(client, CODE).content.decode()
    issue_code(actor=cast["郑凯"], user=coded, code="QQQQ-EFGH-JKLM-NPQR", reason="再发")
    assert "登录名或一次性代码不正确" in recover(client, CODE).content.decode()


def test_password_that_breaks_a_rule_does_not_spend_the_code(client: Any, coded: Any) -> None:
    assert "至少 8 位" in recover(client, CODE, "Ab1!").content.decode()
    assert recover(client, CODE).status_code == 302


def test_closed_account_is_not_recovered(coded: Any, cast: Any) -> None:
    from hongxian.modules.base.accounts.commands import close_user

    close_user(actor=cast["郑凯"], user=coded, reason="调离")
    with pytest.raises(Problem, match="代码不正确"):
        recover_password(actor=oneself(coded, "user.recover_password"), user=coded, code=CODE, password=GOOD)


def test_others_issue_no_code(user: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        issue_code(actor=cast["张慧"], user=user, code=CODE, reason="代办")


def test_administrator_of_one_post_does_not_get_hold_of_powers_elsewhere(
    root: Any, world: Any, cast: Any, user: Any
) -> None:
    """孙晓 of the city also helps in a county; the county's administrator may see the account, never take it over."""
    from datetime import date

    from hongxian.modules.base.accounts.commands import grant_authority
    from hongxian.modules.base.accounts.queries import visible_users
    from hongxian.modules.base.parties.commands import create_post, make_appointment
    from hongxian.modules.base.places.queries import place

    post = create_post(actor=root, party=world.parties["禹州市政府"], kind="staff", name="挂职")
    make_appointment(actor=root, post=post, person=user.person, valid_from=date(2026, 3, 1))
    grant_authority(
        actor=root,
        post=world.posts["综合股股员"],
        role=world.roles["administrator"],
        place=place("411081"),
        valid_from=date(2026, 3, 1),
    )
    assert visible_users(cast["赵磊"]).filter(pk=user.pk).exists()
    with pytest.raises(NotVisible):
        issue_code(actor=cast["赵磊"], user=user, code=CODE, reason="越权")
