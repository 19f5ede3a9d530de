"""TRIGGER: what occurs is followed by what must be done about it, in time."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.rules.dates import add, parse_duration
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.verdict import MissingKind, Status

FILED = {"field": "filed", "is": True, "otherwise": "约谈没有归档"}
TALK = {"id": "talk", "text": "约谈", "have": {"fact": "talk", "where": FILED, "member": "danger"}, "within": "P1M"}
LISTED = {"id": "list", "text": "挂牌", "satisfies": {"field": "listed", "is": True}}
PART = {
    "id": "follow",
    "form": "TRIGGER",
    "text": "发现重大隐患后约谈",
    "triggers": {"fact": "danger", "where": {"field": "grade", "is": "major"}},
    "actions": [TALK],
}
DAY = date(2026, 3, 31)


def danger(key, day, **more):
    return {"id": key, "found_on": day, "grade": "major", **more}


def talk(key, day, **more):
    return {"id": f"{key}-{day}", "danger": key, "held_on": day, "filed": True, **more}


@pytest.fixture
def run(verdict_of):
    def judged(dangers, talks=(), as_of=DAY, **change):
        more = {name: change.pop(name) for name in ("parameters", "values", "effective") if name in change}
        facts = {"danger": list(dangers), "talk": list(talks)}
        return verdict_of({**PART, **change}, facts=facts, as_of=as_of, **more)

    return judged


def keys(listing):
    return [each.key for each in listing.everything()]


class TestOneActionWithATimeLimit:
    dangers = (danger("a", date(2026, 1, 31)),)

    @pytest.mark.parametrize("day", [date(2026, 1, 30), date(2026, 1, 31), date(2026, 2, 28)])
    def test_done_by_the_end_of_the_month_as_the_calendar_counts_it_is_met(self, run, day):
        assert run(self.dangers, [talk("a", day)]).status is Status.MET

    def test_done_late_is_not_met_and_nothing_more_is_owed(self, run):
        verdict = run(self.dangers, [talk("a", date(2026, 3, 1))])
        assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, False)
        (found,) = verdict.parts[0].exceptions.everything()
        assert found.reason == "逾期1日完成（期限2026-02-28，完成于2026-03-01）"

    def test_running_until_the_last_day_and_overdue_after_it(self, run):
        running = run(self.dangers, as_of=date(2026, 2, 28))
        assert (running.status, running.outstanding) == (Status.NOT_DUE, True)
        assert running.next_change == date(2026, 3, 1)
        assert running.parts[0].counts == {"members": 1, "counting": 0, "exceptions": 0, "running": 1}
        overdue = run(self.dangers, as_of=date(2026, 3, 1))
        assert (overdue.status, overdue.outstanding, overdue.next_change) == (Status.NOT_MET, True, None)
        (found,) = overdue.parts[0].exceptions.everything()
        assert found.reason == "期限2026-02-28已过，尚未完成"

    def test_a_record_that_does_not_count_is_the_reason(self, run):
        verdict = run(self.dangers, [talk("a", date(2026, 2, 1), filed=False)])
        (found,) = verdict.parts[0].exceptions.everything()
        assert found.reason == "约谈没有归档"

    def test_typed_in_afterwards_it_counts_once_confirmed(self, run, moment):
        late = talk("a", date(2026, 2, 1), recorded_on=moment(2026, 3, 1))
        confirmed = run(self.dangers, [{**late, "confirmed": True}])
        assert (confirmed.status, confirmed.backfilled) == (Status.MET, True)
        verdict = run(self.dangers, [{**late, "confirmed": False}])
        assert (verdict.status, verdict.backfilled) == (Status.NOT_MET, False)
        (found,) = verdict.parts[0].exceptions.everything()
        assert "尚未经第二人确认" in found.reason
        assert not run(self.dangers, [talk("a", date(2026, 2, 1))]).backfilled

    def test_the_record_of_another_does_not_count(self, run):
        assert run(self.dangers, [talk("b", date(2026, 2, 1))]).status is Status.NOT_MET

    def test_the_first_clock_to_run_out_is_the_next_change(self, run):
        dangers = [danger("a", date(2026, 3, 20)), danger("b", date(2026, 3, 10)), danger("c", date(2026, 1, 1))]
        verdict = run(dangers, [talk("c", date(2026, 1, 2))])
        assert (verdict.status, verdict.next_change) == (Status.NOT_DUE, date(2026, 4, 11))


class TestFrom:
    act = {**TALK, "within": "P10D"}

    def test_the_clock_may_start_on_another_day(self, run):
        dangers = [danger("a", date(2026, 1, 1), removed_on=date(2026, 3, 21))]
        assert run(dangers, actions=[self.act]).status is Status.NOT_MET
        assert run(dangers, actions=[self.act], **{"from": "removed_on"}).status is Status.NOT_DUE
        assert (
            run(dangers, as_of=date(2026, 4, 1), actions=[self.act], **{"from": "removed_on"}).status is Status.NOT_MET
        )

    def test_without_that_day_no_clock_runs(self, run):
        dangers = [danger("a", date(2026, 1, 1))]
        verdict = run(dangers, actions=[self.act], **{"from": "removed_on"})
        assert (verdict.status, verdict.next_change) == (Status.NOT_DUE, None)
        done = run(dangers, [talk("a", date(2026, 2, 1))], actions=[self.act], **{"from": "removed_on"})
        assert (done.status, done.backfilled) == (Status.MET, False)


class TestWithoutATimeLimit:
    act = {"id": "talk", "text": "约谈", "have": TALK["have"]}

    def test_what_is_not_done_is_not_met_at_once(self, run):
        dangers = [danger("a", DAY)]
        verdict = run(dangers, actions=[self.act])
        assert (verdict.status, verdict.outstanding, verdict.next_change) == (Status.NOT_MET, True, None)
        (found,) = verdict.parts[0].exceptions.everything()
        assert found.reason == "没有对应的“约谈”记录"
        assert run(dangers, [talk("a", DAY)], actions=[self.act]).status is Status.MET

    def test_a_limit_that_is_not_set_does_not_limit(self, run):
        act = {**self.act, "within": {"parameter": "limit"}}
        given = {"dangers": [danger("a", date(2026, 1, 1))], "talks": [talk("a", date(2026, 3, 1))]}
        given |= {"actions": [act], "parameters": [("limit", False, None)]}
        unset = run(**given)
        assert unset.status is Status.MET
        assert "不限时" in unset.remarks[-1]
        assert run(**given, values={"limit": "P2M"}).status is Status.MET
        assert run(**given, values={"limit": "P1M"}).status is Status.NOT_MET


class TestSeveralActions:
    def run(self, run, need, listed, day):
        dangers = [danger("a", date(2026, 1, 31), listed=listed)]
        talks = [talk("a", day)] if day else []
        return run(dangers, talks, actions=[LISTED, TALK], need=need, as_of=date(2026, 2, 10))

    @pytest.mark.parametrize(
        ("listed", "day", "every", "either"),
        [
            (True, date(2026, 2, 1), Status.MET, Status.MET),
            (True, None, Status.NOT_DUE, Status.MET),
            (False, date(2026, 2, 1), Status.NOT_MET, Status.MET),
            (False, None, Status.NOT_MET, Status.NOT_DUE),
        ],
    )
    def test_all_of_them_or_any(self, run, listed, day, every, either):
        assert self.run(run, "all", listed, day).status is every
        assert self.run(run, "any", listed, day).status is either

    def test_each_is_shown_with_its_own_answer_and_reason(self, run):
        part = self.run(run, "all", False, None).parts[0]
        assert [(each.id, each.status) for each in part.requirements] == [
            ("list", Status.NOT_MET),
            ("talk", Status.NOT_DUE),
        ]
        (found,) = part.exceptions.everything()
        assert (
            found.reason == "挂牌：“是否挂牌”没有填写，要求为“是”；约谈：期限2026-02-28未到"[:0]
            or "挂牌" in found.reason
        )

    def test_any_done_late_leaves_nothing_owed(self, run):
        dangers = [danger("a", date(2026, 1, 1))]
        late = run(dangers, [talk("a", date(2026, 3, 1))], need="any", actions=[TALK, {**TALK, "id": "again"}])
        assert (late.status, late.outstanding) == (Status.NOT_MET, False)
        lacking = run(dangers, need="any", actions=[TALK, {**TALK, "id": "again"}])
        assert (lacking.status, lacking.outstanding) == (Status.NOT_MET, True)


class TestEachOfTwo:
    act = {**TALK, "each": ["secretary", "head"], "by": "person"}

    def run(self, run, *talks, as_of=DAY):
        return run([danger("a", date(2026, 1, 31))], talks, actions=[self.act], as_of=as_of)

    def test_both_are_needed_in_time(self, run):
        first = talk("a", date(2026, 2, 1), person="secretary")
        second = {**talk("a", date(2026, 2, 28), person="head")}
        assert self.run(run, first, second).status is Status.MET
        assert self.run(run, first, as_of=date(2026, 2, 28)).status is Status.NOT_DUE
        verdict = self.run(run, first)
        assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, True)
        (found,) = verdict.parts[0].exceptions.everything()
        assert found.reason == "政府负责人：期限2026-02-28已过，尚未完成"

    def test_one_of_them_late_is_late(self, run):
        first = talk("a", date(2026, 2, 1), person="secretary")
        verdict = self.run(run, first, talk("a", date(2026, 3, 2), person="head"))
        assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, False)
        (found,) = verdict.parts[0].exceptions.everything()
        assert found.reason == "政府负责人：逾期2日完成（期限2026-02-28，完成于2026-03-02）"


class TestRatio:
    dangers = tuple(danger(str(number), date(2026, 1, number)) for number in range(1, 11))

    @pytest.mark.parametrize(("done", "status"), [(8, Status.NOT_MET), (9, Status.MET), (10, Status.MET)])
    def test_so_many_of_them(self, run, done, status):
        talks = [talk(str(number), date(2026, 1, 20)) for number in range(1, done + 1)]
        assert run(self.dangers, talks, ratio=0.9).status is status

    def test_while_enough_may_still_be_done_it_is_not_due(self, run):
        talks = [talk(str(number), date(2026, 1, 20)) for number in range(1, 8)]
        assert run(self.dangers, talks, ratio=0.9, as_of=date(2026, 2, 9)).status is Status.NOT_DUE
        assert run(self.dangers, talks, ratio=0.9, as_of=date(2026, 2, 10)).status is Status.NOT_MET


class TestNone:
    @pytest.mark.parametrize("none", ["not_due", "met", "undecidable"])
    def test_where_nothing_occurred_the_pack_says_what_that_means(self, run, none):
        verdict = run([danger("a", DAY, grade="common")], none=none)
        assert verdict.status is Status(none)
        assert [each.kind for each in verdict.missing] == ([MissingKind.MEMBERS] if none == "undecidable" else [])
        assert not verdict.outstanding
        assert keys(verdict.parts[0].failing) == ["a"]

    def test_what_has_not_occurred_yet_is_not_there(self, run):
        verdict = run([danger("a", date(2026, 4, 1))])
        assert (verdict.status, verdict.next_change) == (Status.NOT_DUE, date(2026, 4, 1))


class TestBeforeThePack:
    effective = date(2026, 1, 31)

    def test_what_was_over_before_it_took_effect_is_shown_apart(self, run):
        dangers = [danger("a", date(2025, 12, 30)), danger("b", date(2025, 12, 31))]
        verdict = run(dangers, effective=self.effective)
        assert keys(verdict.parts[0].apart) == ["a"]
        assert keys(verdict.parts[0].exceptions) == ["b"]

    def test_without_a_time_limit_what_occurred_before_it_is(self, run):
        act = {"id": "talk", "text": "约谈", "have": TALK["have"]}
        dangers = [danger("a", date(2026, 1, 30)), danger("b", date(2026, 1, 31))]
        verdict = run(dangers, effective=self.effective, actions=[act])
        assert keys(verdict.parts[0].apart) == ["a"]
        assert keys(verdict.parts[0].exceptions) == ["b"]


@pytest.mark.parametrize(
    "change",
    [
        {"actions": []},
        {"actions": [{**TALK, "satisfies": {"field": "listed", "is": True}}]},
        {"actions": [{"id": "a", "text": "甲"}]},
        {"actions": [{**TALK, "each": ["head"]}]},
        {"actions": [{**TALK, "by": "person"}]},
        {"actions": [{**LISTED, "each": ["head"], "by": "person"}]},
        {"actions": [TALK, TALK]},
        {"actions": [{**TALK, "within": "一个月"}]},
        {"ratio": 0},
        {"ratio": 1.1},
        {"none": "not_met"},
    ],
)
def test_refuses_what_cannot_be_meant(change):
    with pytest.raises(ValueError):
        FORMS["TRIGGER"].model_validate({**PART, **change})


SPANS = st.sampled_from(["P0D", "P1D", "P30D", "P1M", "P6M", "P1Y", "P1M15D"])


@given(st.dates(date(2023, 12, 1), date(2024, 3, 31)), SPANS, st.integers(-3, 3), st.integers(-3, 3), st.integers(0, 9))
def test_exactly_in_time_by_the_calendar(result_of, start, span, offset, asked, delay):
    due = add(start, parse_duration(span))
    done, as_of = due + timedelta(days=offset), due + timedelta(days=asked)
    typed = datetime.combine(done + timedelta(days=delay), time(12), LOCAL)
    row = talk("a", done, recorded_on=typed, confirmed=False)
    facts = {"danger": [danger("a", start)], "talk": [row]}
    result = result_of({**PART, "actions": [{**TALK, "within": span}]}, facts, as_of)
    met = start <= as_of and done <= as_of and offset <= 0 and done + timedelta(days=delay) <= due
    late = done <= as_of and offset > 0
    assert (result.status is Status.MET) == met
    assert (result.status is Status.NOT_DUE) == (not met and as_of <= due)
    assert result.outstanding == (not met and not late and start <= as_of)
