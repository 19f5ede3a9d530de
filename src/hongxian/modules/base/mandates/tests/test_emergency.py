"""Accesses taken in an emergency: at once, for a while, marked, reviewed by a second person"""

from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem, Stale
from hongxian.modules.base.mandates.capacities import actor_as
from hongxian.modules.base.mandates.commands import (
    close_emergency_access,
    justify_emergency_access,
    object_to_emergency_access,
    open_emergency_access,
)
from hongxian.modules.base.places.queries import place

REASON = "夜间事故须立即复核上报，联系不上复核人"


def take(cast: Any, world: Any, by: str = "张慧", **more: Any) -> Any:
    given = {"role": world.roles["approver"], "place": place("411000"), "reason": REASON, "hours": 2} | more
    return open_emergency_access(actor=cast[by], **given)


def acting(account: Any, access: Any, username: str = "zhanghui") -> Any:
    return actor_as(account(username), f"emergency_access:{access.pk}")


def test_holds_at_once_in_its_place_until_its_moment(account: Any, cast: Any, world: Any, clock: Any) -> None:
    access = take(cast, world)
    actor = acting(account, access)
    assert [scope.path for scope in actor.scopes("pack.publish")] == ["410000/411000/"]
    assert actor.mandate.kind == "emergency_access"
    assert acting(account, access, "chengang") is None
    clock.forward(minutes=119)
    assert acting(account, access)
    clock.forward(minutes=1)
    assert acting(account, access) is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"reason": "急"}, "至少 10 个字"), ({"hours": 5}, "1 到 4 小时"), ({"hours": 0}, "1 到 4 小时")],
)
def test_refuses(cast: Any, world: Any, changes: Any, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        take(cast, world, **changes)


def test_refuses_who_may_not_and_another_place(cast: Any, world: Any) -> None:
    with pytest.raises(Denied):
        take(cast, world, by="赵磊")
    with pytest.raises(NotVisible):
        take(cast, world, place=place("410000"))


def test_everything_done_under_it_is_listed_and_reviewed_by_another(
    account: Any, cast: Any, world: Any, browser: Any, clock: Any
) -> None:
    from hongxian.modules.base.parties.commands import register_person

    access = take(cast, world)
    register_person(actor=acting(account, access).lent("person.register"), name="钱一")
    register_person(actor=cast["张慧"], name="钱二")
    reviewer = browser("chengang")
    page = reviewer.get(f"/mandates/emergencies/{access.pk}/").content.decode()
    assert "其间所做的事项（1 件）" in page
    assert "使用中" in page
    with pytest.raises(Problem, match="尚未结束"):
        justify_emergency_access(actor=cast["陈刚"], access=access, opinion="属实")
    clock.forward(hours=2)
    with pytest.raises(Problem, match="本人不能复核"):
        justify_emergency_access(actor=cast["张慧"].lent("emergency_access.justify"), access=access, opinion="属实")
    answer = browser("chengang").post(f"/mandates/emergencies/{access.pk}/object/", {"opinion": "可以联系到复核人"})
    assert answer.status_code == 302
    access.refresh_from_db()
    assert (access.state, access.reviewed_by_name) == ("unjustified", "陈刚")
    with pytest.raises(Problem):
        object_to_emergency_access(actor=cast["陈刚"], access=access, opinion="再来")


def test_given_back_before_its_time_it_is_over(account: Any, cast: Any, world: Any) -> None:
    access = take(cast, world)
    stale = type(access).objects.get(pk=access.pk)
    close_emergency_access(actor=cast["张慧"].lent("emergency_access.close"), access=access)
    assert acting(account, access) is None
    with pytest.raises(Stale):
        close_emergency_access(actor=cast["张慧"].lent("emergency_access.close"), access=stale)
    justify_emergency_access(actor=cast["陈刚"], access=access, opinion="属实")
