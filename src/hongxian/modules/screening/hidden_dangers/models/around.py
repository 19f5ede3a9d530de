"""What is asked for, decided and done around a hidden danger."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

CHANGE_KINDS = ("downgrade", "withdraw")
CHANGE_STATES = ("proposed", "confirmed", "refused")
EXTENSION_STATES = ("requested", "agreed", "refused")
NOTICE_KINDS = ("warning_sign", "notice")


class DangerChange(Keyed):
    """Somebody would grade a major hidden danger down, or strike it out: a second person decides."""

    hidden_danger = models.ForeignKey("hidden_dangers.HiddenDanger", on_delete=models.PROTECT, related_name="changes")
    kind = models.CharField(max_length=10)
    reason = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="proposed")
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=64)
    proposed_by_name = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=40, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CHANGE_KINDS), name="hidden_dangers_change_kind"),
            models.CheckConstraint(condition=Q(state__in=CHANGE_STATES), name="hidden_dangers_change_state"),
            models.UniqueConstraint(
                fields=["hidden_danger"], condition=Q(state="proposed"), name="hidden_dangers_change_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Extension(Keyed):
    """A request for more time, with the measures meanwhile, and what became of it."""

    hidden_danger = models.ForeignKey(
        "hidden_dangers.HiddenDanger", on_delete=models.PROTECT, related_name="extensions"
    )
    due_before = models.DateField()
    asked_until = models.DateField()
    reason = models.CharField(max_length=500)
    measures = models.CharField(max_length=500)
    state = models.CharField(max_length=10, default="requested")
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=64)
    requested_by_name = models.CharField(max_length=40)
    decided_at = models.DateTimeField(null=True)
    decided_by_name = models.CharField(max_length=40, blank=True)
    decision_reason = models.CharField(max_length=500, blank=True)
    agreed_until = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EXTENSION_STATES), name="hidden_dangers_extension_state"),
            models.UniqueConstraint(
                fields=["hidden_danger"], condition=Q(state="requested"), name="hidden_dangers_extension_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class InterimControl(Keyed):
    """What keeps people safe until the danger is removed, and until when that is good. One holds at a time."""

    hidden_danger = models.ForeignKey("hidden_dangers.HiddenDanger", on_delete=models.PROTECT, related_name="controls")
    measures = models.CharField(max_length=1000)
    rectifier = models.CharField(max_length=40)
    expires_on = models.DateField()
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=40)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hidden_danger"], condition=Q(ended_at__isnull=True), name="hidden_dangers_control_open_once"
            ),
        ]

    def __str__(self) -> str:
        return self.measures


class DangerNotice(Keyed):
    """Those concerned were warned of or told about a danger that touches public safety: who, and the proof."""

    hidden_danger = models.ForeignKey("hidden_dangers.HiddenDanger", on_delete=models.PROTECT, related_name="notices")
    kind = models.CharField(max_length=20)
    recipients = models.CharField(max_length=300)
    proof = models.CharField(max_length=300)
    given_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=NOTICE_KINDS), name="hidden_dangers_notice_kind"),
        ]

    def __str__(self) -> str:
        return self.recipients
