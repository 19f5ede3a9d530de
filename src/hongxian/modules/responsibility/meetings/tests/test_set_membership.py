"""`membership.set`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.responsibility.meetings.commands import set_membership
from hongxian.modules.responsibility.meetings.queries import members_on


def set_role(world: Any, actor: Any, role: str, post: str = "市长", day: date = date(2026, 3, 1)) -> Any:
    body = world.parties["市安委会"]
    return set_membership(actor=actor, body=body, post=world.posts[post], role=role, valid_from=day, basis="安委1号")


def test_a_body_may_have_two_directors(world: Any, cast: Any) -> None:
    roles = [(each.post.name, each.role) for each in members_on(cast["张慧"], date(2026, 3, 5))]
    assert {("市委书记", "director"), ("市长", "director")} <= set(roles)


def test_holds_from_its_day_on(world: Any, cast: Any) -> None:
    set_role(world, cast["张慧"], "vice_director", "市委常委、副市长")

    def vice(day: date) -> list[str]:
        return [each.post.name for each in members_on(cast["张慧"], day) if each.role == "vice_director"]

    assert vice(date(2026, 2, 28)) == []
    assert vice(date(2026, 3, 1)) == ["市委常委、副市长"]


def test_refuses_a_role_that_the_post_has(world: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="已在许昌市安全生产委员会任主任") as caught:
        set_role(world, cast["张慧"], "director")
    assert caught.value.field == "role"


def test_refuses_other_people(world: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        set_role(world, cast["孙晓"], "member")
