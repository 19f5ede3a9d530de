"""A pack used for another year: every printed date moves, and the one printed is shown beside it."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules.dates import Duration, add
from hongxian.kernel.rules.judge import due_of, judge
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.rules.scenarios import facts_of, row_of
from hongxian.kernel.rules.verdict import Status

YEAR = Duration(years=1)
TWO = Duration(years=2, months=1)
PRINTED = date(2018, 12, 31)
MEETING = {
    "id": "meet",
    "form": "DEADLINE",
    "text": "年底前开会",
    "due": PRINTED,
    "opens": date(2018, 10, 1),
    "target": {"fact": "meeting"},
}
STANDING = {
    "id": "there",
    "form": "EXISTENCE",
    "text": "有会议",
    "due": PRINTED,
    "rows": {"fact": "meeting", "where": {"field": "held_on", "on_or_before": {"printed": PRINTED}}},
}
WINDOW = {
    "id": "frame",
    "form": "WINDOW",
    "text": "起止",
    "programme": {"fact": "policy"},
    "start": "valid_from",
    "end": "valid_to",
    "opens": date(2018, 10, 1),
    "closes": PRINTED,
}


@pytest.fixture
def run(obligation_of, dictionary):
    def judged(part, as_of, shift, *days, policies=(), parameters=(), values=None):
        facts = {"meeting": [{"id": str(day), "held_on": day} for day in days], "policy": list(policies)}
        return judge(
            obligation_of(part, parameters=parameters),
            row_of(dictionary.nouns["party"], {"id": "gov"}, 0),
            None,
            facts_of(dictionary, facts),
            values or {},
            AsOf(as_of),
            date(2018, 11, 19),
            shift,
        )

    return judged


def words(node):
    return [node.text, *(each for child in node.children for each in words(child))]


@pytest.mark.parametrize("part", [MEETING, STANDING])
def test_what_is_due_is_due_a_year_later(run, part):
    assert run(part, date(2019, 12, 31), None).status is Status.NOT_MET
    verdict = run(part, date(2019, 12, 31), YEAR)
    assert (verdict.status, verdict.next_change) == (Status.NOT_DUE, date(2020, 1, 1))
    assert any("2019-12-31（原文2018-12-31）" in remark for remark in verdict.remarks)
    assert "2019-12-31（原文2018-12-31）" in verdict.next_change_reason
    assert run(part, date(2020, 1, 1), YEAR).status is Status.NOT_MET
    assert run(part, date(2020, 1, 1), YEAR, date(2019, 12, 31)).status is Status.MET


def test_the_window_moves_with_it(run):
    assert run(MEETING, date(2020, 1, 1), YEAR, date(2019, 9, 30)).status is Status.NOT_MET
    verdict = run(MEETING, date(2020, 1, 1), YEAR, date(2019, 9, 30))
    (found,) = verdict.parts[0].failing.everything()
    assert found.reason == "办理于2019-09-30，早于2019-10-01（原文2018-10-01）"
    late = run(MEETING, date(2020, 2, 1), YEAR, date(2020, 1, 2))
    assert late.remarks == ("逾期2日完成（期限2019-12-31（原文2018-12-31），完成于2020-01-02）",)


def test_the_frame_of_a_programme_moves(run):
    moved = {"id": "p", "valid_from": date(2019, 10, 1), "valid_to": PRINTED.replace(year=2019)}
    assert run(WINDOW, date(2019, 11, 1), YEAR, policies=[moved]).status is Status.MET
    assert run(WINDOW, date(2019, 11, 1), None, policies=[moved]).status is Status.NOT_MET
    before = run(WINDOW, date(2019, 9, 30), YEAR)
    assert (before.status, before.next_change) == (Status.NOT_DUE, date(2019, 10, 1))


def test_a_date_before_issue_that_is_moved_past_it_is_judged(run):
    part = {**MEETING, "due": date(2018, 10, 31), "opens": None}
    assert run(part, date(2020, 1, 1), None).status is Status.NOT_DUE
    assert run(part, date(2020, 1, 1), YEAR).status is Status.NOT_MET


def test_the_explanation_says_by_how_much(run):
    told = words(run(MEETING, date(2019, 12, 31), TWO).explanation)
    assert "原文印出的日期向后移2年1个月，下文并列原日期" in told
    assert not any("向后移" in each for each in words(run(MEETING, date(2019, 12, 31), None).explanation))


def test_a_day_that_somebody_set_does_not_move(run):
    part = {**MEETING, "due": {"parameter": "by"}, "opens": None}
    given = {"parameters": [("by", True, None)], "values": {"by": PRINTED}}
    assert run(part, date(2019, 1, 1), YEAR, **given).status is Status.NOT_MET


def test_by_when_an_obligation_is_due(obligation_of):
    day = due_of(obligation_of(MEETING, {**STANDING, "due": date(2019, 1, 1)}), {}, YEAR)
    assert (day.on, day.shown) == (date(2019, 12, 31), "2019-12-31（原文2018-12-31）")
    assert due_of(obligation_of({**STANDING, "due": None}), {}) is None
    waiting = obligation_of({**STANDING, "due": {"parameter": "by"}}, parameters=[("by", False, None)])
    assert due_of(waiting, {}) is None
    assert due_of(waiting, {"by": PRINTED}, YEAR).on == PRINTED


SPANS = st.builds(Duration, st.integers(0, 3), st.integers(0, 11), st.integers(0, 40))


@given(st.dates(date(2019, 1, 1), date(2024, 12, 31)), SPANS, st.integers(-2, 2))
def test_a_moved_date_is_met_exactly_as_if_it_were_printed_so(result_of, printed, span, offset):
    day = add(printed, span) + timedelta(days=offset)
    facts = {"meeting": [{"id": "m", "held_on": day}]}
    part = {**MEETING, "due": printed, "opens": None}
    moved = result_of(part, facts, date(2040, 1, 1), shift=span)
    plain = result_of({**part, "due": add(printed, span)}, facts, date(2040, 1, 1))
    assert moved.status is plain.status
    assert moved.status is (Status.MET if offset <= 0 else Status.NOT_MET)
