"""Conditions: a closed grammar, bound to literals, able to explain themselves."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.rules.bindings import Bindings, bind, explain
from hongxian.kernel.rules.conditions import Condition
from hongxian.kernel.rules.dates import PeriodKind, period_containing
from hongxian.kernel.rules.population import AsOf, Leaf, Op, Row, day_start, holds
from hongxian.kernel.rules.scenarios import row_of


@pytest.fixture
def bindings(dictionary):
    holder = row_of(dictionary.nouns["party"], {"id": "gov", "place": "411000"}, 0)
    period = period_containing(date(2026, 3, 31), PeriodKind.QUARTER)
    parameters = {"norm": 5, "window": "P1Y"}
    return Bindings(holder, period, parameters, AsOf(date(2026, 3, 31)), dictionary)


@pytest.mark.parametrize(
    ("reference", "value"),
    [
        ({"holder": "key"}, "gov"),
        ({"holder": "place"}, "411000"),
        ({"period": "start"}, date(2026, 1, 1)),
        ({"period": "end"}, date(2026, 3, 31)),
        ({"parameter": "norm"}, 5),
        ({"as_of": "date"}, date(2026, 3, 31)),
        ({"as_of": "date", "minus": "P1M"}, date(2026, 2, 28)),
        ({"as_of": "date", "minus": {"parameter": "window"}}, date(2025, 3, 31)),
    ],
)
def test_references_become_literals(bindings, reference, value):
    bound = bind(Condition.model_validate({"field": "held_on", "is": reference}), "meeting", bindings)
    assert bound == Leaf("held_on", Op.IS, value)


def test_a_reference_without_a_value_raises(bindings):
    condition = Condition.model_validate({"field": "place_path", "under": {"holder": "place_path"}})
    with pytest.raises(ValueError):
        bind(condition, "firm", bindings)


@pytest.mark.parametrize(
    ("operation", "op", "day"),
    [
        ("before", Op.BEFORE, date(2026, 3, 31)),
        ("on_or_before", Op.BEFORE, date(2026, 4, 1)),
        ("after", Op.ON_OR_AFTER, date(2026, 4, 1)),
        ("on_or_after", Op.ON_OR_AFTER, date(2026, 3, 31)),
    ],
)
def test_a_moment_is_compared_with_local_days(bindings, operation, op, day):
    condition = Condition.model_validate({"field": "recorded_on", operation: date(2026, 3, 31)})
    assert bind(condition, "meeting", bindings) == Leaf("recorded_on", op, day_start(day))


def test_the_last_minute_of_a_day_belongs_to_it(bindings):
    condition = Condition.model_validate({"field": "recorded_on", "on_or_before": date(2026, 3, 31)})
    row = Row("1", "", {}, datetime(2026, 3, 31, 23, 59, tzinfo=LOCAL))
    assert holds(bind(condition, "meeting", bindings), row)
    utc = datetime.fromisoformat("2026-03-31T16:00:00+00:00")
    assert not holds(bind(condition, "meeting", bindings), Row("1", "", {}, utc))


@pytest.mark.parametrize(
    ("condition", "values", "reason"),
    [
        ({"field": "agenda", "is": "hear"}, {"agenda": "convey"}, "“议题类型”为“传达学习”，要求为“听取汇报”"),
        ({"field": "agenda", "is": "hear"}, {}, "“议题类型”没有填写，要求为“听取汇报”"),
        ({"field": "agenda", "is": "hear", "otherwise": "不算"}, {"agenda": "convey"}, "不算"),
        ({"field": "agenda", "in": ["hear", "convey"]}, {}, "“议题类型”没有填写，要求为“听取汇报”或“传达学习”"),
        (
            {"field": "held_on", "before": date(2026, 1, 1)},
            {"held_on": date(2026, 2, 1)},
            "“召开日期”为“2026-02-01”，要求早于“2026-01-01”",
        ),
        ({"field": "held_on", "present": True}, {}, "“召开日期”没有填写，要求已填写"),
        ({"field": "agenda", "present": False}, {"agenda": "hear"}, "“议题类型”为“听取汇报”，要求为空"),
        (
            {"all": [{"field": "body", "present": True}, {"field": "agenda", "is": "hear"}]},
            {"body": "gov", "agenda": "convey"},
            "“议题类型”为“传达学习”，要求为“听取汇报”",
        ),
        (
            {"any": [{"field": "body", "present": True}, {"field": "agenda", "is": "hear"}]},
            {},
            "“机构”没有填写，要求已填写；或：“议题类型”没有填写，要求为“听取汇报”",
        ),
        (
            {"not": {"field": "agenda", "is": "convey"}},
            {"agenda": "convey"},
            "属于应排除的情形：“议题类型”为“传达学习”",
        ),
    ],
)
def test_explains_the_first_thing_that_fails(bindings, condition, values, reason):
    row = Row("1", "", values)
    assert explain(Condition.model_validate(condition), row, "meeting", bindings) == reason


@pytest.mark.parametrize(
    "written",
    [
        {"field": "agenda"},
        {"field": "agenda", "is": "hear", "present": True},
        {"all": [], "any": [{"field": "agenda", "is": "hear"}]},
        {"is": "hear"},
        {"any": []},
        {"field": "agenda", "in": []},
        {"field": "agenda", "is": ""},
        {"field": "agenda", "is": ["hear"]},
        {"field": "agenda", "is": {"holder": "key", "parameter": "norm"}},
        {"field": "agenda", "is": {"holder": "key", "minus": "P1Y"}},
        {"field": "agenda", "is": {"as_of": "date", "minus": "one year"}},
        {"field": "agenda", "equals": "hear"},
    ],
)
def test_refuses_what_is_outside_the_grammar(written):
    with pytest.raises(ValueError):
        Condition.model_validate(written)


LEAVES = st.sampled_from(
    [
        {"field": "agenda", "is": "hear"},
        {"field": "agenda", "in": ["hear", "convey"]},
        {"field": "body", "present": True},
        {"field": "held_on", "on_or_after": date(2026, 1, 1)},
    ]
)
CONDITIONS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(lambda each: {"not": each}, inner),
        st.builds(lambda each: {"all": each}, st.lists(inner, max_size=3)),
        st.builds(lambda each: {"any": each}, st.lists(inner, min_size=1, max_size=3)),
    ),
    max_leaves=8,
)
VALUES = st.fixed_dictionaries(
    {},
    optional={
        "agenda": st.sampled_from(["hear", "convey", ""]),
        "body": st.sampled_from(["gov", "", None]),
        "held_on": st.dates(date(2025, 12, 1), date(2026, 2, 1)),
    },
)


@given(CONDITIONS, VALUES)
def test_a_reason_is_given_exactly_when_it_does_not_hold_and_not_is_two_valued(dictionary, written, values):
    bindings = Bindings(Row("gov", ""), None, {}, AsOf(date(2026, 3, 31)), dictionary)
    condition, row = Condition.model_validate(written), Row("1", "", values)
    good = holds(bind(condition, "meeting", bindings), row)
    assert bool(explain(condition, row, "meeting", bindings)) is not good
    negated = Condition.model_validate({"not": written})
    assert holds(bind(negated, "meeting", bindings), row) is not good
