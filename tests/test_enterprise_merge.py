"""When two entries turn out to be one enterprise, what the rooms hold of the duplicate is found under the one kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

MARCH_31 = date(2026, 3, 31)


@pytest.fixture
def world(world: Any) -> Any:
    """The world with its enterprises."""
    from hongxian.modules.portal.demo.cast import plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises

    build_enterprises(world, plan("world"))
    return world


@pytest.fixture
def kept(world: Any) -> Any:
    return world.enterprises["许昌演示化工有限公司"]


@pytest.fixture
def duplicate(world: Any, cast: Any) -> Any:
    """The works entered a second time, in another place, without a credit code."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place

    given = {"registration_number": "320506600453178", "ownership": "private", "sector": "hazardous_chemicals"}
    return register_enterprise(
        actor=cast["张慧"],
        name="许昌演示化工厂",
        place=place("411081103"),
        **given,
    )


@pytest.fixture
def merge(duplicate: Any, kept: Any, cast: Any, worker: Callable[[], int]) -> Callable[[], Any]:
    """Merge the two, and let the worker work."""
    from hongxian.modules.base.enterprises.commands import confirm_enterprise_merge, propose_enterprise_merge

    def run() -> Any:
        worker()
        made = propose_enterprise_merge(actor=cast["张慧"], duplicate=duplicate, kept=kept, reason="同一家")
        confirm_enterprise_merge(actor=cast["陈刚"], enterprise_merge=made)
        worker()
        return made

    return run


def test_dangers_and_reports_follow_with_what_is_owed(duplicate: Any, kept: Any, merge: Any, cast: Any) -> None:
    from hongxian.kernel.duties.standing import standing
    from hongxian.kernel.ledger.queries import timeline
    from hongxian.modules.screening.hidden_dangers import commands as act
    from hongxian.modules.screening.hidden_dangers.queries import body_of_enterprise, visible_hidden_dangers

    given = {"actor": cast["张慧"], "enterprise": duplicate, "grade": "general", "origin": "enforcement_inspection"}
    danger = act.register_hidden_danger(description="防火堤破损", **given)
    act.assign_hidden_danger(actor=cast["张慧"], hidden_danger=danger, rectifier="李厂长", due_on=MARCH_31)
    closed = act.register_hidden_danger(
        description="配电柜没有门", removed_on_the_spot=True, rectification="已装上", **given
    )
    report = act.make_report(
        actor=cast["张慧"],
        enterprise=duplicate,
        kind="self_report",
        report_form="none_found",
        reported_on=date(2026, 3, 2),
    )
    merge()
    for row in (danger, closed, report):
        before = row.place_path
        row.refresh_from_db()
        assert row.enterprise_id == kept.pk
        assert timeline(row)[0].entry.event == "hidden_danger.follow_merge"
        assert [each.field for each in timeline(row)[0].changes if each.field == "enterprise_id"]
        assert row.place_path == (kept.place.path if row is report else before)
    own = body_of_enterprise(kept)
    assert [each.organisation for each in standing(f"hidden_danger:{danger.pk}:rectify:")] == [str(own.pk)]
    assert visible_hidden_dangers(cast["刘洋"]).filter(pk__in=[danger.pk, closed.pk]).count() == 2


def test_risk_points_of_one_name_are_told_apart(duplicate: Any, kept: Any, merge: Any, cast: Any) -> None:
    from hongxian.modules.prevention.risks.commands import register_risk_unit
    from hongxian.modules.prevention.risks.models import RiskUnit

    for enterprise, name in ((kept, "罐区"), (duplicate, "罐区"), (duplicate, "锅炉房")):
        register_risk_unit(
            actor=cast["刘洋"].lent("risk_unit.register"), enterprise=enterprise, name=name, risk_unit_kind="place"
        )
    merge()
    assert not RiskUnit.objects.filter(enterprise=duplicate).exists()
    mine = RiskUnit.objects.filter(enterprise=kept)
    assert sorted(mine.values_list("name", flat=True)) == ["罐区", "罐区（原许昌演示化工厂）", "锅炉房"]
    assert set(mine.values_list("place_path", flat=True)) == {kept.place.path}
    assert mine.get(name__contains="原").versions.filter(recorded_to=None, valid_to=None).get().name != "罐区"


