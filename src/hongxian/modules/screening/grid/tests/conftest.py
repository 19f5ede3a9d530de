"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from types import SimpleNamespace
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
def enterprise(world: Any) -> Any:
    """Enter an enterprise of a place, by its name."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.enterprises.queries import credit_code_of
    from hongxian.modules.base.places.queries import place

    serial = iter(range(500, 999))

    def run(name: str, code: str = "411081103", **particulars: Any) -> Any:
        made = register_enterprise(
            actor=world.root,
            place=place(code),
            name=name,
            ownership="private",
            sector="manufacturing",
            credit_code=credit_code_of(f"91{code[:6]}MA{next(serial):07d}"),
            particulars=particulars,
        )
        world.enterprises[name] = made
        return made

    return run


@pytest.fixture
def shenhou(world: Any, cast: Any, enterprise: Any) -> Any:
    """Yuzhou with a county grid, the town grid of Shenhou below it and two leaves there: one of a part, in which 田野
    works, with two kilns put there by hand, and one that takes the rest of the town. 赵磊 looks after them."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.grid import commands as act

    boss = cast["赵磊"]
    county, town = place("411081"), place("411081103")
    body = world.parties["禹州市政府"]
    one = act.open_grid(actor=boss, name="禹州市网格", place=county, unit_kind="county", grid_level=2, unit=body)
    two = act.open_grid(
        actor=boss, name="神垕镇网格", place=town, unit_kind="town", grid_level=3, parent=one,
        unit=world.parties["神垕镇安监站"],
    )  # fmt: skip
    old = act.open_grid(
        actor=boss, name="老街社区网格", place=town, unit_kind="village", grid_level=4, parent=two,
        is_leaf=True, is_part=True,
    )  # fmt: skip
    rest = act.open_grid(
        actor=boss, name="神垕镇其他村网格", place=town, unit_kind="village", grid_level=4, parent=two, is_leaf=True
    )
    act.appoint_member(actor=boss, grid=old, grid_role="member", person=world.people["田野"])
    kilns = [enterprise("甲窑", longitude="113.2210", latitude="34.1210"), enterprise("乙窑")]
    for each in kilns:
        act.assign_unit(actor=boss, grid=old, enterprise=each, reason="在老街")
    return SimpleNamespace(county=one, town=two, old=old, rest=rest, kilns=kilns, boss=boss, worker=cast["田野"])


@pytest.fixture
def browse(world: Any) -> Any:
    """A browser in which the account of that login name is logged in."""
    from django.test import Client

    from hongxian.modules.base.accounts.models import User

    def run(username: str) -> Any:
        client = Client()
        client.force_login(User.objects.get(username=username))
        return client

    return run
