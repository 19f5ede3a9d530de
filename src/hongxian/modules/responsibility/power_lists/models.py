"""Power lists and responsibility lists of bodies: what a body may do and must do, version by version.

What an issued document lays on posts is a duty list and stands in the room of that name; here a body's own list lives,
which is drawn up, confirmed, published and one day superseded as a whole.
"""

from django.db import models
from django.db.models import F, Q

from hongxian.kernel.keys import Keyed

KINDS = ("power", "responsibility")
OPEN = ("draft", "submitted", "confirmed")
STOOD = ("confirmed", "published", "superseded", "ended")
STATES = ("draft", "submitted", "confirmed", "published", "superseded", "ended", "abandoned")


class PowerList(Keyed):
    """The list of one kind of one body, through all its versions."""

    body = models.ForeignKey("parties.Party", on_delete=models.PROTECT, related_name="power_lists")
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="power_lists_list_kind"),
            models.UniqueConstraint(fields=["body", "kind"], name="power_lists_list_once"),
        ]

    def __str__(self) -> str:
        return self.kind


class PowerListVersion(Keyed):
    """One version: it holds from `issued_on` through `ended_on`, once confirmed, and is public from `published_on`.

    Of one list at most one version is under way, and one published at a time.
    """

    power_list = models.ForeignKey("power_lists.PowerList", on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    document_number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField()
    state = models.CharField(max_length=12, default="draft")
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=64)
    drafted_by_name = models.CharField(max_length=40)
    return_reason = models.TextField(blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(max_length=64, blank=True)
    confirmed_by_name = models.CharField(max_length=40, blank=True)
    published_on = models.DateField(null=True)
    published_where = models.CharField(max_length=200, blank=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=40, blank=True)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=STATES), name="power_lists_version_state"),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(published_on__gte=F("issued_on")),
                name="power_lists_version_published_after_issue",
            ),
            models.UniqueConstraint(fields=["power_list", "number"], name="power_lists_version_number_once"),
            models.UniqueConstraint(
                fields=["power_list"], condition=Q(state__in=OPEN), name="power_lists_version_under_way_once"
            ),
            models.UniqueConstraint(
                fields=["power_list"], condition=Q(state="published"), name="power_lists_version_published_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)


class PowerItem(Keyed):
    """One item of a version. Its `code` is its number in the list, the same in the next version: by it two versions
    are compared."""

    version = models.ForeignKey("power_lists.PowerListVersion", on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=20)
    category = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    legal_basis = models.TextField(blank=True)
    responsible_office = models.CharField(max_length=120, blank=True)
    order = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="power_lists_item_code_once"),
        ]

    def __str__(self) -> str:
        return self.title
