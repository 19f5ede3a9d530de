"""Risks of an area, found by an assessment of the whole of it, and the warnings sent about them."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once


class PlaceParticulars(models.Model):
    """What an assessment of the area fixed: the grade, and who controls it at which level by what."""

    name = models.CharField(max_length=120)
    risk_grade = models.PositiveSmallIntegerField()
    government_tier = models.CharField(max_length=60)
    responsible_unit = models.CharField(max_length=120)
    responsible_person = models.CharField(max_length=40)
    control_measures = models.CharField(max_length=500)
    location = models.CharField(max_length=120, blank=True)
    sector = models.CharField(max_length=40, blank=True)
    assessed_on = models.DateField()

    class Meta:
        abstract = True


PLACE_PARTICULARS = tuple(field.name for field in PlaceParticulars._meta.local_fields)


class PlaceRisk(Keyed, PlaceParticulars):
    """A risk of an area as it is assessed now; `announced_on` is the day of its public notice."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    announced_on = models.DateField(null=True)
    announced_where = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(risk_grade__in=(1, 2, 3, 4)), name="risks_place_grade"),
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(ended_on__isnull=True), name="risks_place_name_open_once"
            ),
        ]
        indexes = [models.Index(fields=["place_path", "risk_grade", "id"], name="place_risk_place")]

    def __str__(self) -> str:
        return self.name


class PlaceRiskVersion(TwoTimes, PlaceParticulars):
    """A risk of an area as it was assessed from one day through another."""

    place_risk = models.ForeignKey("risks.PlaceRisk", on_delete=models.PROTECT, related_name="versions")
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("place_risk", name="risks_place_version")]

    def __str__(self) -> str:
        return self.name


class RiskWarning(Keyed):
    """A warning of a major risk to whoever is responsible, and its receipt. The recipient is one of the bodies known
    here, or named in words."""

    place_risk = models.ForeignKey("risks.PlaceRisk", on_delete=models.PROTECT, related_name="warnings")
    place_path = models.CharField(max_length=80)
    recipient_body = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    recipient = models.CharField(max_length=120)
    content = models.CharField(max_length=500)
    issued_on = models.DateField()
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=64)
    issued_by_name = models.CharField(max_length=40)
    received_on = models.DateField(null=True)
    received_at = models.DateTimeField(null=True)
    received_by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        indexes = [models.Index(fields=["place_path", "id"], name="risk_warning_place")]

    def __str__(self) -> str:
        return self.content
