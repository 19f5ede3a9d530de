"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from typing import Any

import pytest


@pytest.fixture
def registered(world: Any, cast: Any) -> Callable[..., Any]:
    """Register an enterprise in Weidu as 张慧; what is given by name replaces the usual."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "place": place("411002"),
            "name": "许昌试验机械有限公司",
            "ownership": "private",
            "sector": "manufacturing",
            "credit_code": "91350100M000100Y43",
        }
        return register_enterprise(**given | changes)

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
