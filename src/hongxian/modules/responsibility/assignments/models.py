"""Assignments: a clause of a policy broken down into who leads, who helps, who answers for it, and by when."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

LIVE = ("assigned", "reported", "returned")
STATES = (*LIVE, "accepted", "withdrawn")


class Assignment(Keyed):
    """What one body leads under one clause. `place` is that of the office that assigns, where the pack is adopted.

    `clause_path` addresses the clause in the pack's own files; `obligation` one of its obligations, or is empty.
    `return_reason` is why the office last sent a report back.
    """

    pack = models.ForeignKey("policies.Pack", on_delete=models.PROTECT, related_name="+")
    clause_path = models.CharField(max_length=80)
    clause_order = models.PositiveIntegerField()
    obligation = models.CharField(max_length=20, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    lead = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    responsible_post = models.ForeignKey("parties.Post", null=True, on_delete=models.PROTECT, related_name="+")
    task_text = models.CharField(max_length=300)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, default="assigned")
    assigned_at = models.DateTimeField()
    assigned_by = models.CharField(max_length=64)
    assigned_by_name = models.CharField(max_length=40)
    reported_at = models.DateTimeField(null=True)
    reported_by = models.CharField(max_length=64, blank=True)
    reported_by_name = models.CharField(max_length=40, blank=True)
    return_reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="assignments_assignment_state"),
            models.UniqueConstraint(
                fields=["pack", "clause_path", "obligation", "lead"],
                condition=Q(state__in=LIVE),
                name="assignments_assignment_live_once",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "state", "due_on"]),
            models.Index(fields=["lead", "state"]),
            models.Index(fields=["pack", "clause_order"]),
        ]

    def __str__(self) -> str:
        return self.task_text


class Cooperation(Keyed):
    """A body that helps with an assignment."""

    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.PROTECT, related_name="cooperations")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "party"], name="assignments_cooperation_once"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class Paper(Keyed):
    """What was handed in about an assignment, and when: never changed, only withdrawn with a reason."""

    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True


class ProgressReport(Paper):
    """How far the lead had come on a day. `percent` is 0 to 100, or not said."""

    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.PROTECT, related_name="reports")
    reported_on = models.DateField()
    text = models.TextField()
    percent = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(percent__isnull=True) | Q(percent__lte=100), name="assignments_progress_report_percent"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Material(Paper):
    """Supporting material that a body taking part handed in."""

    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.PROTECT, related_name="materials")
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    document_number = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)

    def __str__(self) -> str:
        return self.title


class Urging(Keyed):
    """The office pressed the lead to report: at most once a day."""

    assignment = models.ForeignKey("assignments.Assignment", on_delete=models.PROTECT, related_name="urgings")
    urged_on = models.DateField()
    text = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "urged_on"], name="assignments_urging_once_a_day"),
        ]

    def __str__(self) -> str:
        return self.text
