"""What returns keep: what a place sets, the return as it was reported, reminders, hints."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed

DUE_EACH = ("month", "quarter", "year", "never")
HINT_KINDS = ("same_photo", "same_wording", "near_wording", "impossible_pace", "nothing_found")
HINT_STATES = ("open", "dismissed")
FIGURES = (
    "due_units",
    "checked",
    "general_found",
    "general_rectified",
    "major_found",
    "major_rectified",
    "planned",
    "five_in_place",
    "counted",
    "ordered",
)


class ReturnSetting(Keyed):
    """What a place sets, for itself and for every place below that sets nothing of its own.

    How often enterprises of each class owe a report (empty: not said); `carried_days`: reports made in the first so
    many days of a period count for the one before; after how many days the same danger again counts as repeated; from
    what on hints are given (empty: none of that kind); how what enterprises find themselves is treated, as told to
    them.
    """

    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="+")
    high_risk_due = models.CharField(max_length=10, blank=True)
    above_scale_due = models.CharField(max_length=10, blank=True)
    other_due = models.CharField(max_length=10, blank=True)
    carried_days = models.PositiveSmallIntegerField(default=0)
    repeat_days = models.PositiveSmallIntegerField(null=True)
    pace_count = models.PositiveSmallIntegerField(null=True)
    pace_minutes = models.PositiveSmallIntegerField(null=True)
    wording_length = models.PositiveSmallIntegerField(null=True)
    wording_alike = models.PositiveSmallIntegerField(null=True)
    nothing_found_times = models.PositiveSmallIntegerField(null=True)
    photo_distance = models.PositiveSmallIntegerField(null=True)
    self_check_treatment = models.CharField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)
    set_at = models.DateTimeField()
    set_by_name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.place.name


class HiddenDangerReturn(Keyed):
    """The return of a place for a period as it was reported: `digest` is the SHA-256 of what it says. It never changes;
    what was wrong is reported again as another that `corrects` it, and only the last is `is_latest`."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    interval = models.CharField(max_length=10)
    period = models.CharField(max_length=10)
    starts_on = models.DateField()
    ends_on = models.DateField()
    digest = models.CharField(max_length=64)
    corrects = models.ForeignKey(
        "returns.HiddenDangerReturn", null=True, on_delete=models.PROTECT, related_name="corrections"
    )
    is_latest = models.BooleanField(default=True)
    reason = models.CharField(max_length=500, blank=True)
    filed_at = models.DateTimeField()
    filed_by = models.CharField(max_length=64)
    filed_by_name = models.CharField(max_length=40)
    filed_by_body_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "period"], condition=Q(is_latest=True), name="returns_return_open_once"
            ),
        ]
        indexes = [models.Index(fields=["place_path", "starts_on"], name="return_place")]

    def __str__(self) -> str:
        return f"{self.place.name} {self.period}"


class ReturnLine(Keyed):
    """One line of a return: of an area and an industry (empty: premises that are no registered enterprise). Money in
    yuan; `due_units` is empty where nobody set who owes reports."""

    hidden_danger_return = models.ForeignKey(
        "returns.HiddenDangerReturn", on_delete=models.PROTECT, related_name="lines"
    )
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    sector = models.CharField(max_length=40, blank=True)
    due_units = models.PositiveIntegerField(null=True)
    checked = models.PositiveIntegerField()
    general_found = models.PositiveIntegerField()
    general_rectified = models.PositiveIntegerField()
    major_found = models.PositiveIntegerField()
    major_rectified = models.PositiveIntegerField()
    planned = models.PositiveIntegerField()
    five_in_place = models.PositiveIntegerField()
    counted = models.PositiveIntegerField()
    ordered = models.PositiveIntegerField(default=0)
    cost = models.DecimalField(max_digits=16, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hidden_danger_return", "place", "sector"], name="returns_line_once"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} {self.sector}"

    @property
    def all_general_found(self) -> int:
        """General dangers entered one by one, and those only counted."""
        return self.general_found + self.counted

    @property
    def all_general_rectified(self) -> int:
        """Of these, those rectified; what is only counted was removed at once."""
        return self.general_rectified + self.counted


class ReportingReminder(Keyed):
    """An enterprise was reminded of the report that it owes for a period: once a day at most."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    period = models.CharField(max_length=10)
    reminded_on = models.DateField()
    reminded_at = models.DateTimeField()
    reminded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enterprise", "reminded_on"], name="returns_reminder_open_once"),
        ]
        indexes = [models.Index(fields=["place_path", "reminded_on"], name="return_reminder_place")]

    def __str__(self) -> str:
        return f"{self.enterprise.name} {self.period}"


class ReportHint(Keyed):
    """Something about what an enterprise reports that somebody should look at. Not a finding: seen by named posts only,
    never by the enterprise, and nothing follows from it by itself. `clues` says line by line why; `clue_key` makes the
    same hint about an enterprise stand once."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    kind = models.CharField(max_length=20)
    clues = models.JSONField(default=list)
    clue_key = models.CharField(max_length=64)
    danger_keys = models.JSONField(default=list)
    state = models.CharField(max_length=10, default="open")
    found_at = models.DateTimeField()
    dismissed_at = models.DateTimeField(null=True)
    dismissed_by_name = models.CharField(max_length=40, blank=True)
    dismissal_reason = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=HINT_KINDS), name="returns_hint_kind"),
            models.CheckConstraint(condition=Q(state__in=HINT_STATES), name="returns_hint_state"),
            models.UniqueConstraint(fields=["enterprise", "clue_key"], name="returns_hint_open_once"),
        ]
        indexes = [models.Index(fields=["place_path", "state", "id"], name="return_hint_place")]

    def __str__(self) -> str:
        return self.kind
