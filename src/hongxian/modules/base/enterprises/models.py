"""Enterprises: what the work needs to know of a firm, and who answers for its safety."""

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

ROLES = ("legal_representative", "actual_controller", "principal", "safety_officer")


class Enterprise(Keyed):
    """A firm, or a branch of one, at the place where it works.

    `credit_code` is the unified social credit code (GB 32100), checked; firms that still bear an old registration
    number have it in `registration_number` and no credit code. `sector` and `ownership` decide who supervises.
    """

    credit_code = models.CharField(max_length=18, null=True, unique=True)
    registration_number = models.CharField(max_length=15, blank=True)
    name = models.CharField(max_length=120)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    ownership = models.CharField(max_length=20)
    sector = models.CharField(max_length=40)
    parent = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="branches")
    is_branch = models.BooleanField(default=False)
    is_high_risk = models.BooleanField(null=True)
    is_above_scale = models.BooleanField(null=True)
    opened_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ownership__in=OWNERSHIPS), name="enterprises_enterprise_ownership"
            ),
        ]
        indexes = [models.Index(fields=["place", "name"])]

    def __str__(self) -> str:
        return self.name


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
