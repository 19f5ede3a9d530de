"""Enterprises: what the work needs to know of a firm, since when, and who answers for its safety."""

from datetime import date

from django.db import models

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

OWNERSHIPS = ("central", "provincial", "city", "county", "private", "foreign", "collective")
SECTORS = (
    "coal",
    "mine",
    "hazardous_chemicals",
    "fireworks",
    "civil_explosives",
    "metal_smelting",
    "construction",
    "transport",
    "manufacturing",
    "commerce",
    "agriculture",
    "other",
)
"""Offered on the page; packs may name finer ones, so the table takes any."""

SCALES = ("large", "medium", "small", "micro")
"""As somebody states them; nothing is computed from employees or turnover."""
OPERATING = "operating"
STATUSES = (
    OPERATING,
    "production_suspended",
    "trading_suspended",
    "dormant",
    "deregistered",
    "moved_away",
    "untraceable",
)
GONE = ("deregistered", "moved_away")
"""After these an enterprise does not stand any more; after the others it stands, but does not work."""
RISK_KINDS = (
    "mine",
    "metal_smelting",
    "construction",
    "transport",
    "hazardous_substances",
    "combustible_dust",
    "ammonia_refrigeration",
    "confined_space",
    "major_hazard_installation",
    "other",
)
HIGH_RISK_KINDS = RISK_KINDS[:5]
"""The sectors that the Work Safety Law names (art. 24): with one of these an enterprise is one of high risk."""
ROLES = ("legal_representative", "actual_controller", "principal", "safety_officer")
SINCE_UNKNOWN = date(1900, 1, 1)
"""The first version of an enterprise holds from this day: since when it had been so was not told."""


class Particulars(models.Model):
    """What may change of an enterprise, each change from a day on. `industry` is a code of GB/T 4754."""

    name = models.CharField(max_length=120)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    registered_address = models.CharField(max_length=200, blank=True)
    working_address = models.CharField(max_length=200, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    ownership = models.CharField(max_length=20)
    sector = models.CharField(max_length=40)
    industry = models.CharField(max_length=4, blank=True)
    scale = models.CharField(max_length=10, blank=True)
    employees = models.PositiveIntegerField(null=True)
    parent = models.ForeignKey(
        "enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="%(class)s_branches"
    )
    is_branch = models.BooleanField(default=False)
    is_high_risk = models.BooleanField(null=True)
    is_above_scale = models.BooleanField(null=True)

    class Meta:
        abstract = True


PARTICULARS = tuple(field.name for field in Particulars._meta.local_fields)


class Enterprise(Keyed, Particulars):
    """A firm, or a branch of one, at the place where it works, as it is known now.

    `credit_code` is the unified social credit code (GB 32100), checked; firms that still bear an old registration
    number have it in `registration_number` and no credit code. `sector` and `ownership` decide who supervises.
    `name_key` is the name as duplicates are looked for; `version` grows with every change. One that turned out to be a
    duplicate is `merged_into` the other and stands in no list, nor does one that was registered by mistake
    (`withdrawn_at`). `closed_on` is the last day on which it stood.
    """

    credit_code = models.CharField(max_length=18, null=True, unique=True)
    registration_number = models.CharField(max_length=15, blank=True, db_index=True)
    name_key = models.CharField(max_length=120, blank=True, db_index=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    operating_status = models.CharField(max_length=30, default=OPERATING)
    merged_into = models.ForeignKey(
        "enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="merged"
    )
    version = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ownership__in=OWNERSHIPS), name="enterprises_enterprise_ownership"
            ),
            models.CheckConstraint(condition=models.Q(scale__in=("", *SCALES)), name="enterprises_enterprise_scale"),
            models.CheckConstraint(
                condition=models.Q(operating_status__in=STATUSES), name="enterprises_enterprise_operating_status"
            ),
        ]
        indexes = [
            models.Index(fields=["place", "name"]),
            models.Index(fields=["name", "id"]),
            models.Index(fields=["longitude", "latitude"], name="enterprise_position"),
        ]

    def __str__(self) -> str:
        return self.name


