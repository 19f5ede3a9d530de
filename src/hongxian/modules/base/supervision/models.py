"""Who supervises whom: rules of a place, what follows from them for each enterprise, what people decided instead."""

from django.db import models
from django.db.models import F, Q

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes
from hongxian.modules.base.supervision import text

KINDS = ("territorial", "direct", "comprehensive")
"""By level of government; by the department of the field; by the safety authority over all fields."""

LEVELS = ("city", "county", "coal_producing_county", "town")
"""The level of the government that supervises, in the words of the dictionary of facts."""

RULE_STATES = ("proposed", "confirmed", "refused", "ended")
OVERRIDE_STATES = ("proposed", "confirmed", "refused", "ended")


class Deciding(Keyed):
    """Something that one person proposes and another confirms, and that holds from one day through another."""

    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    state = models.CharField(max_length=12, default="proposed")
    proposed_at = models.DateTimeField()
    proposed_by = models.CharField(max_length=64)
    proposed_by_name = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        abstract = True


class SupervisionRule(Deciding):
    """Which enterprises of a place are supervised by whom, and where that is written.

    What is left empty of `ownerships`, `parent_ownerships`, `sectors`, `is_branch` and `in_place` does not narrow. Of
    the rules of a kind that fit an enterprise, those of the smallest `rank` decide; where several of that rank name
    different bodies, all claim it. It is supervised by `body`, or by the government at `level` in whose place it lies,
    or, `by_authority`, by the safety authority of that government.
    """

    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    rank = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    ownerships = models.JSONField(default=list)
    parent_ownerships = models.JSONField(default=list)
    sectors = models.JSONField(default=list)
    is_branch = models.BooleanField(null=True)
    in_place = models.ForeignKey("places.Place", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=30, blank=True)
    by_authority = models.BooleanField(default=False)
    body = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=300)
    pack_code = models.CharField(max_length=60, blank=True)
    obligation = models.CharField(max_length=20, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="supervision_rule_kind"),
            models.CheckConstraint(condition=Q(state__in=RULE_STATES), name="supervision_rule_state"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")), name="supervision_rule_order"
            ),
            models.UniqueConstraint(
                fields=["place", "kind", "title"],
                condition=Q(state__in=("proposed", "confirmed")),
                name="supervision_rule_title_once",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class SupervisionOverride(Deciding):
    """What two people decided for one enterprise instead of what the rules say, and why."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    body = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=30, blank=True)
    reason = models.TextField()
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="supervision_override_kind"),
            models.CheckConstraint(condition=Q(state__in=OVERRIDE_STATES), name="supervision_override_state"),
            models.UniqueConstraint(
                fields=["enterprise", "kind"],
                condition=Q(state__in=("proposed", "confirmed")),
                name="supervision_override_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class SupervisedSector(TwoTimes):
    """A sector of industry or field of work that somebody must supervise in a government's place, and who leads it.
    `code` is the sector of enterprises that it stands for, if it stands for one."""

    government = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=80)
    code = models.CharField(max_length=40, blank=True)
    lead_department = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    basis = models.CharField(max_length=200)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            models.UniqueConstraint(
                fields=["government", "name"],
                condition=Q(valid_to__isnull=True, recorded_to__isnull=True),
                name="supervision_supervised_sector_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Supervision(TwoTimes):
    """Who supervises an enterprise, or a sector, from one day through another, and why: computed from the rules and
    what was decided instead. `body` is empty where a rule names a level at which no government is registered."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="supervisions"
    )
    sector = models.ForeignKey(
        "supervision.SupervisedSector", null=True, on_delete=models.PROTECT, related_name="supervisions"
    )
    kind = models.CharField(max_length=20)
    body = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=30, blank=True)
    rule = models.ForeignKey("supervision.SupervisionRule", null=True, on_delete=models.PROTECT, related_name="+")
    override = models.ForeignKey(
        "supervision.SupervisionOverride", null=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False, sector__isnull=True)
                | Q(enterprise__isnull=True, sector__isnull=False),
                name="supervision_supervision_of_one",
            ),
        ]
        indexes = [
            models.Index(
                fields=["enterprise", "kind"], condition=Q(recorded_to__isnull=True), name="supervision_of_enterprise"
            ),
            models.Index(fields=["body", "kind"], condition=Q(recorded_to__isnull=True), name="supervision_by_body"),
        ]

    def __str__(self) -> str:
        return self.kind

    @property
    def why(self) -> str:
        """In words: the rule and where it is written, or what was decided and for which reason."""
        if self.override is not None:
            return text.BY_OVERRIDE.format(reason=self.override.reason)
        words = text.BY_RULE.format(title=self.rule.title, source=self.rule.source) if self.rule else ""
        return words if self.body_id else text.LISTED.format(words=words, what=text.NOBODY_THERE)
