"""Registers kept by years, and comparisons that are asked for only where a parameter is set."""

from datetime import date, datetime, time

import pytest
from pydantic import ValidationError

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.rules.bindings import Bindings, bind
from hongxian.kernel.rules.conditions import Condition
from hongxian.kernel.rules.dates import PeriodKind, period_containing
from hongxian.kernel.rules.forms import FORMS
from hongxian.kernel.rules.population import AsOf, Row, holds
from hongxian.kernel.rules.verdict import Status

DAY = date(2026, 3, 31)
YEARLY = {
    "id": "budget",
    "form": "PERIODIC",
    "text": "每年列入预算",
    "period": "year",
    "year": "year",
    "events": {"fact": "budget", "where": {"field": "amount", "at_least": 1}},
}
Y2025 = date(2025, 1, 1)


def budget(year, amount=5, typed_in=date(2024, 12, 20)):
    return {
        "id": f"b{year}",
        "year": year,
        "amount": amount,
        "recorded_on": datetime.combine(typed_in, time(9), LOCAL),
        "confirmed": False,
    }


def test_the_year_of_a_register_counts_whenever_it_was_entered(verdict_of):
    given = {"as_of": DAY, "period": Y2025}
    assert verdict_of(YEARLY, facts={"budget": [budget(2025)]}, **given).status is Status.MET
    assert verdict_of(YEARLY, facts={"budget": [budget(2024), budget(2026)]}, **given).status is Status.NOT_MET
    assert verdict_of(YEARLY, facts={"budget": [budget(2025, amount=0)]}, **given).status is Status.NOT_MET


def test_a_register_entered_after_its_year_waits_for_a_second_person(verdict_of):
    row = budget(2025, typed_in=date(2026, 1, 1))
    given = {"as_of": DAY, "period": Y2025}
    assert verdict_of(YEARLY, facts={"budget": [row]}, **given).status is Status.NOT_MET
    verdict = verdict_of(YEARLY, facts={"budget": [{**row, "confirmed": True}]}, **given)
    assert (verdict.status, verdict.backfilled) == (Status.MET, True)


def test_until_the_last_day_of_the_year_it_is_not_due(verdict_of):
    given = {"facts": {"budget": [budget(2024)]}, "period": Y2025}
    verdict = verdict_of(YEARLY, as_of=date(2025, 12, 31), **given)
    assert (verdict.status, verdict.next_change) == (Status.NOT_DUE, date(2026, 1, 1))
    assert verdict_of(YEARLY, as_of=date(2026, 1, 1), **given).status is Status.NOT_MET


def test_only_what_is_counted_by_years_may_name_a_field_with_the_year():
    with pytest.raises(ValidationError, match="year只能用于"):
        FORMS["PERIODIC"].model_validate({**YEARLY, "period": "quarter"})


@pytest.mark.parametrize(
    ("reference", "years"),
    [
        ({"as_of": "year"}, {2026}),
        ({"as_of": "year", "minus": "P1Y"}, {2025}),
        ({"as_of": "year", "minus": "P3M"}, {2025}),
        ({"as_of": "year", "minus": "P2M"}, {2026}),
        ({"period": "year"}, {2024}),
    ],
)
def test_a_year_may_be_that_of_the_day_or_of_the_period(dictionary, reference, years):
    condition = Condition.model_validate({"field": "year", "is": reference})
    period = period_containing(date(2024, 5, 1), PeriodKind.QUARTER)
    bindings = Bindings(Row("gov", ""), period, {}, AsOf(DAY), dictionary)
    bound = bind(condition, "budget", bindings)
    assert {year for year in range(2020, 2030) if holds(bound, Row("b", "", {"year": year}))} == years


STAFFED = {
    "id": "staffed",
    "form": "COVERAGE",
    "text": "每家企业人员达到最少人数",
    "members": {"fact": "firm"},
    "satisfies": {
        "all": [
            {"field": "kind", "present": True},
            {"field": "staff", "at_least": {"parameter": "least"}, "optional": True},
        ]
    },
}
FIRMS = {"firm": [{"id": "1", "kind": "coal", "staff": 3, "valid_from": date(2020, 1, 1)}]}


def test_an_optional_comparison_is_asked_for_only_where_its_parameter_is_set(verdict_of):
    given = {"facts": FIRMS, "as_of": DAY, "parameters": [("least", False, None)]}
    assert verdict_of(STAFFED, **given).status is Status.MET
    assert verdict_of(STAFFED, values={"least": 3}, **given).status is Status.MET
    verdict = verdict_of(STAFFED, values={"least": 4}, **given)
    assert [each.reason for each in verdict.parts[0].exceptions.everything()] == ["“人数”为“3”，要求不少于“4”"]


def test_an_optional_comparison_waits_all_the_same_for_a_parameter_that_decides(verdict_of):
    verdict = verdict_of(STAFFED, facts=FIRMS, as_of=DAY, parameters=[("least", True, None)])
    assert (verdict.status, verdict.missing[0].key) == (Status.UNDECIDABLE, "least")


def test_without_the_day_that_a_parameter_sets_nothing_is_not_due(verdict_of):
    part = {**STAFFED, "satisfies": {"field": "staff", "at_least": 4}, "due": {"parameter": "by"}}
    given = {"facts": FIRMS, "as_of": DAY, "parameters": [("by", False, None)]}
    assert verdict_of(part, **given).status is Status.NOT_MET
    assert verdict_of(part, values={"by": DAY}, **given).status is Status.NOT_DUE


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ({"field": "staff", "at_least": 3, "optional": True}, "optional只能用于引用参数的比较"),
        ({"all": [], "optional": True}, "optional只能用于引用参数的比较"),
        (
            {"not": {"field": "staff", "at_least": {"parameter": "x"}, "optional": True}},
            "optional不能用在any或not之内",
        ),
        (
            {"any": [{"all": [{"field": "staff", "at_least": {"parameter": "x"}, "optional": True}]}]},
            "optional不能用在any或not之内",
        ),
    ],
)
def test_optional_where_it_would_mean_nothing_is_refused(condition, sentence):
    with pytest.raises(ValidationError, match=sentence):
        Condition.model_validate(condition)
