"""The outbox: what has to happen after a commit, and when each timer last ran."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed

PENDING, DONE, FAILED = STATES = ("pending", "done", "failed")


class Message(Keyed):
    """One task to be called once the transaction that wrote this row has committed.

    `task` is a dotted function of one `Delivery`. A message of an event names the ledger entry and its subject; a
    background job has neither, only `args`. While a worker holds it, `next_at` is the end of the lease. `error` is
    the last failure and stays after success, so that one sees that it was not smooth.
    """

    event = models.CharField(max_length=100, blank=True)
    entry_id = models.UUIDField(null=True)
    subject_kind = models.CharField(max_length=100, blank=True)
    subject_key = models.CharField(max_length=100, blank=True)
    task = models.CharField(max_length=200)
    args = models.JSONField(default=dict)
    state = models.CharField(max_length=10, default=PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField(default=now)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(default=now)
    done_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="outbox_message_state"),
            models.CheckConstraint(
                condition=Q(state=DONE, done_at__isnull=False) | (~Q(state=DONE) & Q(done_at__isnull=True)),
                name="outbox_message_done_at",
            ),
        ]
        indexes = [
            # By done_at rather than state: SQLite takes a partial index only if its condition has no parameter.
            models.Index(fields=["state", "next_at"], condition=Q(done_at__isnull=True), name="outbox_message_open"),
            models.Index(fields=["done_at"], condition=Q(done_at__isnull=False), name="outbox_message_done"),
        ]

    def __str__(self) -> str:
        return f"{self.event or self.task} {self.state}"

    @property
    def short_task(self) -> str:
        """The end of the dotted name: room, file and function."""
        return ".".join(self.task.split(".")[-3:])


class TimerRun(models.Model):
    """When a timer last began, and how that ended: an empty `error` is a good end."""

    key = models.CharField(primary_key=True, max_length=100)
    ran_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.key
