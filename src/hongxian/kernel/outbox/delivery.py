"""What a task is given."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from hongxian.kernel.module import facts_fed_by

FACTS = "facts"
"""The argument in which a message of an event carries the facts that the act itself named."""

MANY = "many"
"""The argument in which a message says that it stands for many acts, of which it names the last."""


@dataclass(frozen=True)
class Delivery:
    """One message, as its task sees it. Delivered at least once, so the task must bear being called again.

    `key` is the same on every repetition: an actor `.within(f"message:{key}")` makes a command run once and raises
    `AlreadyDone` the next time. `entry_id` is None and `event` and subject are empty for a background job.
    """

    key: UUID
    event: str = ""
    entry_id: UUID | None = None
    subject_kind: str = ""
    subject_key: str = ""
    args: Mapping[str, object] = field(default_factory=dict)

    @property
    def many(self) -> bool:
        """Whether it stands for many acts: the subject is that of the last of them."""
        return bool(self.args.get(MANY))

    @property
    def facts(self) -> frozenset[str]:
        """The facts that may have changed: those that the event always feeds, and those that the act named."""
        named = self.args.get(FACTS, ())
        return facts_fed_by(self.event) | frozenset(named if isinstance(named, list) else ())
