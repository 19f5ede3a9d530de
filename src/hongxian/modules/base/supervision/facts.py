"""What this room tells the rule engine: which level supervises an enterprise, which body directly, which sectors."""

from django.db.models import Q, QuerySet
from django.db.models.functions import Coalesce

from hongxian.kernel.glossary import term
from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import known, valid
from hongxian.modules.base.supervision import text
from hongxian.modules.base.supervision.models import SupervisedSector, Supervision


def supervision_assignments(as_of: AsOf) -> QuerySetPopulation:
    """Fact `supervision_assignment`: at which level of government each enterprise is supervised, where a level is said;
    with the attributes of the enterprise as they are known now."""
    rows = Supervision.objects.filter(kind="territorial", enterprise__isnull=False).exclude(level="")
    rows = rows.annotate(coal=yes_where(Q(enterprise__sector="coal")))
    return QuerySetPopulation(
        rows=valid(rows, as_of.valid_on, as_of.known_at),
        timeline=known(rows, as_of.known_at),
        columns={
            "enterprise": "enterprise_id",
            "place": "enterprise__place_id",
            "place_path": "enterprise__place__path",
            "coal": "coal",
            "ownership": "enterprise__ownership",
            "is_branch": "enterprise__is_branch",
            "parent_ownership": "enterprise__parent__ownership",
            "supervising_level": "level",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
            "_enterprise": "enterprise__name",
        },
        describe=lambda values: text.ASSIGNMENT_LABEL.format(
            enterprise=values["_enterprise"], level=term(f"supervising_level#{values['supervising_level']}")
        ),
    )


def direct_supervisions(as_of: AsOf) -> QuerySetPopulation:
    """Fact `direct_supervision`: the bodies that supervise enterprises and sectors directly."""
    rows = Supervision.objects.filter(kind="direct", body__isnull=False).annotate(
        place_path=Coalesce("enterprise__place__path", "sector__government__place__path"),
        document=Coalesce("rule__source", "override__basis"),
    )
    return QuerySetPopulation(
        rows=valid(rows, as_of.valid_on, as_of.known_at),
        timeline=known(rows, as_of.known_at),
        columns={
            "department": "body_id",
            "enterprise": "enterprise_id",
            "sector": "sector_id",
            "place_path": "place_path",
            "document": "document",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
            "_body": "body__name",
            "_enterprise": "enterprise__name",
            "_sector": "sector__name",
        },
        describe=lambda values: text.LABEL.format(
            enterprise=values["_enterprise"] or values["_sector"],
            body=values["_body"],
            kind=term("supervision_kind#direct"),
        ),
    )


def supervised_sectors(as_of: AsOf) -> QuerySetPopulation:
    """Fact `supervised_sector`: the sectors that somebody must supervise."""
    rows: QuerySet[SupervisedSector] = SupervisedSector.objects.all()
    return QuerySetPopulation(
        rows=valid(rows, as_of.valid_on, as_of.known_at),
        timeline=known(rows, as_of.known_at),
        columns={
            "name": "name",
            "government": "government_id",
            "place": "government__place_id",
            "place_path": "government__place__path",
            "lead_department": "lead_department_id",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
        },
        describe=lambda values: str(values["name"]),
    )
