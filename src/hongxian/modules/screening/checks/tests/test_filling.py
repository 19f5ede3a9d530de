"""Tasks and sheets: no duplicates, idempotency, two people at one sheet, what becomes of a danger."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest

from hongxian.kernel.clock import today
from hongxian.kernel.duties.queries import duty_from
from hongxian.kernel.problem import NotVisible, Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.screening.checks import commands as act
from hongxian.modules.screening.checks.commands import Answer, Conflict, make_due_tasks
from hongxian.modules.screening.checks.comparing import contradictions
from hongxian.modules.screening.checks.facts import inspections, self_checks
from hongxian.modules.screening.checks.models import Check, CheckResult, CheckTask
from hongxian.modules.screening.checks.queries import items_of, visible_checks, visible_tasks
from hongxian.modules.screening.hidden_dangers.queries import dangers_of, visible_counts, visible_reports


def test_the_timer_makes_one_task_and_puts_it_on_the_enterprises_desk(task: Any, cast: Any) -> None:
    make_due_tasks()
    assert CheckTask.objects.count() == 1
    duty = duty_from(f"check_task:{task.pk}:carry_out")
    assert duty is not None
    assert (duty.organisation, duty.due_on) == (cast["刘洋"].organisation, task.due_on)
    assert visible_tasks(cast["刘洋"]).get() == task
    assert not visible_tasks(cast["白雪"]).exists()


def test_itemised_makes_dangers_a_report_and_ends_the_duty(task: Any, cast: Any, answers: Any) -> None:
    told = answers(
        task.checklist,
        {
            "1": {"outcome": "not_ok", "note": "灯不亮", "removed_on_the_spot": True, "rectification": "已更换"},
            "2": {"outcome": "not_ok", "grade": "general"},
            "3": {"outcome": "not_applicable"},
        },
    )
    sheet = act.fill_check(actor=cast["刘洋"], task=task, answers=told, submission={})
    assert (sheet.state, sheet.item_by_item, sheet.not_ok, sheet.is_on_behalf) == ("submitted", True, 2, False)
    spot, graded = dangers_of(cast["刘洋"], "check_item_key", [str(each.pk) for each in sheet.results.all()])
    assert (spot.state, spot.removed_on_the_spot, spot.origin) == ("closed", True, "enterprise_self_check")
    assert (graded.state, graded.danger_category, graded.description) == ("graded", "fire", "项目2")
    assert visible_reports(cast["刘洋"]).get() == sheet.report
    assert sheet.report.report_form == "itemised"
    task.refresh_from_db()
    assert task.state == "done"
    assert duty_from(f"check_task:{task.pk}:carry_out").state == "done"
    with pytest.raises(Problem, match="不能再填写"):
        act.fill_check(actor=cast["刘洋"], task=task, answers=told)


def test_itemised_needs_every_item(task: Any, cast: Any, answers: Any) -> None:
    with pytest.raises(Problem, match="还有 1 项没有填写：3"):
        act.fill_check(actor=cast["刘洋"], task=task, answers=answers(task.checklist)[:2], submission={})
    assert not Check.objects.exists()


def test_none_found_and_counted_need_no_items_but_no_wrong_one(task: Any, cast: Any, answers: Any) -> None:
    wrong = answers(task.checklist, {"1": {"outcome": "not_ok"}})[:1]
    with pytest.raises(Problem, match="不能按“无隐患”提交"):
        act.fill_check(actor=cast["刘洋"], task=task, answers=wrong, submission={"report_form": "none_found"})
    counted = {"report_form": "counted", "counts": {"fire": 3}}
    sheet = act.fill_check(actor=cast["刘洋"], task=task, submission=counted)
    assert (sheet.item_by_item, sheet.report.report_form) == (False, "counted")
    assert visible_counts(cast["刘洋"]).get().removed == 3


def test_the_town_reports_on_behalf(task: Any, cast: Any, answers: Any) -> None:
    sheet = act.fill_check(actor=cast["张慧"], task=task, submission={"report_form": "none_found"})
    assert sheet.is_on_behalf
    assert sheet.report.is_on_behalf


def test_removed_on_the_spot_needs_how(task: Any, cast: Any, answers: Any) -> None:
    told = answers(task.checklist, {"2": {"outcome": "not_ok", "removed_on_the_spot": True}})
    with pytest.raises(Problem, match="第 2 项填为即查即改"):
        act.fill_check(actor=cast["刘洋"], task=task, answers=told, submission={})


def test_a_photo_that_is_required_is_missed(listed: Any, cast: Any, firm: Any, answers: Any) -> None:
    checklist = listed(photo=True)
    told = answers(checklist, {"1": {"outcome": "not_applicable"}})
    with pytest.raises(Problem, match="第 2、3 项要求拍照"):
        act.fill_check(actor=cast["刘洋"], checklist=checklist, enterprise=firm, answers=told, submission={})


def test_two_phones_at_one_sheet_are_asked(task: Any, cast: Any, firm: Any) -> None:
    first, second, _ = items_of(task.checklist)
    mine = Answer(item=first.pk, outcome="ok", key=uuid4())
    sheet = act.fill_check(actor=cast["刘洋"], task=task, key=uuid4(), answers=[mine])
    other = [Answer(item=first.pk, outcome="not_ok", note="漏油"), Answer(item=second.pk, outcome="ok")]
    with pytest.raises(Conflict) as raised:
        act.fill_check(actor=cast["张慧"], task=task, key=uuid4(), answers=other)
    (found,) = raised.value.differences
    assert (found.theirs["outcome"], found.yours["note"], found.theirs_by, found.version) == ("ok", "漏油", "刘洋", 1)
    assert CheckResult.objects.count() == 1  # nothing half-saved
    decided = [Answer(item=first.pk, outcome="not_ok", note="漏油", seen=found.version), other[1]]
    assert act.fill_check(actor=cast["张慧"], task=task, answers=decided) == sheet
    kept = CheckResult.objects.get(item=first)
    assert (kept.pk, kept.outcome, kept.version, kept.answered_by_name) == (mine.key, "not_ok", 2, "张慧")


def test_withdrawn_the_task_is_to_be_done_again(task: Any, cast: Any, answers: Any) -> None:
    sheet = act.fill_check(actor=cast["刘洋"], task=task, answers=answers(task.checklist), submission={})
    act.withdraw_check(actor=cast["刘洋"], check_sheet=sheet, reason="填错企业")
    task.refresh_from_db()
    assert task.state == "open"
    assert duty_from(f"check_task:{task.pk}:carry_out").state == "open"
    again = act.fill_check(actor=cast["刘洋"], task=task, submission={"report_form": "none_found"})
    assert again != sheet


def test_an_enterprise_neither_inspects_nor_sees_others(listed: Any, cast: Any, world: Any, firm: Any) -> None:
    inspecting = listed("department_inspection_list")
    with pytest.raises(NotVisible):
        act.fill_check(actor=cast["刘洋"], checklist=inspecting, enterprise=firm)
    own = listed(title="另一份")
    other = world.enterprises["禹州演示煤业有限公司"]
    with pytest.raises(NotVisible):
        act.fill_check(actor=cast["刘洋"], checklist=own, enterprise=other)
    sheet = act.fill_check(actor=cast["张慧"], checklist=own, enterprise=other)
    assert not visible_checks(cast["刘洋"]).exists()
    assert visible_checks(cast["赵磊"]).get() == sheet


def test_what_the_enterprise_found_in_order_and_the_department_did_not(
    listed: Any, cast: Any, firm: Any, answers: Any
) -> None:
    own, theirs = listed(), listed("department_inspection_list", title="检查")
    act.pair_checklist(actor=cast["张慧"], checklist=own, counterpart=theirs)
    own.refresh_from_db()
    act.fill_check(actor=cast["刘洋"], checklist=own, enterprise=firm, answers=answers(own), submission={})
    told = answers(theirs, {"2": {"outcome": "not_ok", "note": "阀门内漏", "grade": "general"}})
    act.fill_check(actor=cast["张慧"], checklist=theirs, enterprise=firm, answers=told, submission={})
    (found,) = contradictions(cast["张慧"])
    assert (found.inspection.item.code, found.self_check.outcome, found.days) == ("2", "ok", 0)
    assert found.inspection.hidden_danger.origin == "enforcement_inspection"
    assert contradictions(cast["刘洋"]) == []


def test_an_inspection_is_itemised(listed: Any, cast: Any, firm: Any) -> None:
    theirs = listed("department_inspection_list")
    with pytest.raises(Problem, match="须逐项填写"):
        act.fill_check(actor=cast["张慧"], checklist=theirs, enterprise=firm, submission={"report_form": "none_found"})


def test_paper_is_not_ahead_of_today(cast: Any, firm: Any) -> None:
    with pytest.raises(Problem, match="晚于今天"):
        act.take_over_check(
            actor=cast["张慧"], enterprise=firm, checked_on=date(2030, 1, 1), item_by_item=True, evidence="纸质表"
        )


def test_an_inspection_by_the_list_of_the_department_is_told_as_one(
    listed: Any, answers: Any, firm: Any, cast: Any, world: Any
) -> None:
    theirs = listed("department_inspection_list")
    given = {"actor": cast["张慧"], "checklist": theirs, "enterprise": firm, "answers": answers(theirs)}
    made = act.fill_check(**given, double_random=True, submission={"report_form": "itemised"})
    told = inspections(AsOf(today()))
    (row,) = told.page(limit=2)
    said = {name: row.get(name) for name in ("department", "checklist", "item_by_item", "double_random")}
    whose = {"department": cast["张慧"].organisation, "checklist": str(theirs.pk)}
    assert said == {**whose, "item_by_item": True, "double_random": True}
    paper = {"enterprise": firm, "checked_on": today(), "item_by_item": False, "evidence": "检查记录"}
    kind = {"kind": "department_inspection_list"}
    body = world.parties["市应急管理局"]
    late = act.take_over_check(actor=cast["张慧"], **paper, **kind, inspecting_department=body)
    assert late.checklist is None
    assert told.tally().counts == (2,)
    act.withdraw_check(actor=cast["张慧"], check_sheet=made, reason="录错")
    assert [row.get("item_by_item") for row in inspections(AsOf(today())).page(limit=2)] == [False]
    assert self_checks(AsOf(today())).tally().counts == (0,)
    with pytest.raises(Problem, match="企业自查"):
        act.take_over_check(actor=cast["刘洋"], **paper, **kind)
    with pytest.raises(Problem, match="企业隐患排查清单"):
        act.take_over_check(actor=cast["张慧"], **paper, checklist=theirs)