def test_a_task_that_both_have_stays_and_the_others_follow(duplicate: Any, kept: Any, merge: Any, cast: Any) -> None:
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.checks import commands as act
    from hongxian.modules.screening.checks.models import CheckTask

    draft = act.draw_up_checklist(
        actor=cast["张慧"], kind="enterprise_hidden_danger_list", title="清单", place=place("411000")
    )
    act.add_item(actor=cast["张慧"], checklist=draft, code="1", title="项目", danger_category="fire")
    act.submit_checklist(actor=cast["张慧"], checklist=draft)
    listed = act.publish_checklist(actor=cast["陈刚"], checklist=draft, published_on=date(2026, 1, 1))
    given = {"actor": cast["张慧"], "checklist": listed, "cadence": "monthly", "starts_on": date(2026, 1, 1)}
    act.set_schedule(enterprise=duplicate, **given)
    act.set_schedule(place=place("411000"), **given)
    act.make_due_tasks()
    merge()
    left = CheckTask.objects.filter(enterprise=duplicate)
    assert [(each.state, each.schedule.enterprise_id) for each in left] == [("cancelled", None)]
    assert CheckTask.objects.filter(enterprise=kept, state="open").count() == 2


@pytest.fixture
def undo(cast: Any, worker: Callable[[], int]) -> Callable[[Any], None]:
    """Undo a merge, and let the worker work."""
    from hongxian.kernel.ledger.verify.rows import row_findings
    from hongxian.modules.base.enterprises.commands import contest_enterprise_merge, undo_enterprise_merge

    def run(made: Any) -> None:
        contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=made, reason="经核查是两家")
        undo_enterprise_merge(actor=cast["陈刚"], enterprise_merge=made)
        worker()
        assert list(row_findings(chunk=500)) == []

    return run


def on_desks(source: str) -> list[str]:
    """The bodies on whose desks something from that source stands."""
    from hongxian.kernel.duties.standing import standing

    return [each.organisation for each in standing(source)]


def test_dangers_come_back_and_those_found_since_stay(
    world: Any, duplicate: Any, kept: Any, merge: Any, undo: Any, cast: Any
) -> None:
    from hongxian.modules.screening.hidden_dangers import commands as act
    from hongxian.modules.screening.hidden_dangers.queries import body_of_enterprise
    from hongxian.modules.screening.supervision_orders.commands import propose_supervision_order

    given = {"actor": cast["张慧"], "grade": "major", "origin": "enforcement_inspection"}
    mine = act.register_hidden_danger(description="防火堤破损", enterprise=duplicate, **given)
    orders = {"rectifier": "李厂长", "due_on": MARCH_31, "measures": "修复", "funds": 20000, "emergency_plan": "已备"}
    act.assign_hidden_danger(actor=cast["张慧"], hidden_danger=mine, **orders)
    made = merge()
    mine.refresh_from_db()
    order = propose_supervision_order(
        actor=cast["张慧"], hidden_danger=mine, issuer_key=str(world.parties["市政府"].pk), reason="整改难度大"
    )
    since = act.register_hidden_danger(description="合并后发现", enterprise=kept, **given)
    assert on_desks(f"hidden_danger:{mine.pk}:rectify:") == [str(body_of_enterprise(kept).pk)]
    assert order.enterprise_id == kept.pk
    undo(made)
    for row, owner in ((mine, duplicate), (order, duplicate), (since, kept)):
        row.refresh_from_db()
        assert row.enterprise_id == owner.pk
    assert str(body_of_enterprise(kept).pk) not in on_desks(f"hidden_danger:{mine.pk}:rectify:")


