"""One service person acts for several enterprises, each act for one of them, and the enterprise sees what was done"""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.problem import NotVisible, Problem
from hongxian.modules.base.accounts.commands import define_role
from hongxian.modules.base.enterprises.commands import name_responsible_person
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.mandates.capacities import actor_as, capacities_of
from hongxian.modules.base.mandates.commands import end_contract, make_contract
from hongxian.modules.base.mandates.queries import acts_of_contract, visible_service_contracts


def acting(account: Any, contract: Any) -> Any:
    return actor_as(account("baixue"), f"service_contract:{contract.pk}")


def make(cast: Any, world: Any, enterprise: Any, **more: Any) -> Any:
    given = {
        "post": world.posts["评价师"],
        "role": world.roles["service_agent"],
        "document_number": "托管〔2026〕2号",
        "valid_from": date(2026, 3, 1),
        "valid_to": date(2026, 3, 31),
    }
    return make_contract(actor=cast["张慧"].lent("post.view"), enterprise=enterprise, **given | more)


def test_acts_for_the_one_enterprise_only(account: Any, contract: Any, enterprises: Any, cast: Any, world: Any) -> None:
    other = make(cast, world, enterprises["长葛演示铸造有限公司"])
    assert len(capacities_of(account("baixue"))) == 2
    actor = acting(account, contract)
    assert [each.name for each in visible_enterprises(actor)] == ["许昌演示化工有限公司"]
    with pytest.raises(NotVisible):
        name_responsible_person(
            actor=actor.lent("person.view"),
            enterprise=enterprises["长葛演示铸造有限公司"],
            role="safety_officer",
            person=world.people["白雪"],
            valid_from=date(2026, 3, 5),
        )
    assert [each.name for each in visible_enterprises(acting(account, other))] == ["长葛演示铸造有限公司"]
    assert not visible_enterprises(cast["白雪"]).exists()


def test_enterprise_sees_what_was_done_on_its_behalf_and_others_do_not(
    account: Any, contract: Any, cast: Any, world: Any, root: Any, enterprises: Any, browser: Any
) -> None:
    name_responsible_person(
        actor=acting(account, contract).lent("person.view"),
        enterprise=enterprises["许昌演示化工有限公司"],
        role="safety_officer",
        person=world.people["白雪"],
        valid_from=date(2026, 3, 5),
    )
    assert [entry.event for entry in acts_of_contract(contract)] == ["responsible_person.name"]
    assert not visible_service_contracts(cast["田野"]).exists()
    page = browser("liuyang").get(f"/mandates/contracts/{contract.pk}/").content.decode()
    assert "代办记录（1 件）" in page
    assert "白雪" in page
    other = make(cast, world, enterprises["长葛演示铸造有限公司"])
    assert browser("liuyang").get(f"/mandates/contracts/{other.pk}/").status_code == 404


def test_ends_with_its_last_day_and_when_it_is_ended(account: Any, contract: Any, cast: Any, clock: Any) -> None:
    clock.at("2026-03-31 23:59")
    assert acting(account, contract)
    clock.at("2026-04-01 00:00")
    assert acting(account, contract) is None
    clock.at("2026-03-20 10:00")
    ended = end_contract(actor=cast["张慧"], contract=contract, last_day=date(2026, 3, 19), reason="解除")
    assert acting(account, contract) is None
    assert acting(account, ended) is None


def test_nobody_lends_what_they_have_not(cast: Any, world: Any, root: Any, enterprises: Any) -> None:
    role = define_role(actor=root, code="much", name="大权", permissions=["enterprise.view", "pack.publish"])
    with pytest.raises(Problem, match="没有的权限"):
        make(cast, world, enterprises["长葛演示铸造有限公司"], role=role)


def test_refuses_overlap_a_body_that_serves_nobody_and_foreign_enterprises(
    cast: Any, world: Any, contract: Any, enterprises: Any
) -> None:
    enterprise = enterprises["许昌演示化工有限公司"]
    with pytest.raises(Problem, match="期间不能重叠"):
        make(cast, world, enterprise, valid_from=date(2026, 3, 31), valid_to=date(2026, 4, 30))
    make(cast, world, enterprise, valid_from=date(2026, 4, 1), valid_to=date(2026, 4, 30))
    with pytest.raises(Problem, match="不是技术服务机构"):
        make(cast, world, enterprise, post=world.posts["综合股股员"])
    with pytest.raises(NotVisible):
        make_contract(
            actor=cast["俞海波"].lent("post.view"),
            enterprise=enterprises["长葛演示铸造有限公司"],
            post=world.posts["评价师"],
            role=world.roles["service_agent"],
            document_number="外地",
            valid_from=date(2026, 3, 1),
            valid_to=date(2026, 3, 31),
        )
