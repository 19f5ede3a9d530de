"""Risk points: equipment, activities and places of an enterprise at which there are risks."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

UNIT_KINDS = ("equipment", "activity", "place")


class UnitParticulars(models.Model):
    """What may change of a risk point, each change from a day on."""

    name = models.CharField(max_length=120)
    risk_unit_kind = models.CharField(max_length=10)
    location = models.CharField(max_length=120, blank=True)
    responsible_unit = models.CharField(max_length=120, blank=True)
    responsible_person = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True


UNIT_PARTICULARS = tuple(field.name for field in UnitParticulars._meta.local_fields)


class RiskUnit(Keyed, UnitParticulars):
    """A risk point as it is known now. `risk_grade` is the highest of its risks, kept by the database; empty while it
    has none. `plan_x` and `plan_y` say where it stands on the plan of the enterprise, in thousandths of its width and
    height from the upper left corner. `place_path` is that of the enterprise's place."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    risk_grade = models.PositiveSmallIntegerField(null=True)
    plan_x = models.PositiveSmallIntegerField(null=True)
    plan_y = models.PositiveSmallIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(risk_unit_kind__in=UNIT_KINDS), name="risks_risk_unit_kind"),
            models.CheckConstraint(
                condition=Q(plan_x__isnull=True, plan_y__isnull=True) | Q(plan_x__lte=1000, plan_y__lte=1000),
                name="risks_unit_on_plan",
            ),
            models.UniqueConstraint(
                fields=["enterprise", "name"], condition=Q(ended_on__isnull=True), name="risks_risk_unit_name_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "id"], name="risk_unit_enterprise"),
            models.Index(fields=["place_path", "risk_grade", "id"], name="risk_unit_place"),
            models.Index(fields=["risk_grade", "id"], name="risk_unit_grade"),
        ]

    def __str__(self) -> str:
        return self.name


class RiskUnitVersion(TwoTimes, UnitParticulars):
    """A risk point from one day through another."""

    risk_unit = models.ForeignKey("risks.RiskUnit", on_delete=models.PROTECT, related_name="versions")

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("risk_unit", name="risks_unit_version")]

    def __str__(self) -> str:
        return self.name


class PlantPlan(Keyed):
    """A plan of an enterprise as a picture, which is an attachment of this row. The latest `is_current`; risk points
    stand in thousandths of its width and height, so a new picture of the same section leaves them where they are."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    name = models.CharField(max_length=120)
    is_current = models.BooleanField(default=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise"], condition=Q(is_current=True), name="risks_plant_plan_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name
