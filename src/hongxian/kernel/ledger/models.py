"""The ledger's tables. Everything but `Pending` is append-only in the database itself (`triggers.py`)."""

from django.db import models

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed

HEX = 64
"""A SHA-256 in hex."""


class Entry(Keyed):
    """One act. Holds no name and no free text: those lie in the payload, which can be erased.

    `actor_path` is where the body of the actor lay when it was written, as an opaque path: by it entries are seen
    within places. It is empty for what the system did by itself, and in entries older than it.
    """

    at = models.DateTimeField(default=now)
    event = models.CharField(max_length=100)
    actor_kind = models.CharField(max_length=16)
    actor_key = models.CharField(max_length=100)
    actor_post = models.CharField(max_length=100, blank=True)
    actor_organisation = models.CharField(max_length=100, blank=True)
    actor_path = models.CharField(max_length=200, blank=True)
    subject_kind = models.CharField(max_length=100)
    subject_key = models.CharField(max_length=100)
    request_key = models.CharField(max_length=200, null=True, unique=True)
    pack = models.CharField(max_length=200, blank=True)
    digest = models.CharField(max_length=HEX)
    manifest = models.CharField(max_length=HEX)

    class Meta:
        indexes = [
            models.Index(fields=["actor_organisation", "id"], name="ledger_entry_organisation"),
            models.Index(fields=["actor_path", "id"], name="ledger_entry_path"),
            models.Index(fields=["event", "id"], name="ledger_entry_event"),
        ]

    def __str__(self) -> str:
        return f"{self.event} {self.subject_kind}:{self.subject_key}"


class Payload(models.Model):
    """What the entry's `digest` covers: names, reason, detail and the states of the rows after the act.

    `content` and `salt` are blanked by `ledger.erase_payload`; the row stays.
    """

    entry = models.OneToOneField("ledger.Entry", models.PROTECT, primary_key=True, related_name="payload")
    salt = models.CharField(max_length=HEX, blank=True)
    content = models.JSONField(null=True)

    def __str__(self) -> str:
        return str(self.entry_id)


class Subject(models.Model):
    """One row that an act wrote, with the salted digest of its state after the act; empty digest: the row is gone.

    The list of an entry, in order of `seq`, is covered by the entry's `manifest`.
    """

    entry = models.ForeignKey("ledger.Entry", models.PROTECT, related_name="subjects", db_index=False)
    seq = models.IntegerField()
    kind = models.CharField(max_length=100)
    key = models.CharField(max_length=100)
    digest = models.CharField(max_length=HEX, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["entry", "seq"], name="ledger_subject_once")]
        indexes = [models.Index(fields=["kind", "key", "id"], name="ledger_subject_row")]

    def __str__(self) -> str:
        return f"{self.kind}:{self.key}"


class Pending(models.Model):
    """An entry that waits to be sealed."""

    entry = models.OneToOneField("ledger.Entry", models.PROTECT, primary_key=True, related_name="pending")

    def __str__(self) -> str:
        return str(self.entry_id)


class Leaf(models.Model):
    """A sealed entry: its place in the tree and its leaf hash (RFC 6962)."""

    index = models.BigIntegerField(primary_key=True)
    entry = models.OneToOneField("ledger.Entry", models.PROTECT, related_name="leaf")
    hash = models.CharField(max_length=HEX)

    def __str__(self) -> str:
        return str(self.index)


class Node(models.Model):
    """The hash of one complete subtree: 2**level leaves, the first of them leaf index × 2**level. Level ≥ 1."""

    pk = models.CompositePrimaryKey("level", "index")
    level = models.IntegerField()
    index = models.BigIntegerField()
    hash = models.CharField(max_length=HEX)

    def __str__(self) -> str:
        return f"{self.level}/{self.index}"


class Head(models.Model):
    """The tree at one size, signed."""

    size = models.BigIntegerField(primary_key=True)
    root = models.CharField(max_length=HEX)
    at = models.DateTimeField()
    key = models.ForeignKey("ledger.Key", models.PROTECT, related_name="heads")
    signature = models.CharField(max_length=2 * HEX)

    def __str__(self) -> str:
        return f"{self.size} {self.root}"


class Key(models.Model):
    """A public signing key. `id` is its fingerprint: SHA-256 of the 32 bytes, in hex.

    `endorsement` is the signature by the key before it; both are empty on the first key and after a loss.
    """

    id = models.CharField(primary_key=True, max_length=HEX)
    public = models.CharField(max_length=HEX)
    valid_from = models.DateTimeField()
    retired_at = models.DateTimeField(null=True)
    endorsed_by = models.CharField(max_length=HEX, blank=True)
    endorsement = models.CharField(max_length=2 * HEX, blank=True)

    def __str__(self) -> str:
        return self.id
