"""Verdicts: how each obligation stands for each party that owes it, period by period."""

from typing import ClassVar

from django.db import models

from hongxian.kernel.keys import Keyed

STATUSES = ("met", "not_met", "not_due", "undecidable")
FORMATS = ("docx", "pdf", "xlsx")
"""The files of a report."""


class Verdict(Keyed):
    """One obligation × accountable party × period, as it stood when it last turned.

    `digest` is that of the populations, `counts` and `parameters` what the verdict rests on; with the pack's hash
    and `turned_at`, the moment at which it was judged, it can be replayed. `years_moved` is by how much the dates of
    the text were moved, `yields_to` the code of the pack that was chosen to prevail over this one. `next_change_on` is
    the first day on which time alone can change it. `lapsed_at` is when it ceased to be judged: the practice was
    ended, another version of the pack binds, the party is gone; what it said last stays on record.
    """

    pack = models.ForeignKey("policies.Pack", on_delete=models.PROTECT, related_name="verdicts")
    obligation = models.CharField(max_length=20)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    path = models.CharField(max_length=80)
    period = models.CharField(max_length=12, blank=True)
    period_label = models.CharField(max_length=40, blank=True)
    period_start = models.DateField(null=True)
    period_end = models.DateField(null=True)
    status = models.CharField(max_length=12)
    backfilled = models.BooleanField(default=False)
    outstanding = models.BooleanField(default=False)
    next_change_on = models.DateField(null=True)
    next_change_reason = models.CharField(max_length=200, blank=True)
    counts = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    remarks = models.JSONField(default=list)
    parameters = models.JSONField(default=dict)
    years_moved = models.SmallIntegerField(default=0)
    yields_to = models.CharField(max_length=60, blank=True)
    digest = models.CharField(max_length=64)
    turned_at = models.DateTimeField()
    lapsed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["pack", "obligation", "party", "period"], name="verdicts_verdict_once_per_grain"
            ),
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="verdicts_verdict_status"),
        ]
        indexes = [
            models.Index(fields=["path", "status"]),
            models.Index(fields=["next_change_on"]),
        ]

    STATED: ClassVar[tuple[str, ...]] = (
        "status",
        "backfilled",
        "outstanding",
        "next_change_on",
        "next_change_reason",
        "counts",
        "missing",
        "remarks",
        "parameters",
        "years_moved",
        "yields_to",
        "digest",
    )

    @property
    def grain(self) -> tuple[str, str, str]:
        """Obligation, party and period by their keys, as the judge names what is to be judged."""
        return self.obligation, str(self.party_id), self.period

    def __str__(self) -> str:
        return f"{self.obligation} {self.period}"


class Turn(Keyed):
    """One turn of a verdict: from what to what, and what brought it about. `before` is empty at the first judgement,
    `after` when it ceased to be judged.

    `event` and `entry` name the act that changed a fact, a parameter or what binds; both are empty when nothing but
    time went on: then `because` is what had been expected of the day. Equal `before` and `after`: the conclusion
    stayed, the rows behind it did not.
    """

    verdict = models.ForeignKey("verdicts.Verdict", on_delete=models.PROTECT, related_name="turns")
    at = models.DateTimeField()
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)
    backfilled = models.BooleanField(default=False)
    event = models.CharField(max_length=100, blank=True)
    entry = models.CharField(max_length=64, blank=True)
    because = models.CharField(max_length=200, blank=True)
    next_change_on = models.DateField(null=True)
    next_change_reason = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["verdict", "at"])]

    def __str__(self) -> str:
        return f"{self.before} {self.after}"


OBJECTION_STATES = ("raised", "upheld", "rejected", "withdrawn")


class Objection(Keyed):
    """What the judged body holds against a verdict, and what the office answered. It never changes the verdict.

    `status` is what the verdict said when the objection was raised; `office` is the body that owes the answer, if
    one is registered. `attachments` names the supporting papers in words: none are uploaded.
    """

    verdict = models.ForeignKey("verdicts.Verdict", on_delete=models.PROTECT, related_name="objections")
    office = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, default="raised")
    status = models.CharField(max_length=12)
    reason = models.TextField()
    attachments = models.TextField(blank=True)
    raised_at = models.DateTimeField()
    raised_by = models.CharField(max_length=64)
    raised_by_name = models.CharField(max_length=40)
    raised_by_post = models.CharField(max_length=200, blank=True)
    answer = models.TextField(blank=True)
    answered_by = models.CharField(max_length=64, blank=True)
    answered_by_name = models.CharField(max_length=40, blank=True)
    answered_by_post = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["verdict"], condition=models.Q(state="raised"), name="verdicts_objection_open_once"
            ),
            models.CheckConstraint(condition=models.Q(state__in=OBJECTION_STATES), name="verdicts_objection_state"),
        ]
        indexes = [models.Index(fields=["state", "raised_at"])]

    def __str__(self) -> str:
        return self.reason[:40]


DETERMINATION_STATES = ("signed", "confirmed", "refused", "withdrawn")


class Determination(Keyed):
    """A named person's signed view of a matter, beside the machine's verdict and never instead of it.

    It counts from a second person's confirmation until it is withdrawn, on the days from `valid_from` through
    `valid_to` (open if empty). No figure counts it as a verdict.
    """

    verdict = models.ForeignKey("verdicts.Verdict", on_delete=models.PROTECT, related_name="determinations")
    state = models.CharField(max_length=10, default="signed")
    status = models.CharField(max_length=12)
    reason = models.TextField()
    basis = models.CharField(max_length=300)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    machine_status = models.CharField(max_length=12)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=64)
    signed_by_name = models.CharField(max_length=40)
    signed_by_post = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=40, blank=True)
    confirmed_by_post = models.CharField(max_length=200, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["verdict"], condition=models.Q(state="signed"), name="verdicts_determination_open_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DETERMINATION_STATES), name="verdicts_determination_state"
            ),
            models.CheckConstraint(condition=models.Q(status__in=STATUSES), name="verdicts_determination_status"),
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True) | models.Q(valid_to__gte=models.F("valid_from")),
                name="verdicts_determination_valid_order",
            ),
        ]
        indexes = [models.Index(fields=["state", "signed_at"])]

    def __str__(self) -> str:
        return self.status


class ReportTaking(Keyed):
    """That somebody took the report of a place and pack for two days as a file: `digest` is that of the content, which
    is the same whenever the same records give the same verdicts."""

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    pack = models.ForeignKey("policies.Pack", on_delete=models.PROTECT, related_name="+")
    valid_on = models.DateField()
    known_on = models.DateField()
    format = models.CharField(max_length=4)
    count = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    taken_at = models.DateTimeField()
    taken_by = models.CharField(max_length=64)
    taken_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(format__in=FORMATS), name="verdicts_report_format")]

    def __str__(self) -> str:
        return self.digest
