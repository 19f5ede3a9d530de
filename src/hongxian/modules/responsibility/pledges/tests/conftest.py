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
def drawn(world: Any, cast: Any) -> Any:
    """A round of the city for 2026 as 张慧 drew it up, with all six links."""
    from hongxian.modules.portal.demo.cast import plan
    from hongxian.modules.responsibility.pledges.commands import Wording, add_link, draw_up_round

    held = draw_up_round(
        actor=cast["张慧"],
        issuer=world.parties["市政府"],
        year=2026,
        title="2026年度责任书",
        holds_from=date(2026, 1, 1),
        holds_to=date(2026, 12, 31),
    )
    for each in plan("pledges")["links"]:
        words = {**each, "parts": [tuple(part) for part in each["parts"]]}
        add_link(actor=cast["张慧"], pledge_round=held, wording=Wording(**words))
    return held


@pytest.fixture
def opened(drawn: Any, cast: Any) -> Any:
    """The same, approved by 陈刚."""
    from hongxian.modules.responsibility.pledges.commands import approve_round, submit_round

    submit_round(actor=cast["张慧"], pledge_round=drawn)
    return approve_round(actor=cast["陈刚"], pledge_round=drawn)


@pytest.fixture
def link(opened: Any) -> Callable[[str], Any]:
    """The first link of a tier."""
    return lambda tier: opened.links.filter(tier=tier).order_by("order").first()


@pytest.fixture
def issued(world: Any, cast: Any, link: Any) -> Any:
    """A letter between the city and 禹州市, to be signed."""
    from hongxian.modules.responsibility.pledges.commands import issue_pledge

    parties = world.parties
    return issue_pledge(actor=cast["张慧"], link=link("bodies"), giver=parties["市政府"], bearer=parties["禹州市政府"])


@pytest.fixture
def both(world: Any) -> dict[str, Any]:
    """The signatures of both sides."""
    from hongxian.modules.responsibility.pledges.commands import Signed

    mayor = Signed("吴海峰", date(2026, 2, 2), post=world.posts["市长"])
    return {"giver": mayor, "bearer": Signed("演示甲", date(2026, 2, 3))}


@pytest.fixture
def signed(issued: Any, both: Any, cast: Any) -> Any:
    """The letter in force: entered by 张慧, confirmed by 陈刚."""
    from hongxian.modules.responsibility.pledges.commands import confirm_pledge, sign_pledge

    sign_pledge(actor=cast["张慧"], pledge=issued, signatures=both)
    return confirm_pledge(actor=cast["陈刚"], pledge=issued)


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
