"""What this room tells the rule engine: grids with their staff, who falls into them, patrols, what they found, and the
public-safety assistants of villages."""

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import known, valid
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.models import Grid, GridFinding, GridMember, GridPatrol, GridTask, GridUnit


def grids(as_of: AsOf) -> QuerySetPopulation:
    """Fact `grid`: the grids that stand on the day, as they are described now; with staff and tasks of the day."""
    on = as_of.valid_on
    staff = valid(GridMember.objects.filter(grid=OuterRef("pk")), on, as_of.known_at).order_by().values("grid")
    tasks = GridTask.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), grid=OuterRef("pk"), valid_from__lte=on
    )
    rows = _entered(Grid.objects.all(), as_of).annotate(
        staff=Coalesce(Subquery(staff.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0)),
        has_task_list=Case(When(Exists(tasks), then=Value(True)), default=Value(False), output_field=BooleanField()),
    )
    return QuerySetPopulation(
        rows=rows.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on), valid_from__lte=on),
        timeline=rows,
        columns={
            "name": "name",
            "grid_level": "grid_level",
            "unit_kind": "unit_kind",
            "unit": "unit_id",
            "parent": "parent_id",
            "place_path": "place_path",
            "is_leaf": "is_leaf",
            "staff": "staff",
            "one_net_code": "one_net_code",
            "has_task_list": "has_task_list",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
        },
        describe=lambda values: text.FACT_GRID.format(name=values["name"]),
    )


def units(as_of: AsOf) -> QuerySetPopulation:
    """Fact `grid_unit`: which enterprise fell into which grid that stands on the day."""
    stands = Q(grid__valid_to__isnull=True) | Q(grid__valid_to__gte=as_of.valid_on)
    rows = GridUnit.objects.filter(enterprise__isnull=False).annotate(
        in_leaf_grid=Case(
            When(Q(grid__is_leaf=True) & stands, then=Value(True)), default=Value(False), output_field=BooleanField()
        )
    )
    return QuerySetPopulation(
        rows=valid(rows, as_of.valid_on, as_of.known_at),
        timeline=known(rows, as_of.known_at),
        columns={
            "enterprise": "enterprise_id",
            "grid": "grid_id",
            "in_leaf_grid": "in_leaf_grid",
            "place_path": "place_path",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
            "_unit": "enterprise__name",
            "_grid": "grid__name",
        },
        describe=lambda values: text.FACT_UNIT.format(unit=values["_unit"], grid=values["_grid"]),
    )


def patrols(as_of: AsOf) -> QuerySetPopulation:
    """Fact `grid_patrol`: the rounds through grids."""
    return QuerySetPopulation(
        rows=_entered(GridPatrol.objects.all(), as_of),
        columns={
            "grid": "grid_id",
            "place_path": "place_path",
            "patrolled_on": "patrolled_on",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
            "_grid": "grid__name",
        },
        describe=lambda values: text.FACT_PATROL.format(day=values["patrolled_on"], grid=values["_grid"]),
    )


def findings(as_of: AsOf) -> QuerySetPopulation:
    """Fact `grid_finding`: what patrols found; each was reported as a hidden danger when it was entered."""
    return QuerySetPopulation(
        rows=_entered(GridFinding.objects.all(), as_of),
        columns={
            "patrol": "patrol_id",
            "place_path": "place_path",
            "title": "title",
            "found_on": "found_on",
            "reported_on": "reported_on",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
        },
        describe=lambda values: text.FACT_FINDING.format(day=values["found_on"], title=values["title"]),
    )


def assistants(as_of: AsOf) -> QuerySetPopulation:
    """Fact `safety_assistant`: the public-safety assistants of grids that stand for a village, whenever they came and
    left; equipped and funded where it is said with what and on whose money."""
    rows = known(GridMember.objects.filter(grid_role="assistant", grid__unit_kind="village"), as_of.known_at)
    rows = rows.annotate(
        employment=Case(When(is_full_time=True, then=Value("full_time")), default=Value("part_time")),
        equipped=_said("equipment"),
        funded=_said("funding"),
    )
    return QuerySetPopulation(
        rows=rows,
        columns={
            "person": "person_id",
            "name": "member_name",
            "village": "grid__unit_id",
            "place_path": "grid__place_path",
            "employment": "employment",
            "equipped": "equipped",
            "funded": "funded",
            "started_on": "valid_from",
            "ended_on": "valid_to",
            "recorded_on": "recorded_from",
            "recorded_by": "recorded_by_name",
            "_grid": "grid__name",
        },
        describe=lambda values: text.FACT_ASSISTANT.format(grid=values["_grid"], name=values["name"]),
    )


def _said(field: str) -> Case:
    return Case(When(**{field: ""}, then=Value(False)), default=Value(True), output_field=BooleanField())


def _entered(rows: QuerySet, as_of: AsOf) -> QuerySet:  # type: ignore[type-arg]
    return rows if as_of.known_at is None else rows.filter(recorded_at__lte=as_of.known_at)
