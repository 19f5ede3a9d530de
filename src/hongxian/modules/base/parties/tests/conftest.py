"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from typing import Any

import pytest


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
def post(world: Any, cast: Any) -> Any:
    """A post of one seat that nobody has held."""
    from hongxian.modules.base.parties.commands import create_post

    return create_post(actor=cast["张慧"], party=world.parties["市安委办"], kind="office_deputy", name="专职副主任")


@pytest.fixture
def people(cast: Any) -> list[Any]:
    """Two people without a post."""
    from hongxian.modules.base.parties.commands import register_person

    return [register_person(actor=cast["张慧"], name=name) for name in ("钱一", "钱二")]
