"""`place_adjustment.*`: what hangs on an old code is found through its successor; “as of” shows the old."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import Actor, ActorKind, Scope, system_actor
from hongxian.kernel.ledger.verify.rows import row_findings
from hongxian.kernel.problem import NotVisible, Problem
from hongxian.modules.base.places.commands import (
    confirm_place_adjustment,
    load_city,
    propose_place_adjustment,
    refuse_place_adjustment,
)
from hongxian.modules.base.places.models import Place
from hongxian.modules.base.places.queries import PlaceTree, place, place_now, place_on, subtree

PERMISSIONS = ("place_adjustment.propose", "place_adjustment.confirm", "place_adjustment.refuse", "place.view")
DAY = date(2026, 3, 1)


def person(key: str, path: str = "410000/411000/") -> Actor:
    return Actor(ActorKind.PERSON, key, key, grants={name: (Scope(path=path),) for name in PERMISSIONS})


ONE, OTHER = person("one"), person("other")


@pytest.fixture(autouse=True)
def city(db: None, clock: Any) -> None:
    clock.at("2026-04-01T09:00+08:00")
    load_city(actor=system_actor("builder", "place.load"), city="411000")


def adjust(code: str, kind: str, **said: Any) -> Any:
    given = {"valid_from": DAY, "basis": "豫政文〔2026〕1号（演示）"}
    proposed = propose_place_adjustment(actor=ONE, place=place(code), adjustment_kind=kind, **given | said)
    return confirm_place_adjustment(actor=OTHER, place_adjustment=proposed)


def test_a_renamed_place_bears_its_old_name_on_days_before() -> None:
    old = place("411081103").name
    adjust("411081103", "rename", new_name="钧瓷镇")
    assert place("411081103").name == "钧瓷镇"
    assert [place_on("411081103", day).name for day in (date(2026, 2, 28), DAY)] == [old, "钧瓷镇"]


def test_what_hangs_on_an_old_code_is_found_under_the_new_one() -> None:
    adjust("411081103", "rename", new_name="钧瓷镇", new_code="411081190")
    old, new = place("411081103"), place("411081190")
    assert (old.abolished_on, old.succeeded_by_id) == (date(2026, 2, 28), new.pk)
    assert old in subtree(new)
    assert place_now("411081103") == new
    assert place_on("411081103", date(2026, 2, 28)).name == old.name
    assert place_on("411081103", DAY) is None
    assert place_on("411081190", date(2026, 2, 28)) is None
    listed = [each.pk for each in PlaceTree(ONE).below(place("411081"))]
    assert ("411081190" in listed, "411081103" in listed) == (True, False)


def test_a_place_moves_with_all_that_lies_in_it() -> None:
    town = place("411081103")
    Place.objects.create(
        code="411081103001", name="村", level="village", parent=town, path=f"{town.path}411081103001/", source="x"
    )
    adjust("411081103", "move", new_parent=place("411082"))
    assert place("411081103001").path == "410000/411000/411082/411081103/411081103001/"
    assert place_on("411081103", date(2026, 2, 28)).parent_id == "411081"
    assert place_on("411081103", DAY).parent_id == "411082"


def test_a_county_goes_into_another_with_its_towns() -> None:
    towns = set(subtree(place("411002")).values_list("pk", flat=True))
    adjust("411002", "merge", into=place("411003"))
    assert towns <= set(subtree(place("411003")).values_list("pk", flat=True))
    assert place("411002001").parent_id == "411003"
    assert place("411002001").path == "410000/411000/411003/411002001/"
    assert place_on("411002001", date(2026, 2, 28)).parent_id == "411002"
    assert list(row_findings(chunk=500)) == []


def test_a_split_leaves_what_was_with_the_first_part() -> None:
    adjust("411081103", "split", split_into=[("411081190", "东镇"), ("411081191", "西镇")])
    assert place("411081103").succeeded_by_id == "411081190"
    assert place("411081191").path == "410000/411000/411081/411081191/"


def test_two_persons_are_needed_and_the_day_must_have_come() -> None:
    given = {"place": place("411081103"), "adjustment_kind": "rename", "basis": "演示", "new_name": "钧瓷镇"}
    proposed = propose_place_adjustment(actor=ONE, valid_from=DAY, **given)
    with pytest.raises(Problem, match="提出人以外"):
        confirm_place_adjustment(actor=ONE, place_adjustment=proposed)
    with pytest.raises(Problem, match="已有待确认"):
        propose_place_adjustment(actor=ONE, valid_from=DAY, **given)
    refuse_place_adjustment(actor=OTHER, place_adjustment=proposed, reason="文号不符")
    later = propose_place_adjustment(actor=ONE, valid_from=date(2026, 5, 1), **given)
    with pytest.raises(Problem, match="到该日方可确认"):
        confirm_place_adjustment(actor=OTHER, place_adjustment=later)
    with pytest.raises(NotVisible):
        confirm_place_adjustment(actor=person("c", "410000/411000/411002/"), place_adjustment=later)
    assert place("411081103").name != "钧瓷镇"


@pytest.mark.parametrize(
    ("code", "kind", "said", "words"),
    [
        ("411081103", "rename", {"new_name": ""}, "新名称"),
        ("411081103", "rename", {"new_name": "甲", "new_code": "4110811"}, "9 位"),
        ("411081103", "rename", {"new_name": "甲", "new_code": "411081001"}, "已是"),
        ("411081103", "move", {}, "请选择区划"),
        ("411081103", "merge", {"into": "411082"}, "同级"),
        ("411081", "move", {"new_parent": "411081103"}, "就在"),
        ("411081103", "split", {"split_into": [("411081190", "甲")]}, "两个以上"),
        ("411081103", "split", {"split_into": [("411081190", "甲"), ("411081190", "乙")]}, "重复"),
        ("411081103", "close", {}, "请选择更名"),
    ],
)
def test_refuses_what_does_not_fit(code: str, kind: str, said: dict[str, Any], words: str) -> None:
    named = {key: place(value) if key in ("into", "new_parent") else value for key, value in said.items()}
    with pytest.raises(Problem, match=words):
        adjust(code, kind, **named)
