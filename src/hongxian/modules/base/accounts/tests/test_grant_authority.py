"""`authority.grant`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.accounts.commands import grant_authority, revoke_authority
from hongxian.modules.base.places.queries import place


def grant(root: Any, world: Any, **limits: Any) -> Any:
    given = {"post": world.posts["综合股股员"], "role": world.roles["coordinator"], "valid_from": date(2026, 3, 5)}
    return grant_authority(actor=root, **given | limits)


def test_holds_within_its_limits_from_its_day_on(root: Any, world: Any, cast: Any, clock: Any) -> None:
    grant(root, world, place=place("411081"))
    assert [scope.path for scope in cast["赵磊"].scopes("meeting.view")] == ["410000/411000/411081/"]
    clock.at("2026-03-04 12:00")
    assert not cast["赵磊"].may("meeting.view")


def test_refuses_a_grant_without_limit(root: Any, world: Any) -> None:
    with pytest.raises(Problem, match="不允许不设范围的授权"):
        grant(root, world)


def test_refuses_what_stands_already_until_it_is_taken_back(root: Any, world: Any, cast: Any) -> None:
    first = grant(root, world, place=place("411081"), valid_to=date(2026, 6, 30))
    with pytest.raises(Problem, match=r"已有范围相同.*2026-03-05 起，至 2026-06-30"):
        grant(root, world, place=place("411081"), valid_from=date(2026, 6, 30))
    grant(root, world, place=place("411081"), valid_from=date(2026, 7, 1))
    grant(root, world, place=place("411002"))
    revoke_authority(actor=root, authority=first, last_day=date(2026, 3, 4), reason="误授")
    assert [scope.path for scope in cast["赵磊"].scopes("meeting.view")] == ["410000/411000/411002/"]


def test_refuses_other_people(world: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        grant(cast["张慧"], world, place=place("411000"))
