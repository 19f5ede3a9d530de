"""Registers and their records: one table for every kind of register that the dictionary of facts describes."""

from django.db import models
from django.db.models import F, Q

from hongxian.kernel.keys import Keyed

STATES = ("recorded", "awaiting_confirmation", "confirmed", "rejected", "withdrawn")
LIVE = ("recorded", "awaiting_confirmation", "confirmed")
SLOTS = ("ref1", "ref2", "ref3", "ref4", "ref5", "ref6")
"""Columns for what a record points to, so that rows are found and joined by it; which field has which, `Slot` says."""


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


class Slot(models.Model):
    """The column of the records of a noun in which a field of theirs that points to rows is kept. Given once and kept,
    whatever becomes of the dictionary; a noun with more such fields than columns keeps the rest in its values only."""

    noun = models.CharField(max_length=60)
    field = models.CharField(max_length=60)
    column = models.CharField(max_length=8)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["noun", "field"], name="records_slot_field_once"),
            models.UniqueConstraint(fields=["noun", "column"], name="records_slot_column_once"),
            models.CheckConstraint(condition=Q(column__in=SLOTS), name="records_slot_column"),
        ]

    def __str__(self) -> str:
        return f"{self.noun}.{self.field}"


class Record(Keyed):
    """One version of one row of a register. `row` is the row's own key, the same in every version, and the key of the
    fact; the first version bears it too. What is known now is the version without `recorded_to`.

    `values` holds what the dictionary's fields say, apart from the day it happened, the validity and the place, which
    are columns; what it points to stands in columns (`SLOTS`) beside. `corrects` is the version to which a rejected
    correction falls back. `restricted`: only named
    posts may see it. `back_entry`: typed in when the period in which it counts was over, so it waits for a second
    person. `recorded_at` is when the content was typed in, `recorded_from` when this version became known.
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
    restricted = models.BooleanField(default=False)
    ref1 = models.UUIDField(null=True)
    ref2 = models.UUIDField(null=True)
    ref3 = models.UUIDField(null=True)
    ref4 = models.UUIDField(null=True)
    ref5 = models.UUIDField(null=True)
    ref6 = models.UUIDField(null=True)
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
            # What stands now is asked for most; the conditions have no parameters, so that SQLite takes these indexes
            # too, and what they ask for stands in the index, so that a count looks at nothing else.
            models.Index(
                fields=["noun", "path", "ended_at", "recorded_to", "restricted"],
                condition=Q(recorded_to__isnull=True, ended_at__isnull=True),
                name="records_record_standing",
            ),
            models.Index(fields=["noun", "happened_on"], name="records_record_day"),
            models.Index(fields=["register", "row"], name="records_record_row"),
            *(
                models.Index(
                    fields=[slot, "noun"], condition=Q(**{f"{slot}__isnull": False}), name=f"records_record_{slot}"
                )
                for slot in SLOTS
            ),
        ]

    ledger_exclude = ("fingerprint", *SLOTS)
    """Made from the rest of the row."""

    def __str__(self) -> str:
        return self.label
