"""Duties: what is owed and not yet done, on somebody's desk."""

from django.db import models

from hongxian.kernel.keys import Keyed

STATES = ("open", "done", "explained", "withdrawn")


class Duty(Keyed):
    """Something an organisation owes, why, and by when.

    `source` is the key of what it follows from: one source, one duty. `calculation` says step by step how the due
    date came about; `provisional` that it rests on a calendar not yet published. Organisations are opaque keys with
    the name they bore when the duty arose. `explanation` is what was said of a duty that was not done in time.
    """

    source = models.CharField(max_length=160, unique=True)
    subject_kind = models.CharField(max_length=40)
    subject_key = models.CharField(max_length=64)
    organisation = models.CharField(max_length=64)
    organisation_name = models.CharField(max_length=120)
    office = models.CharField(max_length=64, blank=True)
    chaser = models.CharField(max_length=64, blank=True)
    chaser_name = models.CharField(max_length=120, blank=True)
    path = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    clause = models.TextField()
    clause_source = models.CharField(max_length=200)
    state = models.CharField(max_length=10, default="open")
    due_on = models.DateField(null=True)
    calculation = models.JSONField(default=list)
    provisional = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    remind_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    overdue_told_at = models.DateTimeField(null=True)
    explanation = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=STATES), name="duties_duty_state")]
        indexes = [
            models.Index(fields=["organisation", "state", "due_on"]),
            models.Index(fields=["path", "state"]),
            models.Index(fields=["state", "remind_on"]),
            models.Index(fields=["state", "due_on"]),
        ]

    def __str__(self) -> str:
        return self.title
