"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def recorded(world: Any, cast: Any) -> Callable[..., Any]:
    """Record a list of the city committee as 张慧; what is given by name replaces the usual.

    A leaders' list was due on a day printed in the text, so one entered today waits for a second person.
    """
    from hongxian.modules.responsibility.duty_lists.commands import record_duty_list

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "issuer": world.parties["市委"],
            "kind": "leader_responsibility_list",
            "title": "党政领导干部安全生产责任清单",
            "document_number": "许发〔2026〕1号",
            "issued_on": date(2026, 3, 2),
            "items": [(world.posts["市委书记"], "全面负责"), (world.posts["市长"], "组织实施")],
        }
        return record_duty_list(**given | changes)

    return run


@pytest.fixture
def waiting(recorded: Any) -> Any:
    """A list issued in 2018, before the day printed in the text, and entered today."""
    return recorded(issued_on=date(2018, 12, 1), document_number="许发〔2018〕36号")


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
