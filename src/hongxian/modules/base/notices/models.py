"""Notices: what somebody is told of, where they want it sent, and how the sending went."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed

CHANNELS = ("email", "sms")
"""How a person is reached outside the system."""
MODES = ("immediate", "digest", "in_app")
GATEWAY_KINDS = ("wecom", "dingtalk", "feishu", "webhook", "sms")
PURPOSES = ("notices", "code", "trial")
DELIVERY_STATES = ("queued", "retrying", "sent", "given_up")


class Notice(Keyed):
    """One person is told of one event. It follows from an act that is in the ledger, so it is not in the ledger itself.

    `capacity` is what the person acts as when it concerns them: the key of a post, or of a mandate with its kind.
    """

    person = models.CharField(max_length=64)
    capacity = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    entry_id = models.UUIDField()
    subject_kind = models.CharField(max_length=100)
    subject_key = models.CharField(max_length=100)
    title = models.CharField(max_length=300)
    told_at = models.DateTimeField(default=now)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "entry_id"], name="notices_notice_told_once"),
        ]
        indexes = [
            models.Index(fields=["person", "id"], name="notices_notice_person"),
            models.Index(fields=["person"], condition=Q(read_at__isnull=True), name="notices_notice_unread"),
        ]

    def __str__(self) -> str:
        return self.title


class NoticeContact(Keyed):
    """An address of a person, told nothing before the person has confirmed it. `address` is sealed, `hint` what may be
    shown of it. The code is drawn from the key and `code_until`, so that it is kept nowhere."""

    person = models.ForeignKey("parties.Person", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    address = models.TextField()
    hint = models.CharField(max_length=80)
    added_at = models.DateTimeField(default=now)
    code_until = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    confirmed_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("address", "tries")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="notices_notice_contact_channel"),
            models.UniqueConstraint(
                fields=["person", "channel"],
                condition=Q(removed_at__isnull=True),
                name="notices_notice_contact_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.hint


class NoticePreference(Keyed):
    """What a person wants sent. `modes` maps `kind/channel` to a mode, where it differs from the default; times left
    empty are those of the settings; `quiet` false: none at all."""

    person = models.CharField(max_length=64, unique=True)
    modes = models.JSONField(default=dict)
    quiet = models.BooleanField(default=True)
    quiet_since = models.TimeField(null=True)
    quiet_until = models.TimeField(null=True)
    digest_hour = models.PositiveSmallIntegerField(null=True)

    def __str__(self) -> str:
        return self.person


class NoticeGateway(Keyed):
    """A way out of the house. A group of a body is told by its robot how many notices there are, never what they say;
    the way for text messages (`sms`) serves all people and belongs to no body.

    `url` and `secret` are sealed. `body` is the request of a text message with `{phone}` and `{text}`; `accepted` maps
    fields of the answer to the values they must have.
    """

    kind = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    party = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    url = models.TextField()
    host = models.CharField(max_length=200)
    secret = models.TextField(blank=True)
    body = models.JSONField(default=dict)
    accepted = models.JSONField(default=dict)
    mode = models.CharField(max_length=10, default="digest")
    added_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("url", "secret")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=GATEWAY_KINDS), name="notices_notice_gateway_kind"),
            models.CheckConstraint(
                condition=(Q(kind="sms") & Q(party__isnull=True)) | (~Q(kind="sms") & Q(party__isnull=False)),
                name="notices_notice_gateway_party",
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(kind="sms", ended_at__isnull=True),
                name="notices_notice_gateway_sms_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class NoticeDelivery(Keyed):
    """One message to one address, which carries one notice or many. What it says is put together when it is sent.

    `held_until`: until then one worker has it to itself.
    """

    purpose = models.CharField(max_length=10, default="notices")
    channel = models.CharField(max_length=10)
    contact = models.ForeignKey("notices.NoticeContact", null=True, on_delete=models.PROTECT, related_name="deliveries")
    gateway = models.ForeignKey("notices.NoticeGateway", null=True, on_delete=models.PROTECT, related_name="deliveries")
    state = models.CharField(max_length=10, default="queued")
    attempts = models.PositiveSmallIntegerField(default=0)
    held_until = models.DateTimeField(null=True)
    error = models.CharField(max_length=300, blank=True)
    queued_at = models.DateTimeField(default=now)
    sent_at = models.DateTimeField(null=True)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("state", "attempts", "held_until", "error", "sent_at")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DELIVERY_STATES), name="notices_notice_delivery_state"),
            models.CheckConstraint(condition=Q(purpose__in=PURPOSES), name="notices_notice_delivery_purpose"),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="notices_delivery_state"),
            models.Index(fields=["queued_at"], name="notices_delivery_queued"),
        ]

    def __str__(self) -> str:
        return str(self.pk)


class NoticeItem(models.Model):
    """A notice that waits to go out by an address of its person, or an event that waits to be counted to a group.

    It waits until `due_at`; then it belongs to a delivery, or to none if it was dropped, because it was read meanwhile
    or may not be seen any more. Either way it waits no longer.
    """

    entry_id = models.UUIDField()
    kind = models.CharField(max_length=60)
    notice = models.ForeignKey("notices.Notice", null=True, on_delete=models.CASCADE, related_name="items")
    contact = models.ForeignKey("notices.NoticeContact", null=True, on_delete=models.CASCADE, related_name="items")
    gateway = models.ForeignKey("notices.NoticeGateway", null=True, on_delete=models.CASCADE, related_name="items")
    due_at = models.DateTimeField(null=True)
    delivery = models.ForeignKey("notices.NoticeDelivery", null=True, on_delete=models.CASCADE, related_name="items")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "contact"], name="notices_item_contact_once"),
            models.UniqueConstraint(fields=["entry_id", "kind", "gateway"], name="notices_item_gateway_once"),
        ]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(due_at__isnull=False), name="notices_item_waiting"),
        ]

    def __str__(self) -> str:
        return self.kind
