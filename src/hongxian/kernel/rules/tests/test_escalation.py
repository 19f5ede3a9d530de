"""ESCALATION: what comes so many times running is answered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.verdict import Status

RESIGN = {
    "id": "resign",
    "text": "负责人引咎辞职",
    "have": {"fact": "resignation", "member": "body"},
    "sequence": "year",
}
PART = {
    "id": "again",
    "form": "ESCALATION",
    "text": "连续两年一票否决的，负责人引咎辞职",
    "series": {"fact": "veto"},
    "subject": "body",
    "sequence": "year",
    "run": 2,
    "actions": [RESIGN],
}
DAY = date(2026, 3, 31)


def veto(year, body="a", day=None):
    return {"id": f"{body}{year}", "body": body, "year": year, "decided_on": day or date(year + 1, 1, 31)}


def resigned(year, body="a", day=None):
    return {"id": f"r-{body}{year}", "body": body, "year": year, "resigned_on": day or date(year + 1, 2, 15)}


@pytest.fixture
def run(verdict_of):
    def judged(vetoes, resignations=(), as_of=DAY, **change):
        more = {name: change.pop(name) for name in ("parameters", "values", "effective") if name in change}
        facts = {"veto": list(vetoes), "resignation": list(resignations)}
        return verdict_of({**PART, **change}, facts=facts, as_of=as_of, **more)

    return judged


def told(verdict):
    return [(each.key, each.reason) for each in verdict.parts[0].exceptions.everything()]


def test_a_run_without_the_act_is_not_met(run):
    verdict = run([veto(2024), veto(2025)])
    assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, True)
    assert told(verdict) == [("a2025", "没有对应的“辞职”记录")]
    assert run([veto(2024), veto(2025)], [resigned(2025)]).status is Status.MET


def test_a_gap_or_another_subject_is_no_run(run):
    assert run([veto(2023), veto(2025)]).status is Status.NOT_DUE
    assert run([veto(2024, "b"), veto(2025)]).status is Status.NOT_DUE
    assert run([veto(2025)], none="met").status is Status.MET


def test_a_run_that_goes_on_asks_again(run):
    vetoes = [veto(2023), veto(2024), veto(2025)]
    assert [key for key, _ in told(run(vetoes))] == ["a2024", "a2025"]
    assert [key for key, _ in told(run(vetoes, [resigned(2024)]))] == ["a2025"]


def test_without_a_number_any_act_about_the_subject_counts(run):
    act = {**RESIGN, "sequence": ""}
    vetoes = [veto(2023), veto(2024), veto(2025)]
    assert run(vetoes, [resigned(2024)], actions=[act]).status is Status.MET
    assert run(vetoes, [resigned(2024, "b")], actions=[act]).status is Status.NOT_MET


@pytest.mark.parametrize(("length", "keys"), [(2, ["a2023", "a2024", "a2025"]), (3, ["a2024", "a2025"]), (5, [])])
def test_how_many_make_a_run_may_be_a_parameter(run, length, keys):
    vetoes = [veto(year) for year in (2022, 2023, 2024, 2025)]
    given = {"run": {"parameter": "times"}, "parameters": [("times", True, None)]}
    assert [each.key for each in run(vetoes, **given).missing] == ["times"]
    assert [key for key, _ in told(run(vetoes, values={"times": length}, **given))] == keys


def test_its_time_starts_on_the_day_that_completes_the_run(run):
    vetoes = [veto(2024), veto(2025, day=date(2026, 1, 31))]
    given = {"actions": [{**RESIGN, "within": "P1M"}]}
    running = run(vetoes, as_of=date(2026, 2, 28), **given)
    assert (running.status, running.next_change) == (Status.NOT_DUE, date(2026, 3, 1))
    assert run(vetoes, as_of=date(2026, 3, 1), **given).status is Status.NOT_MET
    late = run(vetoes, [resigned(2025, day=date(2026, 3, 1))], **given)
    assert told(late) == [("a2025", "逾期1日完成（期限2026-02-28，完成于2026-03-01）")]
    assert not late.outstanding
    assert run(vetoes, [resigned(2025, day=date(2026, 2, 28))], **given).status is Status.MET


def test_a_run_completed_before_the_pack_is_shown_apart(run):
    verdict = run([veto(2024), veto(2025, day=date(2026, 1, 31))], effective=date(2026, 2, 1))
    assert verdict.status is Status.NOT_DUE
    assert [each.key for each in verdict.parts[0].apart.everything()] == ["a2025"]


@pytest.mark.parametrize("change", [{"run": 1}, {"actions": []}, {"actions": [RESIGN, RESIGN]}])
def test_refuses_what_cannot_be_meant(change):
    with pytest.raises(ValueError):
        FORMS["ESCALATION"].model_validate({**PART, **change})


@given(st.sets(st.integers(2015, 2024)), st.sets(st.integers(2015, 2024)), st.integers(2, 4))
def test_every_end_of_a_run_and_only_these(result_of, years, answered, length):
    facts = {"veto": [veto(year) for year in years], "resignation": [resigned(year) for year in answered]}
    result = result_of({**PART, "run": length}, facts, DAY)
    ends = {year for year in years if all(year - back in years for back in range(length))}
    ends = {year for year in ends if date(year + 1, 1, 31) >= date(2018, 1, 1)}
    assert {each.key for each in result.exceptions.everything()} == {f"a{year}" for year in ends - answered}
    assert result.status is (Status.NOT_DUE if not ends else Status.NOT_MET if ends - answered else Status.MET)
