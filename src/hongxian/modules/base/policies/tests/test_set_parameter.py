"""Parameters: what the text leaves open is set by somebody, for a reason, from a day on."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.kernel.rules.schema import ParameterEntry
from hongxian.modules.base.policies.commands import set_parameter
from hongxian.modules.base.policies.models import ParameterValue
from hongxian.modules.base.policies.queries import values_at
from hongxian.modules.base.policies.values import checked_value, shown_value, stored_value, typed_value
from hongxian.modules.base.verdicts.models import Verdict
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.demo.world import World, settle


@pytest.fixture
def put(world: World, cast: Cast) -> Callable[..., ParameterValue]:
    """Set a parameter as the coordinator of the safety committee's office."""

    def run(parameter: str, value: Any, valid_from: date = date(2026, 3, 1), **more: Any) -> ParameterValue:
        given = {"actor": cast["张慧"], "place": world.pack.place, "reason": "安委办主任办公会议定"} | more
        return set_parameter(pack=world.pack, parameter=parameter, value=value, valid_from=valid_from, **given)

    return run


def test_setting_what_was_missing_decides_the_verdict(
    put: Callable[..., ParameterValue], worker: Callable[[], int], world: World
) -> None:
    settle()
    office = Verdict.objects.get(obligation="XC-05")
    assert {each["key"] for each in office.missing} == {"office_staff_norm", "office_record_period"}
    put("office_staff_norm", "5")
    put("office_record_period", "P1Y")
    worker()
    office.refresh_from_db()
    assert office.status == "not_met"
    assert office.missing == []
    assert office.parameters == {"office_staff_norm": 5, "office_record_period": "P1Y"}


@pytest.mark.parametrize(
    ("parameter", "value", "expected"),
    [
        ("office_staff_norm", "五", "不小于 0 的整数"),
        ("office_staff_norm", "-1", "不小于 0 的整数"),
        ("office_record_period", "一年", "形如 P30D"),
        ("office_record_period", "P", "形如 P30D"),
        ("quarter_basis", "lunar", "下列之一"),
    ],
)
def test_a_value_of_the_wrong_kind_is_refused_with_what_was_expected(
    put: Callable[..., ParameterValue], parameter: str, value: str, expected: str
) -> None:
    with pytest.raises(Problem) as refusal:
        put(parameter, value)
    assert expected in refusal.value.text
    assert value in refusal.value.text
    assert not ParameterValue.objects.exists()


def test_an_unknown_parameter_and_a_missing_reason_are_refused(put: Callable[..., ParameterValue]) -> None:
    with pytest.raises(Problem, match="没有名为"):
        put("staff_norm_of_office", "5")
    with pytest.raises(Problem, match="理由"):
        put("office_staff_norm", "5", reason=" ")


def test_values_have_a_history_by_date(put: Callable[..., ParameterValue], world: World) -> None:
    put("office_staff_norm", "5", date(2026, 1, 1))
    put("office_staff_norm", "8", date(2026, 3, 1))

    def norm(day: date) -> object:
        return values_at(world.pack, world.pack.place, day).get("office_staff_norm")

    assert [norm(date(2025, 12, 31)), norm(date(2026, 2, 28)), norm(date(2026, 3, 1))] == [None, 5, 8]
    with pytest.raises(Problem, match="已有设定"):
        put("office_staff_norm", "9", date(2026, 3, 1))


def test_who_may_not_set_it_cannot(put: Callable[..., ParameterValue], cast: Cast, world: World) -> None:
    with pytest.raises(Denied):
        put("office_staff_norm", "5", actor=cast["孙晓"])
    with pytest.raises(NotVisible):
        put("office_staff_norm", "5", place=world.pack.place.parent)


LIST = ParameterEntry(key="sectors", label="行业范围", question="未列明", type="list", deciding=True)  # type: ignore[arg-type]
CHOICES = LIST.model_copy(update={"values": {"coal": "煤炭", "mine": "矿山"}})


@pytest.mark.parametrize("written", ["煤炭\n矿山\n", "煤炭、矿山、煤炭", " 煤炭 \r\n\r\n 矿山", ["煤炭", "矿山"]])
def test_a_list_is_written_line_by_line_or_with_commas(written: object) -> None:
    assert checked_value(LIST, written) == ["煤炭", "矿山"]
    assert checked_value(CHOICES, written) == ["coal", "mine"]
    assert typed_value(LIST, ["煤炭"]) == ("煤炭",)
    assert stored_value(("煤炭",)) == ["煤炭"]
    assert shown_value(CHOICES, ["coal", "mine"]) == "煤炭、矿山"


@pytest.mark.parametrize("written", ["", " 、\n", []])
def test_an_empty_list_is_refused(written: object) -> None:
    with pytest.raises(Problem, match="“行业范围”应为至少一项的列表"):
        checked_value(LIST, written)


def test_a_list_with_choices_refuses_others() -> None:
    with pytest.raises(Problem, match="煤炭、矿山"):
        checked_value(CHOICES, "煤炭、化工")
