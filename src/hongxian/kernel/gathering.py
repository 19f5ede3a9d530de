"""Many commands under one act, written down together: an import of 100,000 rows is one act with a manifest of its rows.

Inside `gathered` what the commands record is kept, and written as entries of up to `PART` rows each under the name of
the command, so that the history of a row stays as quick to read as ever. The commands check permission, scope and
meaning as they always do. An event that somebody subscribed to by its name is recorded act by act, as always.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.db import connection, transaction

from hongxian.kernel.act import Act, acting, current_act
from hongxian.kernel.actor import Actor
from hongxian.kernel.ledger.canonical import Json
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.ledger.record import write
from hongxian.kernel.outbox.publish import is_awaited, publish
from hongxian.kernel.together import NotTogether, Queue

PART = 200
_MOST_PASSED = 20_000
R = TypeVar("R")


@dataclass
class Gathering:
    """What the commands under one act have written so far. `parts` are the entries made of it: key and manifest."""

    root: Act
    reason: str = ""
    detail: Mapping[str, object] = field(default_factory=dict)
    parts: list[tuple[str, str]] = field(default_factory=list)
    kept: bool = True
    queue: Queue | None = None
    known: dict[Hashable, Any] = field(default_factory=dict)
    _waiting: dict[str, dict[str, Json]] = field(default_factory=dict)
    _last: dict[str, Entry] = field(default_factory=dict)
    _facts: dict[str, set[str]] = field(default_factory=dict)
    _awaited: dict[str, bool] = field(default_factory=dict)
    _passed: set[tuple[Any, ...]] = field(default_factory=set)

    def takes(self, act: Act) -> bool:
        """Whether what this act records is gathered, not written by itself."""
        if act.name not in self._awaited:
            self._awaited[act.name] = is_awaited(act.name)
        return not self._awaited[act.name]

    def take(self, act: Act, states: Mapping[str, Json]) -> Entry:
        """Note the rows of an act under way; what it returns stands for the entry to come."""
        act.rows += states.items()
        stand_in = Entry(event=act.name)
        act.entries.append(stand_in)
        return stand_in

    def keep(self, act: Act) -> None:
        """The act succeeded: its rows are to be written. Those of an act inside another wait for that one."""
        if act.outer is not None and act.outer is not self.root:
            act.outer.rows += act.rows
            act.outer.facts |= act.facts
            return
        waiting = self._waiting.setdefault(act.name, {})
        for name, state in act.rows:
            waiting[name] = state
        self._facts.setdefault(act.name, set()).update(act.facts)
        if len(waiting) >= PART:
            self._write(act.name)

    def has_passed(self, *what: Any) -> bool:
        """Whether the same was checked under this act before, and passed."""
        return what in self._passed or (self.queue is not None and what in self.queue.passed)

    def passes(self, *what: Any) -> None:
        """It was checked and passed: it need not be checked for each row anew."""
        if self.queue is not None:
            self.queue.passed.add(what)
        elif len(self._passed) < _MOST_PASSED:
            self._passed.add(what)

    def together(self, work: Callable[[], R]) -> R:
        """Do work that calls many commands, with what they write sent to the database together. Where that cannot be
        done, nothing of it stands and the work is done once more, act by act: so it must say the same again."""
        before, queue = self._noted(), Queue()
        try:
            with transaction.atomic(), connection.execute_wrapper(queue):
                self.queue = queue
                try:
                    result = work()
                    queue.flush()
                    return result
                finally:
                    self.queue = None
        except NotTogether:
            queue.undo()
            self._waiting, self._last, self._facts, self.parts[:] = before
        return work()

    def close(self) -> None:
        """Write what still waits, and tell once of each kind of event."""
        for name in [name for name, waiting in self._waiting.items() if waiting]:
            self._write(name)
        for name, entry in self._last.items():
            publish(entry, self._facts[name], many=True)

    def _noted(self) -> tuple[Any, ...]:
        waiting = {name: dict(states) for name, states in self._waiting.items()}
        return waiting, dict(self._last), {name: set(facts) for name, facts in self._facts.items()}, list(self.parts)

    def _write(self, name: str) -> None:
        states = self._waiting.pop(name)
        if not self.kept:
            return
        with self.queue.aside() if self.queue is not None else nullcontext():
            self._write_part(name, states)

    def _write_part(self, name: str, states: dict[str, Json]) -> None:
        act = Act(name=name, actor=self.root.actor, outer=self.root)
        detail = {**self.detail, "part": len(self.parts) + 1}
        entry = write(act, states, reason=self.reason, detail=detail)
        self.parts.append((str(entry.pk), entry.manifest))
        self._last[name] = entry


@contextmanager
def gathered(*, reason: str = "", detail: Mapping[str, object] | None = None) -> Iterator[Gathering]:
    """Inside a command: write down together what the commands called in this block do. Their entries carry the reason
    and the detail. The command under way records its own entry after the block, and names the `parts` in it."""
    root = current_act()
    gathering = Gathering(root, reason, detail or {})
    root.gathering = gathering
    try:
        yield gathering
        gathering.close()
    finally:
        root.gathering = None


@contextmanager
def rehearsed(actor: Actor) -> Iterator[Gathering]:
    """Carry out the commands called in this block as they would be, with every check and refusal, and undo it all."""
    with acting("rehearsal", actor) as root, transaction.atomic():
        root.gathering = gathering = Gathering(root, kept=False)
        yield gathering
        transaction.set_rollback(True)
