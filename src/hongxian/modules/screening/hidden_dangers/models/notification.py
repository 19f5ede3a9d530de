"""Formal notifications between bodies about a hidden danger, and the answers to them."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.glossary import term
from hongxian.kernel.keys import Keyed
from hongxian.modules.screening.hidden_dangers import text

NOTIFICATION_KINDS = ("copy", "hand_down", "report_up")
NOTIFICATION_STATES = ("sent", "received", "replied", "withdrawn")


class NotificationNumber(models.Model):
    """The last number that a body gave in a year: the `notification_number` of what it sent last."""

    sender = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sender", "year"], name="hidden_dangers_notification_number_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class FormalNotification(Keyed):
    """One body tells another about a hidden danger, under a number of its own: beside it, below it or above it."""

    hidden_danger = models.ForeignKey(
        "hidden_dangers.HiddenDanger", on_delete=models.PROTECT, related_name="notifications"
    )
    kind = models.CharField(max_length=10)
    sender = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    content = models.CharField(max_length=1000)
    sent_on = models.DateField()
    reply_due_on = models.DateField(null=True)
    due_calculation = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="sent")
    sent_at = models.DateTimeField()
    sent_by_name = models.CharField(max_length=40)
    received_at = models.DateTimeField(null=True)
    received_by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NOTIFICATION_KINDS), name="hidden_dangers_notification_kind"),
            models.CheckConstraint(
                condition=Q(state__in=NOTIFICATION_STATES), name="hidden_dangers_notification_state"
            ),
            models.UniqueConstraint(fields=["sender", "year", "number"], name="hidden_dangers_notification_open_once"),
        ]
        indexes = [
            models.Index(fields=["recipient", "state", "id"], name="notification_recipient"),
            models.Index(fields=["sender", "state", "id"], name="notification_sender"),
        ]

    def __str__(self) -> str:
        return text.NUMBERED.format(kind=term(f"notification_kind#{self.kind}"), year=self.year, number=self.number)


class TreatmentFeedback(Keyed):
    """What the body that was told answers: how the danger was treated."""

    notification = models.ForeignKey(
        "hidden_dangers.FormalNotification", on_delete=models.PROTECT, related_name="replies"
    )
    content = models.CharField(max_length=1000)
    replied_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.content
