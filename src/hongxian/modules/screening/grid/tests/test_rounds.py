"""A round: one visit once however often it is sent, what is due, what was found, what goes up and comes back."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest

from hongxian.kernel.clock import now, today
from hongxian.kernel.duties.queries import desk_of
from hongxian.kernel.problem import AlreadyDone, NotVisible, Problem
from hongxian.kernel.testing.together import together
from hongxian.modules.screening.grid import commands as act
from hongxian.modules.screening.grid.models import GridPatrol, GridUnit, GridVisit
from hongxian.modules.screening.grid.periods import period_of
from hongxian.modules.screening.grid.queries import by_grid, due_of, my_units, near_first, unvisited


@pytest.fixture
def visit(shenhou: Any) -> Any:
    """Enter a visit of 田野 to the first kiln; what is given by name replaces the usual."""

    def run(**changes: Any) -> Any:
        told = {"actor": shenhou.worker, "enterprise": shenhou.kilns[0], "outcome": "normal"}
        return act.record_visit(**told | changes)

    return run


def test_one_goes_round_the_units_of_ones_own_grid_only(shenhou: Any, cast: Any) -> None:
    assert {each.where for each in my_units(shenhou.worker)} == {"甲窑", "乙窑"}
    assert not my_units(cast["赵磊"]).exists()


def test_visits_of_one_person_on_one_day_are_one_patrol(visit: Any, shenhou: Any) -> None:
    first, second = visit(), visit(enterprise=shenhou.kilns[1], outcome="closed")
    assert first.patrol == second.patrol
    earlier = visit(visited_at=now() - timedelta(days=1))
    assert earlier.patrol != first.patrol
    assert GridPatrol.objects.count() == 2


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"outcome": "asleep"}, "不是结果"),
        ({"enterprise": None}, "只能写一个"),
        ({"longitude": 113.2}, "须同时填写"),
        ({"longitude": 113.2, "latitude": 99}, "应在 -180 至 180"),
    ],
)
def test_what_is_no_visit_is_refused(visit: Any, changes: Any, sentence: str) -> None:
    with pytest.raises(Problem, match=sentence):
        visit(**changes)
    assert not GridVisit.objects.exists()
    assert not GridPatrol.objects.exists()


def test_a_visit_may_lie_ten_minutes_ahead_but_no_more(visit: Any) -> None:
    assert visit(visited_at=now() + timedelta(minutes=10))
    with pytest.raises(Problem, match="晚于现在"):
        visit(visited_at=now() + timedelta(minutes=11))


def test_the_same_visit_sent_twice_is_one_and_another_under_its_key_becomes_a_question(
    shenhou: Any, browse: Any
) -> None:
    post = partial(browse("tianye").post, "/api/v1/grid/visits", content_type="application/json")
    key = str(uuid4())
    sent = {"id": key, "enterprise": str(shenhou.kilns[0].pk), "outcome": "closed", "visited_at": now().isoformat()}
    sent |= {"longitude": 113.22112345, "latitude": 34.1, "accuracy": 12}
    assert post(sent).status_code == 201
    again = post(sent)
    assert (again.status_code, again.json()["id"]) == (200, key)
    other = post(sent | {"outcome": "normal"})
    assert other.status_code == 409
    assert other["Content-Type"] == "application/problem+json"
    assert other.json()["differing"] == {"outcome": {"sent": "normal", "stands": "closed"}}
    assert GridVisit.objects.get().outcome == "closed"
    assert post(sent | {"id": str(uuid4()), "outcome": "asleep"}).status_code == 422
    assert browse("liuyang").get(f"/api/v1/grid/visits/{key}").status_code == 404


@pytest.mark.concurrent
def test_two_phones_that_send_one_visit_at_once_make_one() -> None:
    from hongxian.modules.portal.demo.cast import Cast, plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises
    from hongxian.modules.portal.demo.world import build_base

    world, boss = build_base(date(2025, 12, 22)), Cast()["赵磊"]
    build_enterprises(world, plan("world"))
    firm = world.enterprises["禹州演示煤业有限公司"]
    grid = act.open_grid(
        actor=boss, name="禹州市网格", place=firm.place, unit_kind="county", grid_level=2, is_leaf=True
    )
    act.compute_units(actor=world.root, enterprise=firm)
    key = uuid4()
    told = {"actor": boss, "enterprise": firm, "grid": grid, "outcome": "normal", "key": key}
    answers = together(partial(act.record_visit, **told), partial(act.record_visit, **told))
    assert GridVisit.objects.filter(pk=key).count() == 1
    assert sorted(isinstance(each, Problem) for each in answers) == [False, True]


def test_a_key_once_used_is_refused_as_done(visit: Any) -> None:
    key = uuid4()
    visit(key=key)
    with pytest.raises(AlreadyDone):
        visit(key=key)


def test_what_is_due_follows_the_task_that_comes_round_most_often(shenhou: Any, visit: Any) -> None:
    def due() -> dict[str, bool]:
        return {each.unit.where: each.is_due for each in due_of(my_units(shenhou.worker))}

    assert due() == {"甲窑": False, "乙窑": False}, "nobody said how often"
    for period in ("quarter", "week"):
        act.issue_task(actor=shenhou.boss, grid=shenhou.old, task_kind="patrol", title=period, period=period)
    monday = period_of("week", today())[0]
    visit(visited_at=now() - (today() - monday) - timedelta(days=1))
    assert due() == {"甲窑": True, "乙窑": True}, "the visit was last week"
    visit()
    assert due() == {"甲窑": False, "乙窑": True}
    near = near_first(due_of(my_units(shenhou.worker)), 113.2215, 34.1210)
    assert [each.unit.where for each in near] == ["甲窑", "乙窑"]
    assert 40 < (near[0].metres or 0) < 50


@pytest.mark.parametrize(
    ("period", "day", "expected"),
    [
        ("week", date(2026, 3, 1), (date(2026, 2, 23), date(2026, 3, 1))),
        ("half_month", date(2026, 2, 15), (date(2026, 2, 1), date(2026, 2, 15))),
        ("half_month", date(2026, 2, 16), (date(2026, 2, 16), date(2026, 2, 28))),
        ("month", date(2028, 2, 29), (date(2028, 2, 1), date(2028, 2, 29))),
        ("quarter", date(2026, 12, 31), (date(2026, 10, 1), date(2026, 12, 31))),
        ("half_year", date(2026, 7, 1), (date(2026, 7, 1), date(2026, 12, 31))),
        ("year", date(2026, 1, 1), (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_periods_have_their_first_and_last_day(period: str, day: date, expected: tuple[date, date]) -> None:
    assert period_of(period, day) == expected


@pytest.mark.parametrize(("day", "seen"), [(28, False), (1, True), (15, True), (31, True)])
def test_a_visit_on_the_first_or_last_day_of_a_period_counts_one_outside_does_not(
    shenhou: Any, visit: Any, clock: Any, day: int, seen: bool
) -> None:
    month = 2 if day == 28 else 3
    GridUnit.objects.update(valid_from=date(2026, 1, 1))
    clock.at(f"2026-0{month}-{day:02} 23:59")
    visit()
    clock.at("2026-04-02")
    units = GridUnit.objects.filter(grid=shenhou.old)
    left = {each.where for each in unvisited(units, date(2026, 3, 1), date(2026, 3, 31))}
    assert ("甲窑" not in left) is seen
    assert by_grid(units, date(2026, 3, 1), date(2026, 3, 31))[shenhou.old.pk].visited == int(seen)


def test_a_finding_becomes_a_hidden_danger_of_that_unit(visit: Any, shenhou: Any) -> None:
    row = visit()
    found = act.report_finding(actor=shenhou.worker, visit=row, description="气瓶离火太近", grade="general")
    danger = found.hidden_danger
    assert (danger.origin, danger.enterprise, danger.patrol_key) == (
        "grid_patrol",
        shenhou.kilns[0],
        str(row.patrol_id),
    )
    assert found.reported_on == today()
    with pytest.raises(Problem, match="隐患情况没有填写"):
        act.report_finding(actor=shenhou.worker, visit=row, description=" ")


def test_premises_found_on_the_spot_are_a_unit_until_they_are_an_enterprise(
    shenhou: Any, visit: Any, enterprise: Any
) -> None:
    told = {"actor": shenhou.worker, "name": "巷尾作坊", "premises_kind": "three_in_one"}
    with pytest.raises(Problem, match="不是末级网格"):
        act.add_premises(grid=shenhou.town, **told)
    place = act.add_premises(grid=shenhou.old, longitude=113.2, latitude=34.1, **told)
    assert {each.where for each in my_units(shenhou.worker)} == {"甲窑", "乙窑", "巷尾作坊"}
    row = visit(enterprise=None, premises=place)
    danger = act.report_finding(actor=shenhou.worker, visit=row, description="住人").hidden_danger
    assert (danger.premises, danger.enterprise, danger.place_id) == ("巷尾作坊", None, "411081103")
    with pytest.raises(Problem, match="没有转入其他网格"):
        act.close_grid(actor=shenhou.boss, grid=shenhou.old, valid_to=today(), reason="撤并")
    new = enterprise("巷尾陶艺有限公司")
    act.link_premises(actor=shenhou.boss, grid_premises=place, enterprise=new, reason="办了执照")
    assert {each.where for each in my_units(shenhou.worker)} == {"甲窑", "乙窑", "巷尾陶艺有限公司"}
    with pytest.raises(Problem, match="已于"):
        act.link_premises(actor=shenhou.boss, grid_premises=place, enterprise=new, reason="再来")


def test_visits_of_two_people_on_one_day_are_two_facts(visit: Any, shenhou: Any) -> None:
    first, second = visit(), visit(actor=shenhou.boss, outcome="closed")
    assert first.patrol != second.patrol
    assert GridVisit.objects.filter(enterprise=shenhou.kilns[0]).count() == 2
    (due,) = [each for each in due_of(my_units(shenhou.worker)) if each.unit.where == "甲窑"]
    assert due.last == second


def test_premises_entered_by_two_phones_become_a_question(shenhou: Any, browse: Any) -> None:
    post = partial(browse("tianye").post, "/api/v1/grid/premises", content_type="application/json")
    told = {"grid": str(shenhou.old.pk), "name": "巷尾作坊", "premises_kind": "other", "found_on": str(today())}
    first = told | {"id": str(uuid4()), "location": "巷尾 3 号"}
    assert post(first).status_code == 201
    assert post(first).status_code == 200, "the same sent again"
    second = told | {"id": str(uuid4()), "name": "巷尾 作坊"}
    asked = post(second)
    assert (asked.status_code, asked.json()["type"]) == (409, "about:alike")
    (standing,) = asked.json()["standing"]
    assert (standing["id"], standing["location"], standing["recorded_by_name"]) == (first["id"], "巷尾 3 号", "田野")
    assert post(second | {"apart": True}).status_code == 201
    assert post(second | {"apart": True}).status_code == 200
    assert post(told | {"id": str(uuid4()), "name": "巷口作坊"}).status_code == 201


def test_the_page_asks_whether_premises_of_one_name_are_others(shenhou: Any, browse: Any) -> None:
    page, address = browse("tianye"), "/grid/premises/new/"
    told = {"grid": str(shenhou.old.pk), "name": "巷尾作坊", "premises_kind": "other", "apart": "False"}
    assert page.post(address, told).status_code == 302
    asked = page.post(address, told)
    assert asked.status_code == 422
    assert "已有“巷尾作坊”（田野" in asked.content.decode()
    assert page.post(address, told | {"apart": "on"}).status_code == 302


def test_refused_entry_goes_up_is_received_answered_and_leaves_the_desk(
    visit: Any, shenhou: Any, cast: Any, world: Any
) -> None:
    act.set_grid_setting(actor=cast["张慧"], place=world.parties["市政府"].place, answer_days=3, source="演示办法")
    row = visit(outcome="entry_refused")
    bureau = world.parties["禹州市应急管理局"]
    told = {"actor": shenhou.worker, "visit": row, "kind": "entry_refused", "content": "门卫不让进"}
    sent = act.send_escalation(recipient_key=bureau.pk, **told)
    assert sent.answer_due_on is not None
    assert any("3 个工作日" in line for line in sent.due_calculation)
    assert desk_of(shenhou.boss).filter(subject_key=str(sent.pk)).exists()
    with pytest.raises(Problem, match="尚未答复"):
        act.send_escalation(recipient_key=bureau.pk, **told)
    with pytest.raises(Problem, match="已上报"):
        act.answer_escalation(actor=shenhou.boss, grid_escalation=sent, answer_kind="settled", answer="去过")
    with pytest.raises(NotVisible):
        act.receive_escalation(actor=cast["史建湖"], grid_escalation=sent)
    act.receive_escalation(actor=shenhou.boss, grid_escalation=sent)
    done = act.answer_escalation(
        actor=shenhou.boss, grid_escalation=sent, answer_kind="order_issued", answer="已责令配合检查"
    )
    assert (done.state, done.answered_by_name) == ("answered", "赵磊")
    assert not desk_of(shenhou.boss).filter(subject_key=str(sent.pk), state="open").exists()


def test_what_cannot_be_told_is_refused(visit: Any, shenhou: Any, world: Any) -> None:
    row = visit()
    told = {"actor": shenhou.worker, "visit": row, "content": "解决不了"}
    with pytest.raises(Problem, match="只有结果为“拒绝进入”"):
        act.send_escalation(kind="entry_refused", to_upper=True, **told)
    with pytest.raises(Problem, match="没有写明报给谁"):
        act.send_escalation(kind="unsettled", **told)
    with pytest.raises(Problem, match="只能选择一个"):
        act.send_escalation(kind="unsettled", to_upper=True, recipient_key=world.parties["市政府"].pk, **told)
    with pytest.raises(Problem, match="不是该网格所在地"):
        act.send_escalation(kind="unsettled", recipient_key=world.parties["长葛市应急管理局"].pk, **told)
    assert act.send_escalation(kind="unsettled", to_upper=True, **told).recipient == world.parties["神垕镇安监站"]


def test_who_works_in_a_village_grid_orders_nothing(visit: Any, shenhou: Any) -> None:
    row = visit()
    sent = act.send_escalation(actor=shenhou.boss, visit=row, kind="unsettled", content="解决不了", to_upper=True)
    worker = shenhou.worker.lent("grid_escalation.receive", "grid_escalation.answer")
    act.receive_escalation(actor=worker, grid_escalation=sent)
    with pytest.raises(Problem, match="不能责令整改或处罚"):
        act.answer_escalation(actor=worker, grid_escalation=sent, answer_kind="order_issued", answer="责令")
    assert act.answer_escalation(actor=worker, grid_escalation=sent, answer_kind="settled", answer="劝好了")


def test_the_page_of_ones_places_takes_one_tap(shenhou: Any, browse: Any) -> None:
    client = browse("tianye")
    page = client.get("/grid/mine/").content.decode()
    assert "甲窑" in page
    assert "拒绝进入" in page
    tap = {"enterprise": str(shenhou.kilns[0].pk), "outcome": "normal", "longitude": "113.2", "latitude": "34.1"}
    assert client.post("/grid/mine/visit/", tap).status_code == 302
    assert GridVisit.objects.get().outcome == "normal"
    refused = client.post("/grid/mine/visit/", tap | {"outcome": "entry_refused"})
    assert refused["Location"].endswith("/escalate/")
    units = client.get("/api/v1/grid/units").json()["units"]
    assert {each["name"]: each["last_outcome"] for each in units} == {"甲窑": "entry_refused", "乙窑": ""}
