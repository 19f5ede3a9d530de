"""The life of a supervision order: every state × every step, desks, days, stages, and what each step asks for."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.duties.queries import duties_under
from hongxian.kernel.problem import NotVisible, Problem, Stale
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.hidden_dangers import commands as dangers
from hongxian.modules.screening.supervision_orders import commands as act
from hongxian.modules.screening.supervision_orders.flow import SUPERVISION_ORDER
from hongxian.modules.screening.supervision_orders.intervals import intervals
from hongxian.modules.screening.supervision_orders.models import SupervisionOrder
from hongxian.modules.screening.supervision_orders.papers.orders import fill_extension, has_decision
from hongxian.modules.screening.supervision_orders.tasks import tend

INPUTS: dict[str, Any] = {
    "due_on": date(2026, 6, 30),
    "plan_due_on": date(2026, 3, 20),
    "requirements": "治理",
    "opinion": "合格",
    "assessors": "王专家",
    "reason": "演示理由",
}
SPOKEN = ("opinion", "reason", "assessors")


def on_desks(order: Any) -> dict[str, str]:
    rows = duties_under(f"supervision_order:{order.pk}:").filter(state="open").order_by("pk")
    return {each.title.split("：")[0]: each.organisation_name for each in rows}


def close_danger(cast: Any, danger: Any) -> None:
    five = {"rectifier": "李厂长", "measures": "修复", "funds": 1, "emergency_plan": "预案", "limit": 10}
    dangers.assign_hidden_danger(actor=cast["张慧"], hidden_danger=danger, **five)
    dangers.report_rectified(actor=cast["刘洋"], hidden_danger=danger, rectification="已修复")
    dangers.close_hidden_danger(actor=cast["张慧"], hidden_danger=danger, opinion="到位")


@pytest.mark.parametrize("state", SUPERVISION_ORDER.states)
@pytest.mark.parametrize("step", SUPERVISION_ORDER.steps, ids=lambda step: step.verb)
def test_every_state_takes_its_steps_and_no_others(proposed: Any, cast: Any, state: str, step: Any) -> None:
    order = proposed()
    experts = step.verb == "expert_accept"
    SupervisionOrder.objects.filter(pk=order.pk).update(
        state=state, ordered_on=date(2026, 3, 5), needs_expert=experts or state == "expert_accepted"
    )
    order.refresh_from_db()
    given = {name: INPUTS.get(name, "六项之一") for name in step.needs}
    changes = {name: given.pop(name) for name in list(given) if name not in SPOKEN}
    if state in step.sources:
        assert SUPERVISION_ORDER.advance(order, step.verb, cast["张慧"], given, **changes).state == step.target
    else:
        with pytest.raises(Problem):
            SUPERVISION_ORDER.advance(order, step.verb, cast["张慧"], given, **changes)
        assert SupervisionOrder.objects.get(pk=order.pk).state == state


def test_order_goes_all_the_way_from_desk_to_desk(ningbo: Any, proposed: Any, issued: Any, cast: Any) -> None:
    order = proposed()
    assert on_desks(order) == {"决定是否挂牌督办": "许昌市人民政府"}
    issued(order)
    assert (order.order_number, order.level) == ("许政挂督字〔2026〕第1号", "city")
    enterprise = "许昌演示化工有限公司"
    owed = {"报送治理方案": enterprise, "完成治理并申请验收": enterprise, "报告治理进展（第1期）": enterprise}
    assert on_desks(order) == owed
    act.receive_supervision_order(actor=cast["刘洋"], supervision_order=order, received_by_name="李厂长")
    plan = dict.fromkeys(
        ("goals", "treatment_measures", "plan_funds", "plan_bodies", "plan_times", "plan_safety"), "有"
    )
    act.submit_plan(actor=cast["刘洋"], supervision_order=order, **plan)
    owed.pop("报送治理方案")
    assert on_desks(order) == owed
    act.report_progress(actor=cast["刘洋"], supervision_order=order, content="已开工")
    act.accept_by_self(actor=cast["刘洋"], supervision_order=order, opinion="自评合格", actual_funds=180000)
    assert list(on_desks(order)) == ["组织专家评估"]
    with pytest.raises(Problem, match="先经专家评估"):
        act.accept_by_government(actor=cast["张慧"], supervision_order=order, opinion="合格")
    act.accept_by_experts(actor=cast["张慧"], supervision_order=order, opinion="可行", assessors="王专家、赵专家")
    act.return_supervision_order(actor=cast["张慧"], supervision_order=order, reason="资料不全")
    assert (order.state, order.times_returned) == ("treating", 1)
    assert "完成治理并申请验收" in on_desks(order)
    act.accept_by_self(actor=cast["刘洋"], supervision_order=order, opinion="已补齐")
    act.accept_by_experts(actor=cast["张慧"], supervision_order=order, opinion="可行", assessors="王专家")
    act.accept_by_government(actor=cast["张慧"], supervision_order=order, opinion="合格")
    assert [(each.acceptance_stage, each.passed) for each in order.results.order_by("pk")] == [
        ("self", True), ("expert", True), ("government", False),
        ("self", True), ("expert", True), ("government", True),
    ]  # fmt: skip
    with pytest.raises(Problem, match="还没有复查通过"):
        act.close_supervision_order(actor=cast["张慧"], supervision_order=order, opinion="销号")
    close_danger(cast, order.hidden_danger)
    order = SupervisionOrder.objects.get(pk=order.pk)
    act.close_supervision_order(actor=cast["张慧"], supervision_order=order, opinion="同意销号")
    assert on_desks(order) == {"向社会公布治理完成情况": "许昌市人民政府"}
    said = {"kind": "completion", "title": "治理完成情况", "content": "已完成"}
    act.publish_order(actor=cast["张慧"], supervision_order=order, **said)
    assert on_desks(order) == {}
    with pytest.raises(Problem, match="已经公布"):
        act.publish_order(actor=cast["张慧"], supervision_order=order, **said)


def test_missing_reports_stay_visible_and_owed(ningbo: Any, treating: Any, cast: Any, clock: Any) -> None:
    order = treating()
    assert intervals(order, ())[0].until == date(2026, 6, 5), "three months from the issue while nobody signed"
    clock.at("2026-03-10 10:00")
    act.receive_supervision_order(actor=cast["张慧"], supervision_order=order, received_by_name="李厂长")
    duty = duties_under(f"supervision_order:{order.pk}:report:1").get()
    assert (duty.due_on, any("宁波" in line for line in duty.calculation)) == (date(2026, 6, 10), True)
    clock.at("2026-09-15 10:00")
    tend()
    tend()
    assert [each.number for each in intervals(order, ()) if each.missing] == [1, 2]
    assert sum("报告治理进展" in title for title in on_desks(order)) == 3
    late = act.report_progress(actor=cast["刘洋"], supervision_order=order, content="补报", interval_number=1)
    assert late.is_late
    assert [each.number for each in intervals(order, order.progress.all()) if each.missing] == [2]
    with pytest.raises(Problem, match="没有第 9 期"):
        act.report_progress(actor=cast["刘洋"], supervision_order=order, content="x", interval_number=9)


def test_more_time_must_be_asked_in_time(ningbo: Any, treating: Any, cast: Any, clock: Any) -> None:
    order = treating(due_on=date(2026, 4, 30))
    day, _ = act.last_day_to_ask(order)
    assert day == date(2026, 4, 9), "15 working days, back from the day before 30 April"
    said = {"asked_until": date(2026, 6, 30), "reason": "定制设备", "measures": "停用储罐"}
    clock.at("2026-04-10 09:00")
    with pytest.raises(Problem, match="最后一天是 2026-04-09") as refused:
        act.request_order_extension(actor=cast["刘洋"], supervision_order=order, **said)
    assert "宁波" in str(refused.value.text)
    clock.at("2026-04-09 17:00")
    asked = act.request_order_extension(actor=cast["刘洋"], supervision_order=order, **said)
    with pytest.raises(Problem, match="待审批"):
        act.request_order_extension(actor=cast["张慧"], supervision_order=order, **said)
    clock.at("2026-05-06 09:00")
    tend()
    assert any("逾期" in title for title in on_desks(order))
    assert not has_decision(order)
    act.agree_order_extension(actor=cast["张慧"], order_extension=asked, agreed_until=date(2026, 6, 15))
    order.refresh_from_db()
    assert order.due_on == date(2026, 6, 15)
    answer = fill_extension(cast["张慧"], order, {})
    assert has_decision(order)
    assert answer.recipients == ("许昌演示化工有限公司",)
    told = [answer.values[name] for name in ("due_before", "asked_until", "agreed_until", "requested_on", "decided_on")]
    assert told == [date(2026, 4, 30), date(2026, 6, 30), date(2026, 6, 15), date(2026, 4, 9), date(2026, 5, 6)]
    assert not any("逾期" in title for title in on_desks(order))


def test_overdue_goes_before_the_head_once(treating: Any, cast: Any, clock: Any) -> None:
    order = treating(due_on=date(2026, 4, 30))
    clock.at("2026-05-06 09:00")
    tend()
    tend()
    rows = duties_under(f"supervision_order:{order.pk}:overdue:")
    assert [each.organisation_name for each in rows] == ["许昌市人民政府"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"due_on": date(2026, 3, 4)}, "早于今天"),
        ({"plan_due_on": date(2027, 1, 1)}, "不晚于治理期限"),
        ({"ordered_on": date(2026, 3, 6)}, "不晚于今天"),
        ({"requirements": " "}, "没有填写"),
        ({"series": " "}, "没有填写"),
    ],
)
def test_impossible_notice_is_refused(proposed: Any, issued: Any, changes: dict[str, Any], words: str) -> None:
    order = proposed()
    with pytest.raises(Problem, match=words):
        issued(order, **changes)
    assert SupervisionOrder.objects.get(pk=order.pk).state == "proposed"


def test_only_major_dangers_once_and_by_a_body_over_the_place(
    proposed: Any, danger: Any, world: Any, cast: Any
) -> None:
    with pytest.raises(Problem, match="不是重大隐患"):
        proposed(hidden_danger=danger(grade="general"))
    order = proposed()
    with pytest.raises(Problem, match="已经挂牌督办"):
        proposed(hidden_danger=order.hidden_danger)
    other = world.parties["禹州市应急管理局"]
    with pytest.raises(Problem, match="管辖范围之外"):
        proposed(hidden_danger=danger(description="另一项"), issuer_key=str(other.pk))
    with pytest.raises(Problem, match="只能选一项"):
        proposed(hidden_danger=danger(description="又一项"), accident_words="事故")
    accident = proposed(accident_words="演示较大事故", place=place("411002"))
    assert (accident.hidden_danger, accident.place_path) == (None, place("411002").path)


def test_wrong_body_is_refused(proposed: Any, issued: Any, danger: Any, world: Any, cast: Any) -> None:
    order = proposed(
        actor=cast["赵磊"],
        hidden_danger=danger(enterprise=world.enterprises["禹州演示煤业有限公司"]),
    )
    with pytest.raises(NotVisible):
        issued(order, actor=cast["赵磊"])
    issued(order)
    act.submit_plan(
        actor=cast["赵磊"],
        supervision_order=order,
        **dict.fromkeys(
            ("goals", "treatment_measures", "plan_funds", "plan_bodies", "plan_times", "plan_safety"), "有"
        ),
    )
    act.add_log(actor=cast["赵磊"], supervision_order=order, kind="field_check", content="现场检查")
    with pytest.raises(NotVisible):
        act.withdraw_supervision_order(actor=cast["赵磊"], supervision_order=order, reason="不归我")


def test_second_of_two_clerks_is_told(proposed: Any, issued: Any, cast: Any) -> None:
    order = proposed()
    seen_before = SupervisionOrder.objects.get(pk=order.pk)
    issued(order)
    with pytest.raises(Stale):
        issued(seen_before)
    assert issued().number == 2


def test_own_application_is_not_accepted_by_oneself(treating: Any, cast: Any) -> None:
    order = treating()
    act.accept_by_self(actor=cast["张慧"], supervision_order=order, opinion="代为申请")
    with pytest.raises(Problem, match="另一人验收"):
        act.accept_by_government(actor=cast["张慧"], supervision_order=order, opinion="合格")


def test_holding_to_account_names_its_paper(treating: Any, cast: Any) -> None:
    order = treating()
    with pytest.raises(Problem, match="文书"):
        act.add_log(actor=cast["张慧"], supervision_order=order, kind="accountability", content="追责")
    act.add_log(
        actor=cast["张慧"],
        supervision_order=order,
        kind="accountability",
        content="约谈",
        reference="演示约谈〔2026〕1号",
    )
    assert order.logs.count() == 1