def test_risk_points_come_back_under_their_own_names(
    duplicate: Any, kept: Any, merge: Any, undo: Any, cast: Any
) -> None:
    from hongxian.modules.prevention.risks.commands import register_risk_unit
    from hongxian.modules.prevention.risks.models import RiskUnit

    said = {"actor": cast["刘洋"].lent("risk_unit.register"), "risk_unit_kind": "place"}
    for enterprise, name in ((kept, "罐区"), (duplicate, "罐区"), (duplicate, "锅炉房")):
        register_risk_unit(enterprise=enterprise, name=name, **said)
    made = merge()
    register_risk_unit(enterprise=kept, name="新仓库", **said)
    undo(made)
    names = {
        each: sorted(RiskUnit.objects.filter(enterprise=each).values_list("name", flat=True))
        for each in (duplicate, kept)
    }
    assert names == {duplicate: ["罐区", "锅炉房"], kept: ["新仓库", "罐区"]}
    assert set(RiskUnit.objects.filter(enterprise=duplicate).values_list("place_path", flat=True)) == {
        duplicate.place.path
    }


def test_supervision_orders_and_what_is_owed_under_them_go_along(
    world: Any, duplicate: Any, kept: Any, merge: Any, undo: Any, cast: Any
) -> None:
    from hongxian.kernel.duties.standing import standing
    from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger
    from hongxian.modules.screening.hidden_dangers.queries import body_of_enterprise
    from hongxian.modules.screening.supervision_orders import commands as act

    city = str(world.parties["市政府"].pk)
    danger = register_hidden_danger(
        actor=cast["张慧"], enterprise=duplicate, origin="enforcement_inspection", description="破损", grade="major"
    )
    order = act.propose_supervision_order(actor=cast["张慧"], hidden_danger=danger, issuer_key=city, reason="难")
    order = act.issue_supervision_order(
        actor=cast["张慧"], supervision_order=order, series="许政挂督字", plan_due_on=date(2026, 3, 20),
        due_on=date(2026, 12, 31), requirements="修复",
    )  # fmt: skip
    plan = f"supervision_order:{order.pk}:plan"
    assert on_desks(plan) == [city], "nobody acts for the duplicate: the issuer sees to it"
    made = merge()
    order.refresh_from_db()
    assert (order.enterprise_id, on_desks(plan)) == (kept.pk, [str(body_of_enterprise(kept).pk)])
    assert "督促" not in standing(plan)[0].title
    undo(made)
    order.refresh_from_db()
    assert (order.enterprise_id, on_desks(plan)) == (duplicate.pk, [city])


def test_the_duplicate_leaves_its_grid_and_falls_into_it_again(
    world: Any, duplicate: Any, kept: Any, merge: Any, undo: Any, cast: Any, worker: Callable[[], int]
) -> None:
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.grid import commands as act
    from hongxian.modules.screening.grid.models import GridAssignment, GridUnit

    given = {"actor": cast["赵磊"], "unit_kind": "town", "grid_level": 3, "is_leaf": True}
    grid = act.open_grid(name="神垕镇网格", place=place("411081103"), unit=world.parties["神垕镇安监站"], **given)
    worker()
    act.appoint_member(actor=cast["赵磊"], grid=grid, grid_role="member", person=world.people["田野"])
    visit = act.record_visit(actor=cast["田野"], enterprise=duplicate, outcome="normal")

    def in_grid() -> set[Any]:
        rows = GridUnit.objects.filter(grid=grid, recorded_to=None, valid_to=None)
        return set(rows.values_list("enterprise", flat=True))

    assert in_grid() == {duplicate.pk}
    made = merge()
    visit.refresh_from_db()
    assert (in_grid(), visit.enterprise_id) == (set(), kept.pk)
    undo(made)
    visit.refresh_from_db()
    assert (in_grid(), visit.enterprise_id, visit.place_path) == ({duplicate.pk}, duplicate.pk, duplicate.place.path)
    assert not GridAssignment.objects.exists()


