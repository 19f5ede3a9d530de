"""FLOOR: a number is not below the floor that applies."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.verdict import MissingKind, Status

TOWN = {"if": {"field": "kind", "is": "town"}, "at_least": 5}
PARK = {"if": {"field": "kind", "is": "park"}, "at_least": {"parameter": "park_staff"}}
PART = {
    "id": "staff",
    "form": "FLOOR",
    "text": "监管站人数不低于标准",
    "members": {"fact": "station"},
    "value": "staff",
    "floors": [TOWN],
}
DAY = date(2026, 3, 31)


def station(key, kind="town", staff=None, **more):
    return {"id": key, "kind": kind, "staff": staff, "valid_from": date(2020, 1, 1), **more}


@pytest.fixture
def run(verdict_of):
    def judged(*stations, as_of=DAY, parameters=(), values=None, **change):
        given = {"facts": {"station": stations}, "as_of": as_of, "parameters": parameters, "values": values}
        return verdict_of({**PART, **change}, **given)

    return judged


def told(listing):
    return [(each.key, each.reason) for each in listing.everything()]


@pytest.mark.parametrize(("staff", "status"), [(4, Status.NOT_MET), (5, Status.MET), (6, Status.MET)])
def test_not_below(run, staff, status):
    verdict = run(station("a", staff=staff))
    assert verdict.status is status
    assert verdict.outstanding == (status is Status.NOT_MET)


def test_below_and_unknown_are_told_with_the_number(run):
    verdict = run(station("a", staff=4), station("b"), station("c", staff=9))
    assert told(verdict.parts[0].exceptions) == [
        ("a", "“在岗人数”为“4”，要求不少于“5”"),
        ("b", "“在岗人数”没有填写，要求不少于“5”"),
    ]
    assert verdict.counts["staff"] == {"members": 3, "counting": 1, "exceptions": 2, "apart": 0}


def test_the_first_floor_that_applies_counts(run):
    floors = [TOWN, {"at_least": 2}]
    verdict = run(station("a", staff=4), station("b", "street", 2), station("c", "street", 1), floors=floors)
    assert [key for key, _ in told(verdict.parts[0].exceptions)] == ["a", "c"]


def test_a_floor_may_be_a_parameter_or_a_field_of_the_member(run):
    floors = [PARK, {"at_least": {"field": "approved"}}]
    given = {"floors": floors, "parameters": [("park_staff", True, None)]}
    stations = [station("a", "park", 3), station("b", "town", 4, approved=4), station("c", "town", 3, approved=4)]
    assert [each.key for each in run(*stations, **given).missing] == ["park_staff"]
    verdict = run(*stations, values={"park_staff": 3}, **given)
    assert told(verdict.parts[0].exceptions) == [("c", "“在岗人数”为“3”，要求不少于“核定人数”（4）")]
    unknown = run(station("d", "town", 4), values={"park_staff": 3}, **given)
    assert told(unknown.parts[0].exceptions) == [("d", "“在岗人数”为“4”，要求不少于“核定人数”")]


def test_members_to_which_no_floor_applies_are_apart_and_prove_nothing(run):
    verdict = run(station("a", "street", 0))
    assert verdict.status is Status.UNDECIDABLE
    assert told(verdict.parts[0].apart) == [("a", "没有适用的标准")]
    assert [each.kind for each in verdict.missing] == [MissingKind.MEMBERS]
    assert run(station("a", "street", 0), station("b", staff=5)).status is Status.MET
    assert run().status is Status.UNDECIDABLE


def test_before_the_day_it_is_due(run):
    assert run(station("a", staff=4), due=DAY).status is Status.NOT_DUE
    assert run(station("a", staff=4), due=date(2026, 3, 30)).status is Status.NOT_MET


@pytest.mark.parametrize("change", [{"floors": []}, {"floors": [{"at_least": -1}]}, {"floors": [{"at_least": "five"}]}])
def test_refuses_what_cannot_be_meant(change):
    with pytest.raises(ValueError):
        FORMS["FLOOR"].model_validate({**PART, **change})


@given(st.lists(st.tuples(st.sampled_from(["town", "park", "street"]), st.none() | st.integers(0, 8)), max_size=6))
def test_as_many_fail_as_are_below(result_of, stations):
    rows = [station(str(number), kind, staff) for number, (kind, staff) in enumerate(stations)]
    result = result_of({**PART, "floors": [TOWN, {**PARK, "at_least": 3}]}, {"station": rows}, DAY)
    floors = {"town": 5, "park": 3}
    ruled = [(kind, staff) for kind, staff in stations if kind in floors]
    failing = [each for each in ruled if each[1] is None or each[1] < floors[each[0]]]
    assert result.counts["exceptions"] == len(failing)
    assert result.status is (Status.UNDECIDABLE if not ruled else Status.NOT_MET if failing else Status.MET)
