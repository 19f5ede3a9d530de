"""Of which origin a place has hidden dangers, or has stated that there are none."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed
from hongxian.modules.screening.hidden_dangers.models.danger import ORIGINS


class DangerOriginReturn(Keyed):
    """That dangers of an origin were entered in a place, the first of them found on `valid_from`; or that somebody
    stated (`declared_none`) that this origin found none there, from that day. How many there are is counted."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=30)
    valid_from = models.DateField()
    declared_none = models.BooleanField(default=False)
    declared_on = models.DateField(null=True)
    declared_at = models.DateTimeField(null=True)
    declared_by_name = models.CharField(max_length=40, blank=True)
    basis = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="hidden_dangers_return_origin"),
            models.CheckConstraint(
                condition=Q(declared_none=False) | Q(declared_on__isnull=False), name="hidden_dangers_return_declared"
            ),
            models.UniqueConstraint(fields=["place", "origin"], name="hidden_dangers_return_once"),
        ]

    def __str__(self) -> str:
        return self.origin
