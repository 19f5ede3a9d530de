"""Powers that somebody has for a while beside the own posts: delegated, taken in an emergency, contracted."""

from django.db import models
from django.db.models import F, Q

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes

EMERGENCY_STATES = ("open", "closed", "justified", "unjustified")
REQUEST_STATES = ("asked", "granted", "refused", "withdrawn")


def no_codes() -> list[str]:
    """No role named."""
    return []


class Delegation(Keyed):
    """A person lets another act in a post of the own, from–to. `roles` are the codes of the roles lent, all if none is
    named. It lapses when the delegator no longer holds the post."""

    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+")
    delegator = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    delegate = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    roles = models.JSONField(default=no_codes)
    valid_from = models.DateField()
    valid_to = models.DateField()
    reason = models.CharField(max_length=300)
    recorded_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="mandates_delegation_valid_order"),
            models.CheckConstraint(condition=~Q(delegator=F("delegate")), name="mandates_delegation_two_people"),
        ]
        indexes = [models.Index(fields=["delegate", "valid_to"]), models.Index(fields=["post"])]

    def __str__(self) -> str:
        return str(self.pk)


class EmergencyAccess(Keyed):
    """Somebody took a role in an emergency, without waiting for anybody, until a moment; a second person says
    afterwards whether that was right."""

    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey("accounts.Role", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField()
    opened_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=12, default="open")
    closed_at = models.DateTimeField(null=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.CharField(max_length=64, blank=True)
    reviewed_by_name = models.CharField(max_length=40, blank=True)
    opinion = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=EMERGENCY_STATES), name="mandates_emergency_access_state"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("opened_at")), name="mandates_emergency_access_until"),
        ]
        indexes = [models.Index(fields=["person", "ends_at"]), models.Index(fields=["state"])]

    def __str__(self) -> str:
        return str(self.pk)


class ServiceContract(TwoTimes):
    """An enterprise lets a post of a service body act for it, with a role and upon this enterprise alone, from–to."""

    enterprise = models.ForeignKey("enterprises.Enterprise", on_delete=models.PROTECT, related_name="+")
    service_body = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+")
    role = models.ForeignKey("accounts.Role", on_delete=models.PROTECT, related_name="+")
    document_number = models.CharField(max_length=60)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            models.CheckConstraint(condition=Q(valid_to__isnull=False), name="mandates_service_contract_ends"),
        ]
        indexes = [models.Index(fields=["post"]), models.Index(fields=["enterprise"])]

    def __str__(self) -> str:
        return self.document_number


class Handover(Keyed):
    """A post changed hands: from whom to whom, in the same post or another. `moved` and `stayed` name what was open, as
    the ledger names rows."""

    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    successor_person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    successor_post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+")
    last_day = models.DateField()
    basis = models.CharField(max_length=200)
    moved = models.JSONField(default=no_codes)
    stayed = models.JSONField(default=no_codes)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return str(self.pk)


class AccessRequest(Keyed):
    """Somebody in a post asks for a permission, perhaps upon the object of a page; whoever may grant answers."""

    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="+")
    permission = models.CharField(max_length=100)
    page_address = models.CharField(max_length=300, blank=True)
    reason = models.CharField(max_length=300)
    state = models.CharField(max_length=10, default="asked")
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by_name = models.CharField(max_length=40, blank=True)
    opinion = models.TextField(blank=True)
    authority = models.ForeignKey("accounts.Authority", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=REQUEST_STATES), name="mandates_access_request_state"),
            models.UniqueConstraint(
                fields=["person", "post", "permission", "page_address"],
                condition=Q(state="asked"),
                name="mandates_access_request_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.permission
