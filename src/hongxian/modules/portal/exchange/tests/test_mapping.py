"""A mapping is data: what is wrong with it is said at once; two people; a published version never changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from hongxian.kernel.problem import NotVisible, Problem
from hongxian.modules.portal.demo.cast import Cast
from hongxian.modules.portal.exchange.commands import (
    connect_partner,
    draft_mapping,
    end_partner,
    prepare_dispatch,
    publish_mapping,
    withdraw_mapping,
)
from hongxian.modules.portal.exchange.declaring import read_mapping
from hongxian.modules.portal.exchange.models import ExchangeMapping
from hongxian.modules.portal.exchange.queries import token_of
from hongxian.modules.portal.exchange.tests.conftest import EXAMPLES, PERIOD, Wire, example


@pytest.mark.parametrize("name", sorted(each.stem for each in EXAMPLES.glob("*.yaml")))
def test_the_examples_can_be_read(name: str) -> None:
    assert read_mapping(example(name), name.rpartition("_")[2]).fields


@pytest.mark.parametrize(
    ("content", "faults"),
    [
        ("[", ["不是可读的 YAML"]),
        ("- 1", ["名称: 值"]),
        ("register: enterprise", ["fields 应是栏目的列表"]),
        ("{register: nothing, fields: [{name: 甲, constant: 1}]}", ["没有代码为“nothing”的台账"]),
        (
            "{register: enterprise, mistake: 1, period: decade, fields: [{name: 甲, column: colour}, {name: 甲}, "
            "{name: 乙, constant: 1, codes: none, unit: -1, spoon: 1}, {name: 丙, count: true}]}",
            [
                "不认识的项“mistake”",
                "decade",
                "“甲”出现了两次",
                "没有“colour”这一列",
                "“甲”：来源应恰有一个",
                "没有名为“none”的代码表",
                "unit 应为正数",
                "不认识的项“spoon”",
                "只用于合并成组",
            ],
        ),
        (
            "{register: enterprise, target: {format: pdf}, fields: [{name: 甲, constant: 1}]}",
            ["format 为其中之一", "须写明 key"],
        ),
        (
            "{register: enterprise, key: [乙], fields: [{name: 甲, constant: 1}], checks: [{left: 甲, op: '~'}]}",
            ["没有名为“乙”的栏目", "checks 的每一条"],
        ),
    ],
)
def test_everything_wrong_is_said_at_once(content: str, faults: list[str]) -> None:
    with pytest.raises(Problem) as refused:
        read_mapping(content, "outgoing")
    for each in faults:
        assert each in refused.value.text


def test_another_person_publishes_and_the_version_before_it_steps_aside(
    partner: Callable[..., Any], cast: Cast
) -> None:
    above = partner("市平台", "禹州市应急管理局", "file")
    given = {"partner": above, "code": "enterprises", "direction": "outgoing", "name": "企业"}
    content = example("enterprises_outgoing")
    first = draft_mapping(actor=cast["张慧"], content=content, **given)
    lent = cast["张慧"].lent("exchange_mapping.publish")
    with pytest.raises(Problem, match="须由另一人核对后发布"):
        publish_mapping(actor=lent, mapping=first)
    publish_mapping(actor=cast["陈刚"], mapping=first)
    second = draft_mapping(actor=cast["张慧"], content=content, **given)
    with pytest.raises(Problem, match="尚未发布"):
        prepare_dispatch(actor=cast["张慧"], mapping=second, period=PERIOD)
    publish_mapping(actor=cast["陈刚"], mapping=second)
    assert list(ExchangeMapping.objects.order_by("number").values_list("state", flat=True)) == [
        "superseded",
        "published",
    ]
    withdraw_mapping(actor=cast["陈刚"], mapping=second, reason="平台停用")
    with pytest.raises(Problem, match="尚未发布"):
        prepare_dispatch(actor=cast["张慧"], mapping=second, period=PERIOD)
    with pytest.raises(Problem, match="代码为小写字母"):
        draft_mapping(actor=cast["张慧"], content=content, **given | {"code": "企业"})


def test_a_partner_lies_within_a_scope_and_its_token_is_sealed(
    partner: Callable[..., Any], cast: Cast, wire: Wire
) -> None:
    above = partner("市平台", "禹州市应急管理局", "instance")
    with pytest.raises(Problem, match="不在允许的名单内"):
        connect_partner(actor=cast["郑凯"], partner=above, url="https://elsewhere.example", token="x")
    connected = connect_partner(actor=cast["郑凯"], partner=above, url="https://city.example", token="hx_secret")
    assert "hx_secret" not in connected.sealed_token
    assert token_of(connected) == "hx_secret"
    with pytest.raises(NotVisible):
        draft_mapping(
            actor=cast["俞海波"],
            partner=above,
            code="ab",
            direction="outgoing",
            name="甲",
            content="register: enterprise",
        )
    end_partner(actor=cast["郑凯"], partner=above, reason="撤并")
    with pytest.raises(Problem, match="已经停止"):
        end_partner(actor=cast["郑凯"], partner=above, reason="撤并")


def test_a_period_of_another_kind_is_refused(
    partner: Callable[..., Any], agree: Callable[..., Any], cast: Cast
) -> None:
    mapping = agree(partner("市平台", "禹州市应急管理局", "file"), "enterprises", "outgoing")
    for found in ("2026", "2026-13", "三月"):
        with pytest.raises(Problem, match="应为年-月，如 2026-03"):
            prepare_dispatch(actor=cast["张慧"], mapping=mapping, period=found)
