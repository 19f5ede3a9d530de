"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from datetime import date
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
def ruled(world: Any, cast: Any) -> Callable[..., Any]:
    """Propose a rule of the city as 张慧 and confirm it as 陈刚; bodies by their short names."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.base.supervision.commands import Wording, confirm_rule, propose_rule

    def run(title: str, body: str = "", in_place: str = "", *, confirmed: bool = True, **words: Any) -> Any:
        rule = propose_rule(
            actor=cast["张慧"],
            place=place("411000"),
            wording=Wording(**{"kind": "direct", "title": title, "source": "演示编〔2019〕12号", **words}),
            body=world.parties[body] if body else None,
            in_place=place(in_place) if in_place else None,
            valid_from=date(2019, 3, 1),
        )
        return confirm_rule(actor=cast["陈刚"], rule=rule) if confirmed else rule

    return run


@pytest.fixture
def computed(cast: Any) -> Callable[[], Any]:
    """Compute the city anew as 张慧."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.base.supervision.commands import compute_supervision

    return lambda: compute_supervision(actor=cast["张慧"], place=place("411000"))


@pytest.fixture
def who(world: Any, cast: Any) -> Callable[..., Any]:
    """The names of the bodies that supervise an enterprise in a kind today."""
    from hongxian.modules.base.supervision.queries import standing_of

    def run(name: str, kind: str = "direct") -> set[str]:
        found = {each.kind: each for each in standing_of(cast["张慧"], world.enterprises[name])}
        return {each.body.name for each in found[kind].rows if each.body}

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
