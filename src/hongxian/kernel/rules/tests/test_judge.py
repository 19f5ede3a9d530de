"""The verdict of an obligation: parts combined, what is missing named, everything explained."""

from datetime import date
from itertools import product

import pytest

from hongxian.kernel.rules.judge import NoPart, holders, judge, periods
from hongxian.kernel.rules.population import AsOf, MissingSource
from hongxian.kernel.rules.scenarios import facts_of, row_of
from hongxian.kernel.rules.verdict import Found, NodeKind, Status, combine, fixed

DAY = date(2026, 3, 31)
FIRM = {"id": "a", "kind": "coal", "valid_from": date(2020, 1, 1)}
THERE = {"id": "x", "text": "有煤炭企业", "exists": {"fact": "firm", "where": {"field": "kind", "is": "coal"}}}


def structure(key, **more):
    return {"id": key, "form": "STRUCTURE", "text": f"{key}健全", "requires": [THERE], **more}


def nobody(key):
    members = {"fact": "firm", "of": {"field": "kind", "is": "branch"}}
    return {
        "id": key,
        "form": "COVERAGE",
        "text": "均已投保",
        "members": members,
        "satisfies": {"field": "staff", "at_least": 1},
    }


@pytest.mark.parametrize(("first", "second"), list(product(Status, Status)))
def test_parts_combine_in_one_order_whichever_comes_first(first, second):
    order = [Status.NOT_MET, Status.UNDECIDABLE, Status.NOT_DUE, Status.MET]
    expected = min([first, second], key=order.index)
    assert combine([first, second]) is expected


def test_not_met_decides_over_undecidable_and_both_are_told(verdict_of):
    verdict = verdict_of(structure("one"), nobody("two"), facts={"firm": []}, as_of=DAY)
    assert verdict.status is Status.NOT_MET
    assert [part.status for part in verdict.parts] == [Status.NOT_MET, Status.UNDECIDABLE]
    assert [each.label for each in verdict.missing] == ["企业"]


def test_one_undecidable_part_keeps_it_from_being_met(verdict_of):
    verdict = verdict_of(structure("one"), nobody("two"), facts={"firm": [FIRM]}, as_of=DAY)
    assert verdict.status is Status.UNDECIDABLE


def test_an_unset_deciding_parameter_and_a_missing_source_are_all_named(verdict_of):
    part = structure("one", parameters=["norm"])
    verdict = verdict_of(part, facts={}, as_of=DAY, parameters=[("norm", True, None)])
    assert verdict.status is Status.UNDECIDABLE
    assert [(each.kind.value, each.key, each.label) for each in verdict.missing] == [
        ("parameter", "norm", "参数norm"),
        ("source", "firm", "企业"),
    ]
    assert not verdict.outstanding


def test_an_unset_optional_parameter_never_decides(verdict_of):
    verdict = verdict_of(structure("one"), facts={"firm": [FIRM]}, as_of=DAY, parameters=[("days", False, None)])
    assert verdict.status is Status.MET


def test_the_plain_meaning_holds_while_unset_and_is_said(verdict_of):
    where = {"field": "kind", "is": {"parameter": "kind"}}
    part = structure("one", requires=[{**THERE, "exists": {"fact": "firm", "where": where}}])
    verdict = verdict_of(part, facts={"firm": [FIRM]}, as_of=DAY, parameters=[("kind", False, "coal")])
    assert verdict.status is Status.MET
    assert any("按通常含义取“coal”" in node.text for node in verdict.explanation.children)
    values = {"kind": "branch"}
    changed = verdict_of(part, facts={"firm": [FIRM]}, as_of=DAY, parameters=[("kind", False, "coal")], values=values)
    assert changed.status is Status.NOT_MET


def test_an_obligation_without_parts_waits(verdict_of):
    verdict = verdict_of(facts={}, as_of=DAY)
    assert verdict.status is Status.UNDECIDABLE
    assert [(each.kind.value, each.label) for each in verdict.missing] == [("register", "等待台账")]
    assert verdict.next_change is None


def test_the_soonest_change_of_all_parts_counts(verdict_of):
    firms = [{**FIRM, "valid_to": date(2026, 6, 30)}]
    verdict = verdict_of(structure("one"), structure("two", due=date(2026, 4, 30)), facts={"firm": firms}, as_of=DAY)
    assert verdict.next_change == date(2026, 7, 1)
    unmet = verdict_of(structure("two", due=date(2026, 4, 30)), facts={"firm": []}, as_of=DAY)
    assert unmet.next_change == date(2026, 5, 1)


def test_a_part_may_be_meant_for_some_holders_only(verdict_of):
    city, county = structure("one", applies={"level": "city"}), structure("two", applies={"level": ["county"]})
    verdict = verdict_of(city, county, facts={"firm": [FIRM]}, as_of=DAY)
    assert [part.id for part in verdict.parts] == ["one"]
    with pytest.raises(NoPart):
        verdict_of(city, facts={"firm": []}, as_of=DAY, holder={"id": "c", "level": "county"})


def test_the_same_facts_give_the_same_digest_and_other_facts_another(verdict_of):
    first = verdict_of(structure("one"), facts={"firm": [FIRM, {**FIRM, "id": "b"}]}, as_of=DAY)
    again = verdict_of(structure("one"), facts={"firm": [{**FIRM, "id": "b"}, FIRM]}, as_of=DAY)
    other = verdict_of(structure("one"), facts={"firm": [FIRM]}, as_of=DAY)
    assert first.digest == again.digest != other.digest
    assert first.counts == {"one": {"x": 2}}


