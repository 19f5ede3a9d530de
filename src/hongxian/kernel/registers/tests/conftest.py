"""What the tests of registers share: enterprises in two counties, and people who see one of them or both. Django is not
yet set up when this file is read: imports stand in the fixtures."""

from collections.abc import Callable
from itertools import count
from types import MappingProxyType
from typing import Any

import pytest

CITY, COUNTY = "410000/411000/", "410000/411000/411081/"
VIEW = ("enterprise.view", "export.make", "saved_filter.view", "saved_filter.save", "list_setting.set")


@pytest.fixture
def someone() -> Callable[..., Any]:
    """A person who holds permissions within a place."""
    from hongxian.kernel.actor import Actor, ActorKind, Scope

    def run(path: str = CITY, *more: str, key: str = "p1") -> Any:
        grants = {permission: (Scope(path=path),) for permission in (*VIEW, *more)}
        return Actor(ActorKind.PERSON, key, "张三", organisation_name="市应急局", grants=MappingProxyType(grants))

    return run


@pytest.fixture
def enterprises(world: Any, cast: Any) -> list[Any]:
    """Three in Weidu, two in Yuzhou; one has an old registration number only."""
    from hongxian.modules.base.enterprises.commands import register_enterprise
    from hongxian.modules.base.places.queries import place

    plan = [
        ("411002", "甲厂", {"credit_code": "91350100M000100Y43"}, "coal", True),
        ("411002", "乙厂", {"registration_number": "100000000000001"}, "coal", False),
        ("411002", "=丙厂()", {"registration_number": "100000000000002"}, "mine", None),
        ("411081", "丁厂", {"registration_number": "100000000000003"}, "mine", True),
        ("411081", "丁厂", {"registration_number": "100000000000004"}, "commerce", False),
    ]
    return [
        register_enterprise(
            actor=cast["张慧"],
            place=place(code),
            name=name,
            ownership="private",
            sector=sector,
            is_high_risk=risk,
            **number,
        )
        for code, name, number, sector, risk in plan
    ]


@pytest.fixture
def look(enterprises: list[Any]) -> Callable[..., Any]:
    """The register of enterprises under the conditions of an address."""
    from django.http import QueryDict

    from hongxian.kernel.registers.declared import register_of
    from hongxian.kernel.registers.listing import Listing

    def run(actor: Any, query: str = "", **kwargs: Any) -> Any:
        register = register_of("enterprise")
        assert register is not None
        return Listing(register, actor, QueryDict(query), path=f"/enterprises/?{query}", **kwargs)

    return run


@pytest.fixture
def send(enterprises: list[Any]) -> Callable[..., Any]:
    """Carry out a view for an actor, as the middleware would."""
    from django.contrib.messages.storage.cookie import CookieStorage
    from django.test import RequestFactory

    numbers = count()

    def run(actor: Any, view: Any, *args: Any, data: Any = None, query: str = "") -> Any:
        factory = RequestFactory()
        request = factory.get(f"/?{query}") if data is None else factory.post("/", data)
        request.actor = actor.within(f"request-{next(numbers)}") if data is not None else actor  # type: ignore[attr-defined]
        request._messages = CookieStorage(request)  # type: ignore[attr-defined]
        return view(request, *args)

    return run
