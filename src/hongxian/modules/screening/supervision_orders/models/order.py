"""A supervision order: which major hidden danger or accident a body puts under its listed supervision, by when it is to
be treated, and how far that has come."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

STATES = ("proposed", "issued", "treating", "self_accepted", "expert_accepted", "accepted", "closed", "withdrawn")
OPEN = ("proposed", "issued", "treating", "self_accepted", "expert_accepted", "accepted")
LEVELS = ("county", "city", "province")
UNIT_DECISIONS = ("suspension", "closure", "not_due")
PLAN = ("goals", "treatment_measures", "plan_funds", "plan_bodies", "plan_times", "plan_safety")
"""The six items of a treatment plan: goals and tasks, methods and measures, funds and materials, bodies and persons,
time limits and demands, safety measures and the emergency plan (rule no. 16 of 2007, art. 15)."""


class OrderNumber(models.Model):
    """The last number that a body gave in a year."""

    issuer = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["issuer", "year"], name="supervision_orders_number_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.year} {self.last}"


class Listing(models.Model):
    """What is listed, by whom and why. `accident_key` is the opaque key of an accident, `subject_words` what it is in
    words. `issuer` is the body that supervises, `handler` its office that does the work, `undertaker` the department
    that sees to the treatment. `place_path` is that of the place, kept here so that a list of a place rides an index.
    """

    hidden_danger = models.ForeignKey(
        "hidden_dangers.HiddenDanger", null=True, on_delete=models.PROTECT, related_name="+"
    )
    accident_key = models.UUIDField(null=True)
    subject_words = models.CharField(max_length=1000)
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    premises = models.CharField(max_length=120, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=160)
    issuer = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    handler = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    undertaker = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10)
    reason = models.CharField(max_length=500, blank=True)
    marks_test = models.CharField(max_length=300, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)
    recorded_by_body = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    is_taken_over = models.BooleanField(default=False)

    class Meta:
        abstract = True


class Notice(models.Model):
    """The notice: its number, the day by which the treatment is to be finished and that of the plan, and the terms that
    held at the issuer's place that day, each with its source: later changes of the terms do not touch this order."""

    order_number = models.CharField(max_length=80, blank=True)
    series = models.CharField(max_length=40, blank=True)
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    requirements = models.CharField(max_length=1000, blank=True)
    ordered_on = models.DateField(null=True)
    issued_at = models.DateTimeField(null=True)
    issued_by_name = models.CharField(max_length=40, blank=True)
    due_on = models.DateField(null=True)
    plan_due_on = models.DateField(null=True)
    terms = models.JSONField(default=dict)
    needs_expert = models.BooleanField(default=False)
    received_on = models.DateField(null=True)
    received_by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True


class Treatment(models.Model):
    """The plan with its six items, what the treatment cost (yuan), and how it ended."""

    goals = models.CharField(max_length=500, blank=True)
    treatment_measures = models.CharField(max_length=1000, blank=True)
    plan_funds = models.CharField(max_length=300, blank=True)
    plan_bodies = models.CharField(max_length=300, blank=True)
    plan_times = models.CharField(max_length=300, blank=True)
    plan_safety = models.CharField(max_length=500, blank=True)
    plan_submitted_on = models.DateField(null=True)
    actual_funds = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    accepted_on = models.DateField(null=True)
    self_accepted_by = models.CharField(max_length=64, blank=True)
    times_returned = models.PositiveSmallIntegerField(default=0)
    unit_decision = models.CharField(max_length=12, blank=True)
    unit_decision_reason = models.CharField(max_length=500, blank=True)
    closed_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)
    closing_opinion = models.CharField(max_length=500, blank=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        abstract = True


class SupervisionOrder(Keyed, Listing, Notice, Treatment):
    """One order, its life as `flow` says. A danger has one that is not withdrawn and not closed at a time."""

    state = models.CharField(max_length=16, default="proposed")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="supervision_orders_state"),
            models.CheckConstraint(condition=Q(level__in=LEVELS), name="supervision_orders_level"),
            models.CheckConstraint(
                condition=Q(hidden_danger__isnull=True) | Q(accident_key__isnull=True),
                name="supervision_orders_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(state__in=("proposed", "withdrawn")) | Q(ordered_on__isnull=False),
                name="supervision_orders_issued_has_day",
            ),
            models.UniqueConstraint(
                fields=["hidden_danger"], condition=Q(state__in=OPEN), name="supervision_orders_danger_open_once"
            ),
            models.UniqueConstraint(
                fields=["accident_key"], condition=Q(state__in=OPEN), name="supervision_orders_accident_open_once"
            ),
            models.UniqueConstraint(
                fields=["issuer", "year", "number"], name="supervision_orders_issuer_number_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place_path", "state", "id"], name="order_place_state"),
            models.Index(fields=["place_path", "id"], name="order_place"),
            models.Index(fields=["state", "due_on"], name="order_state_due"),
            models.Index(fields=["enterprise", "state", "id"], name="order_enterprise"),
            models.Index(fields=["issuer", "state", "id"], name="order_issuer"),
            models.Index(fields=["hidden_danger"], name="order_danger"),
        ]

    def __str__(self) -> str:
        return self.order_number or self.subject_words

    @property
    def where(self) -> str:
        """The enterprise, or the premises that are none."""
        return self.enterprise.name if self.enterprise else self.premises
