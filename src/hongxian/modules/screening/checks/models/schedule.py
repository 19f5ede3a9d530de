"""When which enterprises are to be checked by which list, and the tasks that follow from it period by period."""

from django.db import models
from django.db.models import F, Q

from hongxian.kernel.keys import Keyed

CADENCES = ("weekly", "monthly", "quarterly", "working_days")
DUE_RULES = ("last_working_day", "period_end")
TASK_STATES = ("open", "done", "cancelled")


class CheckSchedule(Keyed):
    """By which list the enterprises of a place (of a sector, of a grid, or one enterprise alone) are checked how often.

    `cadence` with `every`: each so many working days, else once in each week (from Monday), month or quarter; the first
    and last period are cut at `starts_on` and `ends_on`. `body` does what the enterprise has nobody for, and carries
    out the tasks of department lists. Whichever version of the list is published when a task is made is used.
    `is_own`: the enterprise set it for itself.
    """

    title = models.CharField(max_length=120)
    checklist = models.ForeignKey("checks.Checklist", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    sector = models.CharField(max_length=40, blank=True)
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    grid = models.ForeignKey("grid.Grid", null=True, on_delete=models.PROTECT, related_name="+")
    body = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    cadence = models.CharField(max_length=14)
    every = models.PositiveSmallIntegerField(default=1)
    due_rule = models.CharField(max_length=18, default="last_working_day")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    is_own = models.BooleanField(default=False)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cadence__in=CADENCES), name="checks_schedule_cadence"),
            models.CheckConstraint(condition=Q(due_rule__in=DUE_RULES), name="checks_schedule_due_rule"),
            models.CheckConstraint(condition=Q(every__gte=1), name="checks_schedule_every"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="checks_schedule_days"
            ),
        ]
        indexes = [models.Index(fields=["place_path", "id"], name="checks_schedule_place")]

    def __str__(self) -> str:
        return self.title


class CheckTask(Keyed):
    """One enterprise is to be checked in one period, by `due_on`; `due_calculation` says line by line how that day came
    about. `checklist` is the version that held when the task was made."""

    schedule = models.ForeignKey("checks.CheckSchedule", on_delete=models.PROTECT, related_name="tasks")
    checklist = models.ForeignKey("checks.Checklist", on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    body = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    period_start = models.DateField()
    period_end = models.DateField()
    due_on = models.DateField()
    due_calculation = models.JSONField(default=list)
    due_provisional = models.BooleanField(default=False)
    state = models.CharField(max_length=10, default="open")
    made_at = models.DateTimeField()
    done_on = models.DateField(null=True)
    cancel_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=TASK_STATES), name="checks_task_state"),
            models.CheckConstraint(condition=Q(period_end__gte=F("period_start")), name="checks_task_period"),
            models.UniqueConstraint(fields=["schedule", "enterprise", "period_start"], name="checks_task_once"),
        ]
        indexes = [
            models.Index(fields=["place_path", "state", "id"], name="checks_task_place"),
            models.Index(fields=["enterprise", "state", "id"], name="checks_task_enterprise"),
            models.Index(fields=["body", "state", "id"], name="checks_task_body"),
            models.Index(fields=["state", "due_on"], name="checks_task_due"),
        ]

    def __str__(self) -> str:
        return str(self.period_start)