def test_reminders_and_hints_go_along_but_for_those_both_have(
    world: Any, duplicate: Any, kept: Any, merge: Any, undo: Any, cast: Any
) -> None:
    from hongxian.kernel.clock import simulated, today
    from hongxian.kernel.problem import Problem
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.portal.demo.cast import at
    from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger
    from hongxian.modules.screening.returns import commands as act
    from hongxian.modules.screening.returns.models import ReportHint, ReportingReminder

    clerk, city = cast["张慧"], place("411000")
    usual = {"high_risk_due": "quarter", "above_scale_due": "quarter", "other_due": "quarter", "wording_length": 8}
    act.set_returns(actor=clerk, place=city, told=usual)
    with simulated(at(date(2026, 3, 2))):
        act.send_reminder(actor=clerk, enterprise=duplicate)
    coal, said = world.enterprises["禹州演示煤业有限公司"], {"origin": "enterprise_self_check", "grade": "general"}
    words = {"三号仓库西侧灭火器压力不足": (duplicate, kept), "配电柜没有门且没有警示标志": (duplicate, coal)}
    for told, enterprises in words.items():
        for each in enterprises:
            register_hidden_danger(actor=clerk, enterprise=each, description=told, **said)
    for each in (duplicate, kept):
        act.send_reminder(actor=clerk, enterprise=each)
    asked = {"actor": clerk, "place": city, "since": date(2026, 1, 1), "until": today()}
    act.find_hints(**asked)
    twice, alone = ReportHint.objects.filter(enterprise=duplicate).order_by("clues")
    if "配电柜" in str(twice.clues):
        twice, alone = alone, twice
    made = merge()
    alone.refresh_from_db()
    twice.refresh_from_db()
    assert (alone.enterprise_id, alone.place_path) == (kept.pk, kept.place.path)
    assert twice.enterprise_id == duplicate.pk, "the one kept has the same"
    assert ReportingReminder.objects.filter(enterprise=kept).count() == 2
    with pytest.raises(Problem, match="没有新的"):
        act.find_hints(**asked)
    undo(made)
    alone.refresh_from_db()
    assert (alone.enterprise_id, alone.place_path) == (duplicate.pk, duplicate.place.path)
    assert ReportingReminder.objects.filter(enterprise=duplicate).count() == 2


def test_tasks_go_along_to_who_checks_and_what_was_cancelled_is_owed_again(
    duplicate: Any, kept: Any, merge: Any, undo: Any, cast: Any, worker: Callable[[], int]
) -> None:
    from hongxian.modules.base.accounts.queries import body_acting_for
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.checks import commands as act
    from hongxian.modules.screening.checks.models import CheckTask

    draft = act.draw_up_checklist(
        actor=cast["张慧"], kind="enterprise_hidden_danger_list", title="清单", place=place("411000")
    )
    act.add_item(actor=cast["张慧"], checklist=draft, code="1", title="项目", danger_category="fire")
    act.submit_checklist(actor=cast["张慧"], checklist=draft)
    listed = act.publish_checklist(actor=cast["陈刚"], checklist=draft, published_on=date(2026, 1, 1))
    given = {"actor": cast["张慧"], "checklist": listed, "cadence": "monthly", "starts_on": date(2026, 1, 1)}
    own = act.set_schedule(enterprise=duplicate, **given)
    act.set_schedule(place=place("411000"), **given)
    act.make_due_tasks()
    mine = CheckTask.objects.get(enterprise=duplicate, schedule=own)
    both = CheckTask.objects.get(enterprise=duplicate, schedule__enterprise=None)
    source = f"check_task:{mine.pk}:"
    assert on_desks(source) == [], "nobody acts for the duplicate, nobody supervises it"
    made = merge()
    body = body_acting_for(kept.pk, "check.fill")
    mine.refresh_from_db()
    both.refresh_from_db()
    assert (mine.enterprise_id, mine.body_id, on_desks(source)) == (kept.pk, body.pk, [str(body.pk)])
    assert (both.enterprise_id, both.state) == (duplicate.pk, "cancelled")
    undo(made)
    mine.refresh_from_db()
    both.refresh_from_db()
    assert (mine.enterprise_id, mine.state, on_desks(source)) == (duplicate.pk, "open", [])
    assert (both.enterprise_id, both.state) == (duplicate.pk, "open")
    assert CheckTask.objects.filter(enterprise=kept).count() == 1


