"""`institution.establish`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.parties.commands import establish_institution
from hongxian.modules.base.parties.queries import institutions_of


def establish(
    cast: Any, world: Any, day: date = date(2026, 3, 1), basis: str = "演示〔2026〕5号", who: str = "张慧"
) -> Any:
    return establish_institution(
        actor=cast[who],
        party=world.parties["襄城县应急管理局"],
        function="safety_authority",
        valid_from=day,
        basis=basis,
        is_working_department=True,
        in_enforcement_sequence=True,
    )


def test_what_held_before_ends_the_day_before(cast: Any, world: Any) -> None:
    party = world.parties["襄城县应急管理局"]
    establish(cast, world)
    enforcing = [
        institutions_of(cast["张慧"], party, day).get().in_enforcement_sequence
        for day in (date(2026, 2, 28), date(2026, 3, 1))
    ]
    assert enforcing == [False, True]


def test_refuses_without_basis(cast: Any, world: Any) -> None:
    with pytest.raises(Problem, match="依据的文件") as caught:
        establish(cast, world, basis=" ")
    assert caught.value.field == "basis"


def test_refuses_a_day_not_after_the_present_set_up(cast: Any, world: Any) -> None:
    with pytest.raises(Problem, match="自 2019-03-01 起已有登记"):
        establish(cast, world, date(2019, 3, 1))


def test_refuses_other_people(cast: Any, world: Any) -> None:
    with pytest.raises(Denied):
        establish(cast, world, who="赵磊")
