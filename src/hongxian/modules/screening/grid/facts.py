"""What this room tells the rule engine: grids with their staff, who falls into them, patrols, what they found, what
went from there to a government or to those who enforce, and the public-safety assistants of villages."""

from django.db.models import (
    Case,
    CharField,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate

from hongxian.kernel.actor import system_actor
from hongxian.kernel.clock import LOCAL
from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import entered, known, valid
from hongxian.modules.base.parties.queries import governing_bodies, visible_institutions
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.models import (
    ENFORCING_TASKS,
    Grid,
    GridEscalation,
    GridFinding,
    GridMember,
    GridPatrol,
    GridTask,
    GridUnit,
    GridVisit,
)


def grids(as_of: AsOf) -> QuerySetPopulation:
    """Fact `grid`: the grids that stand on the day, as they are described now; with staff and tasks of the day."""
    on = as_of.valid_on
    staff = valid(GridMember.objects.filter(grid=OuterRef("pk")), on, as_of.known_at).order_by().values("grid")
    tasks = GridTask.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=on), grid=OuterRef("pk"), valid_from__lte=on
    )
    rows = entered(Grid.objects.all(), as_of.known_at).annotate(
        staff=Coalesce(Subquery(staff.annotate(n=Count("pk")).values("n"), output_field=IntegerField()), Value(0)),
        has_task_list=yes_where(Exists(tasks)),
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
        in_leaf_grid=yes_where(Q(grid__is_leaf=True) & stands)
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
        rows=entered(GridPatrol.objects.all(), as_of.known_at),
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
        rows=entered(GridFinding.objects.all(), as_of.known_at),
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


_GOVERNED = Case(
    When(grid__place__level__in=("city", "county"), then=F("grid__place_id")),
    When(grid__place__level="town", then=F("grid__place__parent_id")),
    When(grid__place__level="village", then=F("grid__place__parent__parent_id")),
)
"""The county, or the city, under whose government a grid stands."""

_SYSTEM = system_actor("grid", "institution.view")


def unsettled(as_of: AsOf) -> QuerySetPopulation:
    """Fact `inspection_finding`: the visits that met what a grid does not settle itself: a hidden danger that was not
    removed on the spot, or a door that stayed shut to it, which is the case against the law. A grid may enforce where
    it has a task to enforce on the day of the visit, which no village has."""
    left = GridFinding.objects.filter(visit=OuterRef("pk"), hidden_danger__removed_on_the_spot=False)
    tasks = GridTask.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=OuterRef("visited_on")),
        grid=OuterRef("grid"),
        task_kind__in=ENFORCING_TASKS,
        valid_from__lte=OuterRef("visited_on"),
    )
    governments = governing_bodies().filter(kind="government", place=OuterRef("governed")).order_by("pk")
    rows = GridVisit.objects.filter(Exists(entered(left, as_of.known_at)) | Q(outcome="entry_refused"))
    rows = rows.annotate(governed=_GOVERNED).annotate(
        government=Subquery(governments.values("pk")[:1]),
        enforces=yes_where(Exists(tasks)),
        case_kind=Case(
            When(outcome="entry_refused", then=Value("illegal_case")),
            default=Value("hidden_danger"),
            output_field=CharField(),
        ),
    )
    return QuerySetPopulation(
        rows=entered(rows, as_of.known_at),
        columns={
            "department": "grid__unit_id",
            "government": "government",
            "has_enforcement_power": "enforces",
            "place_path": "place_path",
            "kind": "case_kind",
            "found_on": "visited_on",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
            "_enterprise": "enterprise__name",
            "_premises": "premises__name",
        },
        describe=lambda values: text.FACT_UNSETTLED.format(
            day=values["found_on"], where=values["_enterprise"] or values["_premises"]
        ),
    )


def transfers(as_of: AsOf) -> QuerySetPopulation:
    """Fact `case_transfer`: what grids told governments and departments, the withdrawn apart. A department enforces
    where it is known to stand in the enforcement sequence; of others it is not said what they are. The receipt is the
    second person's word that it was told."""
    enforcing = valid(visible_institutions(_SYSTEM), as_of.valid_on, as_of.known_at).filter(
        party=OuterRef("recipient"), in_enforcement_sequence=True
    )
    rows = GridEscalation.objects.exclude(state="withdrawn").annotate(
        receipt=_known_day("received_at", as_of),
        acknowledged=yes_where(_come("received_at", as_of)),
        receiver_kind=Case(
            When(recipient__kind__in=("government", "zone"), then=Value("local_government")),
            When(Exists(enforcing), then=Value("enforcing_department")),
            default=Value(""),
            output_field=CharField(),
        ),
    )
    return QuerySetPopulation(
        rows=rows if as_of.known_at is None else rows.filter(sent_at__lte=as_of.known_at),
        columns={
            "finding": "visit_id",
            "place_path": "place_path",
            "receiver": "recipient_id",
            "receiver_kind": "receiver_kind",
            "sent_on": "sent_on",
            "received_on": "receipt",
            "outcome": "answer",
            "recorded_on": "sent_at",
            "recorded_by": "sent_by_name",
            "confirmed": "acknowledged",
            "_recipient": "recipient__name",
        },
        describe=lambda values: text.FACT_TRANSFER.format(day=values["sent_on"], recipient=values["_recipient"]),
    )


def _come(moment: str, as_of: AsOf) -> Q:
    """That a moment had come by then."""
    return Q(**{f"{moment}__isnull": False} if as_of.known_at is None else {f"{moment}__lte": as_of.known_at})


def _known_day(moment: str, as_of: AsOf) -> Case:
    """The local day of a moment, where it had come by then."""
    return Case(When(_come(moment, as_of), then=TruncDate(moment, tzinfo=LOCAL)))


def assistants(as_of: AsOf) -> QuerySetPopulation:
    """Fact `safety_assistant`: the public-safety assistants of grids that stand for a village, whenever they came and
    left; equipped and funded where it is said with what and on whose money."""
    rows = known(GridMember.objects.filter(grid_role="assistant", grid__unit_kind="village"), as_of.known_at)
    rows = rows.annotate(
        employment=Case(When(is_full_time=True, then=Value("full_time")), default=Value("part_time")),
        equipped=yes_where(~Q(equipment="")),
        funded=yes_where(~Q(funding="")),
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
