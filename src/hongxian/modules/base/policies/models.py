"""Policies: packs as published, where they are adopted, what their vague words mean there, and the verdicts.

Clauses and obligations are not copied into tables: they are read from the pack's own files, addressed by its hash.
"""

from typing import ClassVar

from django.db import models

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

STATES = ("draft", "reviewed", "published", "withdrawn")
STATUSES = ("met", "not_met", "not_due", "undecidable")


def nothing() -> list[object]:
    """An empty list for JSON fields."""
    return []


def empty() -> dict[str, object]:
    """An empty object for JSON fields."""
    return {}


class Pack(Keyed):
    """One version of a place's policy. `hash` is the SHA-256 of its folder, which is kept in the data directory
    under that name; a published version never changes, a correction is a new version."""

    code = models.CharField(max_length=60)
    version = models.PositiveIntegerField()
    title = models.CharField(max_length=200)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, default="draft")
    effective_from = models.DateField()
    loaded_at = models.DateTimeField()
    loaded_by = models.CharField(max_length=64)
    reviewed_by = models.CharField(max_length=64, blank=True)
    published_by = models.CharField(max_length=64, blank=True)
    published_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code", "version"], name="policies_pack_version_once"),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="policies_pack_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Adoption(TwoTimes):
    """A pack binds a place. Periods that began before `judged_from` are not judged: before that day the system held
    no records, and an empty register proves nothing."""

    pack = models.ForeignKey("policies.Pack", on_delete=models.PROTECT, related_name="adoptions")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    judged_from = models.DateField()

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("pack", "place", name="policies_adoption")]

    def __str__(self) -> str:
        return str(self.pk)


class ParameterValue(TwoTimes):
    """What a vague word of a pack means in a place, from–to: set by somebody, for a reason, with or without a source.
    Who and why stand in the ledger."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    pack_code = models.CharField(max_length=60)
    parameter = models.CharField(max_length=60)
    value = models.JSONField()
    source = models.CharField(max_length=200, blank=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("place", "pack_code", "parameter", name="policies_parameter_value"),
        ]
        indexes = [models.Index(fields=["pack_code", "parameter"])]

    def __str__(self) -> str:
        return self.parameter


class Verdict(Keyed):
    """One obligation × accountable party × period, as it stood when it last turned.

    `digest` is that of the populations, `counts` and `parameters` what the verdict rests on; with the pack's hash
    it can be replayed. `next_change_on` is the first day on which time alone can change it.
    """

    pack = models.ForeignKey("policies.Pack", on_delete=models.PROTECT, related_name="verdicts")
    obligation = models.CharField(max_length=20)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=80)
    period = models.CharField(max_length=12, blank=True)
    period_label = models.CharField(max_length=40, blank=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    status = models.CharField(max_length=12)
    backfilled = models.BooleanField(default=False)
    outstanding = models.BooleanField(default=False)
    next_change_on = models.DateField(null=True)
    next_change_reason = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=empty)
    missing = models.JSONField(default=nothing)
    remarks = models.JSONField(default=nothing)
    parameters = models.JSONField(default=empty)
    digest = models.CharField(max_length=64)
    turned_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "obligation", "party", "period"], name="policies_verdict_once_per_grain"
            ),
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="policies_verdict_status"),
        ]
        indexes = [
            models.Index(fields=["path", "status"]),
            models.Index(fields=["next_change_on"]),
        ]

    STATED: ClassVar[tuple[str, ...]] = (
        "status",
        "backfilled",
        "outstanding",
        "next_change_on",
        "next_change_reason",
        "counts",
        "missing",
        "remarks",
        "parameters",
        "digest",
    )

    @property
    def grain(self) -> tuple[str, str, str]:
        """Obligation, party and period by their keys, as the judge names what is to be judged."""
        return self.obligation, str(self.party_id), self.period

    def __str__(self) -> str:
        return f"{self.obligation} {self.period}"
