"""The act under way: which command, by whom, and what it has written to the ledger so far."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from hongxian.kernel.actor import Actor


@dataclass
class Act:
    """One running command. `entries` are the ledger entries written under its name, `facts` the facts it says it
    changed, beside those that its event always feeds."""

    name: str
    actor: Actor
    outer: "Act | None" = None
    entries: list[Any] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)


class NoAct(RuntimeError):
    """Something wrote outside a command: a programming error, never a user's."""


_current: ContextVar[Act | None] = ContextVar("act", default=None)


def current_act() -> Act:
    """The act under way; raises `NoAct` outside a command."""
    act = _current.get()
    if act is None:
        raise NoAct("a write outside a command")
    return act


@contextmanager
def acting(name: str, actor: Actor) -> Iterator[Act]:
    """Run one act, inside another if one is under way."""
    act = Act(name=name, actor=actor, outer=_current.get())
    token = _current.set(act)
    try:
        yield act
    finally:
        _current.reset(token)
