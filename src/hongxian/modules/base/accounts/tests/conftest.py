"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from typing import Any

import pytest

GOOD = "Correct-Horse-7"
"""A password that keeps the rules, the demo's and the delivered ones."""


@pytest.fixture
def root() -> Any:
    """An administrator without limits, who acts for the system."""
    from hongxian.kernel.actor import system_actor
    from hongxian.modules.base.accounts.commands import permissions_known

    return system_actor("administrator", *permissions_known())


@pytest.fixture
def person(root: Any, world: Any) -> Any:
    """Somebody without account and post."""
    from hongxian.modules.base.parties.commands import register_person

    return register_person(actor=root, name="钱一")


@pytest.fixture
def user(world: Any) -> Any:
    """The account of 孙晓."""
    from hongxian.modules.base.accounts.models import User

    return User.objects.get(username="sunxiao")


@pytest.fixture
def rules(root: Any, world: Any) -> Any:
    """`rules(lock_minutes=5)` puts settings in force."""
    from hongxian.modules.base.accounts.commands import set_security_policy
    from hongxian.modules.base.accounts.policy import latest_policy

    def put(**values: int) -> None:
        latest = latest_policy()
        set_security_policy(actor=root, values=values, basis="演示", seen=latest.number if latest else 0)

    return put


@pytest.fixture
def browser() -> Any:
    """`browser("sunxiao")` logs in by the login page; `browser()` is one where nobody is logged in."""
    from django.test import Client

    from hongxian.modules.portal.demo.cast import PASSWORD

    def start(username: str = "", password: str = PASSWORD, **headers: str) -> Any:
        client = Client(headers=headers or None)
        if username:
            client.post("/accounts/login/", {"username": username, "password": password})
        return client

    return start
