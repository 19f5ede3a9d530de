"""`enterprise.register`"""

from dataclasses import replace
from typing import Any

import pytest

from hongxian.kernel.actor import Scope
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.modules.base.enterprises.models import Enterprise


def refused(call: Any, **changes: Any) -> Problem:
    with pytest.raises(Problem) as caught:
        call(**changes)
    return caught.value


def test_registers_what_is_known_and_leaves_open_what_is_not(registered: Any) -> None:
    done = registered(is_high_risk=True)
    assert (done.credit_code, done.is_high_risk, done.is_above_scale) == ("91350100M000100Y43", True, None)


def test_wrong_check_character_is_told_with_the_right_one(registered: Any) -> None:
    problem = refused(registered, credit_code="91350100M000100Y44")
    assert problem.field == "credit_code"
    assert "GB 32100" in problem.text
    assert "“3”" in problem.text


@pytest.mark.parametrize("code", ["9135", "91350100M000100Y4O", "91350100M000100Y433"])
def test_wrong_shape_is_told_with_its_length(registered: Any, code: str) -> None:
    problem = refused(registered, credit_code=code)
    assert f"有 {len(code)} 位" in problem.text


def test_code_taken_names_its_owner(registered: Any) -> None:
    registered()
    problem = refused(registered, name="另一家")
    assert "已登记给“许昌试验机械有限公司”" in problem.text
    assert Enterprise.objects.count() == 1


def test_old_number_stands_in_for_the_code(registered: Any) -> None:
    first = registered(credit_code="", registration_number="320506600453178")
    second = registered(credit_code="", registration_number="320506600470296", name="另一家")
    assert (first.credit_code, second.credit_code) == (None, None)
    assert refused(registered, credit_code="", registration_number="").field == "credit_code"
    for number in ("32050660045317", "32050660045317X"):
        assert refused(registered, credit_code="", registration_number=number).field == "registration_number"


def test_branch_needs_its_parent(registered: Any) -> None:
    parent = registered()
    assert refused(registered, credit_code="12320500466959475A", is_branch=True).field == "parent"
    assert registered(credit_code="12320500466959475A", is_branch=True, parent=parent).parent == parent


def test_refuses_a_place_outside_the_scope_and_people_without_permission(registered: Any, cast: Any) -> None:
    zhao = cast["赵磊"]
    with pytest.raises(Denied):
        registered(actor=zhao)
    county = replace(zhao, grants={"enterprise.register": (Scope(path="410000/411000/411081/"),)})
    with pytest.raises(NotVisible):
        registered(actor=county)


def test_tells_what_it_looks_like_until_it_is_said_to_be_another(registered: Any) -> None:
    registered(name="许昌市试验机械（集团）有限公司", credit_code="", registration_number="320506600453178")
    said = {"name": "许昌试验机械集团有限公司", "is_another": False}
    problem = refused(registered, **said)
    assert problem.field == "is_another"
    assert "许昌市试验机械（集团）有限公司”（名称相近）" in problem.text
    registered(**said | {"is_another": True})
    assert refused(registered, name="别的", credit_code="", registration_number="320506600453178", is_another=False)
    registered(name="许昌毫不相干酒店", credit_code="12320500466959475A", is_another=False)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"industry": "98"}, "industry"),
        ({"industry": "26111"}, "industry"),
        ({"scale": "huge"}, "scale"),
        ({"longitude": "113.8"}, "latitude"),
        ({"longitude": "34.0", "latitude": "113.8"}, "latitude"),
        ({"longitude": "x", "latitude": "34"}, "longitude"),
        ({"employees": 10_000_000}, "employees"),
    ],
)
def test_refuses_particulars_that_cannot_be(registered: Any, said: dict[str, Any], field: str) -> None:
    assert field in refused(registered, particulars=said).by_field  # type: ignore[attr-defined]
    assert not Enterprise.objects.exists()
