"""What people keep of the registers (filters saved under a name, columns and page size chosen), what they had done with
many rows at once, and their exports."""

from django.db import models

from hongxian.kernel.clock import now
from hongxian.kernel.keys import Keyed

FORMATS = ("xlsx", "csv")
SIZES = (20, 50, 100)
BULK_STATES = ("waiting", "stopping", "done", "failed")
EXPORT_STATES = ("direct", "waiting", "made", "failed", "cleared", "cancelled")


class SavedFilter(Keyed):
    """Conditions of a register that a person keeps under a name: `query` as it stands in an address."""

    person = models.CharField(max_length=64)
    register = models.CharField(max_length=80)
    name = models.CharField(max_length=40)
    query = models.TextField()
    saved_at = models.DateTimeField(default=now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "register", "name"], name="registers_saved_filter_open_once")
        ]

    def __str__(self) -> str:
        return self.name


class ListSetting(Keyed):
    """How a person looks at a register: the columns shown, in order (empty: those of the declaration), rows a page."""

    person = models.CharField(max_length=64)
    register = models.CharField(max_length=80)
    columns = models.JSONField(default=list)
    page_size = models.PositiveSmallIntegerField(default=SIZES[0])

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "register"], name="registers_list_setting_open_once"),
            models.CheckConstraint(condition=models.Q(page_size__in=SIZES), name="registers_list_setting_size"),
        ]

    def __str__(self) -> str:
        return self.register


class BulkAct(Keyed):
    """Something that somebody had done with many rows of a register, by the worker, in the `capacity` then chosen.

    `keys` are the rows as they stood under the `query` (or were chosen) when it was asked for; `inputs` goes with each.
    In the end `done` of them are done, `refused` says of each other why not (its key, words, sentence), and `left` were
    not begun because it was stopped.
    """

    state = models.CharField(max_length=8, default="waiting")
    register = models.CharField(max_length=80)
    action = models.CharField(max_length=80)
    inputs = models.JSONField(default=dict)
    query = models.TextField(blank=True)
    keys = models.JSONField(default=list)
    count = models.PositiveIntegerField()
    done = models.PositiveIntegerField(default=0)
    left = models.PositiveIntegerField(default=0)
    refused = models.JSONField(default=list)
    fault = models.TextField(blank=True)
    asked_at = models.DateTimeField(default=now)
    ended_at = models.DateTimeField(null=True)
    person = models.CharField(max_length=64)
    person_name = models.CharField(max_length=40)
    capacity = models.CharField(max_length=80, blank=True)
    ledger_exclude = ("keys", "refused")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=BULK_STATES), name="registers_bulk_act_state"),
        ]

    def __str__(self) -> str:
        return self.register


class Export(Keyed):
    """What somebody took out of a register: under which conditions (and their digest), how many rows.

    `direct`: within the request. A large one waits for the worker, which acts in the `capacity` then chosen; it may be
    `cancelled` until it is made. Its file can be fetched until it `expires_at`, then is `cleared`. `fault` says
    why it failed. `revealed` are the columns of personal data that stand in it whole, and `purpose` says what for.
    """

    state = models.CharField(max_length=9, default="direct")
    capacity = models.CharField(max_length=80, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    fault = models.TextField(blank=True)
    expires_at = models.DateTimeField(null=True)

    register = models.CharField(max_length=80)
    query = models.TextField(blank=True)
    filter_digest = models.CharField(max_length=64)
    format = models.CharField(max_length=4)
    count = models.PositiveIntegerField()
    exported_at = models.DateTimeField(default=now)
    exported_by = models.CharField(max_length=64)
    exported_by_name = models.CharField(max_length=40)
    revealed = models.JSONField(default=list)
    purpose = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(format__in=FORMATS), name="registers_export_format"),
            models.CheckConstraint(condition=models.Q(state__in=EXPORT_STATES), name="registers_export_state"),
        ]

    def __str__(self) -> str:
        return self.register
