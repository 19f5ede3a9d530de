"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def world(world: Any) -> Any:
    """The world with its enterprises."""
    from hongxian.modules.portal.demo.cast import plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises

    build_enterprises(world, plan("world"))
    return world


@pytest.fixture
def rectifying(world: Any, cast: Any) -> Callable[..., Any]:
    """A danger at the chemical works that is to be rectified."""
    from datetime import timedelta

    from hongxian.kernel.clock import today
    from hongxian.modules.screening.hidden_dangers.commands import assign_hidden_danger, register_hidden_danger

    def run(description: str = "罐区防火堤破损") -> Any:
        danger = register_hidden_danger(
            actor=cast["张慧"],
            enterprise=world.enterprises["许昌演示化工有限公司"],
            origin="enforcement_inspection",
            description=description,
            grade="general",
        )
        due = today() + timedelta(days=20)
        return assign_hidden_danger(actor=cast["张慧"], hidden_danger=danger, rectifier="李厂长", due_on=due)

    return run


@pytest.fixture
def browse(world: Any) -> Callable[[str], Any]:
    """A browser in which the account of that login name is logged in."""
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    def run(username: str) -> Any:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return run


@pytest.fixture
def grid(world: Any, cast: Any) -> Any:
    """A leaf grid of Shenhou town, in which 田野 works, below the county's."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.grid import commands as act

    boss = cast["赵磊"]
    county = act.open_grid(
        actor=boss,
        name="禹州市网格",
        place=place("411081"),
        unit_kind="county",
        grid_level=2,
        unit=world.parties["禹州市政府"],
    )
    leaf = act.open_grid(
        actor=boss,
        name="老街社区网格",
        place=place("411081103"),
        unit_kind="village",
        grid_level=4,
        parent=county,
        is_leaf=True,
    )
    act.appoint_member(actor=boss, grid=leaf, grid_role="member", person=world.people["田野"])
    act.issue_task(actor=boss, grid=leaf, task_kind="patrol", title="每月巡查", period="month")
    return leaf


@pytest.fixture
def kiln(world: Any, cast: Any, grid: Any) -> Callable[[str], Any]:
    """An enterprise of that grid, by its name."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.enterprises.queries import credit_code_of
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.grid.commands import assign_unit

    serial = iter(range(500, 999))

    def run(name: str) -> Any:
        made = register_enterprise(
            actor=world.root,
            place=place("411081103"),
            name=name,
            ownership="private",
            sector="manufacturing",
            credit_code=credit_code_of(f"91411081MA{next(serial):07d}"),
            particulars={"longitude": "113.2210", "latitude": "34.1210"},
        )
        assign_unit(actor=cast["赵磊"], grid=grid, enterprise=made, reason="在老街")
        return made

    return run
