"""A filled sheet: one check of one enterprise, and what was found at each item."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

CHECK_STATES = ("open", "submitted", "withdrawn")
CHANNELS = ("on_site", "online")
OUTCOMES = ("ok", "not_ok", "not_applicable")
FORMS = ("itemised", "counted", "none_found")


class Check(Keyed):
    """One check. Its key may be made on a phone. `kind` is that of the list: with an enterprise list it is a check of
    the enterprise by itself, else an inspection by a department.

    `report_form` says how it was told: every item answered, dangers removed on the spot only counted, nothing found.
    `item_by_item` is true where every item has an outcome. `is_taken_over`: it was made on paper, entered later.
    `report` is what the enterprise thereby reported. Of an inspection: which `inspecting_department` made it, and
    whether enterprise and inspectors were drawn by lot (`double_random`).
    """

    task = models.ForeignKey("checks.CheckTask", null=True, on_delete=models.PROTECT, related_name="checks")
    checklist = models.ForeignKey("checks.Checklist", null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    inspecting_department = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    double_random = models.BooleanField(default=False)
    place_path = models.CharField(max_length=80)
    state = models.CharField(max_length=10, default="open")
    report_form = models.CharField(max_length=10, blank=True)
    item_by_item = models.BooleanField(default=False)
    check_channel = models.CharField(max_length=10, default="on_site")
    checked_on = models.DateField()
    checker = models.CharField(max_length=120, blank=True)
    companion = models.CharField(max_length=120, blank=True)
    not_ok = models.PositiveSmallIntegerField(default=0)
    is_on_behalf = models.BooleanField(default=False)
    is_taken_over = models.BooleanField(default=False)
    evidence = models.CharField(max_length=300, blank=True)
    report = models.ForeignKey(
        "hidden_dangers.HiddenDangerReport", null=True, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)
    recorded_by_body = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    handed_in_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CHECK_STATES), name="checks_check_state"),
            models.CheckConstraint(condition=Q(check_channel__in=CHANNELS), name="checks_check_channel"),
            models.CheckConstraint(condition=Q(report_form__in=("", *FORMS)), name="checks_check_form"),
            models.CheckConstraint(
                condition=~Q(state="submitted") | Q(handed_in_at__isnull=False),
                name="checks_check_submitted_has_moment",
            ),
            models.UniqueConstraint(
                fields=["task"], condition=Q(state__in=("open", "submitted")), name="checks_check_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place_path", "state", "id"], name="checks_check_place"),
            models.Index(fields=["place_path", "checked_on"], name="checks_check_place_day"),
            models.Index(fields=["enterprise", "state", "checked_on"], name="checks_check_enterprise"),
            models.Index(fields=["recorded_by_body", "id"], name="checks_check_body"),
            models.Index(fields=["checked_on", "id"], name="checks_check_day"),
        ]

    def __str__(self) -> str:
        return str(self.checked_on)


class CheckResult(Keyed):
    """What was found at one item. `version` grows with every change: by it two people who fill the same sheet are told
    of one another. With `not_ok` the sheet makes a hidden danger of it when it is handed in."""

    check_sheet = models.ForeignKey("checks.Check", on_delete=models.PROTECT, related_name="results")
    item = models.ForeignKey("checks.ChecklistItem", on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(max_length=16)
    note = models.CharField(max_length=500, blank=True)
    location = models.CharField(max_length=120, blank=True)
    grade = models.CharField(max_length=10, blank=True)
    removed_on_the_spot = models.BooleanField(default=False)
    rectification = models.CharField(max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    answered_at = models.DateTimeField()
    answered_by = models.CharField(max_length=64)
    answered_by_name = models.CharField(max_length=40)
    hidden_danger = models.ForeignKey(
        "hidden_dangers.HiddenDanger", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(outcome__in=OUTCOMES), name="checks_result_outcome"),
            models.UniqueConstraint(fields=["check_sheet", "item"], name="checks_result_once"),
        ]
        indexes = [models.Index(fields=["item", "outcome"], name="checks_result_item")]

    def __str__(self) -> str:
        return self.outcome
