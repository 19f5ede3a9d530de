"""Places: the administrative ladder by its real codes, and zones beside it."""

from django.db import models

LEVELS = ("province", "city", "county", "town", "village")
KINDS = ("administrative", "zone")


class Place(models.Model):
    """A province, city, county, town or village, or a zone (kind `zone`) standing beside the ladder at that level.

    `code` is the six-digit code of GB/T 2260 or the nine-digit code of a town; a zone has the code of the place above
    it, a Z and a number. `path` is the codes from the province down, each followed by a slash, so that a subtree is one
    range of the index; towns that a zone governs stand under the zone.
    """

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10)
    kind = models.CharField(max_length=20, default="administrative")
    parent = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="children")
    path = models.CharField(max_length=80, unique=True)
    source = models.CharField(max_length=120)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(level__in=LEVELS), name="places_place_level"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="places_place_kind"),
        ]

    def __str__(self) -> str:
        return self.name
