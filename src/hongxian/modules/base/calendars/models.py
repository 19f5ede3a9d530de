"""Corrections of the calendar of working days."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed


class CalendarDay(Keyed):
    """What a day is, where the published calendar says otherwise or nothing yet.

    `basis` is the document that says so. A row is never rewritten: another decision about the same day closes it
    (`recorded_to`) and puts another in its place; withdrawing only closes it.
    """

    date = models.DateField()
    working = models.BooleanField()
    name = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=200)
    recorded_from = models.DateTimeField(default=now)
    recorded_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["date"], condition=Q(recorded_to__isnull=True), name="calendars_day_once"),
        ]

    def __str__(self) -> str:
        return self.date.isoformat()
