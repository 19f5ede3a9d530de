"""Facts without Python: where a register is open its emptiness counts, elsewhere the source is missing."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.module import modules
from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.rules.population import AsOf, Leaf, MissingSource, Op
from hongxian.modules.base.records.commands import close_register
from hongxian.modules.base.records.facts import records
from hongxian.modules.base.records.kinds import kinds
from hongxian.modules.base.records.references import references_of

CITY, YUZHOU, WEIDU = "410000/411000/", "410000/411000/411081/", "410000/411000/411002/"
TODAY = AsOf(date(2026, 3, 5))


def test_where_none_is_open_the_source_is_missing(opened: Any) -> None:
    opened("standardisation", "411081")
    assert RoomFacts(YUZHOU).population("standardisation", TODAY).count() == 0
    assert RoomFacts("410000/411000/411081/411081001/").population("standardisation", TODAY).count() == 0
    for path in (CITY, WEIDU, ""):
        with pytest.raises(MissingSource):
            RoomFacts(path).population("standardisation", TODAY)
    with pytest.raises(MissingSource):
        RoomFacts(YUZHOU).population("standardisation", AsOf(date(2025, 12, 31)))
    with pytest.raises(MissingSource):
        RoomFacts(YUZHOU).population("no_such_noun", TODAY)


def test_records_are_composed_with_rows_of_rooms_in_the_database(opened: Any, entered: Any, enterprise: Any) -> None:
    entered(opened("standardisation"), enterprise=enterprise, status="started", valid_from="2026-01-01")
    facts = RoomFacts(CITY)
    having = facts.population("standardisation", TODAY).filter(Leaf("status", Op.IN, ("started", "certified")))
    firms = facts.population("enterprise", TODAY)
    assert [row.id for row in firms.intersect(having.project("enterprise")).page()] == [str(enterprise.pk)]
    assert firms.subtract(having.project("enterprise")).count() == 0
    assert firms.subtract(having.filter(Leaf("status", Op.IS, "certified")).project("enterprise")).count() == 1
    assert [row.label for row in having.page()] == ["许昌试验机械有限公司 已开展"]


def test_another_key_than_the_row_s_own(opened: Any, boats: Any, entered: Any) -> None:
    boat = entered(opened("boat"), name="许渔1号", valid_from="2026-01-01")
    register = opened("boat_rating")
    entered(register, boat=boat.row, grade="甲", rated_at="2026-03-01 10:00")
    entered(register, grade="乙")
    ratings = RoomFacts(CITY).population("boat_rating", TODAY)
    assert [(row.id, row.get("grade")) for row in ratings.page()] == [(str(boat.row), "甲")]
    assert RoomFacts(CITY).population("boat", TODAY).intersect(ratings).count() == 1
    moment = ratings.page()[0].get("rated_at")
    assert str(moment) == "2026-03-01 02:00:00+00:00"
    assert ratings.filter(Leaf("rated_at", Op.BEFORE, moment)).count() == 0
    assert ratings.filter(Leaf("rated_at", Op.ON_OR_AFTER, moment)).count() == 1


def test_a_noun_that_a_room_tells_is_never_offered(boats: Any) -> None:
    told = {source.fact for module in modules().values() for source in module.facts}
    offered = kinds()
    assert not told & set(offered)
    assert {"standardisation", "boat", "boat_check"} <= set(offered)
    assert offered["standardisation"].subject == "企业与企业主体责任"
    assert offered["boat"].subject == "政策包自有的名词"


def test_a_register_closes_when_a_room_takes_its_noun_over(
    opened: Any, entered: Any, enterprise: Any, monkeypatch: Any
) -> None:
    opened("standardisation")
    monkeypatch.setattr("hongxian.modules.base.records.kinds.source_of", lambda fact: object())
    assert records("standardisation", TODAY) is None


def test_records_of_a_closed_register_still_count_where_another_is_open(
    opened: Any, entered: Any, enterprise: Any, cast: Any
) -> None:
    county = opened("standardisation", "411002")
    entered(county, enterprise=enterprise, status="started", valid_from="2026-01-01")
    close_register(actor=cast["张慧"], register=county, valid_to=date(2026, 2, 1), reason="改由市里保管")
    with pytest.raises(MissingSource):
        RoomFacts(WEIDU).population("standardisation", TODAY)
    opened("standardisation")
    assert RoomFacts(WEIDU).population("standardisation", TODAY).count() == 1


def test_every_reference_of_the_dictionary_leads_to_rows(world: Any, cast: Any) -> None:
    for kind in kinds().values():
        for name, reference in references_of(kind).items():
            assert reference.rows(cast["张慧"]).count() >= 0, (kind.key, name)
        pointing = {name for name, field in kind.fields.items() if field.of}
        assert pointing <= set(references_of(kind)), kind.key
