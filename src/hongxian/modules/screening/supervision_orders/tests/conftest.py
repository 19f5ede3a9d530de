"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

PLAN = {
    "goals": "消除泄漏",
    "treatment_measures": "修复防火堤",
    "plan_funds": "20万元",
    "plan_bodies": "设备部 李厂长",
    "plan_times": "6月底前",
    "plan_safety": "停用储罐；泄漏应急预案",
}


@pytest.fixture
def world(world: Any) -> Any:
    """The world with its enterprises."""
    from hongxian.modules.portal.demo.cast import plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises

    build_enterprises(world, plan("world"))
    return world


@pytest.fixture
def danger(world: Any, cast: Any) -> Callable[..., Any]:
    """Enter a major danger at the chemical works as 张慧; what is given by name replaces the usual."""
    from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "enterprise": world.enterprises["许昌演示化工有限公司"],
            "origin": "enforcement_inspection",
            "description": "罐区防火堤破损",
            "grade": "major",
        }
        return register_hidden_danger(**given | changes)

    return run


@pytest.fixture
def proposed(world: Any, cast: Any, danger: Any) -> Callable[..., Any]:
    """An order proposed for a danger, to be issued by the city's government."""
    from hongxian.modules.screening.supervision_orders.commands import propose_supervision_order

    def run(**changes: Any) -> Any:
        given = {"actor": cast["张慧"], "issuer_key": str(world.parties["市政府"].pk), "reason": "整改难度大"}
        if "accident_words" not in changes and "hidden_danger" not in changes:
            given["hidden_danger"] = danger()
        return propose_supervision_order(**given | changes)

    return run


@pytest.fixture
def ningbo(world: Any, cast: Any) -> None:
    """The city follows the ready-made profile of Ningbo."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.screening.supervision_orders.commands import choose_profile

    choose_profile(actor=cast["张慧"], place=place("411000"), profile="ningbo")


@pytest.fixture
def issued(cast: Any, proposed: Any) -> Callable[..., Any]:
    """An order issued today: the plan by 2026-03-20, the treatment by 2026-12-31."""
    from hongxian.modules.screening.supervision_orders.commands import issue_supervision_order

    def run(order: Any = None, **changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "supervision_order": order or proposed(),
            "series": "许政挂督字",
            "plan_due_on": date(2026, 3, 20),
            "due_on": date(2026, 12, 31),
            "requirements": "修复防火堤并经验收",
        }
        return issue_supervision_order(**given | changes)

    return run


@pytest.fixture
def treating(cast: Any, issued: Any) -> Callable[..., Any]:
    """An order whose plan was filed by the enterprise."""
    from hongxian.modules.screening.supervision_orders.commands import submit_plan

    def run(**changes: Any) -> Any:
        return submit_plan(actor=cast["刘洋"], supervision_order=issued(**changes), **PLAN)

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
