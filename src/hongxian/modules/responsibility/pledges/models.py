"""Pledges: who signed with whom, level by level, in which words, from when until when.

A round is one signing down the chain for a year; its links say who signs with whom and in which words; a pledge is one
letter under a link, with its signatures.
"""

from django.db import models
from django.db.models import F, Q

from hongxian.kernel.keys import Keyed

TIERS = ("bodies", "leaders", "enterprises", "posts", "promises")
"""Between bodies; between posts inside one government; a body and an enterprise; an enterprise and its posts; an
enterprise's own promise, which it alone signs."""

ROUND_STATES = ("draft", "submitted", "open", "closed")
LIVE = ("issued", "half_signed", "awaiting_confirmation", "signed")
STATES = (*LIVE, "being_replaced", "replaced", "ended", "rejected", "withdrawn")
STOOD = ("signed", "being_replaced", "replaced", "ended")
"""The states of a pledge that was in force at some time."""

REACHES = ("all", "high_risk", "above_scale")
POST_KINDS = ("legal_representative", "actual_controller", "principal", "other")
SIDES = ("giver", "bearer")


class PledgeRound(Keyed):
    """One signing for a year, begun by a body and handed down its chain. The letters hold from `holds_from` through
    `holds_to` (both days included; open if empty) unless one of them says otherwise."""

    issuer = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120)
    basis = models.CharField(max_length=200, blank=True)
    holds_from = models.DateField()
    holds_to = models.DateField(null=True)
    sign_by = models.DateField(null=True)
    follows = models.ForeignKey("pledges.PledgeRound", null=True, on_delete=models.PROTECT, related_name="followed_by")
    state = models.CharField(max_length=12, default="draft")
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=64)
    drafted_by_name = models.CharField(max_length=40)
    approved_at = models.DateTimeField(null=True)
    approved_by = models.CharField(max_length=64, blank=True)
    approved_by_name = models.CharField(max_length=40, blank=True)
    return_reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=ROUND_STATES), name="pledges_round_state"),
            models.CheckConstraint(
                condition=Q(holds_to__isnull=True) | Q(holds_to__gte=F("holds_from")), name="pledges_round_order"
            ),
            models.UniqueConstraint(fields=["issuer", "year", "title"], name="pledges_round_title_once"),
        ]

    def __str__(self) -> str:
        return self.title


class PledgeLink(Keyed):
    """One link of the chain: who signs with whom, and the words. `parts` are pairs of heading and text.

    Bodies: those of `bearer_kind` at `bearer_level`. Leaders: posts of `bearer_post_kind` at `bearer_level`,
    with the posts of `giver_post_kind`. The others: the enterprises within `reach`. `giver_level` is the level of the
    government that signs from above, or collects the promises; for posts the enterprise itself signs.
    """

    round = models.ForeignKey("pledges.PledgeRound", on_delete=models.PROTECT, related_name="links")
    tier = models.CharField(max_length=12)
    title = models.CharField(max_length=120)
    giver_level = models.CharField(max_length=10, blank=True)
    giver_post_kind = models.CharField(max_length=40, blank=True)
    bearer_kind = models.CharField(max_length=40, blank=True)
    bearer_level = models.CharField(max_length=10, blank=True)
    bearer_post_kind = models.CharField(max_length=40, blank=True)
    reach = models.CharField(max_length=12, blank=True)
    parts = models.JSONField(default=list)
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(tier__in=TIERS), name="pledges_link_tier"),
            models.UniqueConstraint(fields=["round", "order"], name="pledges_link_order_once"),
        ]

    def __str__(self) -> str:
        return self.title


class Pledge(Keyed):
    """One letter under a link. The bearer is a body, a post of a body, an enterprise, or a post in an enterprise
    (`post_name`); `subject` names it, so that one link has one live pledge of each. `place` is the bearer's.

    In force from the later of `holds_from` and the day of the last signature through `ended_on` or `holds_to`.
    `under` is the pledge of the workshop in which a post of an enterprise stands; `replaces` the one that this renews.
    """

    link = models.ForeignKey("pledges.PledgeLink", on_delete=models.PROTECT, related_name="pledges")
    subject = models.CharField(max_length=160)
    giver = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    giver_post = models.ForeignKey("parties.Post", null=True, on_delete=models.PROTECT, related_name="+")
    bearer = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    bearer_post = models.ForeignKey("parties.Post", null=True, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    under = models.ForeignKey("pledges.Pledge", null=True, on_delete=models.PROTECT, related_name="handed_down")
    post_name = models.CharField(max_length=80, blank=True)
    post_kind = models.CharField(max_length=20, blank=True)
    first_responsible = models.BooleanField(default=False)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    number = models.CharField(max_length=60, blank=True)
    holds_from = models.DateField()
    holds_to = models.DateField(null=True)
    state = models.CharField(max_length=24, default="issued")
    handed_out_at = models.DateTimeField()
    handed_out_by = models.CharField(max_length=64)
    handed_out_by_name = models.CharField(max_length=40)
    signed_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=40, blank=True)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)
    replaces = models.ForeignKey("pledges.Pledge", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="pledges_pledge_state"),
            models.UniqueConstraint(
                fields=["link", "subject"], condition=Q(state__in=LIVE), name="pledges_pledge_live_once"
            ),
        ]
        indexes = [
            models.Index(fields=["enterprise", "state"]),
            models.Index(fields=["bearer", "state"]),
            models.Index(fields=["giver", "state"]),
            models.Index(fields=["place", "state"]),
        ]

    def __str__(self) -> str:
        return self.link.title


class PledgeSignature(Keyed):
    """One side signed: who, holding which post, on which day; `on_behalf_of` is whom the signer signed for, if not as
    the holder of the post."""

    pledge = models.ForeignKey("pledges.Pledge", on_delete=models.PROTECT, related_name="signatures")
    side = models.CharField(max_length=10)
    signer_name = models.CharField(max_length=40)
    person = models.ForeignKey("parties.Person", null=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("parties.Post", null=True, on_delete=models.PROTECT, related_name="+")
    on_behalf_of = models.CharField(max_length=80, blank=True)
    signed_on = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(side__in=SIDES), name="pledges_signature_side"),
            models.UniqueConstraint(fields=["pledge", "side"], name="pledges_signature_side_once"),
        ]

    def __str__(self) -> str:
        return self.signer_name
