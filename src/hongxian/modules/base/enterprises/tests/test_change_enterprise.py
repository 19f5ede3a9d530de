"""`enterprise.change`, `enterprise.move`, `enterprise.attach`: from a day on, by compare-and-set."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.actor import Scope
from hongxian.kernel.problem import NotVisible, Problem, Stale
from hongxian.modules.base.enterprises.commands import (
    attach_enterprise,
    change_enterprise,
    move_enterprise,
)
from hongxian.modules.base.enterprises.models import Enterprise
from hongxian.modules.base.enterprises.queries import enterprise_on
from hongxian.modules.base.places.queries import place

DAY = date(2026, 3, 1)


def change(cast: Any, enterprise: Any, **said: Any) -> Any:
    given = {"actor": cast["张慧"], "enterprise": enterprise, "valid_from": DAY, "basis": "演示年报"}
    return change_enterprise(**given | said)


def test_a_change_holds_from_its_day_and_what_was_stays(registered: Any, cast: Any) -> None:
    firm = registered()
    done = change(cast, firm, name="许昌试验重工有限公司", particulars={"employees": 120, "industry": "3411"})
    assert (done.name, done.employees, done.version) == ("许昌试验重工有限公司", 120, 2)
    on = [enterprise_on(cast["张慧"], firm, day) for day in (date(2026, 2, 28), DAY)]
    assert [(each.name, each.employees) for each in on] == [
        ("许昌试验机械有限公司", None),
        ("许昌试验重工有限公司", 120),
    ]


def test_a_correction_holds_for_as_long_as_what_it_corrects(registered: Any, cast: Any) -> None:
    firm = registered()
    change(cast, firm, sector="mine", is_correction=True)
    assert enterprise_on(cast["张慧"], firm, date(2020, 1, 1)).sector == "mine"
    assert firm.versions.filter(recorded_to__isnull=True).count() == 1


def test_an_old_number_gives_way_to_a_credit_code(registered: Any, cast: Any) -> None:
    firm = registered(credit_code="", registration_number="320506600453178")
    other = registered(name="另一家", credit_code="12320500466959475A")
    with pytest.raises(Problem, match="已登记给“另一家”"):
        change(cast, firm, credit_code=other.credit_code)
    done = change(cast, firm, credit_code="91350100M000100Y43")
    assert (done.credit_code, done.registration_number) == ("91350100M000100Y43", "320506600453178")


def test_refuses_no_change_a_day_to_come_and_one_before_what_is_known(registered: Any, cast: Any) -> None:
    firm = registered()
    with pytest.raises(Problem, match="没有需要变更"):
        change(cast, firm, name=firm.name)
    with pytest.raises(Problem, match="尚未到来"):
        change(cast, firm, name="新名", valid_from=date(2036, 1, 1))
    change(cast, firm, name="新名")
    with pytest.raises(Problem, match="2026-03-01 起登记") as caught:
        change(cast, firm, name="更新的名", valid_from=date(2026, 2, 1))
    assert caught.value.field == "valid_from"


def test_the_second_of_two_is_told(registered: Any, cast: Any) -> None:
    firm = registered()
    read = Enterprise.objects.get(pk=firm.pk)
    change(cast, firm, name="新名")
    with pytest.raises(Stale):
        change(cast, read, name="另一新名", valid_from=date(2026, 3, 2))
    with pytest.raises(Stale):
        change(cast, firm, name="另一新名", valid_from=date(2026, 3, 2), version=1)
    assert Enterprise.objects.get(pk=firm.pk).name == "新名"
    assert firm.versions.filter(recorded_to__isnull=True).count() == 2


def test_moves_within_the_scope_only(registered: Any, cast: Any) -> None:
    firm = registered(particulars={"longitude": "113.8", "latitude": "34.02", "registered_address": "甲路1号"})
    given = {"enterprise": firm, "place": place("411081"), "valid_from": DAY, "basis": "租赁合同"}
    weidu = replace(cast["张慧"], grants={"enterprise.move": (Scope(path="410000/411000/411002/"),)})
    with pytest.raises(NotVisible):
        move_enterprise(actor=weidu, **given)
    done = move_enterprise(actor=cast["张慧"], **given, working_address="禹州乙路2号")
    assert (done.place_id, done.registered_address, done.longitude) == ("411081", "甲路1号", None)
    assert enterprise_on(cast["张慧"], firm, date(2026, 2, 1)).place_id == "411002"


def test_no_enterprise_stands_above_itself(registered: Any, cast: Any) -> None:
    top = registered()
    branch = registered(name="分公司", credit_code="12320500466959475A", parent=top, is_branch=True)
    given = {"actor": cast["张慧"], "valid_from": DAY, "basis": "章程"}
    for above in (branch, top):
        with pytest.raises(Problem, match="不能作为其上级") as caught:
            attach_enterprise(**given, enterprise=top, parent=above, is_branch=False)
        assert caught.value.field == "parent"
    free = attach_enterprise(**given, enterprise=branch, parent=None, is_branch=False)
    assert free.parent is None
