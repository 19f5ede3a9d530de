"""What others see of grids: lists within scope, workbooks, facts."""

from datetime import date, timedelta
from typing import Any

import pytest

from hongxian.kernel.clock import now, today
from hongxian.kernel.imports import files, tasks
from hongxian.kernel.imports.commands import receive_batch, revoke_batch, start_batch
from hongxian.kernel.keys import new_key
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.problem import Problem
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.grid import commands as act
from hongxian.modules.screening.grid import facts
from hongxian.modules.screening.grid.models import Grid, GridMember

LISTS = ("grid", "grid_member", "grid_unit", "grid_visit", "grid_task", "grid_premises", "grid_escalation")


def _rows(client: Any, key: str, **query: str) -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/registers/{key}", query)
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = answer.json()["rows"]
    return rows


def test_each_sees_the_grids_of_their_places_and_others_nothing(shenhou: Any, browse: Any) -> None:
    row = act.record_visit(actor=shenhou.worker, enterprise=shenhou.kilns[0], outcome="entry_refused")
    told = {"visit": row, "kind": "entry_refused", "content": "不让进"}
    sent = act.send_escalation(actor=shenhou.worker, to_upper=True, **told)
    act.add_premises(actor=shenhou.worker, grid=shenhou.old, name="作坊", premises_kind="other")
    act.issue_task(actor=shenhou.boss, grid=shenhou.old, task_kind="patrol", title="走访", period="month")
    worker, boss, stranger = browse("tianye"), browse("zhaolei"), browse("yuhaibo")
    assert [len(_rows(worker, each)) for each in LISTS] == [3, 1, 3, 1, 1, 1, 1]
    assert [len(_rows(boss, each)) for each in LISTS] == [4, 1, 3, 1, 1, 1, 1]
    assert [len(_rows(stranger, each)) for each in LISTS] == [0] * 7
    assert browse("liuyang").get("/api/v1/registers/grid_unit").status_code == 403
    for address in (f"/grid/{shenhou.old.pk}/", f"/grid/visits/{row.pk}/", f"/grid/escalations/{sent.pk}/"):
        assert worker.get(address).status_code == 200
        assert stranger.get(address).status_code == 404


def test_figures_open_the_rows_they_count(shenhou: Any, browse: Any) -> None:
    act.record_visit(actor=shenhou.worker, enterprise=shenhou.kilns[0], outcome="closed")
    client, day = browse("zhaolei"), today().isoformat()
    left = _rows(client, "grid_unit", unvisited_from=day, unvisited_to=day, grid=str(shenhou.old.pk))
    assert [each["unit_name"] for each in left] == ["乙窑"]
    page = client.get("/grid/coverage/", {"since": day, "until": day}).content.decode()
    assert "<b>2</b><span>期末单位" in page
    assert "<b>1</b><span>已走访" in page
    assert f"unvisited_from={day}&amp;unvisited_to={day}&amp;grid={shenhou.old.pk}" in page


def _work(batch: Any, task: str) -> Any:
    getattr(tasks, task)(Delivery(key=new_key(), args={"batch": str(batch.pk)}))
    batch.refresh_from_db()
    return batch


def _bring(actor: Any, register: str, *lines: str) -> Any:
    key = new_key()
    digest, size = files.receive(key, ["\n".join(lines).encode()])
    given = {"register": register, "file_name": "网格.csv", "digest": digest, "size": size}
    return _work(receive_batch(actor=actor, key=key, **given), "check")


def test_grids_and_their_people_come_in_from_a_file_and_go_out_again(shenhou: Any, cast: Any) -> None:
    boss = cast["张慧"]
    batch = _bring(
        boss,
        "grid",
        "网格名称,所在区划,网格类别,网格级别,上级网格,末级网格",
        "红石桥社区网格,神垕镇,村（社区）,4,神垕镇网格,是",
        "坏网格,神垕镇,村（社区）,4,老街社区网格,是",
    )
    assert (batch.counts["new"], batch.counts["failed"]) == (1, 1), batch.counts
    start_batch(actor=boss, batch=batch, mode="good")
    _work(batch, "apply")
    grid = Grid.objects.get(name="红石桥社区网格")
    assert (grid.parent, grid.is_leaf, grid.grid_level) == (shenhou.town, True, 4)
    people = _bring(
        boss,
        "grid_member",
        "姓名,所属网格,职务,专职,装备",
        "王村,红石桥社区网格,网格长,否,手电",
        "李村,没有的网格,网格员,是,",
    )
    assert (people.counts["new"], people.counts["failed"]) == (1, 1), people.counts
    again = _bring(
        boss, "grid", "网格名称,所在区划,网格类别,网格级别,末级网格", "红石桥社区网格,神垕镇,村（社区）,4,否"
    )
    assert again.counts["changed"] == 1, again.counts
    revoke_batch(actor=boss, batch=batch, reason="导错了文件")
    _work(batch, "undo")
    assert Grid.objects.get(pk=grid.pk).valid_to is not None


