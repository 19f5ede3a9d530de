"""Putting work into the outbox, inside the transaction whose commit it waits for."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from django.conf import settings

from hongxian.kernel.clock import now
from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.module import FACT_CHANGED, facts_fed_by, kinds_told_of, modules
from hongxian.kernel.outbox.delivery import FACTS, MANY
from hongxian.kernel.outbox.models import Message

EVERY_EVENT = "*"


def publish(entry: Entry, facts: AbstractSet[str] = frozenset(), *, many: bool = False) -> None:
    """Put in one message for each subscription to this entry's event. The command wrapper calls it; nobody else.

    `facts` are those that the act says it changed; the message carries them. `many`: the entry stands for many acts.
    """
    args: dict[str, object] = ({FACTS: sorted(facts)} if facts else {}) | ({MANY: True} if many else {})
    Message.objects.bulk_create(
        Message(
            event=entry.event,
            entry_id=entry.pk,
            subject_kind=entry.subject_kind,
            subject_key=entry.subject_key,
            task=task,
            args=args,
        )
        for task in subscribers(entry.event, facts)
    )


def subscribers(event: str, facts: AbstractSet[str] = frozenset()) -> list[str]:
    """The tasks that subscribed to the event, or to the change of facts it brings, in the order of the rooms, each
    once."""
    matching = {event, EVERY_EVENT} | ({FACT_CHANGED} if facts or facts_fed_by(event) else set())
    tasks = [
        subscription.task
        for module in modules().values()
        for subscription in module.subscriptions
        if subscription.event in matching
    ]
    if settings.NOTICES_TASK and kinds_told_of(event):
        tasks.append(settings.NOTICES_TASK)
    return list(dict.fromkeys(tasks))


def is_awaited(event: str) -> bool:
    """Whether somebody subscribed to the event by its name and wants to be told of each act of it by itself."""
    return any(each.event == event and not each.once for module in modules().values() for each in module.subscriptions)


def enqueue(task: str, at: datetime | None = None, **args: object) -> Message:
    """Put in a background job: the dotted `task` is called with a `Delivery` that carries `args` (plain JSON), not
    before the moment `at`, if one is given.

    Inside a command the job runs only if the command commits.
    """
    return Message.objects.create(task=task, next_at=at or now(), args=args)
