"""What the tests of this room share. Django is not yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

CITY, WEIDU, YUZHOU = "411000", "411002", "411081"


@pytest.fixture
def opened(world: Any, cast: Any) -> Callable[..., Any]:
    """Open a register of a noun for the city since the beginning of 2026 as 张慧; what is given replaces the usual."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.base.records.commands import open_register

    def run(noun: str, where: str = CITY, **changes: Any) -> Any:
        given = {
            "actor": cast["张慧"],
            "place": place(where),
            "noun": noun,
            "keeper": world.parties["市应急管理局"],
            "valid_from": date(2026, 1, 1),
        }
        return open_register(**given | changes)

    return run


@pytest.fixture
def entered(cast: Any) -> Callable[..., Any]:
    """Enter a record as 张慧: `entered(register, kind="fire")`; arguments of the command begin with an underscore."""
    from hongxian.modules.base.records.commands import enter_record

    def run(register: Any, **values: Any) -> Any:
        named = {name[1:]: values.pop(name) for name in list(values) if name.startswith("_")}
        return enter_record(**{"actor": cast["张慧"], "register": register} | named, values=values)

    return run


@pytest.fixture
def enterprise(world: Any, cast: Any) -> Any:
    """An enterprise of the city in Weidu."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place

    return register_enterprise(
        actor=cast["张慧"],
        place=place(WEIDU),
        name="许昌试验机械有限公司",
        ownership="city",
        sector="manufacturing",
        credit_code="91350100M000100Y43",
    )


@pytest.fixture
def clerk(world: Any) -> Callable[..., Any]:
    """Somebody who keeps registers within a place or for an organisation: `clerk("钱四", path="410000/411000/")`."""
    from hongxian.kernel.actor import Actor, ActorKind, Scope

    verbs = ("view", "enter", "correct", "end", "withdraw", "confirm", "reject")
    permissions = [f"record.{verb}" for verb in verbs] + [
        "register.view",
        "party.view",
        "enterprise.view",
        "place.view",
    ]

    def run(name: str, **scope: str) -> Any:
        grants = MappingProxyType(dict.fromkeys(permissions, (Scope(**scope),)))
        return Actor(kind=ActorKind.PERSON, key=name, name=name, grants=grants)

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


@pytest.fixture
def boats(world: Any, cast: Any, tmp_path: Any) -> Any:
    """A pack with nouns of its own, adopted in the city since the beginning of 2026: a quarterly check of boats."""
    from hongxian.modules.base.places.queries import place
    from hongxian.modules.base.policies import commands as policies
    from hongxian.modules.base.records.tests.small_pack import write_pack

    pack = policies.load_pack(actor=cast["郑凯"], folder=write_pack(tmp_path / "boats"))
    policies.review_pack(actor=cast["张慧"], pack=pack)
    policies.publish_pack(actor=cast["陈刚"], pack=pack)
    day = date(2026, 1, 1)
    return policies.adopt_pack(actor=cast["陈刚"], pack=pack, place=place(CITY), valid_from=day, judged_from=day)