class EnterpriseVersion(TwoTimes, Particulars):
    """The particulars of an enterprise from one day through another; the open version is what `Enterprise` repeats."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="versions")
    basis = models.CharField(max_length=200, blank=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [*TwoTimes.Meta.constraints, open_once("enterprise", name="enterprises_enterprise_version")]
        indexes = [models.Index(fields=["longitude", "latitude"], name="enterprise_version_position")]

    def __str__(self) -> str:
        return self.name


class OperatingStatus(TwoTimes):
    """Whether an enterprise works, from one day through another, by what evidence. Until somebody says otherwise it
    does."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="statuses")
    operating_status = models.CharField(max_length=30)
    basis = models.CharField(max_length=200)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("enterprise", name="enterprises_operating_status"),
            models.CheckConstraint(
                condition=models.Q(operating_status__in=STATUSES), name="enterprises_operating_status_word"
            ),
        ]

    def __str__(self) -> str:
        return self.operating_status


class RiskFlag(TwoTimes):
    """What makes an enterprise dangerous, from one day through another, and which document says so."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="risk_flags")
    risk_kind = models.CharField(max_length=40)
    basis = models.CharField(max_length=200)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("enterprise", "risk_kind", name="enterprises_risk_flag"),
            models.CheckConstraint(condition=models.Q(risk_kind__in=RISK_KINDS), name="enterprises_risk_flag_kind"),
        ]

    def __str__(self) -> str:
        return self.risk_kind


class ResponsiblePerson(TwoTimes):
    """Who answers for safety in an enterprise, in which role, from–to. One person may bear several roles."""

    enterprise = models.ForeignKey(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="responsible_people"
    )
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=30)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("enterprise", "role", name="enterprises_responsible_person"),
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="enterprises_responsible_person_role"),
        ]

    def __str__(self) -> str:
        return self.role


class EnterpriseContact(Keyed):
    """Whom to call in an enterprise. The number stays out of the ledger, and pages show it only to who asks for it."""

    enterprise = models.OneToOneField(
        "enterprises.Enterprise", on_delete=models.PROTECT, related_name="enterprise_contact"
    )
    contact_name = models.CharField(max_length=40)
    phone = models.CharField(max_length=30)
    ledger_exclude = ("phone",)

    def __str__(self) -> str:
        return self.contact_name


class EnterpriseMerge(Keyed):
    """The proposal that one enterprise is entered twice: the `duplicate` is to be merged into the one `kept`.

    `taken_credit_code` and `taken_registration_number` are what the duplicate bore and the one kept lacked, and so took
    over. Whoever contests a merge says why in `contest_reason`; another person undoes it or upholds it.
    """

    duplicate = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    state = models.CharField(max_length=20, default="proposed")
    proposed_by = models.CharField(max_length=80)
    decided_by = models.CharField(max_length=80, blank=True)
    taken_credit_code = models.CharField(max_length=18, blank=True)
    taken_registration_number = models.CharField(max_length=15, blank=True)
    contest_reason = models.CharField(max_length=200, blank=True)
    contested_by = models.CharField(max_length=80, blank=True)
    undone_by = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["duplicate"],
                condition=models.Q(state="proposed"),
                name="enterprises_enterprise_merge_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class CarriedRow(models.Model):
    """That a merge let a row that pointed to the duplicate point to the one kept: which row (`row_kind` is the label of
    its model, `row_key` its key) by which of its fields. By this, and by nothing else, an undone merge knows what came
    from the duplicate and what was entered under the one kept. Follows from the acts in the ledger that carried it."""

    enterprise_merge = models.ForeignKey(
        "enterprises.EnterpriseMerge", on_delete=models.PROTECT, related_name="carried_rows"
    )
    row_kind = models.CharField(max_length=60)
    row_key = models.UUIDField()
    row_field = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enterprise_merge", "row_kind", "row_key", "row_field"], name="enterprises_carried_row_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.row_kind} {self.row_key}"
