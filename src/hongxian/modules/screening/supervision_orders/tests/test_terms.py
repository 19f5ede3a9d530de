"""What texts and places ask: the three marks, ready-made profiles, own terms, facts for the engine, the public page."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.supervision_orders import commands as act
from hongxian.modules.screening.supervision_orders.demands import Demand, demands, standing_of
from hongxian.modules.screening.supervision_orders.facts import supervision_orders
from hongxian.modules.screening.supervision_orders.models import SupervisionTerm
from hongxian.modules.screening.supervision_orders.queries import unlisted
from hongxian.modules.screening.supervision_orders.terms import deciding_terms

CITY = "411000"


def path() -> str:
    return place(CITY).path


def test_xuchang_lists_every_major_danger(danger: Any) -> None:
    asked = demands(path(), "supervision_order")
    assert [(each.obligation, each.marks) for each in asked] == [("XC-51", None)]
    assert standing_of(danger(), asked).kind == "must"
    assert [each.obligation for each in demands(path(), "supervision_order", "accident")] == ["XC-51"]
    assert [each.obligation for each in demands(path(), "publication")] == ["XC-51"]


@pytest.mark.parametrize(("needed", "kind"), [(1, "must"), (2, "must"), (3, "may")])
def test_marks_are_counted_where_a_text_has_them(danger: Any, needed: int, kind: str) -> None:
    found = danger()
    found.hard_to_fix = found.high_danger = True
    assert standing_of(found, (Demand("ZJ-08", "", needed),)).kind == kind
    assert standing_of(found, (Demand("ZJ-08", "", None, unset=True),)).kind == "open"
    assert standing_of(found, ()).kind == "may"


def test_doubtful_values_wait_until_another_person_confirms_them(world: Any, cast: Any) -> None:
    act.choose_profile(actor=cast["张慧"], place=place(CITY), profile="qingdao")
    assert deciding_terms(path()) == {}
    row = SupervisionTerm.objects.get(term_key="extension_lead", ended_at__isnull=True)
    act.confirm_term(actor=cast["陈刚"], supervision_term=row, confirmation_basis="核对原文第十条")
    told = deciding_terms(place("411081").path)
    assert (told["extension_lead"]["amount"], told["extension_lead"]["unit"]) == (20, "working_day")
    with pytest.raises(Problem, match="不需要确认"):
        act.confirm_term(actor=cast["陈刚"], supervision_term=row, confirmation_basis="再次")
    act.choose_profile(actor=cast["张慧"], place=place(CITY), profile="ningbo")
    told = deciding_terms(path())
    assert (told["extension_lead"]["amount"], told["stages"]["stages"]) == (15, ["self", "expert", "government"])


def test_own_terms_hold_for_orders_issued_after(issued: Any, cast: Any) -> None:
    before = issued()
    said = {"place": place(CITY), "term_key": "longest_limit", "unit": "month", "source": "演示办法"}
    act.set_term(actor=cast["张慧"], amount=6, **said)
    assert "longest_limit" not in before.terms
    with pytest.raises(Problem, match=r"超过了最长期限.*演示办法"):
        issued()
    with pytest.raises(Problem, match="1 至 730"):
        act.set_term(actor=cast["张慧"], amount=0, **said)
    with pytest.raises(Problem, match="至少包括"):
        act.set_term(actor=cast["张慧"], place=place(CITY), term_key="stages", stages=["self"], source="x")


def test_engine_is_told_of_orders_with_their_log(treating: Any, proposed: Any, danger: Any, cast: Any) -> None:
    order = treating()
    proposed(hidden_danger=danger(description="只是建议"))
    act.add_log(actor=cast["张慧"], supervision_order=order, kind="key_supervision", content="专项督查")

    def told() -> list[Any]:
        rows = supervision_orders(AsOf(date(2026, 3, 31), None)).rows
        return list(rows.values_list("hidden_danger_id", "is_key_supervised", "is_followed", "was_closed"))

    assert told() == [(order.hidden_danger_id, True, False, None)]
    act.withdraw_supervision_order(actor=cast["张慧"], supervision_order=order, reason="有误")
    assert told() == []


def test_dangers_under_no_order_are_proposed(danger: Any, proposed: Any, cast: Any) -> None:
    listed, other = danger(), danger(description="另一项")
    danger(grade="general", description="一般")
    proposed(hidden_danger=listed)
    assert list(unlisted(cast["张慧"])) == [other]
    assert not unlisted(cast["刘洋"]).exists()


def test_anybody_reads_what_was_published_and_nothing_more(issued: Any, cast: Any) -> None:
    order, _ = issued(), issued()
    act.receive_supervision_order(actor=cast["张慧"], supervision_order=order, received_by_name="李厂长")
    act.publish_order(
        actor=cast["张慧"],
        supervision_order=order,
        kind="listing",
        title="挂牌督办公告",
        content="防火堤破损，限期治理",
    )
    page = Client().get("/supervision-orders/public/").content.decode()
    assert page.count("挂牌督办公告") == 1
    assert "李厂长" not in page
    assert "张慧" not in page
    with pytest.raises(Problem, match="销号后可以公布"):
        act.publish_order(actor=cast["张慧"], supervision_order=order, kind="completion", title="完成", content="完成")
