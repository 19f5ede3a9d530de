"""Duty lists and roles: which post answers for what, by which document."""

from django.db import models

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

KINDS = ("leader_responsibility_list", "division_of_work", "body_establishment", "remit", "other")
ROLES = ("first_responsible", "in_charge", "one_post_two_duties")
STATES = ("recorded", "awaiting_confirmation", "confirmed", "rejected")


class DutyList(Keyed):
    """An issued document that says who answers for what. One typed in after a deadline it serves waits for a second
    person, like any other record of that kind."""

    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    document_number = models.CharField(max_length=60)
    issuer = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="duty_lists")
    issued_on = models.DateField()
    revoked_on = models.DateField(null=True)
    state = models.CharField(max_length=24, default="recorded")
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "document_number"],
                condition=~models.Q(state="rejected"),
                name="duty_lists_duty_list_number_once",
            ),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="duty_lists_duty_list_kind"),
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="duty_lists_duty_list_state"),
        ]

    def __str__(self) -> str:
        return self.title


class DutyItem(Keyed):
    """One duty that a list lays on a post."""

    duty_list = models.ForeignKey("duty_lists.DutyList", on_delete=models.PROTECT, related_name="items")
    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="duty_items")
    text = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.text


class SafetyRole(TwoTimes):
    """What a post is in safety by the division of work: first responsible, in charge, or one post with two duties
    for the fields named."""

    post = models.ForeignKey("parties.Post", on_delete=models.PROTECT, related_name="safety_roles")
    role = models.CharField(max_length=30)
    fields_text = models.CharField(max_length=300, blank=True)
    basis = models.CharField(max_length=200)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("post", name="duty_lists_safety_role"),
            models.CheckConstraint(condition=models.Q(role__in=ROLES), name="duty_lists_safety_role_role"),
        ]

    def __str__(self) -> str:
        return self.role
