"""`staffing.report`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.parties.commands import report_staffing
from hongxian.modules.base.parties.queries import staffings_of


def report(
    cast: Any, world: Any, day: date = date(2026, 3, 1), basis: str = "演示〔2026〕6号", who: str = "张慧"
) -> Any:
    party = world.parties["市安委办"]
    return report_staffing(actor=cast[who], party=party, own=12, borrowed=1, valid_from=day, basis=basis)


def test_own_and_borrowed_are_counted_apart_and_by_day(cast: Any, world: Any) -> None:
    report(cast, world)

    def on(day: date) -> list[tuple[int, int]]:
        return [(each.own, each.borrowed) for each in staffings_of(cast["张慧"], world.parties["市安委办"], day)]

    assert (on(date(2026, 2, 28)), on(date(2026, 3, 1))) == ([(9, 3)], [(12, 1)])


def test_refuses_without_basis_and_a_day_not_later(cast: Any, world: Any) -> None:
    with pytest.raises(Problem, match="依据的文件"):
        report(cast, world, basis="")
    with pytest.raises(Problem, match="自 2020-06-01 起已有登记"):
        report(cast, world, date(2020, 6, 1))


def test_refuses_other_people(cast: Any, world: Any) -> None:
    with pytest.raises(Denied):
        report(cast, world, who="王静")
