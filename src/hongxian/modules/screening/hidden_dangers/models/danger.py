"""A hidden danger: what was found where, how grave it is, who is to remove it by when, and how far that has come."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

GRADES = ("general", "major")
ORIGINS = (
    "enforcement_inspection",
    "grid_patrol",
    "intermediary_check",
    "report_verification",
    "enterprise_self_check",
    "other",
)
STATES = ("reported", "graded", "rectifying", "rectified", "closed", "withdrawn")
CATEGORIES = ("safety", "process", "electrical", "instrument", "fire", "layout", "equipment", "other")
"""The kinds of the exchange standard of hazardous chemicals enterprises; offered, not enforced."""

REFERENCES = ("risk_key", "check_item_key", "patrol_key")


class Finding(models.Model):
    """What was found, where and by whom. `place_path` is that of the place, kept here so that a list of one place rides
    an index; `premises` names what is no registered enterprise. `supervisor` is the body that supervises. The keys
    are opaque: a risk, an item of a check, a patrol. `failed_measure` is the kind of measures of the risk that failed.
    """

    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    premises = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    supervisor = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=30)
    description = models.CharField(max_length=1000)
    location = models.CharField(max_length=120, blank=True)
    danger_category = models.CharField(max_length=30, blank=True)
    basis = models.CharField(max_length=300, blank=True)
    found_on = models.DateField()
    found_by = models.CharField(max_length=40, blank=True)
    risk_key = models.CharField(max_length=64, blank=True)
    failed_measure = models.CharField(max_length=24, blank=True)
    check_item_key = models.CharField(max_length=64, blank=True)
    patrol_key = models.CharField(max_length=64, blank=True)
    is_on_behalf = models.BooleanField(default=False)
    is_taken_over = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)
    recorded_by_body = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Grading(models.Model):
    """How grave it is. `downgraded` and `withdrawn_at` stay for good, so that figures show them. An
    entry struck out because the same danger was entered before is `duplicate_of` that one."""

    grade = models.CharField(max_length=10, blank=True)
    hard_to_fix = models.BooleanField(default=False)
    high_danger = models.BooleanField(default=False)
    mass_casualty = models.BooleanField(default=False)
    touches_public_safety = models.BooleanField(default=False)
    responsibility = models.CharField(max_length=60, blank=True)
    focus = models.CharField(max_length=60, blank=True)
    oversight_source = models.CharField(max_length=60, blank=True)
    removed_on_the_spot = models.BooleanField(default=False)
    downgraded = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True)
    change_reason = models.CharField(max_length=500, blank=True)
    change_confirmed_at = models.DateTimeField(null=True)
    duplicate_of = models.ForeignKey(
        "hidden_dangers.HiddenDanger", null=True, on_delete=models.PROTECT, related_name="duplicates"
    )

    class Meta:
        abstract = True


class Rectifying(models.Model):
    """Who is to remove it, how, by when, with what money (yuan) and which plan for the worst; what was done; who found
    it removed. `due_calculation` says line by line how the day came about."""

    rectifier = models.CharField(max_length=40, blank=True)
    measures = models.CharField(max_length=1000, blank=True)
    funds = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    emergency_plan = models.CharField(max_length=500, blank=True)
    entrusted_to = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)
    due_calculation = models.JSONField(default=list)
    due_provisional = models.BooleanField(default=False)
    rectified_on = models.DateField(null=True)
    rectification = models.CharField(max_length=1000, blank=True)
    rectified_at = models.DateTimeField(null=True)
    rectified_by = models.CharField(max_length=64, blank=True)
    rectified_by_name = models.CharField(max_length=40, blank=True)
    verified_on = models.DateField(null=True)
    verifier = models.CharField(max_length=120, blank=True)
    closed_at = models.DateTimeField(null=True)
    return_reason = models.CharField(max_length=500, blank=True)
    times_returned = models.PositiveSmallIntegerField(default=0)
    times_reopened = models.PositiveSmallIntegerField(default=0)
    cost = models.DecimalField(max_digits=14, decimal_places=2, null=True)

    class Meta:
        abstract = True


class HiddenDanger(Keyed, Finding, Grading, Rectifying):
    """One hidden danger, its life as `flow` says. The key is ordered by time, so the newest stand at the end."""

    state = models.CharField(max_length=10, default="reported")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="hidden_dangers_state"),
            models.CheckConstraint(condition=Q(grade__in=("", *GRADES)), name="hidden_dangers_grade"),
            models.CheckConstraint(condition=Q(origin__in=ORIGINS), name="hidden_dangers_origin"),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False) | ~Q(premises=""), name="hidden_dangers_somewhere"
            ),
            models.CheckConstraint(
                condition=Q(removed_on_the_spot=False) | Q(grade="general"), name="hidden_dangers_spot_is_general"
            ),
            models.CheckConstraint(
                condition=~Q(state="rectifying") | Q(due_on__isnull=False), name="hidden_dangers_rectifying_has_day"
            ),
        ]
        indexes = [
            models.Index(fields=["place_path", "state", "id"], name="danger_place_state"),
            models.Index(fields=["place_path", "id"], name="danger_place"),
            models.Index(fields=["place_path", "found_on"], name="danger_place_found"),
            models.Index(fields=["state", "due_on"], name="danger_state_due"),
            models.Index(
                fields=["place_path", "enterprise", "state", "due_on", "grade"],
                condition=Q(closed_at__isnull=True, withdrawn_at__isnull=True),
                name="danger_open_place",
            ),
            models.Index(fields=["state", "id"], name="danger_state"),
            models.Index(fields=["enterprise", "state", "id"], name="danger_enterprise"),
            models.Index(fields=["supervisor", "state", "id"], name="danger_supervisor"),
            models.Index(fields=["found_on", "id"], name="danger_found"),
            models.Index(fields=["place_path", "state", "id"], condition=Q(grade="major"), name="danger_major"),
            models.Index(fields=["check_item_key"], condition=~Q(check_item_key=""), name="danger_check_item"),
            models.Index(fields=["patrol_key"], condition=~Q(patrol_key=""), name="danger_patrol"),
            models.Index(fields=["risk_key"], condition=~Q(risk_key=""), name="danger_risk"),
        ]

    def __str__(self) -> str:
        return self.description

    @property
    def where(self) -> str:
        """The enterprise, or the premises that are none."""
        return self.enterprise.name if self.enterprise else self.premises
