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
            "grade": "general",
        }
        return register_hidden_danger(**given | changes)

    return run


@pytest.fixture
def old(world: Any, cast: Any) -> Callable[..., Any]:
    """Take over a danger of the chemical works from an old register."""
    from hongxian.modules.screening.hidden_dangers.commands import take_over_hidden_danger

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "enterprise": world.enterprises["许昌演示化工有限公司"],
            "origin": "enforcement_inspection",
            "description": "配电柜没有门",
            "grade": "general",
        }
        return take_over_hidden_danger(**given | changes)

    return run


@pytest.fixture
def reported(world: Any, cast: Any) -> Callable[..., Any]:
    """Enter a self-report of the chemical works that found nothing."""
    from hongxian.modules.screening.hidden_dangers.commands import make_report

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "enterprise": world.enterprises["许昌演示化工有限公司"],
            "kind": "self_report",
            "report_form": "none_found",
        }
        return make_report(**given | changes)

    return run


@pytest.fixture
def place(world: Any) -> Callable[[str], Any]:
    """The place with that code."""
    from hongxian.modules.base.places.queries import place

    return place


@pytest.fixture
def base(place: Any, cast: Any) -> Callable[..., Any]:
    """Set for the city that every class reports each quarter; what is given by name replaces the usual."""
    from hongxian.modules.screening.returns.commands import set_returns

    def run(code: str = "411000", **changes: Any) -> Any:
        usual = {"high_risk_due": "quarter", "above_scale_due": "quarter", "other_due": "quarter"}
        return set_returns(actor=cast["张慧"], place=place(code), told=usual | changes)

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
