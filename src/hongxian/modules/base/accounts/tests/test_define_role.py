"""`role.define`"""

from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.accounts.commands import define_role
from hongxian.modules.base.accounts.models import Role


def test_defines_and_changes_a_role(root: Any, world: Any) -> None:
    define_role(actor=root, code="observer", name="观察员", permissions=["duty.view", "meeting.view"])
    again = define_role(actor=root, code="observer", name="观察员（限）", permissions=["duty.view"])
    assert (again.name, again.permissions) == ("观察员（限）", ["duty.view"])
    assert Role.objects.filter(code="observer").count() == 1


def test_refuses_a_permission_that_nobody_declares(root: Any, world: Any) -> None:
    with pytest.raises(Problem, match=r"meeting\.burn") as caught:
        define_role(actor=root, code="observer", name="观察员", permissions=["meeting.burn"])
    assert caught.value.field == "permissions"
    assert not Role.objects.filter(code="observer").exists()


def test_change_reaches_everybody_at_once(root: Any, cast: Any) -> None:
    assert cast["孙晓"].may("meeting.record")
    define_role(actor=root, code="clerk", name="会议经办人员", permissions=["meeting.view"])
    assert not cast["孙晓"].may("meeting.record")


def test_refuses_other_people(cast: Any) -> None:
    with pytest.raises(Denied):
        define_role(actor=cast["张慧"], code="observer", name="观察员", permissions=[])
