"""What is done in grids: tasks, patrols, visits, what was found, and what a grid could not settle."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

TASK_KINDS = (
    "patrol",
    "publicity",
    "self_report_help",
    "information",
    "rectification_follow_up",
    "enforcement_check",
)
ENFORCING_TASKS = ("enforcement_check",)
"""Tasks of bodies that may enforce; a village has none of them."""
PERIODS = ("week", "half_month", "month", "quarter", "half_year", "year")
OUTCOMES = ("normal", "closed", "suspended", "moved", "entry_refused", "not_found")
ESCALATION_KINDS = ("entry_refused", "unsettled")
ESCALATION_STATES = ("sent", "received", "answered", "withdrawn")
ANSWERS = ("settled", "order_issued", "penalised", "transferred", "not_accepted")
ENFORCING_ANSWERS = ("order_issued", "penalised")


class GridTask(Keyed):
    """A task of a grid, so often, from–to. Patrols by it look at every unit once in each `period`."""

    grid = models.ForeignKey("grid.Grid", on_delete=models.PROTECT, related_name="tasks")
    place_path = models.CharField(max_length=160)
    task_kind = models.CharField(max_length=30)
    title = models.CharField(max_length=120)
    period = models.CharField(max_length=20)
    basis = models.CharField(max_length=200, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(task_kind__in=TASK_KINDS), name="grid_task_kind"),
            models.CheckConstraint(condition=Q(period__in=PERIODS), name="grid_task_period"),
            models.UniqueConstraint(
                fields=["grid", "task_kind", "title"], condition=Q(valid_to__isnull=True), name="grid_task_open_once"
            ),
        ]
        indexes = [models.Index(fields=["place_path", "id"], name="grid_task_place")]

    def __str__(self) -> str:
        return self.title


class GridPatrol(Keyed):
    """One round of one person through a grid on one day."""

    grid = models.ForeignKey("grid.Grid", on_delete=models.PROTECT, related_name="patrols")
    place_path = models.CharField(max_length=160)
    patrolled_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["grid", "patrolled_on", "recorded_by"], name="grid_patrol_open_once")
        ]
        indexes = [models.Index(fields=["place_path", "patrolled_on"], name="grid_patrol_place")]

    def __str__(self) -> str:
        return f"{self.grid.name} {self.patrolled_on}"


class Located(models.Model):
    """At which unit, and where the device said it was: degrees, accuracy in metres. Not checked by anybody."""

    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    premises = models.ForeignKey("grid.GridPremises", null=True, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=160)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    accuracy = models.PositiveIntegerField(null=True)

    class Meta:
        abstract = True

    @property
    def where(self) -> str:
        """The enterprise, or the premises that are none."""
        return self.enterprise.name if self.enterprise else self.premises.name if self.premises else ""


class GridVisit(Keyed, Located):
    """A look at one unit during a patrol. The key is given by the device, so that the same visit sent again is the same
    row. `visited_on` is the local day of `visited_at`."""

    patrol = models.ForeignKey("grid.GridPatrol", on_delete=models.PROTECT, related_name="visits")
    grid = models.ForeignKey("grid.Grid", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=20)
    visited_at = models.DateTimeField()
    visited_on = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="grid_visit_outcome"),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False, premises__isnull=True)
                | Q(enterprise__isnull=True, premises__isnull=False),
                name="grid_visit_one_of",
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "visited_on"], name="grid_visit_enterprise"),
            models.Index(fields=["premises", "visited_on"], name="grid_visit_premises"),
            models.Index(fields=["place_path", "visited_at"], name="grid_visit_place"),
            models.Index(fields=["visited_at", "id"], name="grid_visit_at"),
            models.Index(fields=["grid", "visited_on"], name="grid_visit_grid"),
        ]

    def __str__(self) -> str:
        return self.where


class GridFinding(Keyed):
    """What a visit found, and the hidden danger that was made of it: reported as soon as it is entered."""

    visit = models.ForeignKey("grid.GridVisit", on_delete=models.PROTECT, related_name="findings")
    patrol = models.ForeignKey("grid.GridPatrol", on_delete=models.PROTECT, related_name="findings")
    place_path = models.CharField(max_length=160)
    title = models.CharField(max_length=1000)
    found_on = models.DateField()
    reported_on = models.DateField()
    hidden_danger = models.ForeignKey("hidden_dangers.HiddenDanger", on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        indexes = [models.Index(fields=["place_path", "found_on"], name="grid_finding_place")]

    def __str__(self) -> str:
        return self.title


class GridEscalation(Keyed):
    """What a grid could not settle, or where it was refused entry, told to the grid above or to a body that may
    enforce; with receipt and answer, its life as `flow` says."""

    grid = models.ForeignKey("grid.Grid", on_delete=models.PROTECT, related_name="escalations")
    visit = models.ForeignKey("grid.GridVisit", on_delete=models.PROTECT, related_name="escalations")
    finding = models.ForeignKey("grid.GridFinding", null=True, on_delete=models.PROTECT, related_name="escalations")
    place_path = models.CharField(max_length=160)
    kind = models.CharField(max_length=20)
    content = models.CharField(max_length=1000)
    to_grid = models.ForeignKey("grid.Grid", null=True, on_delete=models.PROTECT, related_name="+")
    recipient = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="sent")
    sent_on = models.DateField()
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=64)
    sent_by_name = models.CharField(max_length=40)
    sender = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    answer_due_on = models.DateField(null=True)
    due_calculation = models.JSONField(default=list)
    received_at = models.DateTimeField(null=True)
    received_by_name = models.CharField(max_length=40, blank=True)
    answer_kind = models.CharField(max_length=20, blank=True)
    answer = models.CharField(max_length=1000, blank=True)
    answered_on = models.DateField(null=True)
    answered_by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ESCALATION_STATES), name="grid_escalation_state"),
            models.CheckConstraint(condition=Q(kind__in=ESCALATION_KINDS), name="grid_escalation_kind"),
            models.UniqueConstraint(
                fields=["visit", "kind", "recipient"],
                condition=Q(state__in=("sent", "received")),
                name="grid_escalation_open_once",
            ),
        ]
        indexes = [
            models.Index(fields=["place_path", "state", "id"], name="grid_escalation_place"),
            models.Index(fields=["recipient", "state"], name="grid_escalation_recipient"),
        ]

    def __str__(self) -> str:
        return self.content
