"""Records about what was done to a person: visible to named posts only, in whatever way somebody asks."""

from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from hongxian.kernel.actor import Actor, ActorKind, Scope
from hongxian.kernel.custody.queries import is_closed_to
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.problem import Denied, NotVisible
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies.commands import set_parameter
from hongxian.modules.base.records.commands import correct_record, enter_record
from hongxian.modules.base.records.queries import closed_to, current_records, places_to_enter, record_counts
from hongxian.modules.base.records.references import Reference
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.base.verdicts.panels import live_panels

NOUN = "discipline_measure"
VALUES = {"kind": "党纪处分", "decided_on": "2026年2月3日"}


@pytest.fixture
def named(world: Any) -> Any:
    """Somebody in a named post of the city, whoever else may enter and look at records there."""

    def run(path: str) -> Actor:
        verbs = ("view", "enter", "correct", "withdraw", "confirm")
        permissions = [f"record.{verb}" for verb in verbs] + ["register.view", "verdict.view", "restricted_row.view"]
        grants = MappingProxyType(dict.fromkeys(permissions, (Scope(path=path),)))
        return Actor(kind=ActorKind.PERSON, key="named", name="许静", grants=grants)

    return run


@pytest.fixture
def city(world: Any) -> Any:
    return place("411000")


@pytest.fixture
def measure(opened: Any, named: Any, city: Any) -> Any:
    register = opened(NOUN)
    return enter_record(actor=named(city.path), register=register, values=VALUES)


def test_whoever_holds_no_such_post_can_neither_enter_nor_correct(
    measure: Any, named: Any, cast: Any, city: Any
) -> None:
    with pytest.raises(Denied, match="只有指定岗位可以登记"):
        enter_record(actor=cast["张慧"], register=measure.register, values=VALUES | {"kind": "政纪处分"})
    assert not places_to_enter(cast["张慧"], measure.register).exists()
    with pytest.raises(NotVisible):
        correct_record(actor=cast["张慧"], record=measure, values={"kind": "政纪处分"}, reason="误")
    corrected = correct_record(actor=named(city.path), record=measure, values={"kind": "政纪处分"}, reason="误")
    assert corrected.restricted


def test_a_named_post_sees_the_rows_of_its_own_places_only(measure: Any, named: Any, city: Any) -> None:
    assert current_records(named(city.path)).get() == measure
    assert not current_records(named(place("411081").path)).exists()


def test_lists_counts_and_look_ups_leave_the_rows_out(measure: Any, named: Any, cast: Any, city: Any) -> None:
    assert not current_records(cast["张慧"]).exists()
    assert record_counts(cast["张慧"]) == {}
    assert record_counts(named(city.path)) == {NOUN: 1}
    assert Reference(NOUN).find(cast["张慧"], "", 5) == []
    assert Reference(NOUN).find(cast["张慧"], "党纪", 5) == []
    assert Reference(NOUN).labels(cast["张慧"], [str(measure.row)]) == {}


def test_pages_exports_and_the_interface_leave_the_rows_out_and_say_why(measure: Any, browse: Any) -> None:
    client = browse("zhanghui")
    listed = client.get(f"/records/of/{NOUN}/rows/").content.decode()
    assert "党纪处分 " not in listed.split("<tbody")[-1]
    assert "只有指定岗位可以查看" in listed
    assert "只有指定岗位可以登记和查看" in client.get(f"/records/{measure.register.pk}/").content.decode()
    assert client.get(f"/records/record/{measure.row}/").status_code == 404
    assert client.get(f"/records/{measure.register.pk}/enter/").status_code == 403
    shown = client.get(f"/api/v1/registers/record.{NOUN}")
    assert shown.status_code == 200
    assert shown.json()["rows"] == []
    assert shown.json()["count"] == 0
    file = client.post(f"/registers/record.{NOUN}/export/", {"format": "csv", "query": ""})
    assert "2026-02-03" not in b"".join(file.streaming_content if file.streaming else [file.content]).decode(
        "utf-8-sig"
    )


def test_the_ledger_shows_that_it_was_done_and_not_what(measure: Any, named: Any, cast: Any, browse: Any) -> None:
    entry = Entry.objects.get(event="record.enter")
    assert closed_to(cast["陈刚"], [str(measure.pk)]) == {str(measure.pk)}
    assert closed_to(named(measure.path), [str(measure.pk)]) == set()
    assert is_closed_to(cast["陈刚"], entry)
    assert not is_closed_to(named(measure.path), entry)


@pytest.fixture
def judged(world: Any, cast: Any, city: Any, measure: Any, opened: Any, worker: Any) -> Any:
    for parameter, value in (("impact_period_length", "六个月"), ("impact_period_effect", "不得晋升职务")):
        set_parameter(
            actor=cast["张慧"],
            pack=world.pack,
            place=city,
            parameter=parameter,
            value=value,
            valid_from=date(2026, 1, 1),
            reason="试验",
            source="试验",
        )
    for noun in ("organisation_notice", "impact_period"):
        opened(noun, valid_from=date(2026, 1, 1))
    worker()
    return Verdict.objects.get(obligation="XC-53", party__name="中共许昌市委")


def test_a_verdict_tells_the_numbers_and_not_the_rows(judged: Any, named: Any, cast: Any, measure: Any) -> None:
    (shown,) = live_panels(cast["张慧"], [judged])
    (seen,) = live_panels(named(measure.path), [judged])
    assert "只有指定岗位可以查看" in shown.unseen
    assert not seen.unseen
    for rows in shown.parts:
        assert not (rows.counting.found)
        assert not (rows.failing.found)
        assert not (rows.exceptions.found)
    assert [rows.part.exceptions.count() for rows in shown.parts] == [
        rows.part.exceptions.count() for rows in seen.parts
    ]
    assert any(found.label == measure.label for rows in seen.parts for found in rows.exceptions.found)
    assert shown.found.counts == seen.found.counts
    assert shown.found.digest == seen.found.digest
    assert measure.label not in str(shown.found.explanation)
