"""Who may correct the calendar, and browsers in which they are logged in."""

from collections.abc import Callable
from types import MappingProxyType

import pytest
from django.test import Client

from hongxian.kernel.actor import Actor, ActorKind, Scope


def _person(*permissions: str) -> Actor:
    grants = MappingProxyType({permission: (Scope(),) for permission in permissions})
    return Actor(kind=ActorKind.PERSON, key="1", name="赵管理", grants=grants)


@pytest.fixture
def keeper() -> Actor:
    """Somebody who keeps the calendar."""
    return _person("calendar_day.view", "calendar_day.set", "calendar_day.withdraw")


@pytest.fixture
def reader() -> Actor:
    """Somebody who may only read it."""
    return _person("calendar_day.view")


@pytest.fixture
def outsider() -> Actor:
    """Somebody without a permission here."""
    return _person()


@pytest.fixture
def browse(client: Client, monkeypatch: pytest.MonkeyPatch) -> Callable[[Actor], Client]:
    """A browser in which the actor is logged in."""

    def as_actor(actor: Actor) -> Client:
        monkeypatch.setattr("hongxian.kernel.web.middleware.import_string", lambda dotted: lambda request: actor)
        return client

    return as_actor
