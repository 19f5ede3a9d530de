"""Places: the administrative ladder by its real codes, zones beside it, what they were before, and their boundaries."""

import json
from datetime import date

from django.db import models

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

LEVELS = ("province", "city", "county", "town", "village")
KINDS = ("administrative", "zone")
ADJUSTMENT_KINDS = ("rename", "move", "merge", "split")
SINCE_UNKNOWN = date(1900, 1, 1)
"""The first version of a place holds from this day: since when it had been so was not told."""


class Place(models.Model):
    """A province, city, county, town or village, or a zone (kind `zone`) standing beside the ladder at that level.

    `code` is the six-digit code of GB/T 2260, the nine-digit code of a town, the twelve-digit one of a village; a zone
    has the code of the place above it, a Z and a number. `path` is the codes from the province down, each followed by a
    slash, so that a subtree is one range of the index; towns that a zone governs stand under the zone. A place that was
    done away with keeps its row, with its last day in `abolished_on`; its path then lies under that of the place it is
    `succeeded_by`, so that whatever hangs on the old code is found there.
    """

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, default="administrative")
    parent = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=160, unique=True)
    source = models.CharField(max_length=120)
    abolished_on = models.DateField(null=True)
    succeeded_by = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=LEVELS), name="places_place_level"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="places_place_kind"),
        ]

    def __str__(self) -> str:
        return self.name


class PlaceVersion(TwoTimes):
    """What a place was called and where it lay, from one day through another; none for places that never changed."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="versions")
    name = models.CharField(max_length=60)
    parent = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200, blank=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("place", name="places_place_version")]

    def __str__(self) -> str:
        return self.name


class PlaceAdjustment(Keyed):
    """An adjustment of divisions: one proposes it with its document, another confirms it.

    `rename` gives a new name, `move` another parent, both perhaps a new code; `merge` lets the place go into `into`;
    `split` puts `split_into` (code, name) in its stead, of which the first carries on what hangs on the old code.
    """

    adjustment_kind = models.CharField(max_length=20)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="adjustments")
    new_name = models.CharField(max_length=60, blank=True)
    new_code = models.CharField(max_length=12, blank=True)
    new_parent = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    into = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    split_into = models.JSONField(default=list)
    valid_from = models.DateField()
    basis = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default="proposed")
    proposed_by = models.CharField(max_length=80)
    decided_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(adjustment_kind__in=ADJUSTMENT_KINDS), name="places_place_adjustment_kind"
            ),
            models.UniqueConstraint(
                fields=["place"],
                condition=models.Q(state="proposed"),
                name="places_place_adjustment_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.basis


class PlaceBoundary(models.Model):
    """The outline of a place as GeoJSON, degrees of longitude and latitude, with its source and licence. The ledger
    holds its digest."""

    place = models.OneToOneField("places.Place", primary_key=True, on_delete=models.PROTECT, related_name="boundary")
    geometry = models.TextField()
    digest = models.CharField(max_length=64)
    points = models.PositiveIntegerField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(max_length=200)
    licence = models.CharField(max_length=200)
    ledger_exclude = ("geometry",)

    def __str__(self) -> str:
        return self.source

    @property
    def properties(self) -> str:
        """Code and name of the place, as JSON."""
        return json.dumps({"code": self.place_id, "name": self.place.name}, ensure_ascii=False)
