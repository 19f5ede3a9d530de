"""Risks of enterprises: how grave they are, who controls them by which measures, and what called for another look."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once
from hongxian.modules.prevention.risks.models.scheme import TIERS

GRADES = (1, 2, 3, 4)
"""Major (red), larger (orange), general (yellow), low (blue)."""
FACTORS = ("process", "equipment", "environment", "behaviour")
METHODS = ("lec", "ls", "direct")
"""Scored by likelihood × exposure × severity, by likelihood × severity, or judged by a written criterion."""
IDENTIFICATIONS = ("jsa", "scl")
"""Found by taking a job step by step, or by a list of what is to be looked at."""
ACCIDENT_TYPES = (
    "object_strike", "vehicle", "machinery", "lifting", "electric_shock", "drowning", "burn", "fire", "fall",
    "collapse", "roof_fall", "flooding", "blasting", "explosives", "gas_explosion", "boiler_explosion",
    "vessel_explosion", "other_explosion", "poisoning_suffocation", "other",
)  # fmt: skip
"""GB 6441-1986."""
SCREENING_KINDS = ("screening", "assessment", "identification")
MEASURES = (
    "engineering_measures",
    "management_measures",
    "training_measures",
    "protective_measures",
    "emergency_measures",
)


class RiskParticulars(models.Model):
    """What an assessment says. Scores are products of the values of the scale named; `risk_grade` is the one of the two
    grades that counts under the scheme; of a risk judged directly `grade_basis` names the criterion."""

    name = models.CharField(max_length=120)
    risk_factor = models.CharField(max_length=12)
    factor_code = models.CharField(max_length=6, blank=True)
    accident_types = models.JSONField(default=list)
    identification = models.CharField(max_length=4, blank=True)
    job_step = models.CharField(max_length=120, blank=True)
    scoring_method = models.CharField(max_length=6)
    scale_code = models.CharField(max_length=40, blank=True)
    likelihood = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    exposure = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    severity = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    inherent_score = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    inherent_grade = models.PositiveSmallIntegerField(null=True)
    controlled_likelihood = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    controlled_exposure = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    controlled_severity = models.DecimalField(max_digits=4, decimal_places=1, null=True)
    controlled_score = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    controlled_grade = models.PositiveSmallIntegerField(null=True)
    risk_grade = models.PositiveSmallIntegerField()
    grade_basis = models.CharField(max_length=300, blank=True)
    control_tier = models.CharField(max_length=10)
    responsible_unit = models.CharField(max_length=120, blank=True)
    responsible_person = models.CharField(max_length=40, blank=True)
    engineering_measures = models.CharField(max_length=500, blank=True)
    management_measures = models.CharField(max_length=500, blank=True)
    training_measures = models.CharField(max_length=500, blank=True)
    protective_measures = models.CharField(max_length=500, blank=True)
    emergency_measures = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


RISK_PARTICULARS = tuple(field.name for field in RiskParticulars._meta.local_fields)


class Risk(Keyed, RiskParticulars):
    """A risk as it is assessed now, at a risk point. `assessed_on` is the day of the last assessment; `ended_on` the
    last day on which there was such a risk. `withdrawn_at`: it was registered by mistake."""

    risk_unit = models.ForeignKey("risks.RiskUnit", on_delete=models.PROTECT, related_name="risks")
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    assessed_on = models.DateField()
    version = models.PositiveIntegerField(default=1)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(risk_grade__in=GRADES), name="risks_risk_grade"),
            models.CheckConstraint(condition=Q(risk_factor__in=FACTORS), name="risks_risk_factor"),
            models.CheckConstraint(condition=Q(control_tier__in=TIERS), name="risks_risk_tier"),
            models.CheckConstraint(condition=Q(scoring_method__in=METHODS), name="risks_risk_method"),
            models.UniqueConstraint(
                fields=["risk_unit", "name"], condition=Q(ended_on__isnull=True), name="risks_risk_name_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place_path", "risk_grade", "id"], name="risk_place_grade"),
            models.Index(fields=["place_path", "id"], name="risk_place"),
            models.Index(fields=["enterprise", "risk_grade", "id"], name="risk_enterprise"),
            models.Index(fields=["risk_grade", "id"], name="risk_grade"),
            models.Index(fields=["assessed_on", "id"], name="risk_assessed"),
            models.Index(
                fields=["place_path", "risk_grade"],
                condition=Q(withdrawn_at__isnull=True, ended_on__isnull=True),
                name="risk_standing_place",
            ),
            models.Index(
                fields=["enterprise", "risk_grade", "place_path"],
                condition=Q(withdrawn_at__isnull=True, ended_on__isnull=True),
                name="risk_standing_enterprise",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RiskVersion(TwoTimes, RiskParticulars):
    """A risk as it was assessed from one day through another."""

    risk = models.ForeignKey("risks.Risk", on_delete=models.PROTECT, related_name="versions")
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("risk", name="risks_risk_version")]

    def __str__(self) -> str:
        return self.name


class RiskChange(Keyed):
    """Something happened after which a risk, of an enterprise or of an area, must be assessed again."""

    risk = models.ForeignKey("risks.Risk", null=True, on_delete=models.PROTECT, related_name="changes")
    place_risk = models.ForeignKey("risks.PlaceRisk", null=True, on_delete=models.PROTECT, related_name="changes")
    place_path = models.CharField(max_length=80)
    title = models.CharField(max_length=200)
    happened_on = models.DateField()
    reassessed_on = models.DateField(null=True)
    reassessed_at = models.DateTimeField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(risk__isnull=True, place_risk__isnull=False)
                | Q(risk__isnull=False, place_risk__isnull=True),
                name="risks_change_of_one",
            )
        ]
        indexes = [models.Index(fields=["place_path", "id"], name="risk_change_place")]

    def __str__(self) -> str:
        return self.title


class RiskScreening(Keyed):
    """An enterprise looked for risks once: of one factor, or of none in particular."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    screening_kind = models.CharField(max_length=16)
    risk_factor = models.CharField(max_length=12, blank=True)
    done_on = models.DateField()
    content = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        indexes = [
            models.Index(fields=["enterprise", "done_on"], name="screening_enterprise"),
            models.Index(fields=["place_path", "id"], name="screening_place"),
        ]

    def __str__(self) -> str:
        return self.content
