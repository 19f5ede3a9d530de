"""Tasks that tests subscribe, and people who may and may not look after the outbox."""

from collections.abc import Callable
from types import MappingProxyType
from typing import Any

import pytest

from hongxian.kernel.actor import Actor, ActorKind, Scope
from hongxian.kernel.module import Module, Subscription, Timer


@pytest.fixture
def tasks(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[..., Any]]:
    """Put a function in under a name, and messages and timers find it."""
    named: dict[str, Callable[..., Any]] = {}
    monkeypatch.setattr("hongxian.kernel.outbox.deliver.resolve", lambda dotted: named[dotted])
    monkeypatch.setattr("hongxian.kernel.outbox.worker.resolve", lambda dotted: named[dotted])
    return named


@pytest.fixture
def rooms(monkeypatch: pytest.MonkeyPatch) -> dict[str, Module]:
    """The rooms whose subscriptions and timers hold in this test: none, until one is put in."""
    found: dict[str, Module] = {}
    monkeypatch.setattr("hongxian.kernel.outbox.publish.modules", lambda: found)
    monkeypatch.setattr("hongxian.kernel.outbox.worker.modules", lambda: found)
    return found


@pytest.fixture
def subscribe(rooms: dict[str, Module]) -> Callable[[str, str], None]:
    """Subscribe a task to an event, each in a room of its own."""

    def put(event: str, task: str) -> None:
        key = f"room{len(rooms)}"
        rooms[key] = Module(key=key, subscriptions=(Subscription(event, task),))

    return put


@pytest.fixture
def every(rooms: dict[str, Module]) -> Callable[[str, int], None]:
    """Run a task every so many seconds."""

    def put(task: str, seconds: int) -> None:
        rooms[task] = Module(key=task, timers=(Timer(task, task, every=seconds),))

    return put


def _person(*permissions: str) -> Actor:
    grants = MappingProxyType({permission: (Scope(),) for permission in permissions})
    return Actor(kind=ActorKind.PERSON, key="1", name="赵管理", grants=grants)


@pytest.fixture
def keeper() -> Actor:
    """Somebody who looks after the system."""
    return _person("message.view", "message.retry")


@pytest.fixture
def onlooker() -> Actor:
    """Somebody who may look, but not put anything back."""
    return _person("message.view")


@pytest.fixture
def outsider() -> Actor:
    """Somebody without a permission here."""
    return _person()
