"""What this room tells the rule engine: the enterprises there are, and who answers for them."""

from django.db.models import BooleanField, Case, F, OuterRef, Q, Subquery, Value, When

from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import valid
from hongxian.modules.base.enterprises.models import Enterprise, ResponsiblePerson


def enterprises(as_of: AsOf) -> QuerySetPopulation:
    """Fact `enterprise`: the enterprises that stand on the day; one whose opening day is unknown counts as standing."""
    rows = Enterprise.objects.annotate(
        valid_from=F("opened_on"),
        valid_to=F("closed_on"),
        coal=Case(When(sector="coal", then=Value(True)), default=Value(False), output_field=BooleanField()),
        legal_representative=_named("legal_representative", as_of),
        actual_controller=_named("actual_controller", as_of),
    )
    opened = Q(opened_on__isnull=True) | Q(opened_on__lte=as_of.valid_on)
    standing = opened & (Q(closed_on__isnull=True) | Q(closed_on__gte=as_of.valid_on))
    return QuerySetPopulation(
        rows=rows.filter(standing).annotate(in_operation=Value(True)),
        timeline=rows.annotate(in_operation=Value(True)),
        columns={
            "name": "name",
            "place": "place_id",
            "place_path": "place__path",
            "in_operation": "in_operation",
            "sector": "sector",
            "coal": "coal",
            "ownership": "ownership",
            "is_branch": "is_branch",
            "parent_ownership": "parent__ownership",
            "high_risk": "is_high_risk",
            "above_scale": "is_above_scale",
            "legal_representative": "legal_representative",
            "actual_controller": "actual_controller",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
        },
        describe=lambda values: str(values["name"]),
    )


def _named(role: str, as_of: AsOf) -> Subquery:
    held = ResponsiblePerson.objects.filter(enterprise=OuterRef("pk"), role=role)
    return Subquery(valid(held, as_of.valid_on, as_of.known_at).values("person__name")[:1])
