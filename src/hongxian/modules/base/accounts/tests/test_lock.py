"""Failed logins are counted and lock the name or the address; nobody learns which names exist."""

from typing import Any

import pytest

from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import NotVisible, Stale
from hongxian.modules.base.accounts.commands import lift_lock
from hongxian.modules.base.accounts.models import LoginLock

PASSWORD = "hongxian-demo"


def attempt(client: Any, username: str, password: str, **extra: str) -> Any:
    return client.post("/accounts/login/", {"username": username, "password": password}, **extra)


def said(answer: Any) -> str:
    return str(answer.context["form"].non_field_errors()[0]) if answer.status_code == 200 else "logged in"


def events() -> list[str]:
    return list(Entry.objects.filter(event__startswith="login").order_by("pk").values_list("event", flat=True))


@pytest.mark.parametrize("username", ["sunxiao", "nobody-at-all"])
def test_fifth_failure_locks_and_even_the_right_password_is_refused(client: Any, world: Any, username: str) -> None:
    answers = [said(attempt(client, username, "wrong")) for _ in range(5)]
    assert answers[:4] == ["登录名或口令不正确。"] * 4
    assert "暂停登录至 09:05" in answers[4]
    assert said(attempt(client, username, PASSWORD)) == answers[4]


def test_lock_ends_by_itself_and_counting_begins_anew(client: Any, world: Any, clock: Any) -> None:
    for _ in range(5):
        attempt(client, "sunxiao", "wrong")
    clock.forward(minutes=4, seconds=59)
    assert said(attempt(client, "sunxiao", PASSWORD)) != "logged in"
    clock.forward(seconds=1)
    assert said(attempt(client, "sunxiao", "wrong")) == "登录名或口令不正确。"
    assert said(attempt(client, "sunxiao", PASSWORD)) == "logged in"


def test_success_and_time_forget_failures(client: Any, world: Any, clock: Any) -> None:
    for _ in range(4):
        attempt(client, "sunxiao", "wrong")
    attempt(client, "sunxiao", PASSWORD)
    client.post("/accounts/logout/")
    for _ in range(4):
        attempt(client, "sunxiao", "wrong")
    clock.forward(minutes=16)
    assert said(attempt(client, "sunxiao", "wrong")) == "登录名或口令不正确。"


def test_name_counts_however_it_is_written(client: Any, world: Any) -> None:
    for name in ("sunxiao", "SUNXIAO", " sunxiao ", "SunXiao", "sunxiaO"):
        attempt(client, name, "wrong")
    assert "暂停登录" in said(attempt(client, "sunxiao", PASSWORD))


def test_address_is_locked_for_every_name_and_nothing_more_is_written(client: Any, world: Any, rules: Any) -> None:
    rules(address_failures_before_lock=3)
    for name in ("a1", "a2", "a3"):
        attempt(client, name, "wrong", REMOTE_ADDR="10.0.0.7")
    before = Entry.objects.count()
    assert "暂停登录" in said(attempt(client, "sunxiao", PASSWORD, REMOTE_ADDR="10.0.0.7"))
    assert Entry.objects.count() == before
    assert said(attempt(client, "sunxiao", PASSWORD, REMOTE_ADDR="10.0.0.8")) == "logged in"


def test_address_behind_trusted_proxies_cannot_be_made_up(client: Any, world: Any, settings: Any) -> None:
    settings.TRUSTED_PROXIES = 1
    attempt(client, "a1", "wrong", HTTP_X_FORWARDED_FOR="1.1.1.1, 10.9.9.9")
    assert LoginLock.objects.filter(kind="address").values_list("key", flat=True).get() == "10.9.9.9"
    settings.TRUSTED_PROXIES = 0
    attempt(client, "a1", "wrong", HTTP_X_FORWARDED_FOR="1.1.1.1")
    assert LoginLock.objects.filter(kind="address", key="127.0.0.1").exists()


def test_ledger_tells_failures_lock_and_success_but_never_a_password(client: Any, world: Any, clock: Any) -> None:
    for _ in range(5):
        attempt(client, "sunxiao", "Not-The-Password-9")
    clock.forward(minutes=6)
    attempt(client, "sunxiao", PASSWORD)
    client.post("/accounts/logout/")
    assert events() == ["login.refuse"] * 5 + ["login_lock.set", "login.begin", "login.end"]
    written = str([each.payload.content for each in Entry.objects.filter(event="login.refuse")])
    assert "Not-The-Password-9" not in written
    assert "127.0.0.1" in written


def test_administrator_unlocks_once(client: Any, world: Any, cast: Any) -> None:
    for _ in range(5):
        attempt(client, "sunxiao", "wrong")
    lock = LoginLock.objects.get(kind="account", key="sunxiao")
    lift_lock(actor=cast["郑凯"], login_lock=lock, reason="本人来电核实")
    assert said(attempt(client, "sunxiao", PASSWORD)) == "logged in"
    with pytest.raises(Stale):
        lift_lock(actor=cast["郑凯"], login_lock=lock, reason="再来一次")


def test_administrator_of_another_place_does_not_unlock(client: Any, root: Any, world: Any, cast: Any) -> None:
    from datetime import date

    from hongxian.modules.base.accounts.commands import grant_authority
    from hongxian.modules.base.places.queries import place

    grant_authority(
        actor=root,
        post=world.posts["综合股股员"],
        role=world.roles["administrator"],
        place=place("411081"),
        valid_from=date(2026, 3, 1),
    )
    for _ in range(5):
        attempt(client, "sunxiao", "wrong")
    lock = LoginLock.objects.get(kind="account", key="sunxiao")
    with pytest.raises(NotVisible):
        lift_lock(actor=cast["赵磊"], login_lock=lock, reason="越权")
