"""What enterprises report of their hidden dangers: to the regulator and to the workers' congress, and their own
screening."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

REPORT_KINDS = ("hidden_danger_work", "major_hidden_danger", "self_report", "internal_notice")
REPORT_FORMS = ("itemised", "counted", "none_found")


class HiddenDangerReport(Keyed):
    """One report of an enterprise. `report_form` says how a self-report was made: each danger entered by itself, only
    counted (those removed on the spot), or nothing found. The two receipts come each from its own side."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    hidden_danger = models.ForeignKey(
        "hidden_dangers.HiddenDanger", null=True, on_delete=models.PROTECT, related_name="reports"
    )
    place_path = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    report_form = models.CharField(max_length=10, blank=True)
    content = models.CharField(max_length=1000, blank=True)
    reported_on = models.DateField()
    is_on_behalf = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)
    regulator_received_on = models.DateField(null=True)
    regulator_received_by = models.CharField(max_length=120, blank=True)
    workers_congress_received_on = models.DateField(null=True)
    workers_congress_received_by = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=REPORT_KINDS), name="hidden_dangers_report_kind"),
            models.CheckConstraint(condition=Q(report_form__in=("", *REPORT_FORMS)), name="hidden_dangers_report_form"),
        ]
        indexes = [
            models.Index(fields=["place_path", "reported_on"], name="danger_report_place"),
            models.Index(fields=["enterprise", "kind", "reported_on"], name="danger_report_enterprise"),
            models.Index(fields=["kind", "reported_on", "enterprise"], name="danger_report_kind"),
        ]

    def __str__(self) -> str:
        return self.kind


class ReportCount(Keyed):
    """So many dangers of a category were found and removed on the spot."""

    report = models.ForeignKey("hidden_dangers.HiddenDangerReport", on_delete=models.PROTECT, related_name="counts")
    danger_category = models.CharField(max_length=30)
    removed = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["report", "danger_category"], name="hidden_dangers_report_count_once"),
        ]

    def __str__(self) -> str:
        return f"{self.danger_category} {self.removed}"
