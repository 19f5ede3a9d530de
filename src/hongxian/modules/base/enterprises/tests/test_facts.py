"""Facts have exactly the fields that the dictionary says, and an enterprise stands while it is open."""

from datetime import date, timedelta
from typing import Any

import pytest

from hongxian.kernel.clock import now, today
from hongxian.kernel.module import modules, resolve
from hongxian.kernel.rules.population import AsOf, Leaf, Op
from hongxian.modules.base.enterprises.commands import (
    change_enterprise,
    close_enterprise,
    register_enterprise,
    set_risk_flag,
)
from hongxian.modules.base.enterprises.facts import enterprises
from hongxian.modules.base.policies.content import dictionary
from hongxian.modules.portal.demo.world import World

SOURCES = [source for module in modules().values() for source in module.facts]


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.fact)
def test_a_room_tells_exactly_what_the_dictionary_promises(source: object, world: World) -> None:
    population = resolve(source.population)(AsOf(date(2026, 3, 5)))  # type: ignore[attr-defined]
    noun = dictionary().nouns[source.fact]  # type: ignore[attr-defined]
    assert population.fields == frozenset(noun.fields)
    population.page()


def test_an_enterprise_counts_from_its_first_to_its_last_day(world: World) -> None:
    firm = register_enterprise(
        actor=world.root,
        place=world.pack.place,
        name="许昌演示矿业有限公司",
        ownership="private",
        sector="coal",
        registration_number="411000600453178",
        particulars={"opened_on": date(2026, 2, 1)},
    )
    close_enterprise(
        actor=world.root,
        enterprise=firm,
        operating_status="deregistered",
        valid_from=date(2026, 3, 1),
        basis="演示注销〔2026〕1号",
    )
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)]
    mine = Leaf("id", Op.IS, str(firm.pk))
    assert [enterprises(AsOf(day)).filter(mine).count() for day in days] == [0, 1, 1, 0]
    assert enterprises(AsOf(date(2026, 1, 1))).filter(mine).next_boundary(date(2026, 1, 1)) == date(2026, 2, 1)
    assert enterprises(AsOf(date(2026, 2, 1))).filter(mine).next_boundary(date(2026, 2, 1)) == date(2026, 3, 1)
    assert enterprises(AsOf(date(2026, 2, 1))).filter(Leaf("coal", Op.IS, True)).count() == 1


def test_facts_tell_what_was_so_and_what_was_known(world: World, clock: Any) -> None:
    firm = register_enterprise(
        actor=world.root,
        place=world.pack.place,
        name="许昌演示机械有限公司",
        ownership="private",
        sector="manufacturing",
        registration_number="411000600453178",
        particulars={"employees": 40},
    )
    before, day = now(), today()
    clock.forward(hours=1)
    given = {"actor": world.root, "enterprise": firm, "basis": "演示年报", "valid_from": day - timedelta(days=10)}
    change_enterprise(**given, ownership="city", particulars={"employees": 300})
    set_risk_flag(**given, risk_kind="metal_smelting")
    given["valid_from"] = day - timedelta(days=5)
    close_enterprise(**given, operating_status="production_suspended")

    def told(back: int, known_at: Any = None) -> tuple[Any, ...]:
        as_of = AsOf(day - timedelta(days=back), known_at)
        (row,) = enterprises(as_of).filter(Leaf("id", Op.IS, str(firm.pk))).page()
        names = ("ownership", "employees", "high_risk", "operating_status", "in_operation")
        return tuple(row.values[name] for name in names)

    assert told(11) == ("private", 40, None, "operating", True)
    assert told(10) == ("city", 300, True, "operating", True)
    assert told(5) == ("city", 300, True, "production_suspended", False)
    assert told(5, before) == ("private", 40, None, "operating", True)
