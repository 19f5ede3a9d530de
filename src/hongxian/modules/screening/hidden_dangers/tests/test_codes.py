"""Dangers handed over by oversight, and the cross table of responsibilities and focuses."""

import re
from html import unescape
from typing import Any

import pytest

from hongxian.kernel.clock import now
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.population import AsOf, Leaf, Op
from hongxian.modules.screening.hidden_dangers import commands as act
from hongxian.modules.screening.hidden_dangers.facts import hidden_dangers

HANDED = {"responsibility": "enterprise_main", "focus": "enterprise_duty", "oversight_source": "safety_tour"}


def test_handed_over_by_oversight_is_found_by_source_and_counted_in_the_cross_table(
    found: Any, cast: Any, browse: Any, world: Any
) -> None:
    taken = {"enterprise": world.enterprises["长葛演示铸造有限公司"], "grade": "general", "origin": "other"}
    said = {"description": "冷却水报警失效", "found_on": found().found_on}
    handed = act.take_over_hidden_danger(actor=cast["张慧"], **taken, **said, **HANDED)
    client = browse("zhanghui")
    page = client.get("/hidden-dangers/figures/").content.decode()
    address = "/hidden-dangers/?responsibility=enterprise_main&focus=enterprise_duty&stage=kept"
    assert address.replace("&", "&amp;") in page
    assert "/hidden-dangers/?oversight_source=safety_tour&amp;stage=kept" in page
    for asked in (address, "/hidden-dangers/?oversight_source=safety_tour&stage=kept"):
        listed = client.get(asked).content.decode()
        assert "冷却水报警失效" in listed
        assert "罐区防火堤破损" not in listed
    assert "五个责任" not in browse("zhaolei").get("/hidden-dangers/figures/").content.decode(), "none of theirs"
    act.correct_hidden_danger(
        actor=cast["张慧"], hidden_danger=handed, reason="来源登记有误", oversight_source="city_check_supervision"
    )
    assert handed.oversight_source == "city_check_supervision"
    with pytest.raises(Problem, match="不是督查来源中的一项"):
        act.take_over_hidden_danger(actor=cast["张慧"], **taken, **said, oversight_source="rumour")


def test_what_oversight_handed_over_is_judged_by_its_codes(found: Any, cast: Any) -> None:
    danger = found()
    act.code_hidden_danger(actor=cast["张慧"], hidden_danger=danger, **HANDED)
    rows = hidden_dangers(AsOf(now().date(), now())).filter(Leaf("oversight_source", Op.PRESENT, True))
    (row,) = rows.page()
    assert {name: row.get(name) for name in HANDED} == HANDED
    found(description="没有注明来源的隐患")
    assert rows.count() == 1


def test_a_register_with_sources_comes_in_from_a_workbook(browse: Any) -> None:
    columns = browse("zhanghui").get("/imports/new/hidden_danger/").content.decode()
    for name in ("given_responsibility", "given_focus", "given_oversight_source"):
        assert f'name="{name}"' in columns


def test_what_is_in_hand_opens_the_rows_it_counts(found: Any, assigned: Any, browse: Any) -> None:
    assigned(description="整改中的隐患")
    found(description="待落实的隐患")
    found(description="待评级的隐患", grade="")
    client = browse("zhanghui")
    assert "/hidden-dangers/?stage=in_hand" in client.get("/hidden-dangers/figures/").content.decode()
    listed = client.get("/hidden-dangers/?stage=in_hand").content.decode()
    assert ("整改中的隐患" in listed, "待落实的隐患" in listed, "待评级的隐患" in listed) == (True, True, False)


def test_every_figure_opens_just_the_rows_it_counts(found: Any, assigned: Any, cast: Any, browse: Any) -> None:
    assigned(description="整改中的隐患")
    found(description="待评级的隐患", grade="")
    found(description="当场改的隐患", removed_on_the_spot=True, rectification="已改")
    act.withdraw_hidden_danger(actor=cast["张慧"], hidden_danger=found(description="登记错的隐患"), reason="登记有误")
    for kind in ("downgrade", "withdraw"):
        major = found(description=f"重大的隐患 {kind}", grade="major")
        change = act.propose_change(actor=cast["张慧"], hidden_danger=major, kind=kind, reason="经专家复核")
        act.confirm_change(actor=cast["陈刚"], danger_change=change)
    client = browse("zhanghui")
    page = unescape(client.get("/hidden-dangers/figures/").content.decode())
    figures = re.findall(r'<a class="figure[^"]*" href="([^"]+)"><b>(\d+)</b>', page)
    assert len(figures) == 10
    for address, number in figures:
        listed = re.sub(r"<[^>]+>", "", client.get(address).content.decode())
        assert re.search(rf"共\s*{number}\s*条", listed), address
