"""Facts have exactly the fields that the dictionary says, and an enterprise stands while it is open."""

from datetime import date

import pytest

from hongxian.kernel.module import modules, resolve
from hongxian.kernel.rules.population import AsOf, Leaf, Op
from hongxian.modules.base.enterprises.commands import register_enterprise
from hongxian.modules.base.enterprises.facts import enterprises
from hongxian.modules.base.enterprises.models import Enterprise
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
    )
    Enterprise.objects.filter(pk=firm.pk).update(opened_on=date(2026, 2, 1), closed_on=date(2026, 2, 28))
    days = [date(2026, 1, 31), date(2026, 2, 1), date(2026, 2, 28), date(2026, 3, 1)]
    mine = Leaf("id", Op.IS, str(firm.pk))
    assert [enterprises(AsOf(day)).filter(mine).count() for day in days] == [0, 1, 1, 0]
    assert enterprises(AsOf(date(2026, 1, 1))).filter(mine).next_boundary(date(2026, 1, 1)) == date(2026, 2, 1)
    assert enterprises(AsOf(date(2026, 2, 1))).filter(Leaf("coal", Op.IS, True)).count() == 1
