"""Batches: one file that somebody brings into one register, and its rows."""

from django.db import models

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed

STATES = ("received", "refused", "checked", "applying", "applied", "undoing", "undone", "cancelled")
KINDS = ("new", "changed", "same", "conflict", "failed")
CHOICES = ("file", "keep")
OUTCOMES = ("created", "changed", "kept", "failed", "withdrawn", "restored", "not_undone")
MODES = ("all", "good")


class ImportBatch(Keyed):
    """One file brought into a register by a person in a post. `capacity` is the post, or the mandate under which the
    person last sent it on its way: under it the worker goes on.

    `given` is what was typed for every line of columns that the file lacks, by column. `digest` is the SHA-256 of the
    file, `fault` why it was refused or handed back, `warnings` what was read in a way
    that people should look at. `counts` are the rows by kind as checked, `results` those by outcome once carried out,
    later undone. `mode` is whether one bad row keeps all out.
    """

    ledger_exclude = ("warnings", "counts", "results")

    register = models.CharField(max_length=80)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    person = models.CharField(max_length=64)
    person_name = models.CharField(max_length=40)
    post = models.CharField(max_length=64, blank=True)
    capacity = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, default="received")
    given = models.JSONField(default=dict)
    mode = models.CharField(max_length=4, blank=True)
    fault = models.TextField(blank=True)
    warnings = models.JSONField(default=list)
    counts = models.JSONField(default=dict)
    results = models.JSONField(default=dict)
    received_at = models.DateTimeField(default=now)
    checked_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(state__in=STATES), name="imports_batch_state")]
        indexes = [models.Index(fields=["person", "id"], name="imports_batch_person")]

    def __str__(self) -> str:
        return self.file_name


class ImportRow(models.Model):
    """One row of the file, by the number it has on the screen.

    `values` are what it says, by column, as JSON; `before` what the register says in those that differ.
    `cells` is how a bad row was typed. `row` is the key of the row of the register, `version` how that stood when it
    was checked, `left` how the import left it. `errors`: by column, with what was found and what was expected, or a
    sentence.
    """

    batch = models.ForeignKey("imports.ImportBatch", models.CASCADE, related_name="rows", db_index=False)
    number = models.PositiveIntegerField()
    kind = models.CharField(max_length=10)
    label = models.CharField(max_length=200, blank=True)
    row = models.CharField(max_length=64, blank=True)
    version = models.CharField(max_length=64, blank=True)
    left = models.CharField(max_length=64, blank=True)
    values = models.JSONField(default=dict)
    before = models.JSONField(default=dict)
    cells = models.JSONField(default=dict)
    errors = models.JSONField(default=list)
    choice = models.CharField(max_length=8, blank=True)
    outcome = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="imports_row_once"),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="imports_row_kind"),
        ]
        indexes = [
            models.Index(fields=["batch", "kind", "number"], name="imports_row_kind_number"),
            models.Index(fields=["batch", "outcome", "number"], name="imports_row_outcome_number"),
        ]

    def __str__(self) -> str:
        return str(self.number)
