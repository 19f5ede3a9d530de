"""TREND: amounts move as they should from period to period; without data nothing is proved."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.memory import MemoryFacts
from hongxian.kernel.rules.population import MissingSource
from hongxian.kernel.rules.verdict import Status

LOSSES = {"fact": "loss"}
PART = {
    "id": "decline",
    "form": "TREND",
    "text": "事故起数逐年下降",
    "period": "year",
    "measures": [{"id": "count", "text": "事故起数", "of": {"count": LOSSES}}],
    "compare": "less",
}
DEATHS = {"id": "deaths", "text": "死亡人数", "of": {"total": LOSSES, "field": "deaths"}}
FUND = {"value": {"fact": "figure", "where": {"field": "kind", "is": "fund"}}, "field": "amount", "year": "year"}
REVENUE = {"value": {"fact": "figure", "where": {"field": "kind", "is": "revenue"}}, "field": "amount", "year": "year"}
IN_2025 = date(2025, 7, 1)
AFTER = date(2026, 1, 1)


def losses(**by_year):
    """So many losses in each year, one death each."""
    return [
        {"id": f"{year}-{number}", "on": date(int(year[1:]), 3, 1 + number), "deaths": 1}
        for year, count in by_year.items()
        for number in range(count)
    ]


@pytest.fixture
def run(verdict_of):
    def judged(rows=(), figures=(), as_of=AFTER, period=IN_2025, **change):
        more = {name: change.pop(name) for name in ("parameters", "values", "effective", "facts") if name in change}
        facts = more.pop("facts", {"loss": list(rows), "figure": list(figures)})
        return verdict_of({**PART, **change}, facts=facts, as_of=as_of, period=period, **more)

    return judged


@pytest.mark.parametrize(
    ("compare", "statuses"),
    [
        ("less", "met not_met not_met"),
        ("not_greater", "met met not_met"),
        ("equal", "not_met met not_met"),
        ("not_less", "not_met met met"),
        ("greater", "not_met not_met met"),
    ],
)
def test_compared_with_the_year_before(run, compare, statuses):
    found = [run(losses(y2024=2, y2025=number), compare=compare).status for number in (1, 2, 3)]
    assert [str(each) for each in found] == statuses.split()


def test_the_comparison_may_be_a_parameter(run):
    given = {"compare": {"parameter": "way"}, "parameters": [("way", True, None)], "rows": losses(y2024=2, y2025=2)}
    assert [each.key for each in run(**given).missing] == ["way"]
    assert run(values={"way": "not_greater"}, **given).status is Status.MET


def test_while_the_period_runs_it_is_not_due(run):
    rows = losses(y2024=1, y2025=9)
    verdict = run(rows, as_of=date(2025, 12, 31))
    assert (verdict.status, verdict.outstanding, verdict.next_change) == (Status.NOT_DUE, False, date(2026, 1, 1))
    assert run(rows).status is Status.NOT_MET


def test_both_numbers_are_told(run):
    verdict = run(losses(y2024=2, y2025=3))
    assert verdict.remarks == ("事故起数：2025年为3，2024年为2，要求低于",)
    (found,) = verdict.parts[0].exceptions.everything()
    assert (found.key, found.reason) == ("count", verdict.remarks[0])


def test_every_measure_must_hold(run):
    rows = losses(y2024=2, y2025=1)
    rows[-1]["deaths"] = 5
    verdict = run(rows, measures=[*PART["measures"], DEATHS])
    assert verdict.status is Status.NOT_MET
    assert [each.key for each in verdict.parts[0].exceptions.everything()] == ["deaths"]
    assert [each.status for each in verdict.parts[0].requirements] == [Status.MET, Status.NOT_MET]


def test_several_periods_running(run):
    rows = losses(y2022=3, y2023=4, y2024=3, y2025=2)
    assert run(rows, steps=2).status is Status.MET
    assert run(rows, steps=3).status is Status.NOT_MET


class TestNoData:
    def test_a_register_that_begins_later_says_nothing_of_the_year_before(self, run):
        verdict = run(losses(y2025=1))
        assert verdict.status is Status.UNDECIDABLE
        assert [each.key for each in verdict.missing] == ["loss"]
        assert "2024年为没有数据" in verdict.remarks[0]

    def test_a_year_without_an_accident_in_a_register_that_was_kept_is_none(self, run):
        assert run(losses(y2023=1, y2025=0)).status is Status.NOT_MET
        assert run(losses(y2023=1, y2024=1, y2025=0)).status is Status.MET

    def test_an_empty_register_is_undecidable(self, run):
        assert run([]).status is Status.UNDECIDABLE


def figure(kind, year, amount):
    return {"id": f"{kind}{year}", "kind": kind, "year": year, "amount": amount}


class TestValueOfTheYear:
    measures = ({"id": "fund", "text": "资金", "of": FUND},)

    def test_compared_with_the_year_before(self, run):
        figures = [figure("fund", 2024, 100), figure("fund", 2025, 101), figure("revenue", 2025, 1)]
        assert run(figures=figures, measures=self.measures, compare="greater").status is Status.MET
        assert run(figures=figures[1:], measures=self.measures, compare="greater").status is Status.UNDECIDABLE

    def test_compared_with_another_amount_of_the_same_year(self, run):
        measures = [{"id": "fund", "text": "资金增长", "of": FUND, "against": REVENUE}]
        figures = [figure("fund", 2025, 5), figure("revenue", 2025, 6)]
        verdict = run(figures=figures, measures=measures, compare="not_less")
        assert verdict.status is Status.NOT_MET
        assert verdict.remarks == ("资金增长：2025年为5，所比照的为6，要求不低于",)
        assert run(figures=figures[:1], measures=measures, compare="not_less").status is Status.UNDECIDABLE


class TestShareAtTheEnd:
    covered = {"fact": "firm", "where": {"field": "staff", "at_least": 1}}
    measures = ({"id": "share", "text": "覆盖率", "of": {"share": {"of": covered, "among": {"fact": "firm"}}}},)

    def run(self, run, firms, **more):
        return run(facts={"firm": firms}, measures=self.measures, compare="greater", **more)

    def test_who_is_there_at_the_end_of_each_period_counts(self, run):
        firms = [
            {"id": "a", "staff": 1, "valid_from": date(2020, 1, 1)},
            {"id": "b", "staff": 0, "valid_from": date(2020, 1, 1), "valid_to": date(2025, 12, 30)},
        ]
        verdict = self.run(run, firms)
        assert verdict.status is Status.MET
        assert verdict.remarks == ("覆盖率：2025年为100.0%，2024年为50.0%，要求高于",)
        firms[1]["valid_to"] = date(2025, 12, 31)
        assert self.run(run, firms).status is Status.NOT_MET

    def test_of_nobody_there_is_no_share(self, run):
        assert self.run(run, [{"id": "a", "staff": 1, "valid_from": date(2025, 1, 1)}]).status is Status.UNDECIDABLE

    def test_of_a_register_that_nobody_kept_then_there_is_none(self, run, monkeypatch):
        kept = MemoryFacts.population

        def population(facts, noun, as_of):
            if as_of.valid_on < date(2025, 6, 1):
                raise MissingSource(noun)
            return kept(facts, noun, as_of)

        monkeypatch.setattr(MemoryFacts, "population", population)
        verdict = self.run(run, [{"id": "a", "staff": 1, "valid_from": date(2020, 1, 1)}])
        assert (verdict.status, [each.key for each in verdict.missing]) == (Status.UNDECIDABLE, ["firm"])


class TestBeforeThePack:
    def test_periods_before_and_the_first_part_of_one_are_not_judged(self, run):
        rows = losses(y2024=1, y2025=2)
        for effective in (date(2025, 1, 2), date(2026, 1, 1)):
            verdict = run(rows, effective=effective)
            assert (verdict.status, verdict.next_change) == (Status.NOT_DUE, None)
        assert run(rows, effective=date(2025, 1, 1)).status is Status.NOT_MET


def test_the_period_before_is_that_of_the_same_basis(run):
    rows = [
        {"id": str(day), "on": day, "deaths": 0} for day in (date(2024, 12, 1), date(2025, 11, 30), date(2025, 12, 1))
    ]
    given = {"basis": {"parameter": "basis"}, "parameters": [("basis", False, "calendar")], "compare": "equal"}
    calendar = run(rows, **given)
    assert calendar.remarks == ("事故起数：2025年为2，2024年为1，要求等于",)


@pytest.mark.parametrize(
    "change",
    [
        {"measures": []},
        {"measures": [DEATHS, DEATHS]},
        {"measures": [{"id": "a", "text": "甲", "of": {"count": LOSSES, "field": "deaths"}}]},
        {"measures": [{"id": "a", "text": "甲", "of": {"total": LOSSES}}]},
        {"measures": [{"id": "a", "text": "甲", "of": {**FUND, "year": ""}}]},
        {"measures": [{"id": "a", "text": "甲", "of": {"count": LOSSES, "value": LOSSES}}]},
        {"period": "quarter", "measures": [{"id": "a", "text": "甲", "of": FUND}]},
        {"compare": "better"},
        {"steps": 0},
    ],
)
def test_refuses_what_cannot_be_meant(change):
    with pytest.raises(ValueError):
        FORMS["TREND"].model_validate({**PART, **change})


@given(st.lists(st.integers(0, 3), min_size=5, max_size=5), st.integers(1, 4))
def test_a_decline_is_a_decline_at_every_step(result_of, counts, steps):
    rows = losses(y2020=1, **{f"y{2021 + number}": count for number, count in enumerate(counts)})
    verdict = result_of({**PART, "steps": steps}, {"loss": rows}, AFTER, period=IN_2025)
    falls = [counts[-1 - back] < counts[-2 - back] for back in range(steps)]
    assert verdict.status is (Status.MET if all(falls) else Status.NOT_MET)
