"""Putting work into the outbox, inside the transaction whose commit it waits for."""

from hongxian.kernel.ledger.models import Entry
from hongxian.kernel.module import FACT_CHANGED, facts_fed_by, modules
from hongxian.kernel.outbox.models import Message

EVERY_EVENT = "*"


def publish(entry: Entry) -> None:
    """Put in one message for each subscription to this entry's event. The command wrapper calls it; nobody else."""
    Message.objects.bulk_create(
        Message(
            event=entry.event,
            entry_id=entry.pk,
            subject_kind=entry.subject_kind,
            subject_key=entry.subject_key,
            task=task,
        )
        for task in subscribers(entry.event)
    )


def subscribers(event: str) -> list[str]:
    """The tasks that subscribed to the event, in the order of the rooms, each once."""
    matching = {event, EVERY_EVENT} | ({FACT_CHANGED} if facts_fed_by(event) else set())
    return list(
        dict.fromkeys(
            subscription.task
            for module in modules().values()
            for subscription in module.subscriptions
            if subscription.event in matching
        )
    )


def enqueue(task: str, **args: object) -> Message:
    """Put in a background job: the dotted `task` is called with a `Delivery` that carries `args` (plain JSON).

    Inside a command the job runs only if the command commits.
    """
    return Message.objects.create(task=task, args=args)
