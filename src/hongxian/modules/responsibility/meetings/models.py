"""Bodies and their meetings: who sits in a body, what it met about, and the extract of minutes that shows it.

Minutes of a Party committee are internal, often classified: an extract is enough (date, item, document number,
confirming office). No file is taken in, so that no classified paper can be.
"""

from django.db import models

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

ROLES = ("director", "executive_vice_director", "vice_director", "member", "office_head")
STATES = ("recorded", "awaiting_confirmation", "confirmed", "rejected", "withdrawn")
AGENDA_TYPES = ("hear_report", "study_deploy", "convey_study", "circulate", "other")
FUNCTIONS = (
    "guide_coordinate",
    "supervise",
    "warning_talk",
    "accident_investigation",
    "tour_and_assessment",
)


class Membership(TwoTimes):
    """A post sits in a body in a role, from–to. A body may have several directors at once."""

    body = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="memberships")
    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30)
    basis = models.CharField(max_length=200, blank=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("body", "post", "role", name="meetings_membership"),
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="meetings_membership_role"),
        ]

    def __str__(self) -> str:
        return self.role


class Meeting(Keyed):
    """A meeting that was held. `session` tells meetings of one body on one day apart.

    One typed in after the end of the period in which it counts waits for a second person (`awaiting_confirmation`).
    `evidence_at` is when the record came to hold what it holds now.
    """

    body = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="meetings")
    held_on = models.DateField()
    session = models.PositiveSmallIntegerField(default=1)
    title = models.CharField(max_length=120)
    state = models.CharField(max_length=24, default="recorded")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)
    evidence_at = models.DateTimeField()
    evidence_by = models.CharField(max_length=64)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="meetings_meeting_state"),
            models.UniqueConstraint(
                fields=["body", "held_on", "session"],
                condition=models.Q(ended_at__isnull=True),
                name="meetings_meeting_recorded_once",
            ),
        ]
        indexes = [models.Index(fields=["held_on"])]

    def __str__(self) -> str:
        return self.title


class AgendaItem(Keyed):
    """What a meeting dealt with. The extract says it in the words of the minutes: number, confirming office, text."""

    meeting = models.ForeignKey("meetings.Meeting", on_delete=models.PROTECT, related_name="items")
    order = models.PositiveSmallIntegerField()
    agenda_type = models.CharField(max_length=20)
    on_safety = models.BooleanField(default=True)
    title = models.CharField(max_length=200)
    extract_number = models.CharField(max_length=60, blank=True)
    extract_office = models.CharField(max_length=60, blank=True)
    extract_text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(agenda_type__in=AGENDA_TYPES), name="meetings_agenda_item_agenda_type"
            ),
            models.UniqueConstraint(fields=["meeting", "order"], name="meetings_agenda_item_order"),
        ]

    def __str__(self) -> str:
        return self.title


class Decision(Keyed):
    """What a meeting settled under an item, who is to do it, by when."""

    item = models.ForeignKey("meetings.AgendaItem", on_delete=models.PROTECT, related_name="decisions")
    content = models.CharField(max_length=300)
    lead = models.CharField(max_length=120, blank=True)
    due_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.content


class WorkRecord(Keyed):
    """What a body's office did under one of its functions."""

    body = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="work_records")
    function = models.CharField(max_length=30)
    done_on = models.DateField()
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=60, blank=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(function__in=FUNCTIONS), name="meetings_work_record_function"),
        ]

    @property
    def state(self) -> str:
        """Whether it stands."""
        return "withdrawn" if self.withdrawn_at else "recorded"

    def __str__(self) -> str:
        return self.title


class WorkOccasion(Keyed):
    """Something that calls for a function of a body's office: an accident to be investigated at this level, say."""

    body = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="work_occasions")
    function = models.CharField(max_length=30)
    arose_on = models.DateField()
    title = models.CharField(max_length=200)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawal_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(function__in=FUNCTIONS), name="meetings_work_occasion_function"),
        ]

    @property
    def state(self) -> str:
        """Whether it stands."""
        return "withdrawn" if self.withdrawn_at else "recorded"

    def __str__(self) -> str:
        return self.title
