"""What a parameter may decide: a list of values, a ratio, a day; and dates as the text prints them."""

from datetime import date

import pytest

from hongxian.kernel.rules.bindings import Bindings, bind, explain
from hongxian.kernel.rules.conditions import Condition
from hongxian.kernel.rules.dates import Duration
from hongxian.kernel.rules.population import AsOf, Row, holds
from hongxian.kernel.rules.verdict import Status

FIRMS = [
    {"id": "1", "kind": "coal", "staff": 3, "valid_from": date(2020, 1, 1)},
    {"id": "2", "kind": "branch", "staff": 0, "valid_from": date(2020, 1, 1)},
    {"id": "3", "kind": "plain", "staff": 0, "valid_from": date(2020, 1, 1)},
]
COVERAGE = {
    "id": "staffed",
    "form": "COVERAGE",
    "text": "高危企业都有人",
    "members": {"fact": "firm", "where": {"field": "kind", "in": {"parameter": "sectors"}}},
    "satisfies": {"field": "staff", "at_least": 1},
}
LIST = ("sectors", True, None)
DAY = date(2026, 3, 31)


@pytest.mark.parametrize("sectors", [("coal", "branch"), ("煤炭", "下设机构"), ("煤炭", "branch")])
def test_a_list_chooses_by_code_or_by_label(verdict_of, sectors):
    verdict = verdict_of(COVERAGE, facts={"firm": FIRMS}, as_of=DAY, parameters=[LIST], values={"sectors": sectors})
    assert verdict.counts["staffed"] == {"members": 2, "counting": 1, "exceptions": 1}
    looked = verdict.parts[0].failing.everything()
    assert [(each.key, each.reason) for each in looked] == [("3", "“类别”为“一般”，要求为“煤炭”或“下设机构”")]


def test_a_list_that_is_not_set_leaves_it_undecidable(verdict_of):
    verdict = verdict_of(COVERAGE, facts={"firm": FIRMS}, as_of=DAY, parameters=[LIST])
    assert [each.key for each in verdict.missing] == ["sectors"]


@pytest.mark.parametrize(("percent", "status"), [(33, Status.MET), (34, Status.NOT_MET), (100, Status.NOT_MET)])
def test_a_ratio_may_be_a_whole_per_cent_of_a_parameter(verdict_of, percent, status):
    part = {**COVERAGE, "members": {"fact": "firm"}, "ratio": {"parameter": "share"}}
    parameters = [("share", True, None)]
    verdict = verdict_of(part, facts={"firm": FIRMS}, as_of=DAY, parameters=parameters, values={"share": percent})
    assert verdict.status is status
    assert verdict_of(part, facts={"firm": FIRMS}, as_of=DAY, parameters=parameters).missing[0].key == "share"
    nobody = verdict_of(part, facts={"firm": []}, as_of=DAY, parameters=parameters, values={"share": percent})
    assert nobody.status is Status.UNDECIDABLE


def test_a_due_date_may_be_set_by_a_parameter(verdict_of):
    part = {**COVERAGE, "members": {"fact": "firm"}, "due": {"parameter": "by"}}
    given = {"facts": {"firm": FIRMS}, "parameters": [("by", True, None)]}
    assert verdict_of(part, as_of=DAY, **given).missing[0].key == "by"
    verdict = verdict_of(part, as_of=DAY, values={"by": DAY}, **given)
    assert (verdict.status, verdict.next_change) == (Status.NOT_DUE, date(2026, 4, 1))
    assert verdict_of(part, as_of=date(2026, 4, 1), values={"by": DAY}, **given).status is Status.NOT_MET


class TestFieldsOfOneRow:
    condition = Condition.model_validate({"field": "staff", "at_least": {"field": "wanted"}})

    def why(self, dictionary, **values):
        holder = Row("gov", "")
        bindings = Bindings(holder, None, {}, AsOf(DAY), dictionary)
        return explain(self.condition, Row("1", "", values), "firm", bindings)

    def test_compared(self, dictionary):
        assert self.why(dictionary, staff=3, wanted=3) == ""
        assert self.why(dictionary, staff=2, wanted=3) == "“人数”为“2”，要求不少于“wanted”（3）"

    def test_absent_on_either_side_does_not_hold(self, dictionary):
        assert self.why(dictionary, staff=2) == "“人数”为“2”，要求不少于“wanted”"
        assert self.why(dictionary, wanted=2) == "“人数”没有填写，要求不少于“wanted”（2）"


@pytest.mark.parametrize("shift", [None, Duration(years=1)])
def test_a_printed_date_moves_with_the_pack(dictionary, shift):
    condition = Condition.model_validate({"field": "held_on", "on_or_before": {"printed": date(2019, 12, 31)}})
    bindings = Bindings(Row("gov", ""), None, {}, AsOf(DAY), dictionary, shift)
    row = Row("1", "", {"held_on": date(2020, 6, 30)})
    assert holds(bind(condition, "meeting", bindings), row) == (shift is not None)
    late = Row("1", "", {"held_on": date(2021, 1, 1)})
    wanted = "2019-12-31" if shift is None else "2020-12-31（原文2019-12-31）"
    assert explain(condition, late, "meeting", bindings) == f"“召开日期”为“2021-01-01”，要求不晚于“{wanted}”"
