"""`user.open`"""

from typing import Any

import pytest

from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.accounts.commands import open_user


def test_account_opens_with_its_password_which_the_ledger_never_sees(root: Any, person: Any, client: Any) -> None:
    user = open_user(actor=root, person=person, username="qianyi", password="correct horse battery")
    assert client.login(username="qianyi", password="correct horse battery")
    (moment,) = timeline(user)
    written = str(moment.changes)
    assert "qianyi" in written
    assert "correct horse" not in written
    assert user.password not in written


def test_refuses_a_name_taken_and_a_second_account(root: Any, person: Any, world: Any) -> None:
    with pytest.raises(Problem, match="“sunxiao”已被使用") as caught:
        open_user(actor=root, person=person, username="sunxiao", password="x")
    assert caught.value.field == "username"
    with pytest.raises(Problem, match="孙晓已有账号“sunxiao”") as caught:
        open_user(actor=root, person=world.people["孙晓"], username="sunxiao2", password="x")
    assert caught.value.field == "person"


def test_refuses_other_people(person: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        open_user(actor=cast["张慧"], person=person, username="qianyi", password="x")
