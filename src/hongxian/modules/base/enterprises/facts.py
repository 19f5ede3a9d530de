"""What this room tells the rule engine: the enterprises there are, what they are, and who answers for them."""

from django.db.models import BooleanField, Case, F, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce

from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf, Population
from hongxian.kernel.two_times import known, valid
from hongxian.modules.base.enterprises.models import (
    GONE,
    HIGH_RISK_KINDS,
    OPERATING,
    Enterprise,
    EnterpriseVersion,
    OperatingStatus,
    ResponsiblePerson,
    RiskFlag,
)


def enterprises(as_of: AsOf) -> QuerySetPopulation:
    """Fact `enterprise`: the enterprises that stand on the day, as they were that day and as known at that moment; one
    whose opening day is unknown counts as standing, one deregistered or moved away does not."""
    versions = valid(EnterpriseVersion.objects.all(), as_of.valid_on, as_of.known_at)
    return QuerySetPopulation(
        rows=_described(versions.filter(_standing(as_of)), as_of),
        timeline=_described(known(EnterpriseVersion.objects.all(), as_of.known_at), as_of),
        columns={
            "name": "name",
            "place": "place_id",
            "place_path": "place__path",
            "in_operation": "in_operation",
            "operating_status": "operating_status",
            "sector": "sector",
            "industry": "industry",
            "scale": "scale",
            "employees": "employees",
            "coal": "coal",
            "ownership": "ownership",
            "is_branch": "is_branch",
            "parent_ownership": "parent__ownership",
            "high_risk": "high_risk",
            "above_scale": "is_above_scale",
            "legal_representative": "legal_representative",
            "actual_controller": "actual_controller",
            "valid_from": "enterprise__opened_on",
            "valid_to": "enterprise__closed_on",
        },
        key="enterprise_id",
        others=tuple(_changing_with(as_of)),
        describe=lambda values: str(values["name"]),
    )


def _described(rows: QuerySet[EnterpriseVersion], as_of: AsOf) -> QuerySet[EnterpriseVersion]:
    status = valid(OperatingStatus.objects.filter(enterprise=OuterRef("enterprise")), as_of.valid_on, as_of.known_at)
    flags = valid(RiskFlag.objects.filter(risk_kind__in=HIGH_RISK_KINDS), as_of.valid_on, as_of.known_at)
    return rows.annotate(
        coal=yes_where(Q(sector="coal")),
        high_risk=Case(
            When(enterprise__in=flags.values("enterprise"), then=Value(True)),
            default=F("is_high_risk"),
            output_field=BooleanField(null=True),
        ),
        operating_status=Coalesce(Subquery(status.values("operating_status")[:1]), Value(OPERATING)),
        in_operation=Case(
            When(enterprise__in=_stopped(as_of).values("enterprise"), then=Value(False)),
            default=Value(True),
            output_field=BooleanField(),
        ),
        legal_representative=_named("legal_representative", as_of),
        actual_controller=_named("actual_controller", as_of),
    )


def _standing(as_of: AsOf) -> Q:
    opened = Q(enterprise__opened_on__isnull=True) | Q(enterprise__opened_on__lte=as_of.valid_on)
    gone = _stopped(as_of).filter(operating_status__in=GONE)
    return opened & Q(enterprise__merged_into__isnull=True) & ~Q(enterprise__in=gone.values("enterprise"))


def _stopped(as_of: AsOf) -> QuerySet[OperatingStatus]:
    return valid(OperatingStatus.objects.exclude(operating_status=OPERATING), as_of.valid_on, as_of.known_at)


def _changing_with(as_of: AsOf) -> list[Population]:
    """What else begins and ends: the enterprises themselves, their standing, their flags."""
    opening = Enterprise.objects.filter(withdrawn_at__isnull=True).annotate(
        valid_from=F("opened_on"), valid_to=F("closed_on")
    )
    timelines: tuple[QuerySet, ...] = (  # type: ignore[type-arg]
        opening,
        known(OperatingStatus.objects.all(), as_of.known_at),
        known(RiskFlag.objects.all(), as_of.known_at),
    )
    return [QuerySetPopulation(rows=each, timeline=each, columns={}, describe=str) for each in timelines]


def _named(role: str, as_of: AsOf) -> Subquery:
    held = ResponsiblePerson.objects.filter(enterprise=OuterRef("enterprise"), role=role)
    return Subquery(valid(held, as_of.valid_on, as_of.known_at).values("person__name")[:1])
