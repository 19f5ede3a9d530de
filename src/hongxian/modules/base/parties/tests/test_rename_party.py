"""`party.rename`"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, Problem
from hongxian.modules.base.parties.commands import rename_party
from hongxian.modules.base.parties.queries import name_on, names_of


def rename(actor: Any, party: Any, day: date = date(2026, 3, 1)) -> Any:
    return rename_party(actor=actor, party=party, name="许昌市应急局", valid_from=day, basis="演示〔2026〕4号")


def test_every_day_has_its_name(cast: Any, world: Any) -> None:
    party = rename(cast["张慧"], world.parties["市应急管理局"])
    names = {
        date(2019, 1, 14): "许昌市安全生产监督管理局",
        date(2019, 1, 15): "许昌市应急管理局",
        date(2026, 2, 28): "许昌市应急管理局",
        date(2026, 3, 1): "许昌市应急局",
    }
    assert {day: name_on(party.pk, day) for day in names} == names
    assert party.name == "许昌市应急局"
    assert len(names_of(party)) == 3


def test_refuses_a_day_not_after_the_present_name(cast: Any, world: Any) -> None:
    with pytest.raises(Problem, match="应晚于该日") as caught:
        rename(cast["张慧"], world.parties["市应急管理局"], date(2019, 1, 15))
    assert caught.value.field == "valid_from"


def test_refuses_other_people(cast: Any, world: Any) -> None:
    with pytest.raises(Denied):
        rename(cast["赵磊"], world.parties["市应急管理局"])


def test_refuses_a_name_that_another_has(cast: Any, world: Any) -> None:
    party = world.parties["市应急管理局"]
    with pytest.raises(Problem, match="已有机构使用“许昌市大数据中心”") as caught:
        rename_party(
            actor=cast["张慧"],
            party=party,
            name="许昌市大数据中心",
            valid_from=date(2026, 3, 1),
            basis="演示〔2026〕4号",
        )
    assert caught.value.field == "name"
