"""What hangs on a supervision order: reports of progress, requests for more time, results of acceptance, the log of the
supervision, and what was published."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

EXTENSION_STATES = ("requested", "agreed", "refused")
STAGES = ("self", "expert", "government")
LOG_KINDS = ("key_supervision", "field_check", "visit", "phone", "accountability")
PUBLICATION_KINDS = ("listing", "completion")


class OrderProgress(Keyed):
    """A report of progress for one interval since the order was received; intervals are numbered from 1. `is_late`:
    made after the interval was over."""

    supervision_order = models.ForeignKey(
        "supervision_orders.SupervisionOrder", on_delete=models.PROTECT, related_name="progress"
    )
    interval_number = models.PositiveSmallIntegerField()
    content = models.CharField(max_length=1000)
    reported_on = models.DateField()
    is_late = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["supervision_order", "interval_number"], name="supervision_orders_progress_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.content


class OrderExtension(Keyed):
    """A request for more time, with the protective measures meanwhile, and what became of it. `calculation` says up to
    which day it could be asked for."""

    supervision_order = models.ForeignKey(
        "supervision_orders.SupervisionOrder", on_delete=models.PROTECT, related_name="extensions"
    )
    due_before = models.DateField()
    asked_until = models.DateField()
    reason = models.CharField(max_length=500)
    measures = models.CharField(max_length=500)
    calculation = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="requested")
    agreed_until = models.DateField(null=True)
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=64)
    requested_by_name = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=40, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EXTENSION_STATES), name="supervision_orders_extension_state"),
            models.UniqueConstraint(
                fields=["supervision_order"],
                condition=Q(state="requested"),
                name="supervision_orders_extension_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class AcceptanceResult(Keyed):
    """What one stage of acceptance found: by the owner itself, by experts, by the government."""

    supervision_order = models.ForeignKey(
        "supervision_orders.SupervisionOrder", on_delete=models.PROTECT, related_name="results"
    )
    acceptance_stage = models.CharField(max_length=10)
    passed = models.BooleanField()
    opinion = models.CharField(max_length=500)
    assessors = models.CharField(max_length=200, blank=True)
    acceptance_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(acceptance_stage__in=STAGES), name="supervision_orders_result_stage"),
        ]

    def __str__(self) -> str:
        return self.opinion


class SupervisionLog(Keyed):
    """One thing done to supervise: key supervision, a field check, a visit, a call; or that somebody was held to
    account, with the paper that says so (`reference`)."""

    supervision_order = models.ForeignKey(
        "supervision_orders.SupervisionOrder", on_delete=models.PROTECT, related_name="logs"
    )
    kind = models.CharField(max_length=20)
    logged_on = models.DateField()
    content = models.CharField(max_length=500)
    reference = models.CharField(max_length=200, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=LOG_KINDS), name="supervision_orders_log_kind"),
        ]

    def __str__(self) -> str:
        return self.content


class OrderPublication(Keyed):
    """What the public is told: that the order was issued, or that the treatment is complete. `record_key` is the row of
    the register of publications that was entered with it."""

    supervision_order = models.ForeignKey(
        "supervision_orders.SupervisionOrder", on_delete=models.PROTECT, related_name="publications"
    )
    kind = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    content = models.CharField(max_length=1000)
    published_on = models.DateField()
    record_key = models.UUIDField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=PUBLICATION_KINDS), name="supervision_orders_publication_kind"),
            models.UniqueConstraint(
                fields=["supervision_order", "kind"], name="supervision_orders_publication_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title
