"""`safety_role.assign`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.responsibility.duty_lists.commands import assign_safety_role
from hongxian.modules.responsibility.duty_lists.queries import roles_on


def assign(world: Any, actor: Any, **changes: Any) -> Any:
    given = {
        "actor": actor,
        "post": world.posts["副市长（城建）"],
        "role": "one_post_two_duties",
        "fields_text": "住房和城乡建设领域",
        "valid_from": date(2026, 3, 1),
        "basis": "演示〔2026〕3号",
    }
    return assign_safety_role(**given | changes)


def role_of(cast: Any, post: str, day: date) -> list[str]:
    return [each.role for each in roles_on(cast["张慧"], day) if each.post.name == post]


def test_holds_from_its_day_on(world: Any, cast: Any) -> None:
    assign(world, cast["张慧"])
    assert role_of(cast, "副市长（城建）", date(2026, 2, 28)) == []
    assert role_of(cast, "副市长（城建）", date(2026, 3, 1)) == ["one_post_two_duties"]


def test_earlier_role_ends_the_day_before_and_stays_known(world: Any, cast: Any) -> None:
    assign(world, cast["张慧"], post=world.posts["市长"], role="in_charge", fields_text="")
    assert role_of(cast, "市长", date(2026, 2, 28)) == ["first_responsible"]
    assert role_of(cast, "市长", date(2026, 3, 1)) == ["in_charge"]


def test_refuses_a_day_not_after_the_present_role(world: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="自 2024-01-10 起已登记为第一责任人") as caught:
        assign(world, cast["张慧"], post=world.posts["市长"], role="in_charge", valid_from=date(2024, 1, 10))
    assert caught.value.field == "valid_from"


def test_two_duties_need_their_fields(world: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="须写明分管的行业") as caught:
        assign(world, cast["张慧"], fields_text=" ")
    assert caught.value.field == "fields_text"


def test_refuses_other_people(world: Any, cast: Any) -> None:
    for name in ("孙晓", "赵磊", "陈刚"):
        with pytest.raises(Denied):
            assign(world, cast[name])