def test_the_explanation_quotes_the_clause_and_ends_in_rows(verdict_of):
    verdict = verdict_of(structure("one"), nobody("two"), facts={"firm": [{**FIRM, "kind": "plain"}]}, as_of=DAY)
    tree = verdict.explanation
    assert tree.text == "应当办理：未落实"
    clause, first, second = tree.children
    assert (clause.kind, clause.text, clause.path) == (NodeKind.CLAUSE, "一：“应当办理。”", "一")
    (requirement,) = first.children
    assert requirement.text == "有煤炭企业：找到0，要求至少1"
    failing, exceptions = requirement.children
    assert failing.text == "查看过但不计入的记录（1条）"
    assert failing.rows.page().found[0].reason == "“类别”为“一般”，要求为“煤炭”"
    assert exceptions.rows.count() == 1
    assert second.children[0].text == "“企业”中没有可供统计的对象"


def test_holders_are_the_parties_selected_within_the_place(obligation_of, dictionary):
    valid = {"valid_from": date(2020, 1, 1)}
    parties = [
        {"id": "a", "kind": "government", "level": "city", "place_path": "41.4110.", **valid},
        {"id": "b", "kind": "government", "level": "county", "place_path": "41.4110.411002.", **valid},
        {"id": "c", "kind": "government", "level": "city", "place_path": "41.4111.", **valid},
        {"id": "d", "kind": "committee", "level": "city", "place_path": "41.4110.", **valid},
        {"id": "e", "kind": "government", "level": "city", "place_path": "41.4110.", "valid_from": date(2030, 1, 1)},
    ]
    obligation = obligation_of(structure("one"))
    found = holders(obligation, facts_of(dictionary, {"party": parties}), AsOf(DAY), "41.4110.")
    assert [row.id for row in found] == ["a", "b"]
    with pytest.raises(MissingSource):
        holders(obligation, facts_of(dictionary, {}), AsOf(DAY), "41.4110.")


def test_periods_only_where_the_obligation_has_them(obligation_of):
    events = {"fact": "meeting"}
    part = {"id": "p", "form": "PERIODIC", "text": "每半年", "period": "half_year", "events": events}
    found = periods(obligation_of(part), date(2025, 12, 31), date(2026, 7, 1))
    assert [period.key for period in found] == ["2025-H2", "2026-H1", "2026-H2"]
    assert periods(obligation_of(structure("one")), date(2025, 1, 1), date(2026, 1, 1)) == []


def test_what_was_not_yet_known_does_not_count(obligation_of, dictionary, moment):
    rows = [{**FIRM, "recorded_on": moment(2026, 4, 2)}]
    facts = facts_of(dictionary, {"firm": rows})
    holder = row_of(dictionary.nouns["party"], {"id": "gov"}, 0)
    obligation = obligation_of(structure("one"))
    for known, status in ((moment(2026, 4, 1), Status.NOT_MET), (None, Status.MET)):
        verdict = judge(obligation, holder, None, facts, {}, AsOf(DAY, known), date(2018, 11, 19))
        assert verdict.status is status


def test_a_rule_that_fails_raises(verdict_of):
    part = structure("one", requires=[{**THERE, "exists": {"fact": "firm", "where": {"field": "none", "is": "x"}}}])
    with pytest.raises(KeyError):
        verdict_of(part, facts={"firm": []}, as_of=DAY)


def test_a_listing_is_paged_across_its_chunks_without_gap():
    first = fixed([Found(f"a{number}", "") for number in range(3)])
    second = fixed([Found(f"a{number}", "") for number in range(4)])
    both = first + second
    seen, cursor = [], ""
    while True:
        page = both.page(cursor, 2)
        seen += [found.key for found in page.found]
        if not page.next:
            break
        cursor = page.next
    assert seen == ["a0", "a1", "a2", "a0", "a1", "a2", "a3"]
    assert both.count() == 7


WINDOW = {"field": "held_on", "after": {"as_of": "date", "minus": "P1M"}}
HEARD = {"id": "h", "form": "PERIODIC", "text": "每季度", "period": "quarter", "events": {"fact": "meeting"}}


def test_a_moving_window_is_looked_at_every_day(verdict_of):
    part = structure("one", requires=[{**THERE, "exists": {"fact": "meeting", "where": WINDOW}}])
    facts = {"meeting": [{"id": "m", "held_on": date(2026, 3, 1)}]}
    verdict = verdict_of(part, facts=facts, as_of=DAY)
    assert verdict.status is Status.MET
    assert verdict.next_change == date(2026, 4, 1)
    assert verdict_of(part, facts=facts, as_of=verdict.next_change).status is Status.NOT_MET


def test_a_meeting_typed_in_ahead_changes_the_verdict_on_its_day(verdict_of):
    facts = {"meeting": [{"id": "m", "held_on": date(2026, 3, 20)}]}
    verdict = verdict_of(HEARD, facts=facts, as_of=date(2026, 3, 1), period=DAY)
    assert verdict.status is Status.NOT_DUE
    assert verdict.next_change == date(2026, 3, 20)
    then = verdict_of(HEARD, facts=facts, as_of=verdict.next_change, period=DAY)
    assert then.status is Status.MET
    assert then.next_change is None


def test_a_meeting_ahead_of_the_next_period_changes_nothing_in_this_one(verdict_of):
    facts = {"meeting": [{"id": "m", "held_on": date(2026, 4, 20)}]}
    assert verdict_of(HEARD, facts=facts, as_of=date(2026, 3, 1), period=DAY).next_change == date(2026, 4, 1)
    assert verdict_of(HEARD, facts=facts, as_of=date(2026, 4, 1), period=DAY).next_change is None
