"""BAR: nothing is granted to whom a window bars it, and everything outside the window is."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules.dates import add, parse_duration
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.verdict import Status

BASE = {
    "id": "bar",
    "form": "BAR",
    "text": "窗口期内不得表彰",
    "windows": {"fact": "veto"},
    "subject": "body",
    "grants": {"fact": "award", "where": {"field": "kind", "is": "whole"}, "member": "body"},
}
YEAR = {**BASE, "year": "year", "reference_year": "year"}
LENGTH = {**BASE, "from": "decided_on", "length": "P6M"}
UNTIL = {**BASE, "from": "decided_on", "to": "until"}
DAY = date(2026, 12, 31)


def veto(key, body="a", day=date(2025, 8, 31), **more):
    return {"id": key, "label": f"否决{key}", "body": body, "decided_on": day, **more}


def award(key, body="a", day=date(2026, 1, 1), **more):
    return {"id": key, "body": body, "given_on": day, "kind": "whole", **more}


@pytest.fixture
def run(verdict_of):
    def judged(part, vetoes, awards, as_of=DAY, holdings=None, **more):
        facts = {"veto": list(vetoes), "award": list(awards)}
        if holdings is not None:
            facts["holding"] = holdings
        return verdict_of(part, facts=facts, as_of=as_of, **more)

    return judged


def told(verdict):
    return [(each.key, each.reason) for each in verdict.parts[0].exceptions.everything()]


class TestYear:
    def test_the_year_a_grant_is_for_counts_not_its_day(self, run):
        awards = [award("1", year=2025), award("2", year=2024, day=date(2025, 9, 1)), award("3", "b", year=2025)]
        verdict = run(YEAR, [veto("v", year=2025)], awards)
        assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, True)
        assert told(verdict) == [("1", "限制期内获得：否决v")]

    def test_without_a_year_of_its_own_the_year_of_its_day_counts(self, run):
        part = {**BASE, "year": "year"}
        days = [date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1)]
        verdict = run(part, [veto("v", year=2025)], [award(str(number), day=day) for number, day in enumerate(days)])
        assert [key for key, _ in told(verdict)] == ["1", "2"]

    def test_another_kind_of_grant_is_not_barred(self, run):
        assert run(YEAR, [veto("v", year=2025)], [award("1", year=2025, kind="single")]).status is Status.MET


class TestFromADay:
    days = (date(2025, 8, 30), date(2025, 8, 31), date(2026, 2, 28), date(2026, 3, 1))

    def test_for_a_length_from_the_day_to_the_same_day_of_the_month_as_far_as_there_is_one(self, run):
        verdict = run(LENGTH, [veto("v")], [award(str(number), day=day) for number, day in enumerate(self.days)])
        assert [key for key, _ in told(verdict)] == ["1", "2"]

    def test_the_length_may_be_a_parameter(self, run):
        part = {**LENGTH, "length": {"parameter": "months"}}
        parameters = [("months", True, None)]
        given = {"vetoes": [veto("v")], "awards": [award("1", day=date(2026, 1, 1))], "parameters": parameters}
        assert [each.key for each in run(part, **given).missing] == ["months"]
        assert run(part, values={"months": "P3M"}, **given).status is Status.MET
        assert run(part, values={"months": "P5M"}, **given).status is Status.NOT_MET

    def test_to_another_day_both_included(self, run):
        part, awards = UNTIL, [award(str(number), day=day) for number, day in enumerate(self.days)]
        verdict = run(part, [veto("v", until=date(2026, 2, 28))], awards)
        assert [key for key, _ in told(verdict)] == ["1", "2"]

    def test_a_window_without_an_end_stays_open(self, run):
        awards = [award(str(number), day=day) for number, day in enumerate(self.days)]
        assert [key for key, _ in told(run(UNTIL, [veto("v")], awards))] == ["1", "2", "3"]

    def test_the_day_may_be_another_field(self, run):
        grant = award("1", day=date(2025, 8, 1), announced_on=date(2025, 9, 1))
        assert run(LENGTH, [veto("v")], [grant]).status is Status.MET
        assert run({**LENGTH, "day": "announced_on"}, [veto("v")], [grant]).status is Status.NOT_MET

    def test_every_window_that_was_open_is_named(self, run):
        vetoes = [veto("v"), veto("w", day=date(2025, 10, 1)), veto("x", "b"), veto("y", day=date(2024, 1, 1))]
        assert told(run(LENGTH, vetoes, [award("1")])) == [("1", "限制期内获得：否决v、否决w")]


class TestThrough:
    part = YEAR | {
        "grants": {"fact": "award", "member": "person"},
        "through": {"fact": "holding", "member": "body", "to": "person"},
    }
    holdings = (
        {"id": "h1", "body": "a", "person": "p", "valid_from": date(2020, 1, 1)},
        {"id": "h2", "body": "b", "person": "q", "valid_from": date(2020, 1, 1)},
        {"id": "h3", "body": "a", "person": "r", "valid_from": date(2020, 1, 1), "valid_to": date(2026, 1, 1)},
    )

    def test_persons_are_barred_by_the_body_whose_post_they_hold(self, run):
        awards = [award(person, "", person=person, year=2025) for person in ("p", "q", "r")]
        verdict = run(self.part, [veto("v", year=2025)], awards, holdings=self.holdings)
        assert told(verdict) == [("p", "限制期内获得：否决v")]
        earlier = run(self.part, [veto("v", year=2025)], awards, holdings=self.holdings, as_of=date(2026, 1, 1))
        assert [key for key, _ in told(earlier)] == ["p", "r"]
        assert earlier.next_change == date(2026, 1, 2)


class TestWindows:
    def test_without_a_window_nothing_is_barred(self, run):
        assert run(YEAR, [], [award("1", year=2025)]).status is Status.NOT_DUE
        assert run({**YEAR, "none": "met"}, [], []).status is Status.MET

    def test_a_window_in_which_nothing_was_granted_is_met(self, run):
        verdict = run(YEAR, [veto("v", year=2025)], [])
        assert (verdict.status, verdict.outstanding) == (Status.MET, False)
        assert verdict.counts["bar"] == {"members": 1, "granted": 0, "exceptions": 0}

    def test_what_was_granted_before_the_pack_is_not_held_against_anybody(self, run):
        effective = date(2026, 1, 1)
        vetoes = [veto("v", year=2025)]
        assert run(YEAR, vetoes, [award("1", year=2025)], effective=effective).status is Status.MET
        assert run(LENGTH, vetoes, [award("1", day=date(2025, 12, 31))], effective=effective).status is Status.MET
        assert run(LENGTH, vetoes, [award("1", day=effective)], effective=effective).status is Status.NOT_MET


@pytest.mark.parametrize(
    "part",
    [
        BASE,
        {**BASE, "from": "decided_on"},
        {**LENGTH, "to": "until"},
        {**LENGTH, "year": "year"},
        {**BASE, "length": "P6M"},
        {**LENGTH, "reference_year": "year"},
        {**YEAR, "day": "given_on"},
    ],
)
def test_refuses_what_cannot_be_meant(part):
    with pytest.raises(ValueError):
        FORMS["BAR"].model_validate(part)


@given(
    st.dates(date(2023, 12, 1), date(2024, 3, 31)),
    st.sampled_from(["P1D", "P1M", "P6M", "P1Y", "P1Y1D"]),
    st.integers(-2, 2),
    st.booleans(),
)
def test_barred_exactly_from_the_first_day_through_the_last(result_of, start, span, offset, at_the_end):
    end = add(start, parse_duration(span))
    day = (end if at_the_end else start) + timedelta(days=offset)
    facts = {"veto": [veto("v", day=start)], "award": [award("1", day=day)]}
    result = result_of({**LENGTH, "length": span}, facts, date(2030, 1, 1))
    assert (result.status is Status.NOT_MET) == (start <= day <= end)
