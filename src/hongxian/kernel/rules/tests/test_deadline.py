"""DEADLINE: there on or before a date, fixed or counted from an event."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.rules.bindings import Bindings
from hongxian.kernel.rules.dates import Duration, add
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.rules.scenarios import facts_of, row_of
from hongxian.kernel.rules.verdict import MissingKind, Status

PART = {
    "id": "list",
    "form": "DEADLINE",
    "text": "年底前开会",
    "due": date(2018, 12, 31),
    "target": {"fact": "meeting", "where": {"field": "agenda", "is": "hear"}},
}
WITHIN = {
    "id": "evaluate",
    "form": "DEADLINE",
    "text": "结案后1年内评估",
    "members": {"fact": "accident"},
    "from": "closed_on",
    "within": "P1Y",
    "target": {"fact": "evaluation"},
    "member": "accident",
}


def meeting(day, **more):
    return {"id": f"m-{day}", "held_on": day, "agenda": "hear", **more}


def closed(key, day):
    return {"id": key, "closed_on": day}


def evaluated(key, day, **more):
    return {"id": f"{key}-{day}", "accident": key, "held_on": day, **more}


@pytest.mark.parametrize("day", [date(2018, 11, 20), date(2018, 12, 31)])
def test_on_or_before_the_date_is_met(verdict_of, day):
    verdict = verdict_of(PART, facts={"meeting": [meeting(day)]}, as_of=date(2019, 5, 1))
    assert verdict.status is Status.MET
    assert not verdict.backfilled


def test_not_due_through_the_date_and_not_met_after(verdict_of):
    verdict = verdict_of(PART, facts={"meeting": []}, as_of=date(2018, 12, 31))
    assert verdict.status is Status.NOT_DUE
    assert verdict.outstanding
    assert verdict.next_change == date(2019, 1, 1)
    after = verdict_of(PART, facts={"meeting": []}, as_of=date(2019, 1, 1))
    assert after.status is Status.NOT_MET
    assert after.outstanding


def test_reached_late_is_not_met_and_nothing_more_is_owed(verdict_of):
    facts = {"meeting": [meeting(date(2019, 1, 2)), meeting(date(2019, 3, 1))]}
    verdict = verdict_of(PART, facts=facts, as_of=date(2019, 5, 1))
    assert verdict.status is Status.NOT_MET
    assert not verdict.outstanding
    assert verdict.remarks == ("逾期2日完成（期限2018-12-31，完成于2019-01-02）",)


def test_typed_in_after_the_date_counts_only_when_confirmed(verdict_of, moment):
    row = meeting(date(2018, 12, 1), recorded_on=moment(2019, 1, 1))
    verdict = verdict_of(PART, facts={"meeting": [{**row, "confirmed": True}]}, as_of=date(2019, 5, 1))
    assert verdict.status is Status.MET
    assert verdict.backfilled
    verdict = verdict_of(PART, facts={"meeting": [{**row, "confirmed": False}]}, as_of=date(2019, 5, 1))
    assert verdict.status is Status.NOT_MET
    assert verdict.outstanding
    (found,) = verdict.parts[0].failing.everything()
    assert "尚未经第二人确认" in found.reason


def test_a_date_before_the_pack_was_issued_is_not_held_against_anybody(verdict_of):
    verdict = verdict_of(PART, facts={"meeting": []}, as_of=date(2019, 5, 1), effective=date(2019, 1, 1))
    assert verdict.status is Status.NOT_DUE
    assert any("发文前" in remark for remark in verdict.remarks)
    assert not verdict.outstanding
    assert verdict.next_change is None


class TestCountedFromAnEvent:
    def run(self, verdict_of, accidents, evaluations, as_of, **more):
        return verdict_of({**WITHIN, **more}, facts={"accident": accidents, "evaluation": evaluations}, as_of=as_of)

    def test_the_anniversary_is_still_in_time(self, verdict_of):
        accidents = [closed("a", date(2024, 2, 29))]
        verdict = self.run(verdict_of, accidents, [evaluated("a", date(2025, 2, 28))], date(2025, 6, 1))
        assert verdict.status is Status.MET

    def test_the_day_after_is_late(self, verdict_of):
        accidents = [closed("a", date(2024, 2, 29))]
        verdict = self.run(verdict_of, accidents, [evaluated("a", date(2025, 3, 1))], date(2025, 6, 1))
        assert verdict.status is Status.NOT_MET
        assert not verdict.outstanding
        (found,) = verdict.parts[0].exceptions.everything()
        assert found.reason == "逾期1日完成（期限2025-02-28，完成于2025-03-01）"

    def test_only_members_whose_clock_has_run_out_fail(self, verdict_of):
        accidents = [closed("a", date(2024, 1, 1)), closed("b", date(2025, 1, 1)), closed("c", None)]
        verdict = self.run(verdict_of, accidents, [], date(2025, 1, 2))
        assert verdict.status is Status.NOT_MET
        assert [each.key for each in verdict.parts[0].exceptions.everything()] == ["a"]
        assert verdict.next_change == date(2026, 1, 2)

    def test_not_due_while_clocks_run(self, verdict_of):
        accidents = [closed("a", date(2024, 1, 1)), closed("b", date(2024, 6, 1))]
        done = [evaluated("a", date(2024, 3, 1))]
        verdict = self.run(verdict_of, accidents, done, date(2025, 6, 1))
        assert verdict.status is Status.NOT_DUE
        assert verdict.next_change == date(2025, 6, 2)
        assert self.run(verdict_of, accidents, done, date(2025, 6, 2)).status is Status.NOT_MET

    def test_another_members_record_does_not_count(self, verdict_of):
        accidents = [closed("a", date(2024, 1, 1)), closed("b", date(2024, 1, 1))]
        verdict = self.run(verdict_of, accidents, [evaluated("b", date(2024, 3, 1))], date(2025, 6, 1))
        assert [each.key for each in verdict.parts[0].exceptions.everything()] == ["a"]

    def test_nobody_is_undecidable(self, verdict_of):
        verdict = self.run(verdict_of, [], [], date(2025, 6, 1))
        assert verdict.status is Status.UNDECIDABLE
        assert [each.kind for each in verdict.missing] == [MissingKind.MEMBERS]

    def test_where_nobody_is_there_the_pack_may_say_that_nothing_is_due(self, verdict_of):
        verdict = self.run(verdict_of, [], [], date(2025, 6, 1), none="not_due")
        assert verdict.status is Status.NOT_DUE
        assert not verdict.outstanding
        assert verdict.missing == ()

    def test_only_with_members(self):
        with pytest.raises(ValueError, match="members"):
            FORMS["DEADLINE"].model_validate({**PART, "none": "met"})


def test_the_length_of_the_clock_may_be_a_parameter(verdict_of):
    part = {**WITHIN, "within": {"parameter": "length"}}
    facts = {"accident": [closed("a", date(2024, 1, 1))], "evaluation": []}
    parameters = [("length", True, None)]
    unset = verdict_of(part, facts=facts, as_of=date(2024, 3, 1), parameters=parameters)
    assert [each.key for each in unset.missing] == ["length"]
    values = {"length": "P1M"}
    verdict = verdict_of(part, facts=facts, as_of=date(2024, 3, 1), parameters=parameters, values=values)
    assert verdict.status is Status.NOT_MET


@pytest.mark.parametrize(
    "change",
    [{"due": None}, {"due": date(2018, 12, 31), "from": "closed_on"}, {"due": None, "within": "P1Y"}],
)
def test_refuses_neither_and_half_of_both(change):
    with pytest.raises(ValueError):
        FORMS["DEADLINE"].model_validate({**PART, **change})


@given(st.integers(-60, 60), st.integers(0, 60), st.integers(-60, 60), st.booleans())
def test_met_exactly_when_in_time_and_typed_in_or_confirmed(dictionary, offset, delay, asked, confirmed):
    due = date(2024, 2, 29)
    day = due + timedelta(days=offset)
    recorded = day + timedelta(days=delay)
    as_of = due + timedelta(days=asked)
    part = FORMS["DEADLINE"].model_validate({**PART, "due": due})
    stamp = datetime.combine(recorded, time(12), LOCAL)
    rows = [meeting(day, recorded_on=stamp, confirmed=confirmed)]
    holder = row_of(dictionary.nouns["party"], {"id": "gov"}, 0)
    context = Context(
        Bindings(holder, None, {}, AsOf(as_of), dictionary),
        facts_of(dictionary, {"meeting": rows}),
        date(2018, 1, 1),
    )
    result = part.judge(context)
    met = day <= min(due, as_of) and (recorded <= due or confirmed)
    assert (result.status is Status.MET) == met
    assert (result.status is Status.NOT_DUE) == (not met and as_of <= due)
    assert result.backfilled == (met and recorded > due)


@given(st.dates(date(2019, 1, 1), date(2040, 12, 31)), st.integers(0, 800))
def test_a_clock_of_a_year_runs_out_the_day_after_the_anniversary(dictionary, start, later):
    as_of = start + timedelta(days=later)
    part = FORMS["DEADLINE"].model_validate(WITHIN)
    holder = row_of(dictionary.nouns["party"], {"id": "gov"}, 0)
    facts = facts_of(dictionary, {"accident": [closed("a", start)], "evaluation": []})
    result = part.judge(Context(Bindings(holder, None, {}, AsOf(as_of), dictionary), facts, date(2018, 1, 1)))
    over = as_of > add(start, Duration(years=1))
    assert result.status is (Status.NOT_MET if over else Status.NOT_DUE)


class TestWindow:
    part = {**PART, "opens": date(2018, 10, 1), "min": 2}

    def run(self, verdict_of, *days, as_of=date(2019, 5, 1)):
        return verdict_of(self.part, facts={"meeting": [meeting(day) for day in days]}, as_of=as_of)

    def test_what_came_before_it_opens_does_not_count(self, verdict_of):
        verdict = self.run(verdict_of, date(2018, 9, 30), date(2018, 10, 1))
        assert verdict.status is Status.NOT_MET
        (found,) = verdict.parts[0].failing.everything()
        assert found.reason == "办理于2018-09-30，早于2018-10-01"

    def test_so_many_are_needed(self, verdict_of):
        assert self.run(verdict_of, date(2018, 10, 1), date(2018, 12, 31)).status is Status.MET
        late = self.run(verdict_of, date(2018, 10, 1), date(2019, 1, 1))
        assert (late.status, late.outstanding) == (Status.NOT_MET, False)
        lacking = self.run(verdict_of, date(2018, 10, 1))
        assert (lacking.status, lacking.outstanding) == (Status.NOT_MET, True)

    def test_due_and_opens_may_be_parameters(self, verdict_of):
        part = {**PART, "due": {"parameter": "by"}, "opens": {"parameter": "from"}}
        parameters = [("by", True, None), ("from", True, None)]
        given = {
            "facts": {"meeting": [meeting(date(2018, 12, 1))]},
            "parameters": parameters,
            "as_of": date(2019, 5, 1),
        }
        assert {each.key for each in verdict_of(part, **given).missing} == {"by", "from"}
        values = {"by": date(2018, 12, 1), "from": date(2018, 12, 1)}
        assert verdict_of(part, values=values, **given).status is Status.MET
        assert verdict_of(part, values=values | {"by": date(2018, 11, 30)}, **given).status is Status.NOT_MET

    def test_only_with_a_fixed_date(self):
        with pytest.raises(ValueError, match="只能与due同用"):
            FORMS["DEADLINE"].model_validate({**WITHIN, "min": 2})
