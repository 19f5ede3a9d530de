"""STRUCTURE, COVERAGE, COMPOSITION and ROUTING: what holds without a date."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.rules.bindings import Bindings
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.forms.part import Context
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.rules.scenarios import facts_of, row_of
from hongxian.kernel.rules.verdict import Status

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


class TestCoverage:
    def part(self, **more):
        part = {
            "id": "insured",
            "form": "COVERAGE",
            "text": "企业均已投保",
            "members": {
                "fact": "firm",
                "of": {"field": "place_path", "under": {"holder": "place_path"}},
                "where": {"not": {"field": "kind", "is": "plain"}, "otherwise": "一般企业不要求"},
            },
            "have": {"fact": "policy", "member": "firm", "where": {"field": "paid", "is": True}},
        }
        return {**part, **more}

    def test_every_member_has_one(self, verdict_of):
        facts = {"firm": [firm("a"), firm("b", kind="plain")], "policy": [policy("p", "a")]}
        verdict = verdict_of(self.part(), facts=facts, as_of=DAY)
        assert verdict.status is Status.MET
        assert verdict.counts["insured"] == {"members": 1, "counting": 1, "exceptions": 0}
        assert reasons(verdict.parts[0].failing) == ["一般企业不要求"]

    def test_says_why_a_member_fails(self, verdict_of):
        facts = {"firm": [firm("a"), firm("b")], "policy": [policy("p", "a", paid=False)]}
        verdict = verdict_of(self.part(), facts=facts, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert verdict.outstanding
        assert reasons(verdict.parts[0].exceptions) == ["“是否缴费”为“否”，要求为“是”", "没有对应的“保单”记录"]

    def test_a_lapsed_row_does_not_count(self, verdict_of):
        facts = {"firm": [firm("a")], "policy": [policy("p", "a", valid_to=date(2026, 3, 30))]}
        assert verdict_of(self.part(), facts=facts, as_of=DAY).status is Status.NOT_MET
        assert verdict_of(self.part(), facts=facts, as_of=date(2026, 3, 30)).next_change == DAY

    def test_members_elsewhere_are_not_counted(self, verdict_of):
        facts = {"firm": [firm("a"), firm("z", place_path="41.4111.")], "policy": [policy("p", "a")]}
        assert verdict_of(self.part(), facts=facts, as_of=DAY).status is Status.MET

    def test_nobody_is_undecidable_and_never_all(self, verdict_of):
        verdict = verdict_of(self.part(), facts={"firm": [], "policy": []}, as_of=DAY)
        assert verdict.status is Status.UNDECIDABLE
        assert [each.label for each in verdict.missing] == ["企业"]
        assert not verdict.outstanding

    @pytest.mark.parametrize(("insured", "status"), [(7, Status.NOT_MET), (8, Status.MET), (10, Status.MET)])
    def test_a_ratio_is_reached_exactly(self, verdict_of, insured, status):
        facts = {
            "firm": [firm(f"f{number}") for number in range(10)],
            "policy": [policy(f"p{number}", f"f{number}") for number in range(insured)],
        }
        verdict = verdict_of(self.part(ratio=0.8), facts=facts, as_of=DAY)
        assert verdict.status is status
        assert verdict.parts[0].exceptions.count() == 10 - insured

    def test_where_no_share_is_asked_nobody_falls_short_of_it(self, verdict_of):
        facts = {"firm": [firm("a"), firm("b")], "policy": [policy("p", "a")]}
        part = self.part(ratio={"parameter": "share"})
        parameters = [("share", False, 0)]
        verdict = verdict_of(part, facts=facts, as_of=DAY, parameters=parameters)
        assert (verdict.status, keys(verdict.parts[0].exceptions)) == (Status.MET, [])
        assert reasons(verdict.parts[0].failing) == ["没有对应的“保单”记录"]
        asked = verdict_of(part, facts=facts, as_of=DAY, parameters=parameters, values={"share": 60})
        assert (asked.status, keys(asked.parts[0].exceptions)) == (Status.NOT_MET, ["b"])

    def test_a_holder_without_a_place_raises(self, verdict_of):
        with pytest.raises(ValueError):
            verdict_of(self.part(), facts={"firm": [], "policy": []}, as_of=DAY, holder={"id": "nowhere"})

    def test_refuses_both_and_neither(self):
        with pytest.raises(ValueError):
            FORMS["COVERAGE"].model_validate(self.part(satisfies={"field": "staff", "at_least": 1}))
        with pytest.raises(ValueError):
            FORMS["COVERAGE"].model_validate(self.part(have=None))


class TestComposition:
    def part(self, **more):
        part = {
            "id": "set",
            "form": "COMPOSITION",
            "text": "两险齐全",
            "members": {"fact": "firm"},
            "parts": ["fire", "flood"],
            "in": {"fact": "policy", "where": {"field": "paid", "is": True}},
            "member": "firm",
            "part": "item",
        }
        return {**part, **more}

    def test_all_parts_for_every_member(self, verdict_of):
        facts = {"firm": [firm("a")], "policy": [policy("p", "a", item="fire"), policy("q", "a", item="flood")]}
        verdict = verdict_of(self.part(), facts=facts, as_of=DAY)
        assert verdict.status is Status.MET
        assert keys(verdict.parts[0].counting) == ["a"]

    def test_names_the_parts_a_member_lacks(self, verdict_of):
        facts = {
            "firm": [firm("a"), firm("b"), firm("c")],
            "policy": [
                policy("p", "a", item="fire"),
                policy("q", "b", item="fire"),
                policy("r", "b", item="flood", paid=False),
            ],
        }
        verdict = verdict_of(self.part(), facts=facts, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert reasons(verdict.parts[0].exceptions) == ["缺少：水灾", "缺少：水灾", "缺少：火灾、水灾"]

    def test_parts_of_two_members_do_not_make_one_whole(self, verdict_of):
        facts = {
            "firm": [firm("a"), firm("b")],
            "policy": [policy("p", "a", item="fire"), policy("q", "b", item="flood")],
        }
        assert keys(verdict_of(self.part(), facts=facts, as_of=DAY).parts[0].exceptions) == ["a", "b"]

    def test_nobody_is_undecidable(self, verdict_of):
        verdict = verdict_of(self.part(), facts={"firm": [], "policy": []}, as_of=DAY)
        assert verdict.status is Status.UNDECIDABLE

    def test_one_set_without_members(self, verdict_of):
        part = self.part(members=None, member="")
        facts = {"policy": [policy("p", "a", item="fire"), policy("q", "b", item="flood")]}
        assert verdict_of(part, facts=facts, as_of=DAY).status is Status.MET
        verdict = verdict_of(part, facts={"policy": []}, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert reasons(verdict.parts[0].exceptions) == ["缺少“火灾”", "缺少“水灾”"]


class TestRouting:
    def part(self, **more):
        part = {
            "id": "route",
            "form": "ROUTING",
            "text": "监管层级一致",
            "members": {"fact": "firm"},
            "rules": [
                {"id": "coal", "if": {"field": "kind", "is": "coal"}, "then": "county", "text": "煤炭企业"},
                {"id": "owner", "if": {"field": "owner", "is": "city"}, "then": "city", "text": "市属企业"},
            ],
            "actual": "level",
        }
        return {**part, **more}

    def test_the_first_rule_that_matches_decides(self, verdict_of):
        rows = [firm("a", kind="coal", owner="city", level="county"), firm("b", owner="city", level="city")]
        assert verdict_of(self.part(), facts={"firm": rows}, as_of=DAY).status is Status.MET

    def test_says_what_it_should_be(self, verdict_of):
        rows = [firm("a", kind="coal", owner="city", level="city"), firm("b", owner="city")]
        verdict = verdict_of(self.part(), facts={"firm": rows}, as_of=DAY)
        assert verdict.status is Status.NOT_MET
        assert reasons(verdict.parts[0].exceptions) == [
            "煤炭企业：应为“县级”，登记为“市级”",
            "市属企业：应为“市级”，没有登记",
        ]

    def test_members_without_a_rule_stand_apart(self, verdict_of):
        rows = [firm("a", owner="city", level="city"), firm("b", owner="private", level="county")]
        verdict = verdict_of(self.part(), facts={"firm": rows}, as_of=DAY)
        assert verdict.status is Status.MET
        assert keys(verdict.parts[0].apart) == ["b"]

    def test_only_members_without_a_rule_is_undecidable(self, verdict_of):
        verdict = verdict_of(self.part(), facts={"firm": [firm("b", owner="private")]}, as_of=DAY)
        assert verdict.status is Status.UNDECIDABLE

    def test_an_optional_parameter_decides_about_the_rest(self, verdict_of):
        part = self.part(otherwise={"parameter": "rest"})
        facts = {"firm": [firm("a", owner="city", level="city"), firm("b", owner="private", level="city")]}
        parameters = [("rest", False, None)]
        assert verdict_of(part, facts=facts, as_of=DAY, parameters=parameters).status is Status.MET
        values = {"rest": "county"}
        verdict = verdict_of(part, facts=facts, as_of=DAY, parameters=parameters, values=values)
        assert keys(verdict.parts[0].exceptions) == ["b"]

    def test_the_order_is_a_choice(self, verdict_of):
        order = {"parameter": "order", "values": {"one": ["coal", "owner"], "two": ["owner", "coal"]}}
        part = self.part(order=order)
        facts = {"firm": [firm("a", kind="coal", owner="city", level="city")]}
        parameters = [("order", True, None)]
        unset = verdict_of(part, facts=facts, as_of=DAY, parameters=parameters)
        assert unset.status is Status.UNDECIDABLE
        for value, status in (("one", Status.NOT_MET), ("two", Status.MET)):
            verdict = verdict_of(part, facts=facts, as_of=DAY, parameters=parameters, values={"order": value})
            assert verdict.status is status

    def test_refuses_an_order_that_forgets_a_rule(self):
        with pytest.raises(ValueError):
            FORMS["ROUTING"].model_validate(self.part(order={"parameter": "order", "values": {"one": ["coal"]}}))


FIRMS = st.lists(st.sampled_from(["coal", "branch", "plain"]), max_size=8)


def _judge(dictionary, part, facts):
    holder = row_of(dictionary.nouns["party"], {"id": "gov", "place_path": "41."}, 0)
    bindings = Bindings(holder, None, {}, AsOf(DAY), dictionary)
    shaped = FORMS[part["form"]].model_validate(part)
    return shaped.judge(Context(bindings, facts_of(dictionary, facts), date(2018, 1, 1)))


@given(FIRMS, st.sets(st.integers(0, 7)))
def test_coverage_counts_add_up_and_nobody_is_never_met(dictionary, kinds, insured):
    rows = [firm(f"f{number}", kind=kind) for number, kind in enumerate(kinds)]
    policies = [policy(f"p{number}", f"f{number}") for number in insured]
    result = _judge(dictionary, TestCoverage().part(), {"firm": rows, "policy": policies})
    members = {number for number, kind in enumerate(kinds) if kind != "plain"}
    assert result.counts["members"] == result.counts["counting"] + result.counts["exceptions"] == len(members)
    assert (result.status is Status.UNDECIDABLE) == (not members)
    assert (result.status is Status.MET) == (bool(members) and members <= insured)


MEMBER = st.tuples(st.sampled_from(["coal", "plain"]), st.sampled_from(["city", "private"]), st.booleans())


@given(st.lists(MEMBER, max_size=8))
def test_routing_sorts_every_member_into_one_place(dictionary, members):
    rows = [
        firm(f"f{number}", kind=kind, owner=owner, level="city" if high else "county")
        for number, (kind, owner, high) in enumerate(members)
    ]
    result = _judge(dictionary, TestRouting().part(), {"firm": rows})
    sorted_keys = sorted(keys(result.counting) + keys(result.exceptions) + keys(result.apart))
    assert sorted_keys == sorted(row["id"] for row in rows)
