"""The act under way: which command, by whom, and what it has written to the ledger so far."""

from collections.abc import Hashable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from hongxian.kernel.actor import Actor

if TYPE_CHECKING:
    from hongxian.kernel.together import Queue


class Gatherer(Protocol):
    """Whoever writes down many acts together; `hongxian.kernel.gathering` says how. `queue`: what they write is sent
    together as well; `kept`: any of it is written at all; `known`: what was asked once for all of them."""

    kept: bool
    queue: "Queue | None"
    known: dict[Hashable, Any]

    def takes(self, act: "Act") -> bool:
        """Whether what this act records is gathered."""

    def take(self, act: "Act", states: Mapping[str, Any]) -> Any:
        """Note the rows of an act under way."""

    def keep(self, act: "Act") -> None:
        """The act succeeded: its rows are to be written."""

    def has_passed(self, *what: Any) -> bool:
        """Whether the same was checked before, and passed."""

    def passes(self, *what: Any) -> None:
        """It was checked and passed."""


@dataclass
class Act:
    """One running command. `entries` are the ledger entries written under its name, `facts` the facts it says it
    changed, beside those that its event always feeds.

    `gathering`: the act is one of many that are written down together, and `rows` is what it has to be written so far.
    """

    name: str
    actor: Actor
    outer: "Act | None" = None
    entries: list[Any] = field(default_factory=list)
    facts: set[str] = field(default_factory=set)
    gathering: Gatherer | None = None
    rows: list[tuple[str, dict[str, Any]]] = field(default_factory=list)


class NoAct(RuntimeError):
    """Something wrote outside a command: a programming error, never a user's."""


_current: ContextVar[Act | None] = ContextVar("act", default=None)


def current_act() -> Act:
    """The act under way; raises `NoAct` outside a command."""
    act = _current.get()
    if act is None:
        raise NoAct("a write outside a command")
    return act


def gathering_now() -> Gatherer | None:
    """Whoever writes down the act under way with many others; None outside of such acts."""
    act = _current.get()
    return None if act is None else act.gathering


@contextmanager
def acting(name: str, actor: Actor) -> Iterator[Act]:
    """Run one act, inside another if one is under way."""
    outer = _current.get()
    act = Act(name=name, actor=actor, outer=outer, gathering=outer.gathering if outer else None)
    token = _current.set(act)
    try:
        yield act
    finally:
        _current.reset(token)