def test_a_task_that_was_carried_out_since_stays_with_its_sheet(
    duplicate: Any, kept: Any, merge: Any, undo: Any, cast: Any
) -> None:
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.checks import commands as act
    from hongxian.modules.screening.checks.models import CheckTask
    from hongxian.modules.screening.checks.queries import items_of

    draft = act.draw_up_checklist(
        actor=cast["张慧"], kind="enterprise_hidden_danger_list", title="清单", place=place("411000")
    )
    act.add_item(actor=cast["张慧"], checklist=draft, code="1", title="项目", danger_category="fire")
    act.submit_checklist(actor=cast["张慧"], checklist=draft)
    listed = act.publish_checklist(actor=cast["陈刚"], checklist=draft, published_on=date(2026, 1, 1))
    act.set_schedule(
        actor=cast["张慧"], checklist=listed, cadence="monthly", starts_on=date(2026, 1, 1), enterprise=duplicate
    )
    act.make_due_tasks()
    task = CheckTask.objects.get(enterprise=duplicate)
    made = merge()
    task.refresh_from_db()
    told = [act.Answer(item=each.pk, outcome="ok") for each in items_of(listed)]
    sheet = act.fill_check(actor=cast["刘洋"], task=task, answers=told, submission={})
    undo(made)
    task.refresh_from_db()
    sheet.refresh_from_db()
    assert (task.enterprise_id, task.state, sheet.enterprise_id) == (kept.pk, "done", kept.pk)


def test_records_turn_back_also_where_they_were_corrected_since(
    world: Any, duplicate: Any, kept: Any, merge: Any, undo: Any, cast: Any
) -> None:
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.base.records import commands as act
    from hongxian.modules.base.records.models import Record

    clerk = cast["张慧"]
    said = {"actor": clerk, "keeper": world.parties["市应急管理局"], "valid_from": date(2026, 1, 1)}
    register = act.open_register(noun="risk_participation", place=place("411000"), **said)

    def entered(enterprise: Any, day: str) -> Any:
        values = {"enterprise": str(enterprise.pk), "done_on": day}
        return act.enter_record(actor=clerk, register=register, place="411081103", values=values, evidence="记录表")

    def owner(record: Any) -> str:
        return str(Record.objects.get(row=record.row, recorded_to=None).values["enterprise"])

    first, second = entered(duplicate, "2026-03-01"), entered(duplicate, "2026-03-02")
    own = entered(kept, "2026-03-03")
    made = merge()
    assert {owner(each) for each in (first, second, own)} == {str(kept.pk)}
    now_known = Record.objects.get(row=first.row, recorded_to=None)
    act.correct_record(actor=clerk, record=now_known, values={"done_on": "2026-03-04"}, reason="日期有误")
    since = entered(kept, "2026-03-05")
    undo(made)
    assert [owner(each) for each in (first, second, own, since)] == [
        str(duplicate.pk), str(duplicate.pk), str(kept.pk), str(kept.pk),
    ]  # fmt: skip


def test_an_undone_merge_that_was_not_carried_yet_carries_nothing(
    duplicate: Any, kept: Any, cast: Any, worker: Callable[[], int]
) -> None:
    from hongxian.modules.base.enterprises import commands as act
    from hongxian.modules.base.enterprises.models import CarriedRow
    from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger

    danger = register_hidden_danger(
        actor=cast["张慧"], enterprise=duplicate, origin="enforcement_inspection", description="破损", grade="general"
    )
    worker()
    made = act.propose_enterprise_merge(actor=cast["张慧"], duplicate=duplicate, kept=kept, reason="同一家")
    act.confirm_enterprise_merge(actor=cast["陈刚"], enterprise_merge=made)
    act.contest_enterprise_merge(actor=cast["张慧"], enterprise_merge=made, reason="两家")
    act.undo_enterprise_merge(actor=cast["陈刚"], enterprise_merge=made)
    worker()
    danger.refresh_from_db()
    assert (danger.enterprise_id, CarriedRow.objects.exists()) == (duplicate.pk, False)
