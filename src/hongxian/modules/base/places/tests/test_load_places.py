"""`place.load`: a city with its counties and towns, and the zones beside the ladder."""

from typing import Any

import pytest

from hongxian.kernel.actor import system_actor
from hongxian.kernel.problem import Problem
from hongxian.modules.base.places.commands import load_city
from hongxian.modules.base.places.queries import place, subtree

ROOT = system_actor("builder", "place.load")


@pytest.mark.django_db
def test_a_zone_stands_below_its_county_and_above_the_town_it_governs(clock: Any) -> None:
    loaded = load_city(actor=ROOT, city="330200")
    zone, town = place("330212Z01"), place("330212123")
    assert (zone.kind, zone.level, zone.parent_id) == ("zone", "county", "330212")
    assert (town.kind, town.parent_id) == ("administrative", "330212Z01")
    assert zone.path == "330000/330200/330212/330212Z01/"
    assert [each.code for each in subtree(zone)] == ["330212Z01", "330212123"]
    assert town in subtree(place("330212"))
    assert "功能区" in zone.source
    assert len({each.code for each in loaded}) == len(loaded)


@pytest.mark.django_db
def test_a_zone_with_a_code_of_its_own_bears_it(clock: Any) -> None:
    load_city(actor=ROOT, city="411000")
    zone = place("411071")
    assert (zone.name, zone.kind, zone.level, zone.parent_id) == ("许昌经济技术开发区", "zone", "county", "411000")
    assert place("411003004") in subtree(zone)


@pytest.mark.django_db
def test_a_city_without_zones_has_the_official_list_alone(clock: Any) -> None:
    loaded = load_city(actor=ROOT, city="320200")
    assert {each.kind for each in loaded} == {"administrative"}
    assert "功能区" not in loaded[0].source
    with pytest.raises(Problem, match="没有需要载入的"):
        load_city(actor=ROOT, city="320200")


@pytest.mark.django_db
def test_refuses_a_city_that_the_list_does_not_have(clock: Any) -> None:
    with pytest.raises(Problem, match="没有代码为 999900 的设区的市"):
        load_city(actor=ROOT, city="999900")
