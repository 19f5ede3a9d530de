"""THRESHOLD: what is measured keeps within its limit; what was not measured proves nothing."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.verdict import Status

PART = {
    "id": "within",
    "form": "THRESHOLD",
    "text": "不超限",
    "members": {"fact": "gauge"},
    "limit": {"field": "limit"},
    "readings": {"fact": "reading", "member": "gauge"},
    "value": "value",
}
DAY = date(2026, 3, 31)


def reading(gauge, value, day=DAY):
    return {"id": f"{gauge}-{day}-{value}", "gauge": gauge, "value": value, "read_on": day}


@pytest.fixture
def run(verdict_of):
    def judged(limits, readings, as_of=DAY, parameters=(), values=None, **change):
        gauges = [{"id": key, "limit": limit} for key, limit in limits.items()]
        facts = {"gauge": gauges, "reading": list(readings)}
        return verdict_of({**PART, **change}, facts=facts, as_of=as_of, parameters=parameters, values=values)

    return judged


def told(listing):
    return [(each.key, each.reason) for each in listing.everything()]


@pytest.mark.parametrize(("value", "status"), [(4, Status.MET), (5, Status.MET), (6, Status.NOT_MET)])
def test_at_most_the_limit(run, value, status):
    verdict = run({"a": 5}, [reading("a", value)])
    assert verdict.status is status
    assert verdict.outstanding == (status is Status.NOT_MET)


def test_at_least_the_limit(run):
    assert run({"a": 5}, [reading("a", 5)], compare="at_least").status is Status.MET
    verdict = run({"a": 5}, [reading("a", 4)], compare="at_least")
    assert told(verdict.parts[0].exceptions) == [("a", "有读数超限，要求不少于5")]


def test_one_reading_beyond_is_enough_unless_a_ratio_will_do(run):
    readings = [reading("a", value) for value in (1, 2, 3, 6)]
    assert run({"a": 5}, readings).status is Status.NOT_MET
    assert run({"a": 5}, readings, ratio=0.75).status is Status.MET
    assert run({"a": 5}, readings, ratio=0.76).status is Status.NOT_MET


def test_every_member_by_itself(run):
    readings = [*(reading("a", value) for value in range(5)), reading("b", 9)]
    verdict = run({"a": 5, "b": 5}, readings, ratio=0.5)
    assert told(verdict.parts[0].exceptions) == [("b", "有读数超限，要求不多于5")]


def test_the_limit_may_be_a_parameter(run):
    given = {"limit": {"parameter": "most"}, "parameters": [("most", True, None)]}
    assert [each.key for each in run({"a": None}, [reading("a", 5)], **given).missing] == ["most"]
    assert run({"a": None}, [reading("a", 5)], values={"most": 5}, **given).status is Status.MET
    assert run({"a": None}, [reading("a", 6)], values={"most": 5}, **given).status is Status.NOT_MET


class TestWhatProvesNothing:
    def test_no_reading_and_no_limit_are_shown_apart_and_undecidable(self, run):
        verdict = run({"a": 5, "b": None, "c": 5}, [reading("a", 1), reading("b", 1)])
        assert verdict.status is Status.UNDECIDABLE
        assert told(verdict.parts[0].apart) == [("b", "没有设定限值"), ("c", "没有读数")]
        assert [each.key for each in verdict.missing] == ["reading"]

    def test_one_that_fails_decides_all_the_same(self, run):
        verdict = run({"a": 5, "b": 5}, [reading("a", 6)])
        assert (verdict.status, verdict.missing) == (Status.NOT_MET, ())

    def test_nobody(self, run):
        verdict = run({}, [reading("a", 1)])
        assert (verdict.status, verdict.missing[0].key) == (Status.UNDECIDABLE, "gauge")


class TestWindow:
    def test_only_the_last_days_count_and_it_moves_every_day(self, run):
        readings = [reading("a", 9, date(2026, 2, 28)), reading("a", 1, date(2026, 3, 1))]
        verdict = run({"a": 5}, readings, window="P1M", as_of=date(2026, 3, 28))
        assert (verdict.status, verdict.next_change) == (Status.MET, date(2026, 3, 29))
        assert run({"a": 5}, readings, window="P1M", as_of=date(2026, 3, 27)).status is Status.NOT_MET
        assert run({"a": 5}, readings, window="P1M", as_of=date(2026, 4, 1)).status is Status.UNDECIDABLE

    def test_a_window_that_is_not_set_is_none(self, run):
        given = {"window": {"parameter": "last"}, "parameters": [("last", False, None)]}
        readings = [reading("a", 9, date(2020, 1, 1))]
        assert run({"a": 5}, readings, **given).status is Status.NOT_MET
        assert run({"a": 5}, readings, values={"last": "P1Y"}, **given).status is Status.UNDECIDABLE


def test_refuses_a_limit_that_is_none():
    with pytest.raises(ValueError):
        FORMS["THRESHOLD"].model_validate({**PART, "limit": 5})


@given(st.lists(st.tuples(st.sampled_from("ab"), st.integers(0, 9)), max_size=8), st.sampled_from([1.0, 0.5, 0.34]))
def test_a_member_fails_exactly_when_too_many_are_beyond(result_of, values, ratio):
    readings = [{**reading(gauge, value), "id": str(number)} for number, (gauge, value) in enumerate(values)]
    facts = {"gauge": [{"id": "a", "limit": 5}, {"id": "b", "limit": 5}], "reading": readings}
    result = result_of({**PART, "ratio": ratio}, facts, DAY)
    mine = {key: [value for gauge, value in values if gauge == key] for key in "ab"}
    failing = {key for key, of in mine.items() if of and sum(value <= 5 for value in of) < ratio * len(of)}
    assert {each.key for each in result.exceptions.everything()} == failing
    silent = any(not of for of in mine.values())
    assert result.status is (Status.NOT_MET if failing else Status.UNDECIDABLE if silent else Status.MET)
