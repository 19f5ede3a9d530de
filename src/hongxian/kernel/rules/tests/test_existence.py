"""EXISTENCE: the thing is there; an empty register shows that it is not."""

from datetime import date

import pytest

from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.verdict import Status

PART = {
    "id": "cover",
    "form": "EXISTENCE",
    "text": "有在保保单",
    "rows": {"fact": "policy", "where": {"field": "paid", "is": True}},
}
DAY = date(2026, 3, 31)


def policy(key, **more):
    return {"id": key, "paid": True, "valid_from": date(2025, 1, 1), **more}


@pytest.fixture
def run(verdict_of):
    def judged(*policies, as_of=DAY, parameters=(), values=None, **change):
        given = {"facts": {"policy": list(policies)}, "as_of": as_of, "parameters": parameters, "values": values}
        return verdict_of({**PART, **change}, **given)

    return judged


def test_one_is_enough_unless_more_are_asked(run):
    assert run(policy("1")).status is Status.MET
    assert run(policy("1"), min=2).status is Status.NOT_MET
    assert run(policy("1"), policy("2"), min=2).status is Status.MET


def test_an_empty_register_is_not_met(run):
    verdict = run()
    assert (verdict.status, verdict.outstanding) == (Status.NOT_MET, True)
    (found,) = verdict.parts[0].exceptions.everything()
    assert found.reason == "有在保保单：找到0，要求至少1"


def test_what_does_not_count_is_shown_with_the_reason(run):
    verdict = run(policy("1", paid=False))
    (found,) = verdict.parts[0].failing.everything()
    assert (found.key, found.reason) == ("1", "“是否缴费”为“否”，要求为“是”")


def test_only_what_is_in_force_on_the_day(run):
    ends = policy("1", valid_to=DAY)
    assert run(ends).status is Status.MET
    assert run(ends).next_change == date(2026, 4, 1)
    assert run(ends, as_of=date(2026, 4, 1)).status is Status.NOT_MET
    begins = policy("1", valid_from=date(2026, 4, 1))
    assert (run(begins).status, run(begins).next_change) == (Status.NOT_MET, date(2026, 4, 1))


def test_how_many_may_be_a_parameter(run):
    given = {"min": {"parameter": "number"}, "parameters": [("number", True, None)]}
    assert [each.key for each in run(policy("1"), **given).missing] == ["number"]
    assert run(policy("1"), values={"number": 1}, **given).status is Status.MET
    assert run(policy("1"), values={"number": 2}, **given).status is Status.NOT_MET


def test_so_many_of_every_value(run):
    given = {"each": ["fire", "flood"], "by": "item"}
    verdict = run(policy("1", item="fire"), policy("2", item=None), **given)
    assert verdict.status is Status.NOT_MET
    (found,) = verdict.parts[0].exceptions.everything()
    assert (found.key, found.reason) == ("flood", "缺少“水灾”")
    assert run(policy("1", item="fire"), policy("2", item="flood"), **given).status is Status.MET
    few = run(policy("1", item="fire"), policy("2", item="flood"), policy("3", item="fire"), min=2, **given)
    (found,) = few.parts[0].exceptions.everything()
    assert found.reason == "水灾：找到1，要求至少2"


def test_before_the_day_it_is_due_it_is_not_due(run):
    assert run(due=DAY).status is Status.NOT_DUE
    assert run(due=DAY).next_change == date(2026, 4, 1)
    assert run(due=DAY, as_of=date(2026, 4, 1)).status is Status.NOT_MET
    assert run(policy("1"), due=DAY).status is Status.MET


@pytest.mark.parametrize("change", [{"min": 0}, {"each": ["fire"]}, {"by": "item"}, {"each": [], "by": "item"}])
def test_refuses_what_cannot_be_meant(change):
    with pytest.raises(ValueError):
        FORMS["EXISTENCE"].model_validate({**PART, **change})
