"""GATE: nothing passes without what must be there before, nor in spite of what bars it."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.verdict import Status

REVIEWED = {
    "id": "review",
    "text": "安全审查",
    "have": {"fact": "review", "where": {"field": "passed", "is": True}, "member": "project"},
}
REFUSED = {
    "id": "refused",
    "text": "审查未通过",
    "have": {"fact": "review", "where": {"field": "passed", "is": False}, "member": "project"},
}
PART = {
    "id": "first",
    "form": "GATE",
    "text": "先审查，后批准",
    "members": {"fact": "project", "where": {"field": "high_risk", "is": True}},
    "at": "approved_on",
    "requires": [REVIEWED],
}
DAY = date(2026, 3, 31)


def project(key, day, **more):
    return {"id": key, "approved_on": day, "high_risk": True, **more}


def review(key, day, passed=True, **more):
    return {"id": f"{key}-{day}-{passed}", "project": key, "held_on": day, "passed": passed, **more}


@pytest.fixture
def run(verdict_of):
    def judged(projects, reviews=(), as_of=DAY, effective=date(2018, 11, 19), **change):
        facts = {"project": list(projects), "review": list(reviews)}
        return verdict_of({**PART, **change}, facts=facts, as_of=as_of, effective=effective)

    return judged


def told(listing):
    return [(each.key, each.reason) for each in listing.everything()]


PASSED = date(2026, 2, 1)


@pytest.mark.parametrize(("strict", "status"), [(False, Status.MET), (True, Status.NOT_MET)])
def test_on_the_same_day_only_where_it_need_not_be_before(run, strict, status):
    verdict = run([project("a", PASSED)], [review("a", PASSED)], requires=[{**REVIEWED, "strict": strict}])
    assert verdict.status is status
    before = run([project("a", PASSED)], [review("a", date(2026, 1, 31))], requires=[{**REVIEWED, "strict": strict}])
    assert before.status is Status.MET


def test_what_is_brought_afterwards_does_not_cure_it(run):
    verdict = run([project("a", PASSED)], [review("a", date(2026, 2, 2))])
    assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, False)
    assert told(verdict.parts[0].exceptions) == [("a", "办理于2026-02-02，没有先于2026-02-01")]


def test_what_is_not_there_at_all_is_still_owed_even_on_the_day_itself(run):
    verdict = run([project("a", DAY)])
    assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, True)
    assert told(verdict.parts[0].exceptions) == [("a", "没有对应的“审查”记录")]


def test_the_review_of_another_and_one_that_failed_do_not_count(run):
    projects = [project("a", PASSED), project("b", PASSED)]
    verdict = run(projects, [review("b", PASSED), review("a", PASSED, passed=False)])
    assert told(verdict.parts[0].exceptions) == [("a", "“是否通过”为“否”，要求为“是”")]


def test_typed_in_after_passing_it_counts_once_confirmed(run, moment):
    late = review("a", date(2026, 1, 5), recorded_on=moment(2026, 2, 2))
    confirmed = run([project("a", PASSED)], [{**late, "confirmed": True}])
    assert (confirmed.status, confirmed.backfilled) == (Status.MET, True)
    verdict = run([project("a", PASSED)], [{**late, "confirmed": False}])
    assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, True)
    assert "尚未经第二人确认" in told(verdict.parts[0].exceptions)[0][1]


class TestBar:
    def run(self, run, *reviews, **change):
        return run([project("a", PASSED)], reviews, requires=[], bar=[REFUSED], **change)

    def test_what_was_barred_and_passed_is_not_met(self, run):
        verdict = self.run(run, review("a", PASSED, passed=False))
        assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, False)
        assert told(verdict.parts[0].exceptions) == [("a", "审查未通过，不得放行")]

    def test_what_came_afterwards_did_not_bar_it(self, run):
        assert self.run(run, review("a", date(2026, 2, 2), passed=False)).status is Status.MET
        assert self.run(run).status is Status.MET

    def test_a_condition_of_the_member_may_bar_it(self, run):
        bar = {"id": "risky", "text": "高危项目", "satisfies": {"field": "high_risk", "is": True}}
        verdict = run([project("a", PASSED)], requires=[], bar=[bar])
        assert told(verdict.parts[0].exceptions) == [("a", "高危项目，不得放行")]

    def test_each_is_shown_by_itself_where_there_are_several(self, run):
        reviews = [review("a", date(2026, 1, 1), passed=False)]
        verdict = run([project("a", PASSED)], reviews, bar=[REFUSED])
        part = verdict.parts[0]
        assert [(each.id, each.status) for each in part.requirements] == [
            ("review", Status.NOT_MET),
            ("refused", Status.NOT_MET),
        ]
        assert told(part.exceptions) == [("a", "“是否通过”为“否”，要求为“是”；审查未通过，不得放行")]


class TestWhoPassed:
    def test_nobody_is_not_due_unless_the_pack_says_otherwise(self, run):
        assert run([]).status is Status.NOT_DUE
        assert run([], none="met").status is Status.MET
        assert run([], none="undecidable").missing[0].key == "project"

    def test_one_who_passes_later_is_judged_on_that_day(self, run):
        projects = [project("a", date(2026, 4, 1))]
        verdict = run(projects)
        assert (verdict.status, verdict.next_change) == (Status.NOT_DUE, date(2026, 4, 1))
        assert run(projects, as_of=date(2026, 4, 1)).status is Status.NOT_MET

    def test_on_no_known_day_nothing_can_be_compared(self, run):
        verdict = run([project("a", None)], [review("a", PASSED)])
        assert verdict.status is Status.UNDECIDABLE
        assert told(verdict.parts[0].apart) == [("a", "没有写明日期，无法比较先后")]
        assert run([project("a", None), project("b", PASSED)], [review("b", PASSED)]).status is Status.MET

    def test_what_passed_before_the_pack_took_effect_is_shown_apart(self, run):
        projects = [project("a", date(2025, 12, 31)), project("b", date(2026, 1, 1))]
        verdict = run(projects, effective=date(2026, 1, 1))
        assert told(verdict.parts[0].apart) == [("a", "发文前的事项")]
        assert [key for key, _ in told(verdict.parts[0].exceptions)] == ["b"]

    def test_members_that_do_not_count_are_shown_with_the_reason(self, run):
        verdict = run([project("a", PASSED, high_risk=False)])
        assert told(verdict.parts[0].failing) == [("a", "“是否高危”为“否”，要求为“是”")]


@pytest.mark.parametrize(
    "change",
    [
        {"requires": []},
        {"requires": [{"id": "a", "text": "甲"}]},
        {"requires": [REVIEWED], "bar": [REVIEWED]},
        {"bar": [{**REFUSED, "strict": True}]},
        {"none": "not_met"},
    ],
)
def test_refuses_what_cannot_be_meant(change):
    with pytest.raises(ValueError):
        FORMS["GATE"].model_validate({**PART, **change})


@given(st.integers(-2, 2), st.integers(0, 4), st.booleans(), st.booleans(), st.integers(-1, 1))
def test_met_exactly_when_it_was_there_before(result_of, offset, delay, confirmed, strict, asked):
    held, as_of = PASSED + timedelta(days=offset), PASSED + timedelta(days=asked)
    typed = datetime.combine(held + timedelta(days=delay), time(12), LOCAL)
    row = review("a", held, recorded_on=typed, confirmed=confirmed)
    facts = {"project": [project("a", PASSED)], "review": [row]}
    result = result_of({**PART, "requires": [{**REVIEWED, "strict": strict}]}, facts, as_of)
    if asked < 0:
        assert (result.status, result.next_change) == (Status.NOT_DUE, PASSED)
        return
    there = held <= as_of and (offset < 0 if strict else offset <= 0)
    counts = held + timedelta(days=delay) <= PASSED or confirmed
    assert (result.status is Status.MET) == (there and counts)
