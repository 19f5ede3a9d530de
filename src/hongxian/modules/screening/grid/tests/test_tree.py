"""The tree: levels, leaves, people, who falls where and who falls nowhere."""

from datetime import date
from typing import Any

import pytest

from hongxian.kernel.clock import today
from hongxian.kernel.problem import Problem, Stale
from hongxian.modules.base.enterprises.commands import close_enterprise, move_enterprise
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.world import settle
from hongxian.modules.screening.grid import commands as act
from hongxian.modules.screening.grid.models import GridMember, GridUnit
from hongxian.modules.screening.grid.queries import blind_spots, overlaps, turnover, visible_units
from hongxian.modules.screening.grid.tasks import compute_all


def _now_in(enterprise: Any) -> set[str]:
    rows = GridUnit.objects.filter(enterprise=enterprise, recorded_to__isnull=True, valid_to__isnull=True)
    return {each.grid.name for each in rows.select_related("grid")}


def test_the_level_follows_from_what_the_place_decided(world: Any, cast: Any) -> None:
    boss, city = cast["张慧"], place("411000")
    levels = {"city": 1, "county": 2, "town": 3, "industrial_cluster": 3, "village": 4}
    act.set_grid_setting(actor=boss, place=city, levels=levels, source="豫政〔2018〕四级网格")
    grid = act.open_grid(actor=boss, name="禹州", place=place("411081"), unit_kind="county")
    assert grid.grid_level == 2
    with pytest.raises(Problem, match="县（市、区）为 2 级网格"):
        act.open_grid(actor=boss, name="长葛", place=place("411082"), unit_kind="county", grid_level=1)
    beside = act.open_grid(actor=boss, name="示范区", place=city, unit_kind="functional_zone")
    assert beside.grid_level is None


def test_where_nobody_decided_the_level_must_be_said(world: Any, cast: Any) -> None:
    with pytest.raises(Problem, match="没有填写网格级别"):
        act.open_grid(actor=cast["张慧"], name="禹州", place=place("411081"), unit_kind="county")


def test_a_parent_must_be_above_around_and_no_leaf(shenhou: Any) -> None:
    def below(parent: Any, code: str = "411081103", level: int = 4) -> Any:
        return act.open_grid(
            actor=shenhou.boss, name="新", place=place(code), unit_kind="village", grid_level=level, parent=parent
        )

    with pytest.raises(Problem, match="是末级网格"):
        below(shenhou.rest)
    with pytest.raises(Problem, match="级别数应当更小"):
        below(shenhou.town, level=3)
    with pytest.raises(Problem, match="不包括本网格所在的"):
        below(shenhou.town, code="411081105")
    zone = {"actor": shenhou.boss, "place": place("411081"), "unit_kind": "functional_zone"}
    above = act.open_grid(name="示范区", **zone)
    inner = act.open_grid(name="示范区北片", parent=above, **zone)
    with pytest.raises(Problem, match="不能作为它的上级"):
        act.change_grid(actor=shenhou.boss, grid=above, parent=inner)
    with pytest.raises(Problem, match="还有 2 个网格"):
        act.close_grid(actor=shenhou.boss, grid=shenhou.town, valid_to=date(2026, 3, 1), reason="合并")
    with pytest.raises(Problem, match="没有变化"):
        act.change_grid(actor=shenhou.boss, grid=shenhou.rest, name="神垕镇其他村网格")


def test_an_enterprise_falls_into_the_leaf_of_its_place_and_follows_it(
    shenhou: Any, world: Any, enterprise: Any
) -> None:
    new = enterprise("丙窑")
    settle()
    assert _now_in(new) == {"神垕镇其他村网格"}
    assert _now_in(shenhou.kilns[0]) == {"老街社区网格"}, "by hand it stays"
    move_enterprise(actor=world.root, enterprise=new, place=place("411081105"), valid_from=today(), basis="搬迁")
    settle()
    assert _now_in(new) == set()
    assert new in blind_spots(shenhou.boss)


