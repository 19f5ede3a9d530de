"""The second factor: taken up, asked for, spent once, given up, reset."""

from typing import Any

import pyotp
import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.accounts.commands import (
    Enrolment,
    Origin,
    begin_login,
    define_role,
    enrol_second_factor,
    reset_second_factor,
)
from hongxian.modules.base.accounts.models import SecondFactor
from hongxian.modules.base.accounts.queries import oneself

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RECOVERY = ["RAAA-BBBB-CCCC", "RDDD-EEEE-FFFF"]


def shown(secret: str = SECRET, later: int = 0) -> str:
    return pyotp.TOTP(secret).at(now(), counter_offset=later)


@pytest.fixture
def factor(user: Any) -> Any:
    enrolment = Enrolment(SECRET, shown(later=-1), RECOVERY)
    return enrol_second_factor(actor=oneself(user, "second_factor.enrol"), user=user, enrolment=enrolment)


def begin(user: Any, code: str) -> Any:
    actor = oneself(user, "login.begin", "login.end")
    return begin_login(actor=actor, user=user, method="password", origin=Origin(), code=code)


def second(client: Any, code: str) -> Any:
    return client.post("/accounts/login/second-step/", {"code": code})


def test_code_serves_once_also_within_its_half_minute(user: Any, factor: Any, clock: Any) -> None:
    code = shown()
    assert begin(user, code).method == "password_code"
    with pytest.raises(Problem, match="已经用过"):
        begin(user, code)
    clock.forward(seconds=29)
    with pytest.raises(Problem, match="已经用过"):
        begin(user, code)
    clock.forward(seconds=30)
    begin(user, shown())


def test_code_before_the_last_one_is_refused(user: Any, factor: Any) -> None:
    begin(user, shown(later=1))
    with pytest.raises(Problem, match="已经用过"):
        begin(user, shown())


@pytest.mark.parametrize("later", [-3, 2, 60])
def test_code_of_another_time_is_refused(user: Any, factor: Any, later: int) -> None:
    with pytest.raises(Problem, match="不正确"):
        begin(user, shown(later=later))


def test_recovery_code_serves_once(user: Any, factor: Any) -> None:
    assert begin(user, RECOVERY[0].lower()).method == "password_recovery"
    with pytest.raises(Problem, match="不正确"):
        begin(user, RECOVERY[0])
    begin(user, RECOVERY[1])


def test_password_alone_does_not_let_in(browser: Any, user: Any, factor: Any) -> None:
    client = browser("sunxiao")
    assert client.get("/accounts/me/").status_code == 302
    assert "不正确" in second(client, "000000").content.decode()
    assert client.get("/accounts/me/").status_code == 302
    assert second(client, shown()).status_code == 302
    assert client.get("/accounts/me/").status_code == 200


def test_wrong_codes_lock_the_account(browser: Any, user: Any, factor: Any) -> None:
    client = browser("sunxiao")
    for _ in range(5):
        second(client, "000000")
    answer = second(client, shown())
    assert answer["Location"] == "/accounts/login/"
    assert client.get("/accounts/me/").status_code == 302


def test_second_step_waits_ten_minutes_and_is_nobody_elses(browser: Any, user: Any, factor: Any, clock: Any) -> None:
    assert browser().get("/accounts/login/second-step/")["Location"] == "/accounts/login/"
    client = browser("sunxiao")
    clock.forward(minutes=11)
    assert second(client, shown())["Location"] == "/accounts/login/"
    assert client.get("/accounts/me/").status_code == 302


def test_role_that_demands_it_leads_to_taking_it_up(browser: Any, root: Any, world: Any) -> None:
    clerk = world.roles["clerk"]
    define_role(actor=root, code="clerk", name=clerk.name, permissions=clerk.permissions, needs_second_factor=True)
    client = browser("sunxiao")
    page = client.get("/accounts/login/second-step/")
    secret = page.context["offer"].secret
    assert "data:image/svg+xml" in page.content.decode()
    assert client.get("/accounts/me/").status_code == 302
    assert second(client, "000000").status_code == 422
    page = second(client, shown(secret))
    assert "恢复代码" in page.content.decode()
    assert client.get("/accounts/me/").status_code == 200
    written = str(list(Entry.objects.values_list("payload__content", flat=True)))
    assert secret not in written
    assert SecondFactor.objects.get().secret != secret


def test_command_lets_nobody_in_without_what_the_role_demands(root: Any, world: Any, user: Any) -> None:
    define_role(actor=root, code="clerk", name="经办", permissions=["meeting.view"], needs_second_factor=True)
    with pytest.raises(Problem, match="要求使用动态口令"):
        begin(user, "")


def test_owner_renews_and_gives_up_only_with_a_code(browser: Any, user: Any, factor: Any, clock: Any) -> None:
    client = browser("sunxiao")
    second(client, shown())
    address = "/accounts/me/second-factor/"
    assert client.post(address, {"verb": "give_up", "code": "000000"}).status_code == 422
    clock.forward(seconds=30)
    assert "R" in client.post(address, {"verb": "renew_codes", "code": shown()}).content.decode()
    clock.forward(seconds=30)
    assert client.post(address, {"verb": "give_up", "code": shown()}).status_code == 302
    assert not SecondFactor.objects.exists()
    events = Entry.objects.filter(event__startswith="second_factor").order_by("pk").values_list("event", flat=True)
    assert list(events) == ["second_factor.enrol", "second_factor.renew_codes", "second_factor.give_up"]


def test_administrator_resets_anothers_and_not_the_own(user: Any, factor: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        reset_second_factor(actor=cast["张慧"], second_factor=factor, reason="手机丢失")
    reset_second_factor(actor=cast["郑凯"], second_factor=factor, reason="手机丢失")
    assert not SecondFactor.objects.exists()
