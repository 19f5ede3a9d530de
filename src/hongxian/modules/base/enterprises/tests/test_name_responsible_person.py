"""`responsible_person.name`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.enterprises.commands import name_responsible_person
from hongxian.modules.base.enterprises.queries import responsible_history, responsible_on
from hongxian.modules.base.parties.commands import register_person


@pytest.fixture
def people(cast: Any) -> list[Any]:
    return [register_person(actor=cast["张慧"], name=name) for name in ("丁一", "丁二")]


def name(cast: Any, enterprise: Any, person: Any, day: date = date(2026, 1, 1), who: str = "张慧") -> Any:
    return name_responsible_person(
        actor=cast[who], enterprise=enterprise, role="principal", person=person, valid_from=day
    )


def test_successor_ends_the_one_before_and_both_stay_known(registered: Any, people: Any, cast: Any) -> None:
    enterprise = registered()
    name(cast, enterprise, people[0])
    name(cast, enterprise, people[1], date(2026, 3, 1))

    def on(day: date) -> list[str]:
        return [each.person.name for each in responsible_on(cast["张慧"], [enterprise], day)]

    assert (on(date(2025, 12, 31)), on(date(2026, 2, 28)), on(date(2026, 3, 1))) == ([], ["丁一"], ["丁二"])
    assert [each.person.name for each in responsible_history(cast["张慧"], enterprise)] == ["丁二", "丁一"]


def test_one_person_may_bear_several_roles(registered: Any, people: Any, cast: Any) -> None:
    enterprise = registered()
    name(cast, enterprise, people[0])
    name_responsible_person(
        actor=cast["张慧"],
        enterprise=enterprise,
        role="legal_representative",
        person=people[0],
        valid_from=date(2026, 1, 1),
    )
    assert len(responsible_on(cast["张慧"], [enterprise], date(2026, 1, 1))) == 2


def test_refuses_the_same_person_again_and_a_day_not_later(registered: Any, people: Any, cast: Any) -> None:
    enterprise = registered()
    name(cast, enterprise, people[0])
    for person, day in ((people[0], date(2026, 3, 1)), (people[1], date(2026, 1, 1))):
        with pytest.raises(Problem, match="已登记为丁一") as caught:
            name(cast, enterprise, person, day)
        assert caught.value.field == "person"


def test_refuses_other_people(registered: Any, people: Any, cast: Any) -> None:
    with pytest.raises(Denied):
        name(cast, registered(), people[0], who="赵磊")
