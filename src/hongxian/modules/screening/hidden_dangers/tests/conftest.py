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
def found(world: Any, cast: Any) -> Callable[..., Any]:
    """Enter a general danger at the chemical works as 张慧; what is given by name replaces the usual."""
    from hongxian.modules.screening.hidden_dangers.commands import register_hidden_danger

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "enterprise": world.enterprises["许昌演示化工有限公司"],
            "origin": "enforcement_inspection",
            "description": "罐区防火堤破损",
            "location": "罐区",
            "grade": "general",
        }
        return register_hidden_danger(**given | changes)

    return run


@pytest.fixture
def assigned(found: Any, cast: Any) -> Callable[..., Any]:
    """A danger that is to be rectified by 2026-03-31; what is given by name goes into the entry."""
    from datetime import date

    from hongxian.modules.screening.hidden_dangers.commands import assign_hidden_danger

    def run(**changes: Any) -> Any:
        five = {"measures": "修复防火堤", "funds": 20000, "emergency_plan": "泄漏应急预案"}
        danger = found(**changes)
        return assign_hidden_danger(
            actor=cast["张慧"], hidden_danger=danger, rectifier="李厂长", due_on=date(2026, 3, 31), **five
        )

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