def test_facts_say_what_stands_on_the_day_and_what_was_known(shenhou: Any, clock: Any) -> None:
    asked = AsOf(valid_on=today(), known_at=None)
    act.issue_task(actor=shenhou.boss, grid=shenhou.old, task_kind="patrol", title="走访", period="month")
    told = {row.values["name"]: row.values for row in facts.grids(asked).page(limit=10)}
    assert told["老街社区网格"]["staff"] == 1
    assert told["老街社区网格"]["has_task_list"] is True
    assert told["神垕镇网格"]["has_task_list"] is False
    assert told["神垕镇其他村网格"]["parent"] == str(shenhou.town.pk)
    before = now()
    clock.forward(days=2)
    member = GridMember.objects.get(recorded_to__isnull=True)
    act.end_member(actor=shenhou.boss, grid_member=member, valid_to=date(2026, 3, 5), reason="调离")
    later = AsOf(valid_on=today(), known_at=None)
    then = AsOf(valid_on=today(), known_at=before)
    staff = [{r.values["name"]: r.values["staff"] for r in facts.grids(each).page(limit=10)} for each in (later, then)]
    assert [each["老街社区网格"] for each in staff] == [0, 1]


def test_assistants_of_villages_are_told_with_their_equipment_and_money(shenhou: Any, world: Any) -> None:
    village = act.open_grid(
        actor=shenhou.boss, name="某村", place=place("411081103"), unit_kind="village", grid_level=4,
        unit=world.parties["神垕镇安监站"], is_part=True,
    )  # fmt: skip
    said = {"grid": village, "grid_role": "assistant", "is_full_time": False}
    act.appoint_member(actor=shenhou.boss, member_name="甲", equipment="记录仪", **said)
    rows = facts.assistants(AsOf(valid_on=today(), known_at=None)).page(limit=10)
    found = [(r.values["name"], r.values["employment"], r.values["equipped"], r.values["funded"]) for r in rows]
    assert found == [("甲", "part_time", True, False)]


def _transfer(world: Any) -> Any:
    """The verdict on Yuzhou."""
    from hongxian.modules.base.verdicts.models import Verdict
    from hongxian.modules.base.verdicts.refreshing import refresh

    refresh(world.adoption, ["XC-22"])
    return Verdict.objects.get(obligation="XC-22", party=world.parties["禹州市政府"])


def test_what_a_grid_does_not_settle_is_handed_on_with_a_receipt_or_the_government_falls_short(
    shenhou: Any, world: Any, cast: Any
) -> None:
    from hongxian.modules.base.policies.commands import set_parameter

    set_parameter(
        actor=world.root, pack=world.adoption.pack, place=world.adoption.place, parameter="transfer_limit",
        value="P10D", valid_from=world.adoption.valid_from, reason="定", source="会议",
    )  # fmt: skip
    worker, kilns = shenhou.worker, shenhou.kilns
    seen = act.record_visit(actor=worker, enterprise=kilns[0], outcome="normal")
    act.report_finding(
        actor=worker, visit=seen, description="灭火器过期", grade="general", removed_on_the_spot=True,
        rectification="已换",
    )  # fmt: skip
    day = AsOf(today())
    assert facts.unsettled(day).count() == 0  # removed at once: nothing is left to be handed on
    refused = act.record_visit(actor=worker, enterprise=kilns[1], outcome="entry_refused")
    act.report_finding(actor=worker, visit=seen, description="瓶间无报警器")
    told = {row.id: row.values for row in facts.unsettled(day).page()}
    assert {each["kind"] for each in told.values()} == {"hidden_danger", "illegal_case"}
    assert {each["government"] for each in told.values()} == {str(world.parties["禹州市政府"].pk)}
    assert {each["has_enforcement_power"] for each in told.values()} == {False}
    bureau = world.parties["禹州市应急管理局"]
    for visit, kind in ((seen, "unsettled"), (refused, "entry_refused")):
        sent = act.send_escalation(
            actor=worker, visit=visit, kind=kind, content="请处理", recipient_key=bureau.pk
        )  # fmt: skip
        assert next(row for row in facts.transfers(day).page() if row.id == str(sent.pk)).values["received_on"] is None
        act.receive_escalation(actor=shenhou.boss, grid_escalation=sent)
    values = facts.transfers(day).page()[0].values
    assert (values["receiver_kind"], values["received_on"]) == ("enforcing_department", today())
    assert _transfer(world).status == "met"
    act.withdraw_escalation(actor=worker, grid_escalation=sent, reason="报错")
    assert _transfer(world).status == "not_due"  # the limit has not passed


def test_a_grid_with_a_task_to_enforce_hands_nothing_on(shenhou: Any) -> None:
    act.issue_task(
        actor=shenhou.boss, grid=shenhou.town, task_kind="enforcement_check", title="执法检查", period="month"
    )  # fmt: skip
    act.record_visit(actor=shenhou.worker, enterprise=shenhou.kilns[0], outcome="entry_refused")
    rows = facts.unsettled(AsOf(today())).page()
    assert [row.values["has_enforcement_power"] for row in rows] == [False]  # the task is of another grid


def test_refuses_a_day_of_telling_before_the_visit_or_ahead(shenhou: Any) -> None:
    row = act.record_visit(actor=shenhou.worker, enterprise=shenhou.kilns[0], outcome="entry_refused")
    for day in (today() - timedelta(days=1), today() + timedelta(days=1)):
        with pytest.raises(Problem, match="上报日期须在"):
            act.send_escalation(
                actor=shenhou.worker, visit=row, kind="entry_refused", content="不让进", to_upper=True, sent_on=day
            )
