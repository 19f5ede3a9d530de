"""STRUCTURE, COVERAGE, COMPOSITION and ROUTING: what holds without a date."""

from datetime import date

import pytest
from pydantic import ValidationError

from hongxian.kernel.rules.errors import from_validation
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.positions import Document
from hongxian.kernel.rules.verdict import MissingKind, Status

DAY = date(2026, 3, 31)
VALID = {"valid_from": date(2020, 1, 1)}


def firm(key, **more):
    return {"id": key, "place_path": "41.4110.411002.", **VALID, **more}


def policy(key, owner, **more):
    return {"id": key, "firm": owner, "paid": True, **VALID, **more}


def keys(listing):
    return [each.key for each in listing.everything()]


def reasons(listing):
    return [each.reason for each in listing.everything()]


class TestStructure:
    def part(self, *requires, **more):
        return {"id": "body", "form": "STRUCTURE", "text": "机构健全", "requires": list(requires), **more}

    exists = {"id": "there", "text": "设有机构", "exists": {"fact": "firm", "where": {"field": "kind", "is": "coal"}}}
    each = {"id": "both", "text": "两类都有", "each": ["coal", "branch"], "by": "kind", "in": {"fact": "firm"}}
    every = {
        "id": "all",
        "text": "人人达标",
        "every": {"fact": "firm"},
        "satisfies": {"field": "staff", "at_least": 3},
    }

    def test_exists(self, verdict_of):
        part = self.part(self.exists)
        met = verdict_of(part, facts={"firm": [firm("a", kind="coal")]}, as_of=DAY)
        assert met.status is Status.MET
        assert met.counts["body"] == {"there": 1}
        unmet = verdict_of(part, facts={"firm": [firm("a", kind="plain")]}, as_of=DAY)
        assert unmet.status is Status.NOT_MET
        assert unmet.outstanding
        assert reasons(unmet.parts[0].exceptions) == ["设有机构：找到0，要求至少1"]
        assert reasons(unmet.parts[0].failing) == ["“类别”为“一般”，要求为“煤炭”"]

    @pytest.mark.parametrize(("number", "status"), [(0, Status.NOT_MET), (1, Status.MET), (2, Status.NOT_MET)])
    def test_exactly_one(self, verdict_of, number, status):
        part = self.part({**self.exists, "at_most": 1})
        rows = [firm(f"f{index}", kind="coal") for index in range(number)]
        assert verdict_of(part, facts={"firm": rows}, as_of=DAY).status is status

    def test_a_contradiction_in_one_requirement_is_told_once_and_in_words(self):
        part = self.part({**self.exists, "at_most": 0})
        with pytest.raises(ValidationError) as caught:
            FORMS["STRUCTURE"].model_validate(part)
        document = Document("obligations.yaml", part)
        (told,) = from_validation(document, (), caught.value, FORMS["STRUCTURE"])
        assert "at_most（0）小于at_least（1；不写即为1" in told.text

    def test_each_names_what_is_missing(self, verdict_of):
        verdict = verdict_of(self.part(self.each), facts={"firm": [firm("a", kind="coal")]}, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert keys(verdict.parts[0].exceptions) == ["branch"]
        assert reasons(verdict.parts[0].exceptions) == ["缺少“下设机构”"]

    def test_each_shows_only_rows_with_one_of_the_values(self, verdict_of):
        where = {"field": "staff", "at_least": 3}
        part = self.part({**self.each, "in": {"fact": "firm", "where": where}})
        rows = [
            firm("a", kind="coal", staff=3),
            firm("b", kind="branch", staff=2),
            firm("c", kind="plain", staff=9),
        ]
        verdict = verdict_of(part, facts={"firm": rows}, as_of=DAY)
        assert keys(verdict.parts[0].counting) == ["a"]
        assert reasons(verdict.parts[0].failing) == ["“人数”为“2”，要求不少于“3”"]

    def test_every_names_who_fails(self, verdict_of):
        rows = [firm("a", staff=3), firm("b", staff=2), firm("c")]
        verdict = verdict_of(self.part(self.every), facts={"firm": rows}, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert reasons(verdict.parts[0].exceptions) == [
            "“人数”为“2”，要求不少于“3”",
            "“人数”没有填写，要求不少于“3”",
        ]

    def test_every_of_nobody_is_undecidable(self, verdict_of):
        verdict = verdict_of(self.part(self.every), facts={"firm": []}, as_of=DAY)
        assert verdict.status is Status.UNDECIDABLE
        assert verdict.missing[0].kind is MissingKind.MEMBERS

    def test_every_may_need_a_row_of_another_fact(self, verdict_of):
        have = {"fact": "policy", "member": "firm"}
        every = {"id": "all", "text": "都有保单", "every": {"fact": "firm"}, "have": have}
        facts = {"firm": [firm("a"), firm("b")], "policy": [policy("p", "a")]}
        verdict = verdict_of(self.part(every), facts=facts, as_of=DAY)
        assert keys(verdict.parts[0].exceptions) == ["b"]
        assert reasons(verdict.parts[0].exceptions) == ["没有对应的“保单”记录"]

    def test_all_requirements_are_looked_at(self, verdict_of):
        verdict = verdict_of(self.part(self.exists, self.each, self.every), facts={"firm": [firm("a")]}, as_of=DAY)
        assert keys(verdict.parts[0].exceptions) == ["there", "branch", "coal", "a"]
        assert [each.status for each in verdict.parts[0].requirements] == [Status.NOT_MET] * 3

    def test_without_occasion_a_requirement_does_not_apply(self, verdict_of):
        when = {**self.each, "when": {"fact": "policy", "where": {"field": "item", "is": "fire"}}}
        verdict = verdict_of(self.part(when), facts={"firm": [], "policy": []}, as_of=DAY)
        assert verdict.status is Status.MET
        assert verdict.remarks == ("两类都有：期内没有需要办理的事由，不计",)
        facts = {"firm": [], "policy": [policy("p", "a", item="fire")]}
        assert verdict_of(self.part(when), facts=facts, as_of=DAY).status is Status.NOT_MET

    def test_a_notice_decides_nothing(self, verdict_of):
        notice = {"id": "odd", "text": "出现煤炭企业", "notice": self.exists["exists"]}
        verdict = verdict_of(self.part(notice), facts={"firm": [firm("a", kind="coal")]}, as_of=DAY)
        assert verdict.status is Status.MET
        assert keys(verdict.parts[0].failing) == ["a"]
        assert verdict.remarks[0].startswith("提示：")
        assert verdict_of(self.part(notice), facts={"firm": []}, as_of=DAY).remarks == ()

    def test_changes_when_a_row_ceases_or_begins_to_be_valid(self, verdict_of):
        rows = [
            firm("a", kind="coal", valid_to=date(2026, 4, 30)),
            firm("b", kind="plain", valid_to=date(2026, 4, 10)),
            firm("c", kind="coal", valid_from=date(2026, 6, 1)),
        ]
        part = self.part(self.exists)
        met = verdict_of(part, facts={"firm": rows}, as_of=DAY)
        assert met.next_change == date(2026, 5, 1)
        gap = verdict_of(part, facts={"firm": rows}, as_of=met.next_change)
        assert gap.status is Status.NOT_MET
        assert gap.next_change == date(2026, 6, 1)
        assert verdict_of(part, facts={"firm": rows}, as_of=gap.next_change).status is Status.MET

    def test_before_its_due_date_it_is_not_due(self, verdict_of):
        part = self.part(self.exists, due=date(2026, 4, 1))
        verdict = verdict_of(part, facts={"firm": []}, as_of=date(2026, 4, 1))
        assert verdict.status is Status.NOT_DUE
        assert verdict.outstanding
        assert verdict.next_change == date(2026, 4, 2)
        assert verdict_of(part, facts={"firm": []}, as_of=date(2026, 4, 2)).status is Status.NOT_MET

    @pytest.mark.parametrize(
        "requirement",
        [
            {"id": "a", "text": "无"},
            {"id": "a", "text": "两种", "exists": {"fact": "firm"}, "notice": {"fact": "firm"}},
            {"id": "a", "text": "缺by", "each": ["coal"], "in": {"fact": "firm"}},
            {"id": "a", "text": "无条件", "every": {"fact": "firm"}},
            {"id": "a", "text": "颠倒", "exists": {"fact": "firm"}, "at_least": 3, "at_most": 2},
        ],
    )
    def test_refuses_an_ill_formed_requirement(self, requirement):
        with pytest.raises(ValueError):
            FORMS["STRUCTURE"].model_validate(self.part(requirement))
