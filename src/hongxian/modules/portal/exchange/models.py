"""Exchange with other systems: who they are, how our rows become theirs and theirs ours, what was sent and received."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed

CHANNELS = ("file", "instance")
DIRECTIONS = ("outgoing", "incoming")
MAPPING_STATES = ("draft", "published", "superseded", "withdrawn")
DISPATCH_STATES = ("preparing", "failed", "prepared", "released")
RECORD_STATES = ("held", "waiting", "sent", "accepted", "rejected", "withdrawn", "superseded")
ACTIONS = ("create", "correct", "withdraw")
RECEIVED_STATES = ("accepted", "refused", "transferred", "superseded", "withdrawn")


class ExchangePartner(Keyed):
    """Another system: a platform above us, or an instance of this product below or above.

    `party` is our body that answers for the exchange: what comes back stands on its desk. `place` is what the exchange
    is about: what is received from the partner must lie in it. `channel` is how we send: a file that somebody hands
    over, or calls of the instance at `url` with a token that lies here sealed. `integration` is the partner as it
    calls us.
    """

    name = models.CharField(max_length=80)
    party = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10)
    url = models.CharField(max_length=300, blank=True)
    sealed_token = models.CharField(max_length=500, blank=True)
    integration = models.ForeignKey("integrations.Integration", on_delete=models.PROTECT, null=True, related_name="+")
    registered_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("sealed_token",)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(channel__in=CHANNELS), name="exchange_partner_channel"),
            models.UniqueConstraint(
                fields=["integration"],
                condition=Q(ended_at__isnull=True),
                name="exchange_partner_integration_open_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class ExchangeMapping(Keyed):
    """One version of how rows are exchanged with a partner under a `code` that both sides know. `content` is the
    declaration (`declaring.py` reads it), `template` the digest of the other side's workbook."""

    partner = models.ForeignKey("exchange.ExchangePartner", on_delete=models.PROTECT, related_name="mappings")
    code = models.CharField(max_length=40)
    direction = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    name = models.CharField(max_length=80)
    content = models.TextField()
    template = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12, default="draft")
    drafted_at = models.DateTimeField(default=now)
    drafted_by = models.CharField(max_length=64)
    drafted_by_name = models.CharField(max_length=40)
    published_at = models.DateTimeField(null=True)
    published_by_name = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=MAPPING_STATES), name="exchange_mapping_state"),
            models.CheckConstraint(condition=Q(direction__in=DIRECTIONS), name="exchange_mapping_direction"),
            models.UniqueConstraint(
                fields=["partner", "direction", "code", "number"], name="exchange_mapping_number_open_once"
            ),
            models.UniqueConstraint(
                fields=["partner", "direction", "code"],
                condition=Q(state="published"),
                name="exchange_mapping_published_open_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} v{self.number}"


class Dispatch(Keyed):
    """One sending for a period: the records that are new, changed or gone since the last one. `digest` is the SHA-256
    of what is sent; `fault` is what prevented the last attempt. While it is `preparing`, the worker takes the rows as
    `prepared_by` in that `capacity`: so many of those meant are taken."""

    mapping = models.ForeignKey("exchange.ExchangeMapping", on_delete=models.PROTECT, related_name="dispatches")
    period = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=10, default="prepared")
    counts = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    prepared_at = models.DateTimeField(default=now)
    prepared_by_name = models.CharField(max_length=40)
    prepared_by = models.CharField(max_length=64, blank=True)
    capacity = models.CharField(max_length=100, blank=True)
    repeats_rejected = models.BooleanField(default=False)
    rows_meant = models.PositiveIntegerField(default=0)
    rows_taken = models.PositiveIntegerField(default=0)
    released_at = models.DateTimeField(null=True)
    fault = models.TextField(blank=True)

    ledger_exclude: ClassVar[tuple[str, ...]] = ("fault", "rows_taken")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=DISPATCH_STATES), name="exchange_dispatch_state"),
            models.UniqueConstraint(fields=["mapping", "period", "number"], name="exchange_dispatch_number_open_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mapping.name} {self.period}-{self.number}"


class DispatchRecord(Keyed):
    """One version of one record as sent. `key` is what both sides know it by, `row` the key of our row (if it stands
    for one). `version` counts what was sent of it in the period. `latest` is the version that counts; `stands_there`
    says that the other side took an earlier one. `part` is the call in which it goes."""

    dispatch = models.ForeignKey("exchange.Dispatch", on_delete=models.PROTECT, related_name="records")
    partner = models.ForeignKey("exchange.ExchangePartner", on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    row = models.CharField(max_length=64, blank=True)
    version = models.PositiveIntegerField(default=1)
    latest = models.BooleanField(default=True)
    action = models.CharField(max_length=10)
    values = models.JSONField(default=dict)
    digest = models.CharField(max_length=64, blank=True)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=500, blank=True)
    receipt_number = models.CharField(max_length=80, blank=True)
    retries = models.PositiveIntegerField(default=0)
    stands_there = models.BooleanField(default=False)
    part = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RECORD_STATES), name="exchange_record_state"),
            models.CheckConstraint(condition=Q(action__in=ACTIONS), name="exchange_record_action"),
            models.UniqueConstraint(
                fields=["partner", "code", "period", "key", "version"], name="exchange_record_version_open_once"
            ),
            models.UniqueConstraint(
                fields=["partner", "code", "period", "key"],
                condition=Q(latest=True),
                name="exchange_record_latest_open_once",
            ),
        ]
        indexes = [models.Index(fields=["dispatch", "part", "state"], name="exchange_record_part")]

    def __str__(self) -> str:
        return self.key


class ReceivedRecord(Keyed):
    """One version of one record as it came in, with what it said word for word. `latest` is the newest version;
    `findings` are what cross-checks found in it without refusing it. `batch` is the import that took it over."""

    partner = models.ForeignKey("exchange.ExchangePartner", on_delete=models.PROTECT, related_name="received")
    mapping = models.ForeignKey("exchange.ExchangeMapping", on_delete=models.PROTECT, related_name="received")
    code = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    key = models.CharField(max_length=200)
    version = models.PositiveIntegerField()
    latest = models.BooleanField(default=True)
    action = models.CharField(max_length=10)
    values = models.JSONField(default=dict)
    digest = models.CharField(max_length=64)
    state = models.CharField(max_length=12)
    reason = models.CharField(max_length=500, blank=True)
    findings = models.JSONField(default=list)
    receipt_number = models.CharField(max_length=80)
    received_at = models.DateTimeField(default=now)
    batch = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RECEIVED_STATES), name="exchange_received_state"),
            models.UniqueConstraint(
                fields=["partner", "code", "period", "key", "version"], name="exchange_received_version_open_once"
            ),
            models.UniqueConstraint(
                fields=["partner", "code", "period", "key"],
                condition=Q(latest=True),
                name="exchange_received_latest_open_once",
            ),
        ]
        indexes = [models.Index(fields=["partner", "state"], name="exchange_received_standing")]

    def __str__(self) -> str:
        return self.key


class CountCheck(Keyed):
    """What the other side says about one period: `told` are its counts, `missing` the keys we sent that it does not
    have, `extra` those it has that we never sent. Our own counts are counted from the records each time."""

    partner = models.ForeignKey("exchange.ExchangePartner", on_delete=models.PROTECT, related_name="count_checks")
    direction = models.CharField(max_length=10)
    code = models.CharField(max_length=40)
    period = models.CharField(max_length=10)
    told = models.JSONField(default=dict)
    missing = models.JSONField(default=list)
    extra = models.JSONField(default=list)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partner", "direction", "code", "period"], name="exchange_count_check_open_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.period}"
