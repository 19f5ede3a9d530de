"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from typing import Any

import pytest


@pytest.fixture
def root() -> Any:
    """An administrator without limits, who acts for the system."""
    from hongxian.kernel.actor import system_actor

    names = ("role.define", "authority.grant", "user.open", "person.register", "person.view", "appointment.make")
    return system_actor("administrator", *names)


@pytest.fixture
def person(root: Any, world: Any) -> Any:
    """Somebody without account and post."""
    from hongxian.modules.base.parties.commands import register_person

    return register_person(actor=root, name="钱一")
