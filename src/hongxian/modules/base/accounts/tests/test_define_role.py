"""`role.define`"""

from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.accounts.commands import define_role
from hongxian.modules.base.accounts.delivered import role_delivered, roles_delivered
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


def test_what_an_upgrade_brings_is_shown_and_taken_up_only_by_hand(root: Any, world: Any, browser: Any) -> None:
    delivered = next(each for each in roles_delivered() if each["code"] == "reader")
    fewer = [each for each in delivered["permissions"] if each != "hidden_danger.view"]
    role = define_role(actor=root, code="reader", name="查阅人员（本市）", permissions=fewer)
    administrator = browser("zhengkai")
    assert (
        f'<a href="/accounts/roles/{role.pk}/">查阅人员（本市）</a>'
        in administrator.get("/accounts/roles/").content.decode()
    )
    page = administrator.get(f"/accounts/roles/{role.pk}/")
    assert page.context["not_taken_up"] == ["hidden_danger.view"]
    assert "hidden_danger.view" not in page.context["form"].initial["permissions"]
    form = administrator.get(f"/accounts/roles/{role.pk}/?adopt=1").context["form"].initial
    assert "hidden_danger.view" in form["permissions"]
    assert form["name"] == "查阅人员（本市）", "what this instance calls it stays"
    role.refresh_from_db()
    assert "hidden_danger.view" not in role.permissions, "nothing is given before it is saved"
    administrator.post(f"/accounts/roles/{role.pk}/?adopt=1", form)
    role.refresh_from_db()
    assert "hidden_danger.view" in role.permissions
    assert not administrator.get(f"/accounts/roles/{role.pk}/").context["not_taken_up"]


def test_a_role_that_is_new_with_the_upgrade_is_offered_ready_filled_in(root: Any, world: Any, browser: Any) -> None:
    Role.objects.filter(code="service_officer").update(code="other")
    administrator = browser("zhengkai")
    assert "/accounts/roles/new/?delivered=service_officer" in administrator.get("/accounts/roles/").content.decode()
    form = administrator.get("/accounts/roles/new/?delivered=service_officer").context["form"]
    assert form.initial["permissions"] == role_delivered("service_officer")["permissions"]
    assert administrator.get("/accounts/roles/new/?delivered=nonsense").context["form"].initial == {}
