"""How risks are assessed in a place or an enterprise: the scales, which grade counts, who controls which grade."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.two_times import TwoTimes, open_once

TIERS = ("company", "workshop", "team", "post")
"""Who controls a risk inside an enterprise, the highest first; each also controls what those below it do."""

BASES = ("controlled", "inherent")
"""Which of two grades of a risk is its grade: the one with the measures at work, or the one without them."""


class RiskScheme(TwoTimes):
    """What a place or an enterprise decided, and why. The nearest one applies: the enterprise's own, else that of the
    smallest place around it. A scale is named by the file that holds it; where none is named, nobody can score by that
    method."""

    place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    lec_scale = models.CharField(max_length=40, blank=True)
    ls_scale = models.CharField(max_length=40, blank=True)
    graded_by = models.CharField(max_length=12)
    tier_1 = models.CharField(max_length=10)
    tier_2 = models.CharField(max_length=10)
    tier_3 = models.CharField(max_length=10)
    tier_4 = models.CharField(max_length=10)
    reason = models.CharField(max_length=300)
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("place", name="risks_scheme_place"),
            open_once("enterprise", name="risks_scheme_enterprise"),
            models.CheckConstraint(
                condition=Q(place__isnull=True, enterprise__isnull=False)
                | Q(place__isnull=False, enterprise__isnull=True),
                name="risks_scheme_of_one",
            ),
            models.CheckConstraint(condition=Q(graded_by__in=BASES), name="risks_scheme_graded_by"),
        ]

    def __str__(self) -> str:
        return self.reason