def test_blind_spots_and_overlaps_are_exact(shenhou: Any, world: Any, enterprise: Any) -> None:
    elsewhere = enterprise("梁北的厂", "411081105")
    gone = enterprise("注销的厂", "411081105")
    close_enterprise(
        actor=world.root, enterprise=gone, operating_status="deregistered", valid_from=date(2026, 1, 1), basis="注销"
    )
    inside = enterprise("镇里的厂")
    settle()
    names = {each.name for each in blind_spots(shenhou.boss)}
    assert names == {"梁北的厂", "禹州演示煤业有限公司"}, "not the closed one, not those of other counties"
    assert not overlaps(shenhou.boss).exists()
    act.open_grid(
        actor=shenhou.boss, name="重叠网格", place=place("411081103"), unit_kind="village", grid_level=4,
        parent=shenhou.town, is_leaf=True,
    )  # fmt: skip
    settle()
    assert {each.name for each in overlaps(shenhou.boss)} == {"镇里的厂"}
    assert elsewhere not in overlaps(shenhou.boss)
    act.assign_unit(actor=shenhou.boss, grid=shenhou.rest, enterprise=inside, reason="以此为准")
    settle()
    assert not overlaps(shenhou.boss).exists()
    with pytest.raises(Problem, match="已经归入"):
        act.assign_unit(actor=shenhou.boss, grid=shenhou.rest, enterprise=inside, reason="再来")
    with pytest.raises(Problem, match="不是末级网格"):
        act.assign_unit(actor=shenhou.boss, grid=shenhou.town, enterprise=inside, reason="镇")


def test_when_a_grid_ends_those_put_there_by_hand_fall_by_their_place_again(shenhou: Any, clock: Any) -> None:
    last = today()
    act.close_grid(actor=shenhou.boss, grid=shenhou.old, valid_to=last, reason="撤并")
    settle()
    assert _now_in(shenhou.kilns[0]) == {"老街社区网格"}, "it stands through its last day"
    clock.forward(days=1)
    compute_all()
    assert _now_in(shenhou.kilns[0]) == {"神垕镇其他村网格"}
    history = visible_units(shenhou.boss).filter(enterprise=shenhou.kilns[0], recorded_to__isnull=True)
    assert history.get(grid=shenhou.old).valid_to == last


def test_people_come_and_go_and_the_figures_balance(shenhou: Any) -> None:
    since, until = date(2026, 1, 1), date(2026, 3, 31)
    terms = {
        "甲": (date(2025, 1, 1), None),
        "乙": (date(2025, 1, 1), date(2025, 12, 31)),
        "丙": (date(2025, 1, 1), since),
        "丁": (since, until),
        "戊": (until, None),
        "己": (date(2026, 4, 1), None),
    }
    for name, (begins, ends) in terms.items():
        row = act.appoint_member(
            actor=shenhou.boss, grid=shenhou.rest, grid_role="assistant", member_name=name, valid_from=begins
        )
        if ends:
            act.end_member(actor=shenhou.boss, grid_member=row, valid_to=ends, reason="调离")
    found = turnover(GridMember.objects.filter(grid=shenhou.rest), since, until)
    assert found == {"at_first": 2, "came": 2, "left": 2, "at_last": 2, "rate": 50}


def test_who_is_there_already_is_not_entered_twice(shenhou: Any) -> None:
    told = {"actor": shenhou.boss, "grid": shenhou.rest, "grid_role": "head", "member_name": "王村"}
    row = act.appoint_member(**told)
    with pytest.raises(Problem, match="已是本网格的网格长"):
        act.appoint_member(**told)
    changed = act.change_member(actor=shenhou.boss, grid_member=row, equipment="执法记录仪", is_full_time=False)
    assert changed.equipment == "执法记录仪"
    with pytest.raises(Stale):
        act.change_member(actor=shenhou.boss, grid_member=row, equipment="旧表")
    with pytest.raises(Problem, match="请先登记离岗"):
        act.change_member(actor=shenhou.boss, grid_member=changed, grid_role="member")
    with pytest.raises(Problem, match="早于开始日期"):
        act.end_member(actor=shenhou.boss, grid_member=changed, valid_to=date(2020, 1, 1), reason="错")


def test_a_village_has_no_power_to_enforce(shenhou: Any) -> None:
    told = {"actor": shenhou.boss, "task_kind": "enforcement_check", "title": "检查", "period": "month"}
    with pytest.raises(Problem, match="没有执法权限"):
        act.issue_task(grid=shenhou.old, **told)
    assert act.issue_task(grid=shenhou.town, **told).task_kind == "enforcement_check"
    with pytest.raises(Problem, match="已有同样的任务"):
        act.issue_task(grid=shenhou.town, **told)
