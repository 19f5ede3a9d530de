"""`user.open`"""

from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.accounts.commands import open_user

GOOD = "Correct-Horse-7"


def test_account_opens_with_its_password_which_the_ledger_never_sees(root: Any, person: Any, client: Any) -> None:
    user = open_user(actor=root, person=person, username="qianyi", password=GOOD)
    assert client.login(username="qianyi", password=GOOD)
    (moment,) = timeline(user)
    written = str(moment.changes)
    assert "qianyi" in written
    assert GOOD not in written
    assert user.password not in written


def test_account_opened_with_a_code_has_no_password_until_the_person_sets_one(root: Any, person: Any) -> None:
    with pytest.raises(ValueError, match="guessed"):
        open_user(actor=root, person=person, username="qianyi", code="123")
    user = open_user(actor=root, person=person, username="qianyi", code="ABCD-EFGH-JKLM-NPQR")
    assert not user.has_usable_password()
    assert "ABCD" not in user.code


def test_refuses_a_name_taken_and_a_second_account(root: Any, person: Any, world: Any) -> None:
    with pytest.raises(Problem, match="“sunxiao”已被使用") as caught:
        open_user(actor=root, person=person, username="sunxiao", password=GOOD)
    assert caught.value.field == "username"
    with pytest.raises(Problem, match="孙晓已有账号“sunxiao”") as caught:
        open_user(actor=root, person=world.people["孙晓"], username="sunxiao2", password=GOOD)
    assert caught.value.field == "person"


def test_refuses_other_people(person: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        open_user(actor=cast["张慧"], person=person, username="qianyi", password=GOOD)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("Ab1!", "至少 8 位，现为 4 位"),
        ("abcdefghij", "至少 3 类，现为 1 类"),
        ("Qianyi-2026", "不能包含登录名"),
        ("Password1", "常见弱口令"),
    ],
)
def test_first_password_keeps_the_rules(root: Any, person: Any, rules: Any, password: str, sentence: str) -> None:
    rules(password_classes=3)
    with pytest.raises(Problem, match=sentence) as caught:
        open_user(actor=root, person=person, username="qianyi", password=password)
    assert caught.value.field == "password"
