"""Policies: packs as published, where they are adopted, what their vague words mean there.

Clauses and obligations are not copied into tables: they are read from the pack's own files, addressed by its hash.
"""

from django.db import models

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

STATES = ("draft", "reviewed", "published", "withdrawn")


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


class Practice(TwoTimes):
    """A place made an obligation its own that a pack only reports as done somewhere: by a document of a day. It binds
    the place and what lies below it."""

    pack_code = models.CharField(max_length=60)
    obligation = models.CharField(max_length=20)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=200)
    issued_on = models.DateField()
    ended_by = models.CharField(max_length=200, blank=True)
    ended_by_issued_on = models.DateField(null=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("pack_code", "obligation", "place", name="policies_practice"),
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.document}"


class Rebase(TwoTimes):
    """A place moves the dates printed in a pack by whole years, to use the campaign again; zero takes that back. The
    printed dates stay as they are and are shown beside the moved ones. Why stands in the ledger."""

    pack_code = models.CharField(max_length=60)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    years = models.SmallIntegerField()
    basis = models.CharField(max_length=200)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("pack_code", "place", name="policies_rebase")]

    def __str__(self) -> str:
        return str(self.years)


class Precedence(TwoTimes):
    """Where several packs bind a place: which of them prevails there in one family of rules. Until somebody chooses,
    all of them bind. Why stands in the ledger."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    family = models.CharField(max_length=40)
    pack_code = models.CharField(max_length=60)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("place", "family", name="policies_precedence")]

    def __str__(self) -> str:
        return f"{self.family} {self.pack_code}"
