"""`membership.end`"""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import Scope
from hongxian.kernel.clock import now
from hongxian.kernel.problem import Denied, NotVisible, Problem, Stale
from hongxian.kernel.two_times import valid
from hongxian.modules.responsibility.meetings.commands import end_membership, set_membership
from hongxian.modules.responsibility.meetings.models import Membership
from hongxian.modules.responsibility.meetings.queries import members_on


@pytest.fixture
def member(world: Any, cast: Any) -> Any:
    """The deputy mayor sits in the safety committee from 2026-03-01."""
    return set_membership(
        actor=cast["张慧"],
        body=world.parties["市安委会"],
        post=world.posts["市委常委、副市长"],
        role="vice_director",
        valid_from=date(2026, 3, 1),
    )


def end(actor: Any, member: Any, day: date = date(2026, 3, 4)) -> Any:
    return end_membership(actor=actor, membership=member, last_day=day, basis="演示〔2026〕12号")


def seated(cast: Any, day: date) -> bool:
    return members_on(cast["张慧"], day).filter(role="vice_director").exists()


def test_last_day_is_still_held(cast: Any, member: Any) -> None:
    end(cast["张慧"], member)
    assert seated(cast, date(2026, 3, 4))
    assert not seated(cast, date(2026, 3, 5))


def test_what_was_known_before_stays_known(cast: Any, member: Any, clock: Any) -> None:
    before = now()
    clock.forward(hours=1)
    end(cast["张慧"], member)
    rows = Membership.objects.filter(role="vice_director")
    assert valid(rows, date(2026, 3, 5), before).count() == 1
    assert valid(rows, date(2026, 3, 5)).count() == 0


def test_may_end_on_its_first_day_but_not_before(cast: Any, member: Any) -> None:
    with pytest.raises(Problem, match="2026-02-28 早于开始日期 2026-03-01") as caught:
        end(cast["张慧"], member, date(2026, 2, 28))
    assert caught.value.field == "last_day"
    assert end(cast["张慧"], member, date(2026, 3, 1)).valid_to == date(2026, 3, 1)


def test_refuses_to_end_twice(cast: Any, member: Any) -> None:
    ended = end(cast["张慧"], member)
    with pytest.raises(Problem, match="已登记于 2026-03-04 终止"):
        end(cast["张慧"], ended)
    with pytest.raises(Stale):
        end(cast["张慧"], Membership.objects.get(pk=member.pk))


def test_may_be_given_the_role_again(cast: Any, world: Any, member: Any) -> None:
    end(cast["张慧"], member)
    again = set_membership(
        actor=cast["张慧"], body=member.body, post=member.post, role=member.role, valid_from=date(2026, 3, 5)
    )
    assert again.pk


def test_refuses_other_people_and_bodies_outside_the_scope(cast: Any, member: Any) -> None:
    with pytest.raises(Denied):
        end(cast["陈刚"], member)
    county = replace(cast["赵磊"], grants={"membership.end": (Scope(path="410000/411000/411081/"),)})
    with pytest.raises(NotVisible):
        end(county, member)
