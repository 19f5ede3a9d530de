"""Rules: proposed and confirmed by two, taken from the pack, and what follows from them for each enterprise."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from hongxian.kernel.populations import RoomFacts
from hongxian.kernel.problem import Denied, NotVisible, Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.enterprises.commands import register_enterprise
from hongxian.modules.base.places.queries import place
from hongxian.modules.base.policies.commands import set_parameter
from hongxian.modules.base.supervision.commands import (
    Wording,
    confirm_rule,
    end_rule,
    end_sector,
    propose_rule,
    refuse_rule,
    register_sector,
    take_rules_from_pack,
)
from hongxian.modules.base.supervision.models import Supervision, SupervisionRule
from hongxian.modules.base.supervision.queries import counted, history_of, sectors_on, supervising_bodies, visible_rules

TODAY = date(2026, 3, 5)
CHEMICALS, COAL, FOUNDRY = "许昌演示化工有限公司", "禹州演示煤业有限公司", "长葛演示铸造有限公司"
CENTRAL, BRANCH = "中原演示能源集团有限公司", "中原演示能源集团许昌分公司"


def told(fact: str, day: date = TODAY) -> list[dict[str, Any]]:
    return [dict(row.values) for row in RoomFacts().population(fact, AsOf(day)).page()]


@pytest.fixture
def ordered(world: Any, cast: Any) -> None:
    """The order of the three rules of the pack, as the city decided it."""
    set_parameter(
        actor=cast["张慧"],
        pack=world.pack,
        place=place("411000"),
        parameter="rule_order",
        value="coal_branch_ownership",
        valid_from=world.adoption.valid_from,
        reason="主任办公会确定",
        source="演示〔2024〕6号",
    )


def test_who_proposed_it_may_not_confirm_it(ruled: Any, cast: Any) -> None:
    rule = ruled("甲", "市应急管理局", confirmed=False)
    same = replace(cast["陈刚"], key=cast["张慧"].key)
    for run in (confirm_rule, lambda **given: refuse_rule(reason="不妥", **given)):
        with pytest.raises(Problem, match="由张慧提出，须由另一人确认"):
            run(actor=same, rule=rule)
    with pytest.raises(Problem, match="理由"):
        refuse_rule(actor=cast["陈刚"], rule=rule, reason="")
    assert refuse_rule(actor=cast["陈刚"], rule=rule, reason="没有依据").state == "refused"


@pytest.mark.parametrize(
    ("words", "body", "in_place", "field"),
    [
        ({}, "", "", "body"),
        ({"level": "city"}, "市应急管理局", "", "body"),
        ({"by_authority": True}, "市应急管理局", "", "by_authority"),
        ({"level": "city", "source": " "}, "", "", "source"),
        ({"level": "city"}, "", "410000", "in_place"),
    ],
)
def test_rule_says_who_and_where_it_is_written(
    world: Any, cast: Any, words: dict[str, Any], body: str, in_place: str, field: str
) -> None:
    with pytest.raises((Problem, NotVisible)) as caught:
        propose_rule(
            actor=world.root if in_place else cast["张慧"],
            place=place("411000"),
            wording=Wording(**{"kind": "direct", "title": "甲", "source": "文件", **words}),
            body=world.parties[body] if body else None,
            in_place=place(in_place) if in_place else None,
            valid_from=TODAY,
        )
    assert caught.value.field == field
    assert not SupervisionRule.objects.exists()


def test_one_title_of_a_kind_at_a_place(ruled: Any) -> None:
    ruled("甲", "市应急管理局")
    with pytest.raises(Problem, match="许昌市已有名为“甲”的同类规则"):
        ruled("甲", "市应急管理局")
    assert ruled("甲", level="city", kind="territorial").pk


def test_pack_gives_its_rules_in_the_order_the_city_chose(
    ordered: None, world: Any, cast: Any, computed: Any, who: Any
) -> None:
    given = {"actor": cast["张慧"], "place": place("411000"), "adoption": world.adoption}
    rules = take_rules_from_pack(**given)
    assert [(each.rank, each.level, each.sectors, each.is_branch) for each in rules] == [
        (1, "coal_producing_county", ["coal"], None),
        (2, "county", [], True),
        (3, "city", [], None),
    ]
    assert all("一/（三）/1" in each.source and each.obligation == "XC-10" for each in rules)
    with pytest.raises(Problem, match="没有重复登记"):
        take_rules_from_pack(**given)
    assert not computed(), "what is only proposed decides nothing"
    for each in rules:
        confirm_rule(actor=cast["陈刚"], rule=each)
    computed()
    found = {name: who(name, "territorial") for name in (COAL, BRANCH, CENTRAL, CHEMICALS)}
    assert found == {
        COAL: {"禹州市人民政府"},
        BRANCH: {"建安区人民政府"},
        CENTRAL: {"许昌市人民政府"},
        CHEMICALS: set(),
    }
    levels = {row["enterprise"]: row["supervising_level"] for row in told("supervision_assignment")}
    assert levels[str(world.enterprises[COAL].pk)] == "coal_producing_county"
    assert len(levels) == 3


def test_pack_without_its_order_is_not_taken(world: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="没有设定：几条规则重合时"):
        take_rules_from_pack(actor=cast["张慧"], place=place("411000"), adoption=world.adoption)


def test_nobody_and_several_are_counted(ruled: Any, computed: Any, who: Any, cast: Any) -> None:
    ruled("化工和冶炼", "市应急管理局", sectors=["hazardous_chemicals", "metal_smelting"])
    ruled("长葛冶炼", "长葛市应急管理局", "411082", sectors=["metal_smelting"])
    computed()
    assert who(CHEMICALS) == {"许昌市应急管理局"}
    assert who(FOUNDRY) == {"许昌市应急管理局", "长葛市应急管理局"}
    counts = {each.kind: each for each in counted(cast["张慧"])}["direct"]
    assert (counts.total, counts.counts) == (7, {"single": 1, "nobody": 5, "several": 1, "decided": 0})
    county = {each.kind: each for each in counted(cast["赵磊"])}["direct"]
    assert (county.total, county.counts["nobody"]) == (1, 1)


def test_smaller_rank_decides_alone(ruled: Any, computed: Any, who: Any) -> None:
    ruled("一般", "市应急管理局", rank=2, sectors=["metal_smelting"])
    ruled("长葛先定", "长葛市应急管理局", "411082", rank=1)
    computed()
    assert who(FOUNDRY) == {"长葛市应急管理局"}


def test_authority_of_a_level_where_none_is_registered_leaves_it_blind(
    ruled: Any, computed: Any, who: Any, world: Any, cast: Any
) -> None:
    ruled("综合", kind="comprehensive", level="county", by_authority=True)
    computed()
    assert who(COAL, "comprehensive") == {"禹州市应急管理局"}
    assert who(FOUNDRY, "comprehensive") == set(), "the authority of 长葛 is not set up"
    (row,) = Supervision.objects.filter(enterprise=world.enterprises[FOUNDRY], recorded_to__isnull=True)
    assert "没有登记规则所指的政府或部门" in row.why


def test_computed_again_nothing_changes_and_an_ended_rule_leaves_its_history(
    ruled: Any, computed: Any, who: Any, world: Any, cast: Any, clock: Any
) -> None:
    rule = ruled("化工", "市应急管理局", sectors=["hazardous_chemicals"])
    assert len(computed().opened) == 1
    assert not computed()
    (row,) = history_of(cast["张慧"], world.enterprises[CHEMICALS])
    assert (row.valid_from, row.valid_to) == (date(2019, 3, 1), None)
    end_rule(actor=cast["张慧"], rule=rule, valid_to=date(2026, 3, 10), reason="机构改革")
    assert not computed(), "it still holds"
    clock.at("2026-03-11 09:00")
    computed()
    (row,) = history_of(cast["张慧"], world.enterprises[CHEMICALS])
    assert (row.valid_from, row.valid_to) == (date(2019, 3, 1), date(2026, 3, 10))
    assert who(CHEMICALS) == set()
    assert len(told("direct_supervision", date(2026, 3, 10))) == 1


def test_worker_follows_a_rule_and_a_new_enterprise(ruled: Any, worker: Any, cast: Any, who: Any, world: Any) -> None:
    ruled("化工", "市应急管理局", sectors=["hazardous_chemicals"])
    worker()
    assert who(CHEMICALS) == {"许昌市应急管理局"}
    world.enterprises["新化工"] = register_enterprise(
        actor=cast["张慧"],
        place=place("411002"),
        name="许昌新设化工有限公司",
        ownership="private",
        sector="hazardous_chemicals",
        credit_code="91350100M000100Y43",
    )
    worker()
    assert who("新化工") == {"许昌市应急管理局"}


def test_sector_is_supervised_by_the_rule_that_is_about_it_alone(
    ruled: Any, computed: Any, world: Any, cast: Any
) -> None:
    given = {"actor": cast["张慧"], "government": world.parties["市政府"], "valid_from": TODAY}
    sector = register_sector(name="危险化学品", code="hazardous_chemicals", basis="三定", **given)
    register_sector(name="建筑施工", code="construction", basis="三定", **given)
    with pytest.raises(Problem, match="已登记“建筑施工”"):
        register_sector(name="建筑施工", basis="三定", **given)
    with pytest.raises(Problem, match="依据"):
        register_sector(name="交通", basis=" ", **given)
    ruled("化工", "市应急管理局", sectors=["hazardous_chemicals"])
    ruled("国有建筑", "市应急管理局", sectors=["construction"], ownerships=["city"])
    computed()
    assert {each.name: each.supervised for each in sectors_on(cast["张慧"], TODAY)} == {
        "危险化学品": True,
        "建筑施工": False,
    }
    rows = {row["sector"] for row in told("direct_supervision") if row["sector"]}
    assert rows == {str(sector.pk)}
    end_sector(actor=cast["张慧"], sector=sector, valid_to=TODAY, reason="归并")
    assert len(told("supervised_sector")) == 2


def test_bodies_are_listed_with_how_many_they_supervise(ruled: Any, computed: Any, cast: Any, world: Any) -> None:
    ruled("化工和冶炼", "市应急管理局", sectors=["hazardous_chemicals", "metal_smelting"])
    computed()
    ((body, numbers),) = supervising_bodies(cast["张慧"])
    assert (body.name, numbers["direct"]) == ("许昌市应急管理局", 2)


def test_county_sees_the_rules_of_the_city_and_no_other_city_does(ruled: Any, cast: Any, world: Any) -> None:
    rule = ruled("甲", "市应急管理局")
    assert list(visible_rules(cast["赵磊"])) == [rule]
    assert not visible_rules(cast["俞海波"]).exists()
    wording = Wording(kind="direct", title="乙", source="文件", level="county")
    with pytest.raises(Denied):
        propose_rule(actor=cast["赵磊"], place=place("411081"), wording=wording, valid_from=TODAY)
    with pytest.raises(NotVisible):
        propose_rule(actor=cast["俞海波"], place=place("411000"), wording=wording, valid_from=TODAY)
