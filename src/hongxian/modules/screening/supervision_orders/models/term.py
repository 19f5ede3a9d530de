"""The terms of supervision that a place chose: each value with where it comes from and how sure that is."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

OWN = "own"
CERTAINTIES = ("C", "V", "Q", "S", "K", OWN)
"""As in the pack of national values, and `own`: set by the place itself."""


class SupervisionTerm(Keyed):
    """One term at a place. `amount` in `unit`, or for the stages of acceptance their names in `stages`. One from a
    doubtful source waits for somebody to confirm it and decides nothing until then."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    term_key = models.CharField(max_length=30)
    amount = models.PositiveSmallIntegerField(null=True)
    unit = models.CharField(max_length=12, blank=True)
    stages = models.JSONField(default=list)
    profile = models.CharField(max_length=20, blank=True)
    source = models.CharField(max_length=200)
    certainty = models.CharField(max_length=3)
    set_at = models.DateTimeField()
    set_by = models.CharField(max_length=64)
    set_by_name = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by_name = models.CharField(max_length=40, blank=True)
    confirmation_basis = models.CharField(max_length=300, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(certainty__in=CERTAINTIES), name="supervision_orders_term_certainty"),
            models.UniqueConstraint(
                fields=["place", "term_key"],
                condition=Q(ended_at__isnull=True),
                name="supervision_orders_term_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.term_key

    @property
    def decides(self) -> bool:
        """Whether it decides: read in the source itself, set by the place, or confirmed."""
        return self.certainty in ("C", "V", OWN) or self.confirmed_at is not None
