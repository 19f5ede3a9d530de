"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest


@pytest.fixture
def drawn(world: Any, cast: Any) -> Callable[..., Any]:
    """Draw up a version of the power list of 市应急管理局 as 张慧, with two items, unless said otherwise."""
    from hongxian.modules.responsibility.power_lists.commands import Item, draw_up_version, set_items

    def run(*items: Any, **changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "body": world.parties["市应急管理局"],
            "kind": "power",
            "issued_on": date(2026, 1, 5),
        }
        version = draw_up_version(**given | changes)
        told = items or (Item("1", "经营许可", "行政许可", "条例第三条", "审批科"), Item("2", "安全检查"))
        return set_items(actor=cast["张慧"], version=version, items=told)

    return run


@pytest.fixture
def confirmed(drawn: Any, cast: Any) -> Callable[..., Any]:
    """The same, confirmed by 陈刚."""
    from hongxian.modules.responsibility.power_lists.commands import confirm_version, submit_version

    def run(*items: Any, **changes: Any) -> Any:
        version = submit_version(actor=cast["张慧"], version=drawn(*items, **changes))
        return confirm_version(actor=cast["陈刚"], version=version)

    return run


@pytest.fixture
def published(confirmed: Any, cast: Any) -> Callable[..., Any]:
    """The same, made public on that day."""
    from hongxian.modules.responsibility.power_lists.commands import publish_version

    def run(day: date, *items: Any, **changes: Any) -> Any:
        version = confirmed(*items, **changes)
        return publish_version(actor=cast["张慧"], version=version, published_on=day, published_where="政府网站")

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
