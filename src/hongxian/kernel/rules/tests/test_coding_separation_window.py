"""CODING, SEPARATION and WINDOW: records classified, roles kept apart, programmes in their frame."""

from datetime import date

import pytest

from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.verdict import Status

DAY = date(2026, 3, 31)
VALID = {"valid_from": date(2020, 1, 1)}


def firm(key, **more):
    return {"id": key, "place_path": "41.4110.", **VALID, **more}


def keys(listing):
    return [each.key for each in listing.everything()]


def reasons(listing):
    return [each.reason for each in listing.everything()]


class TestCoding:
    part = {
        "id": "coded",
        "form": "CODING",
        "text": "每家企业归类",
        "rows": {"fact": "firm", "where": {"field": "place_path", "under": "41."}},
        "axes": [{"field": "kind", "text": "类别"}, {"field": "owner", "text": "隶属", "values": ["city"]}],
    }

    def test_every_row_is_coded_and_the_table_is_told(self, verdict_of):
        facts = {"firm": [firm("a", kind="coal", owner="city"), firm("b", kind="plain", owner="city")]}
        verdict = verdict_of(self.part, facts=facts, as_of=DAY)
        assert verdict.status is Status.MET
        assert verdict.counts["coded"]["coal×city"] == 1
        assert "branch×city" not in verdict.counts["coded"]

    def test_a_row_without_a_code_or_with_another_fails_and_says_where(self, verdict_of):
        facts = {"firm": [firm("a", kind="coal"), firm("b", kind="coal", owner="private"), firm("c", owner="city")]}
        verdict = verdict_of(self.part, facts=facts, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert verdict.outstanding
        assert reasons(verdict.parts[0].exceptions) == ["没有归类：隶属", "没有归类：隶属", "没有归类：类别"]

    def test_no_row_is_undecidable(self, verdict_of):
        assert verdict_of(self.part, facts={"firm": []}, as_of=DAY).status is Status.UNDECIDABLE

    @pytest.mark.parametrize("given", [{}, {"switch": False}])
    def test_it_is_off_until_somebody_turns_it_on(self, verdict_of, given):
        part = {**self.part, "enabled": {"parameter": "switch"}}
        facts = {"firm": [firm("a")]}
        switch = [("switch", False, None)]
        verdict = verdict_of(part, facts=facts, as_of=DAY, values=given, parameters=switch)
        assert verdict.status is Status.NOT_DUE
        assert not verdict.outstanding
        assert verdict.remarks == ("未启用，不作判定",)
        verdict = verdict_of(part, facts=facts, as_of=DAY, values={"switch": True}, parameters=switch)
        assert verdict.status is Status.NOT_MET


class TestSeparation:
    part = {
        "id": "apart",
        "form": "SEPARATION",
        "text": "两级不同",
        "rows": {"fact": "party"},
        "pairs": [{"id": "p", "text": "名称与地区", "one": "name", "other": "place"}],
    }

    def test_different_is_met_and_same_is_not(self, verdict_of):
        facts = {"party": [{"id": "a", "name": "甲", "place": "乙", **VALID}]}
        assert verdict_of(self.part, facts=facts, as_of=DAY).status is Status.MET
        facts["party"].append({"id": "b", "name": "丙", "place": "丙", **VALID})
        verdict = verdict_of(self.part, facts=facts, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert keys(verdict.parts[0].exceptions) == ["b"]
        assert reasons(verdict.parts[0].exceptions) == ["名称与地区：都是“丙”"]

    def test_rows_that_do_not_say_prove_nothing(self, verdict_of):
        facts = {"party": [{"id": "a", "name": "甲", **VALID}, {"id": "b", **VALID}]}
        verdict = verdict_of(self.part, facts=facts, as_of=DAY)
        assert verdict.status is Status.UNDECIDABLE
        assert keys(verdict.parts[0].apart) == ["a", "b"]

    def test_no_row_is_undecidable(self, verdict_of):
        assert verdict_of(self.part, facts={"party": []}, as_of=DAY).status is Status.UNDECIDABLE


class TestWindow:
    part = {
        "id": "frame",
        "form": "WINDOW",
        "text": "整治行动的起止",
        "programme": {"fact": "policy"},
        "start": "valid_from",
        "end": "valid_to",
        "closes": date(2030, 12, 31),
    }

    def policy(self, start, end):
        return {"id": "p", "valid_from": start, "valid_to": end}

    def test_the_frame_must_be_the_one_of_the_text(self, verdict_of):
        facts = {"policy": [self.policy(date(2026, 1, 1), date(2030, 12, 31))]}
        assert verdict_of(self.part, facts=facts, as_of=DAY).status is Status.MET
        facts = {"policy": [self.policy(date(2026, 1, 1), date(2030, 12, 30))]}
        verdict = verdict_of(self.part, facts=facts, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert reasons(verdict.parts[0].failing) == ["登记的起止为2026-01-01至2030-12-30"]

    def test_before_it_opens_nothing_is_due_and_from_that_day_it_is(self, verdict_of):
        part = {**self.part, "opens": DAY}
        facts = {"policy": []}
        before = verdict_of(part, facts=facts, as_of=date(2026, 3, 30))
        assert (before.status, before.next_change) == (Status.NOT_DUE, DAY)
        assert verdict_of(part, facts=facts, as_of=DAY).status is Status.NOT_MET

    def test_an_unset_opening_day_is_named(self, verdict_of):
        part = {**self.part, "opens": {"parameter": "issued"}}
        verdict = verdict_of(part, facts={"policy": []}, as_of=DAY, parameters=[("issued", True, None)])
        assert verdict.status is Status.UNDECIDABLE
        assert [each.key for each in verdict.missing] == ["issued"]

    def test_a_frame_without_any_day_is_no_frame(self):
        with pytest.raises(ValueError, match="至少写一个"):
            FORMS["WINDOW"].model_validate({**self.part, "closes": None})
