"""The tree of grids, who staffs them, and which units fall into them."""

from django.db import models
from django.db.models import Q

from hongxian.kernel.keys import Keyed
from hongxian.kernel.two_times import TwoTimes, open_once

UNIT_KINDS = ("city", "county", "town", "industrial_cluster", "functional_zone", "village")
"""What a grid stands for; the dictionary of facts has the same words."""
NO_POWER = ("village",)
"""Grids of these kinds look, tell and help; they order and punish nothing."""
MEMBER_ROLES = ("head", "member", "assistant")
PREMISES_KINDS = ("unregistered_workshop", "three_in_one", "other")


class GridSetting(Keyed):
    """What a place decided about its grids: which kind of unit is a grid of which level, how often a leaf grid looks at
    each unit (`patrol_period`), within how many working days what is escalated must be answered. Empty where nobody
    decided. It holds for the place and all below, until a place below decides for itself."""

    place = models.OneToOneField("places.Place", on_delete=models.PROTECT, related_name="+")
    levels = models.JSONField(default=dict)
    patrol_period = models.CharField(max_length=20, blank=True)
    answer_days = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)

    def __str__(self) -> str:
        return self.source


class Grid(Keyed):
    """A grid of a place, or of a part of one (`is_part`: a street corner, a cluster of works). Units fall into leaf
    grids only (`is_leaf`); a leaf has no grid below it. `grid_level` is empty for zones that stand beside the ladder.
    It stands from `valid_from` through `valid_to`; `unit` is the body that answers for it."""

    name = models.CharField(max_length=80)
    code = models.CharField(max_length=40, blank=True)
    one_net_code = models.CharField(max_length=60, blank=True)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=160)
    is_part = models.BooleanField(default=False)
    boundary_note = models.CharField(max_length=300, blank=True)
    unit_kind = models.CharField(max_length=30)
    grid_level = models.PositiveSmallIntegerField(null=True)
    unit = models.ForeignKey("parties.Party", null=True, on_delete=models.PROTECT, related_name="+")
    parent = models.ForeignKey("grid.Grid", null=True, on_delete=models.PROTECT, related_name="children")
    is_leaf = models.BooleanField(default=False)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(unit_kind__in=UNIT_KINDS), name="grid_grid_unit_kind"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")), name="grid_grid_order"
            ),
            models.UniqueConstraint(
                fields=["place", "name"], condition=Q(valid_to__isnull=True), name="grid_grid_name_open_once"
            ),
        ]
        indexes = [
            models.Index(fields=["place_path", "name", "id"], name="grid_place_name"),
            models.Index(fields=["name", "id"], name="grid_name"),
        ]

    def __str__(self) -> str:
        return self.name


class GridBoundary(Keyed):
    """The outline of a grid as GeoJSON, degrees of longitude and latitude, and where it comes from. The ledger holds
    its digest."""

    grid = models.OneToOneField("grid.Grid", on_delete=models.PROTECT, related_name="boundary")
    geometry = models.TextField()
    digest = models.CharField(max_length=64)
    points = models.PositiveIntegerField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()
    source = models.CharField(max_length=200)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)
    ledger_exclude = ("geometry",)

    def __str__(self) -> str:
        return self.source


class GridMember(TwoTimes):
    """Somebody who works in a grid, from–to: in which role, full- or part-time, with what equipment and on whose money
    (yuan a month, where known). `person` is who has an account; village assistants often have none."""

    grid = models.ForeignKey("grid.Grid", on_delete=models.PROTECT, related_name="members")
    person = models.ForeignKey("parties.Person", null=True, on_delete=models.PROTECT, related_name="+")
    member_name = models.CharField(max_length=40)
    grid_role = models.CharField(max_length=20)
    is_full_time = models.BooleanField(default=True)
    equipment = models.CharField(max_length=200, blank=True)
    funding = models.CharField(max_length=120, blank=True)
    monthly_pay = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    leaving_reason = models.CharField(max_length=200, blank=True)
    recorded_by_name = models.CharField(max_length=40, blank=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("grid", "member_name", "grid_role", name="grid_member"),
            models.CheckConstraint(condition=Q(grid_role__in=MEMBER_ROLES), name="grid_grid_role"),
        ]
        indexes = [models.Index(fields=["member_name", "id"], name="grid_member_name")]

    def __str__(self) -> str:
        return self.member_name


class GridPremises(Keyed):
    """Premises that a patrol came upon and that are no registered enterprise: an unregistered workshop, or one in which
    people live, store and produce under one roof. `enterprise` once it is known which it is."""

    name = models.CharField(max_length=120)
    premises_kind = models.CharField(max_length=30)
    place = models.ForeignKey("places.Place", on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=160)
    location = models.CharField(max_length=200, blank=True)
    longitude = models.DecimalField(max_digits=9, decimal_places=6, null=True)
    latitude = models.DecimalField(max_digits=8, decimal_places=6, null=True)
    note = models.CharField(max_length=500, blank=True)
    found_on = models.DateField()
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    linked_on = models.DateField(null=True)
    recorded_at = models.DateTimeField()
    recorded_by = models.CharField(max_length=64)
    recorded_by_name = models.CharField(max_length=40)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(premises_kind__in=PREMISES_KINDS), name="grid_premises_kind"),
        ]
        indexes = [models.Index(fields=["place_path", "id"], name="grid_premises_place")]

    def __str__(self) -> str:
        return self.name


class GridAssignment(Keyed):
    """That somebody put an enterprise, or premises that are none, into a leaf grid by hand, and why. The latest counts,
    while its grid stands."""

    grid = models.ForeignKey("grid.Grid", on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    premises = models.ForeignKey("grid.GridPremises", null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    valid_from = models.DateField()
    recorded_at = models.DateTimeField()
    recorded_by_name = models.CharField(max_length=40)

    def __str__(self) -> str:
        return self.reason


class GridUnit(TwoTimes):
    """That an enterprise, or premises that are none, fell into a grid, from–to: by its place, or by the latest decision
    (`by_hand`, with its reason). Follows from the grids, the places and the decisions: it can be computed again."""

    grid = models.ForeignKey("grid.Grid", on_delete=models.PROTECT, related_name="units")
    enterprise = models.ForeignKey("enterprises.Enterprise", null=True, on_delete=models.PROTECT, related_name="+")
    premises = models.ForeignKey("grid.GridPremises", null=True, on_delete=models.PROTECT, related_name="+")
    place_path = models.CharField(max_length=160)
    by_hand = models.BooleanField(default=False)
    reason = models.CharField(max_length=200, blank=True)

    class Meta(TwoTimes.Meta):
        abstract = False
        constraints = [
            *TwoTimes.Meta.constraints,
            open_once("grid", "enterprise", name="grid_unit_enterprise"),
            open_once("grid", "premises", name="grid_unit_premises"),
            models.CheckConstraint(
                condition=Q(enterprise__isnull=False, premises__isnull=True)
                | Q(enterprise__isnull=True, premises__isnull=False),
                name="grid_unit_one_of",
            ),
        ]
        indexes = [
            models.Index(fields=["place_path", "id"], name="grid_unit_place"),
            models.Index(fields=["enterprise", "valid_to"], name="grid_unit_enterprise_open"),
        ]

    def __str__(self) -> str:
        return self.where

    @property
    def where(self) -> str:
        """The enterprise, or the premises that are none."""
        return self.enterprise.name if self.enterprise else self.premises.name if self.premises else ""
