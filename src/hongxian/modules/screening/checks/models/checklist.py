"""A checklist: what is looked at, item by item, by the enterprise itself or by a department."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed, new_key

CHECKLIST_KINDS = ("enterprise_hidden_danger_list", "department_inspection_list")
CHECKLIST_STATES = ("draft", "submitted", "published", "superseded", "ended", "abandoned")
UNDER_WAY = ("draft", "submitted")
STOOD = ("published", "superseded", "ended")


class Checklist(Keyed):
    """One version of a list: it holds from `published_on` through `ended_on`. Versions share a `list_series`, of which
    one is published at a time; an enterprise list and a department list of the same matter share a `pairing`.

    It is for the whole place, or the own list of one `enterprise`. `library_key` says from which ready list it came.
    """

    list_series = models.UUIDField(default=new_key)
    revision = models.PositiveSmallIntegerField(default=1)
    pairing = models.UUIDField(null=True, db_index=True)
    title = models.CharField(max_length=120)
    kind = models.CharField(max_length=40)
    sector = models.CharField(max_length=40, blank=True)
    trade = models.CharField(max_length=60, blank=True)
    department = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=80)
    basis = models.CharField(max_length=300, blank=True)
    library_key = models.CharField(max_length=60, blank=True)
    state = models.CharField(max_length=12, default="draft")
    drafted_at = models.DateTimeField()
    drafted_by = models.CharField(max_length=64)
    drafted_by_name = models.CharField(max_length=40)
    return_reason = models.CharField(max_length=500, blank=True)
    published_on = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.CharField(max_length=64, blank=True)
    published_by_name = models.CharField(max_length=40, blank=True)
    ended_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=CHECKLIST_KINDS), name="checks_checklist_kind"),
            models.CheckConstraint(condition=Q(state__in=CHECKLIST_STATES), name="checks_checklist_state"),
            models.CheckConstraint(
                condition=~Q(state__in=STOOD) | Q(published_on__isnull=False), name="checks_checklist_published_has_day"
            ),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=True) | Q(kind="enterprise_hidden_danger_list"),
                name="checks_checklist_own_is_of_enterprises",
            ),
            models.UniqueConstraint(fields=["list_series", "revision"], name="checks_checklist_revision_once"),
            models.UniqueConstraint(
                fields=["list_series"], condition=Q(state="published"), name="checks_checklist_published_once"
            ),
            models.UniqueConstraint(
                fields=["list_series"], condition=Q(state__in=UNDER_WAY), name="checks_checklist_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place_path", "state", "id"], name="checks_checklist_place"),
            models.Index(fields=["enterprise", "state"], name="checks_checklist_enterprise"),
        ]

    def __str__(self) -> str:
        return self.title


class ChecklistItem(Keyed):
    """One item. Its `code` is its number in the list, the same in later versions and in the list paired with it: by it
    what an enterprise found is put beside what a department found."""

    checklist = models.ForeignKey("checks.Checklist", on_delete=models.PROTECT, related_name="items")
    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=300)
    basis = models.CharField(max_length=300, blank=True)
    danger_category = models.CharField(max_length=30, blank=True)
    photo_required = models.BooleanField(default=False)
    risk_hint = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["checklist", "code"], name="checks_item_code_once"),
            models.CheckConstraint(condition=Q(order__gte=1), name="checks_item_order"),
        ]
        indexes = [models.Index(fields=["checklist", "order", "id"], name="checks_item_order_index")]

    def __str__(self) -> str:
        return self.title
