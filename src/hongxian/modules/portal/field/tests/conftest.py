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
