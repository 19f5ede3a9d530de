"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from typing import Any

import pytest


@pytest.fixture
def root() -> Any:
    """An administrator without limits, who acts for the system."""
    from hongxian.kernel.actor import system_actor
    from hongxian.modules.base.accounts.commands import permissions_known

    return system_actor("administrator", *permissions_known())


@pytest.fixture
def account(world: Any) -> Any:
    """`account("zhanghui")`: that account."""
    from hongxian.modules.base.accounts.models import User

    return lambda username: User.objects.get(username=username)


@pytest.fixture
def browser(world: Any) -> Any:
    """`browser("sunxiao")` is logged in."""
    from django.test import Client

    from hongxian.modules.portal.demo.cast import PASSWORD

    def start(username: str) -> Any:
        client = Client()
        client.post("/accounts/login/", {"username": username, "password": PASSWORD})
        return client

    return start


@pytest.fixture
def delegation(cast: Any, world: Any) -> Any:
    """陈刚 lets 张慧 act in his post from today for a week."""
    from datetime import date

    from hongxian.modules.base.mandates.commands import make_delegation

    return make_delegation(
        actor=cast["陈刚"].lent("delegation.make", "post.view", "person.view"),
        post=world.posts["副主任"],
        delegate=world.people["张慧"],
        valid_from=date(2026, 3, 5),
        valid_to=date(2026, 3, 11),
        reason="培训",
    )


@pytest.fixture
def enterprises(world: Any, root: Any) -> Any:
    """The enterprises of the plan, by name."""
    from hongxian.modules.portal.demo.cast import plan
    from hongxian.modules.portal.demo.enterprises import build_enterprises

    build_enterprises(world, plan("world"))
    return world.enterprises


@pytest.fixture
def contract(cast: Any, world: Any, enterprises: Any) -> Any:
    """白雪's post acts for one enterprise in March."""
    from datetime import date

    from hongxian.modules.base.mandates.commands import make_contract

    return make_contract(
        actor=cast["张慧"].lent("post.view"),
        enterprise=enterprises["许昌演示化工有限公司"],
        post=world.posts["评价师"],
        role=world.roles["service_agent"],
        document_number="托管〔2026〕1号",
        valid_from=date(2026, 3, 1),
        valid_to=date(2026, 3, 31),
    )
