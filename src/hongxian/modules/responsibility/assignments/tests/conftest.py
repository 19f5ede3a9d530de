"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def assigned(world: Any, cast: Any) -> Callable[..., Any]:
    """Charge the office of the government with a clause as 张慧; what is given by name replaces the usual."""
    from hongxian.modules.responsibility.assignments.commands import Task, assign

    def run(**changes: Any) -> Any:
        task = {
            "clause_path": "一/（一）/2",
            "task_text": "制定议题计划",
            "obligation": "XC-02",
            "due_on": date(2026, 3, 31),
            "cooperating": [world.parties["市应急管理局"], world.parties["禹州市应急管理局"]],
        }
        given = {
            "actor": cast["张慧"],
            "pack": world.pack,
            "place": world.adoption.place,
            "lead": world.parties["市政府办公室"],
            "responsible_post": world.posts["市长"],
        }
        task |= {name: changes.pop(name) for name in list(changes) if name in task}
        return assign(**given | changes, task=Task(**task))

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
