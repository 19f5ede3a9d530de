"""PERIODIC: so many in every period, each period for itself."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.rules.bindings import Bindings
from hongxian.kernel.rules.dates import PeriodKind, period_containing
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.rules.scenarios import facts_of, row_of
from hongxian.kernel.rules.verdict import Status

PART = {
    "id": "hear",
    "form": "PERIODIC",
    "text": "每季度至少听取1次汇报",
    "period": "quarter",
    "events": {
        "fact": "meeting",
        "of": {"field": "body", "is": {"holder": "key"}},
        "where": {"field": "agenda", "is": "hear"},
    },
}
Q1 = date(2026, 1, 1)


def meeting(day, agenda="hear", **more):
    return {"id": f"m-{day}", "body": "gov", "held_on": day, "agenda": agenda, **more}


@pytest.mark.parametrize("day", [date(2026, 1, 1), date(2026, 2, 14), date(2026, 3, 31)])
def test_met_by_one_event_on_any_day_of_the_period(verdict_of, day):
    verdict = verdict_of(PART, facts={"meeting": [meeting(day)]}, as_of=date(2026, 3, 31), period=Q1)
    assert verdict.status is Status.MET
    assert not verdict.outstanding
    assert verdict.next_change is None


@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2026, 4, 1)])
def test_an_event_one_day_outside_the_period_does_not_count(verdict_of, day):
    verdict = verdict_of(PART, facts={"meeting": [meeting(day)]}, as_of=date(2026, 4, 2), period=Q1)
    assert verdict.status is Status.NOT_MET
    assert not verdict.outstanding


def test_not_due_until_the_last_day_and_says_when_it_changes(verdict_of):
    verdict = verdict_of(PART, facts={"meeting": []}, as_of=date(2026, 3, 31), period=Q1)
    assert verdict.status is Status.NOT_DUE
    assert verdict.outstanding
    assert verdict.next_change == date(2026, 4, 1)
    assert verdict.next_change_reason == "2026年第一季度结束"
    after = verdict_of(PART, facts={"meeting": []}, as_of=verdict.next_change, period=Q1)
    assert after.status is Status.NOT_MET


def test_an_event_of_tomorrow_does_not_count_today(verdict_of):
    facts = {"meeting": [meeting(date(2026, 3, 20))]}
    assert verdict_of(PART, facts=facts, as_of=date(2026, 3, 19), period=Q1).status is Status.NOT_DUE
    assert verdict_of(PART, facts=facts, as_of=date(2026, 3, 20), period=Q1).status is Status.MET


def test_the_wrong_agenda_is_shown_with_its_reason(verdict_of):
    facts = {"meeting": [meeting(date(2026, 1, 5), agenda="convey")]}
    verdict = verdict_of(PART, facts=facts, as_of=date(2026, 4, 1), period=Q1)
    (found,) = verdict.parts[0].failing.everything()
    assert found.reason == "“议题类型”为“传达学习”，要求为“听取汇报”"
    assert verdict.counts["hear"] == {"min": 1, "counting": 0, "failing": 1, "timely": 0}


def test_typed_in_afterwards_and_confirmed_is_met_and_flagged(verdict_of, moment):
    row = meeting(date(2026, 3, 20), recorded_on=moment(2026, 4, 1), confirmed=True)
    verdict = verdict_of(PART, facts={"meeting": [row]}, as_of=date(2026, 4, 2), period=Q1)
    assert verdict.status is Status.MET
    assert verdict.backfilled


def test_typed_in_afterwards_and_not_confirmed_does_not_count(verdict_of, moment):
    row = meeting(date(2026, 3, 20), recorded_on=moment(2026, 4, 1), confirmed=False)
    verdict = verdict_of(PART, facts={"meeting": [row]}, as_of=date(2026, 4, 2), period=Q1)
    assert verdict.status is Status.NOT_MET
    (found,) = verdict.parts[0].failing.everything()
    assert found.reason == "事后录入（2026-04-01），尚未经第二人确认"


def test_typed_in_on_the_last_evening_needs_no_confirmation(verdict_of):
    last = datetime(2026, 3, 31, 23, 59, tzinfo=LOCAL)
    row = meeting(date(2026, 3, 20), recorded_on=last, confirmed=False)
    verdict = verdict_of(PART, facts={"meeting": [row]}, as_of=date(2026, 4, 2), period=Q1)
    assert verdict.status is Status.MET
    assert not verdict.backfilled


def test_not_flagged_when_enough_was_typed_in_on_time(verdict_of, moment):
    rows = [
        meeting(date(2026, 2, 1)),
        meeting(date(2026, 3, 20), recorded_on=moment(2026, 4, 1), confirmed=True),
    ]
    verdict = verdict_of(PART, facts={"meeting": rows}, as_of=date(2026, 4, 2), period=Q1)
    assert verdict.status is Status.MET
    assert not verdict.backfilled
    assert verdict.counts["hear"]["counting"] == 2


def test_two_wanted_one_backfilled_is_flagged(verdict_of, moment):
    rows = [
        meeting(date(2026, 2, 1)),
        meeting(date(2026, 3, 20), recorded_on=moment(2026, 4, 1), confirmed=True),
    ]
    verdict = verdict_of({**PART, "min": 2}, facts={"meeting": rows}, as_of=date(2026, 4, 2), period=Q1)
    assert verdict.status is Status.MET
    assert verdict.backfilled


class TestFirstPeriod:
    effective = date(2026, 1, 2)

    def run(self, verdict_of, as_of, *rows, effective=effective):
        facts = {"meeting": list(rows)}
        return verdict_of(PART, facts=facts, as_of=as_of, period=Q1, effective=effective)

    def test_unmet_is_not_counted_after_its_end(self, verdict_of):
        verdict = self.run(verdict_of, date(2026, 6, 1))
        assert verdict.status is Status.NOT_DUE
        assert "首个不完整周期不计" in verdict.remarks
        assert not verdict.outstanding
        assert verdict.next_change is None

    def test_met_is_met(self, verdict_of):
        assert self.run(verdict_of, date(2026, 6, 1), meeting(Q1)).status is Status.MET

    def test_a_pack_in_effect_on_the_first_day_has_a_full_period(self, verdict_of):
        assert self.run(verdict_of, date(2026, 6, 1), effective=Q1).status is Status.NOT_MET

    def test_a_period_before_the_pack_is_not_judged(self, verdict_of):
        verdict = self.run(verdict_of, date(2026, 6, 1), effective=date(2026, 4, 1))
        assert verdict.status is Status.NOT_DUE
        assert verdict.remarks == ("文件施行前的周期不计",)


def test_refuses_a_future_period_and_no_period(verdict_of):
    with pytest.raises(ValueError):
        verdict_of(PART, facts={"meeting": []}, as_of=date(2025, 12, 31), period=Q1)
    with pytest.raises(ValueError):
        verdict_of(PART, facts={"meeting": []}, as_of=date(2026, 1, 1))


DAYS = st.dates(date(2019, 1, 1), date(2040, 12, 31))


@given(DAYS, st.lists(DAYS, max_size=4), st.integers(0, 400), st.sampled_from(PeriodKind))
def test_met_exactly_when_an_event_of_the_period_has_happened(dictionary, day, events, later, kind):
    period = period_containing(day, kind)
    as_of = period.start + timedelta(days=later)
    part = FORMS["PERIODIC"].model_validate({**PART, "period": kind.value})
    rows = [meeting(each, id=str(number)) for number, each in enumerate(events)]
    holder = row_of(dictionary.nouns["party"], {"id": "gov"}, 0)
    context = Context(
        Bindings(holder, period, {}, AsOf(as_of), dictionary),
        facts_of(dictionary, {"meeting": rows}),
        date(2018, 1, 1),
    )
    result = part.judge(context)
    happened = any(period.start <= each <= period.end and each <= as_of for each in events)
    over = as_of > period.end
    expected = Status.MET if happened else Status.NOT_MET if over else Status.NOT_DUE
    assert result.status is expected
    assert (result.next_change == period.end + timedelta(days=1)) == (expected is Status.NOT_DUE)


@given(DAYS, st.integers(0, 120))
def test_recorded_late_counts_only_when_confirmed(dictionary, day, delay):
    period = period_containing(day, PeriodKind.QUARTER)
    recorded = datetime.combine(day + timedelta(days=delay), time(9), LOCAL)
    part = FORMS["PERIODIC"].model_validate(PART)
    holder = row_of(dictionary.nouns["party"], {"id": "gov"}, 0)
    late = recorded.date() > period.end
    for confirmed in (True, False):
        rows = [meeting(day, recorded_on=recorded, confirmed=confirmed)]
        bindings = Bindings(holder, period, {}, AsOf(period.end + timedelta(days=200)), dictionary)
        result = part.judge(Context(bindings, facts_of(dictionary, {"meeting": rows}), date(2018, 1, 1)))
        assert (result.status is Status.MET) == (confirmed or not late)
        assert result.backfilled == (confirmed and late)
