"""Registers and their records: one table for every kind of register that the dictionary of facts describes."""

from django.db import models
from django.db.models import F, Q

from hongxian.kernel.keys import Keyed
from hongxian.modules.base.records.columns import Said

STATES = ("recorded", "awaiting_confirmation", "confirmed", "rejected", "withdrawn")
LIVE = ("recorded", "awaiting_confirmation", "confirmed")
REFERENCES = ("enterprise", "department", "party")
"""The keys by which records are looked for most; each has an index."""


class Register(Keyed):
    """A register that is kept for a place and what lies in it, by a party, from–to: only where one is open does it mean
    anything that nothing is in it.

    `recorded_at` is when its opening became known, `closing_recorded_at` when its closing did; one that was opened by
    mistake is withdrawn and never was open.
    """

    noun = models.CharField(max_length=60)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    keeper = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    closing_recorded_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="records_register_valid_order",
            ),
            models.UniqueConstraint(
                fields=["noun", "place"],
                condition=Q(valid_to__isnull=True, withdrawn_at__isnull=True),
                name="records_register_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.noun


class Record(Keyed):
    """One version of one row of a register. `row` is the row's own key, the same in every version, and the key of the
    fact; the first version bears it too. What is known now is the version without `recorded_to`.

    `values` holds what the dictionary's fields say, apart from the day it happened, the validity and the place, which
    are columns. `corrects` is the version to which a rejected correction falls back. `back_entry`: typed in when the
    period in which it counts was over, so it waits for a second person. `recorded_at` is when the content was typed
    in, `recorded_from` when this version became known.
    """

    row = models.UUIDField()
    version = models.PositiveIntegerField(default=1)
    corrects = models.UUIDField(null=True)
    register = models.ForeignKey("records.Register", on_delete=models.PROTECT, related_name="records")
    noun = models.CharField(max_length=60)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=80)
    values = models.JSONField()
    happened_on = models.DateField(null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    label = models.CharField(max_length=200)
    evidence = models.CharField(max_length=500, blank=True)
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=24, default="recorded")
    back_entry = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)
    recorded_from = models.DateTimeField()
    recorded_to = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="records_record_state"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="records_record_valid_order",
            ),
            models.UniqueConstraint(fields=["row", "version"], name="records_record_version_once"),
            models.UniqueConstraint(
                fields=["row"], condition=Q(recorded_to__isnull=True), name="records_record_current_open_once"
            ),
            models.UniqueConstraint(
                fields=["register", "fingerprint"],
                condition=Q(recorded_to__isnull=True, ended_at__isnull=True),
                name="records_record_recorded_once",
            ),
        ]
        indexes = [
            models.Index(fields=["noun", "path"], name="records_record_path"),
            models.Index(fields=["noun", "happened_on"], name="records_record_day"),
            models.Index(fields=["register", "row"], name="records_record_row"),
            *(models.Index(F("noun"), Said("values", name), name=f"records_record_{name}") for name in REFERENCES),
        ]

    def __str__(self) -> str:
        return self.label
