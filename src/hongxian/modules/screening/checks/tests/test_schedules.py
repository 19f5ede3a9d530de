"""Schedules that cover the units of a grid, as the grid changes."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from hongxian.kernel.problem import Problem
from hongxian.modules.base.places.queries import place
from hongxian.modules.screening.checks import commands as act
from hongxian.modules.screening.checks.commands import make_due_tasks
from hongxian.modules.screening.checks.models import CheckSchedule, CheckTask
from hongxian.modules.screening.grid import commands as grids

DAY = date(2026, 1, 1)


@pytest.fixture
def grid(world: Any, cast: Any) -> Any:
    """The grid of the town of the porcelain works, below one of Yuzhou; 赵磊 looks after both."""
    boss = cast["赵磊"]
    upper = grids.open_grid(
        actor=boss, name="禹州市网格", place=place("411081"), unit_kind="county", grid_level=2, valid_from=DAY
    )
    return grids.open_grid(
        actor=boss, name="神垕网格", place=place("411081103"), unit_kind="town", grid_level=3, parent=upper,
        is_leaf=True, is_part=True, valid_from=DAY,
    )  # fmt: skip


def test_all_units_of_a_grid_and_of_those_below_get_a_task_and_whoever_joins_later(
    world: Any, cast: Any, listed: Callable[..., Any], grid: Any
) -> None:
    works, mine = world.enterprises["许昌演示化工有限公司"], world.enterprises["禹州演示煤业有限公司"]
    boss = cast["张慧"]
    grids.assign_unit(actor=boss, grid=grid, enterprise=works, reason="在老街", valid_from=DAY)
    said = {"cadence": "monthly", "starts_on": DAY, "checklist": listed()}
    schedule = act.set_schedule(actor=cast["张慧"], grid=grid.parent, **said)
    make_due_tasks()
    assert list(CheckTask.objects.values_list("enterprise__name", flat=True)) == [works.name]
    grids.assign_unit(actor=boss, grid=grid, enterprise=mine, reason="在老街", valid_from=DAY)
    make_due_tasks()
    make_due_tasks()
    found = CheckTask.objects.filter(schedule=schedule)
    assert sorted(found.values_list("enterprise__name", flat=True)) == sorted([works.name, mine.name])


def test_refuses_a_grid_that_ended_and_a_grid_beside_an_enterprise(
    cast: Any, listed: Callable[..., Any], grid: Any, firm: Any
) -> None:
    said = {"actor": cast["张慧"], "cadence": "monthly", "starts_on": DAY, "checklist": listed()}
    with pytest.raises(Problem, match="只能选一个"):
        act.set_schedule(grid=grid, enterprise=firm, **said)
    grids.close_grid(actor=cast["赵磊"], grid=grid, valid_to=date(2026, 3, 1), reason="并入")
    grid.refresh_from_db()
    with pytest.raises(Problem, match="已于 2026-03-01 撤销"):
        act.set_schedule(grid=grid, **said)


def test_the_page_offers_grids_to_a_body_and_none_to_an_enterprise(
    browse: Callable[[str], Any], listed: Callable[..., Any], grid: Any
) -> None:
    checklist, page = listed(), browse("zhanghui")
    address = reverse("checks:set_schedule")
    typed = {"checklist": str(checklist.pk), "grid": str(grid.pk), "cadence": "monthly", "every": "1"}
    typed |= {"due_rule": "period_end", "starts_on": "2026-01-01"}
    made = page.post(address, typed)
    assert made.status_code == 302, made.content.decode()
    assert CheckSchedule.objects.get().grid == grid
    assert "神垕网格" in page.get(made["Location"]).content.decode()
    assert 'name="grid"' not in browse("liuyang").get(address).content.decode()
