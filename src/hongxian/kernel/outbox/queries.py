"""What others may read of the outbox."""

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor, instance_wide
from hongxian.kernel.clock import now
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.kernel.outbox.models import FAILED, PENDING, Message, TimerRun


def visible_messages(actor: Actor, permission: str = "message.view") -> QuerySet[Message]:
    """All messages to whoever holds the permission, none to others: a message has no place."""
    return instance_wide(Message.objects.all(), actor, permission)


def visible_timer_runs(actor: Actor, permission: str = "message.view") -> QuerySet[TimerRun]:
    """When each timer last ran, to whoever may see the messages."""
    return instance_wide(TimerRun.objects.order_by("key"), actor, permission)


def failed_messages(actor: Actor) -> QuerySet[Message]:
    """What was given up after the last attempt, newest first."""
    return visible_messages(actor).filter(done_at__isnull=True, state=FAILED).order_by("-pk")


def waiting_messages(actor: Actor) -> QuerySet[Message]:
    """What has not been delivered yet, the next one first; those tried before carry their last error."""
    return visible_messages(actor).filter(done_at__isnull=True, state=PENDING).order_by("next_at", "pk")


def facts_to_come(delivery: Delivery, task: str) -> frozenset[str]:
    """The facts that events later than this one changed and of which the task, by its dotted name, waits to be told:
    what rests on them it will see to then. What failed before does not count: it may be long in coming."""
    waiting = Message.objects.filter(done_at__isnull=True, state=PENDING, attempts=0, next_at__lte=now())
    told = waiting.filter(task=task, pk__gt=delivery.key).order_by().values_list("event", "args").distinct()
    return frozenset().union(*(Delivery(delivery.key, event=event, args=args).facts for event, args in told))
