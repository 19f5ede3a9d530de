"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def recorded(world: Any, cast: Any) -> Callable[..., Any]:
    """Record a meeting of the standing committee as 孙晓, within its period; what is given replaces the usual."""
    from hongxian.modules.responsibility.meetings.commands import Extract, Item, record_meeting

    extract = Extract("许常〔2026〕3号", "市委办公室", "会议听取了全市安全生产工作情况汇报。")
    heard = Item(agenda_type="hear_report", title="听取全市安全生产工作情况汇报", extract=extract)

    def run(**changes: Any) -> Any:
        given = {
            "actor": cast["孙晓"],
            "body": world.parties["市委常委会"],
            "held_on": date(2026, 3, 2),
            "title": "市委常委会会议",
            "items": [heard],
        }
        return record_meeting(**given | changes)

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
