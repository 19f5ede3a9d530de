"""What this room tells the rule engine: the lists that bodies have, and whether each is public."""

from typing import Any

from django.db.models import Case, DateField, F, Q, When

from hongxian.kernel.glossary import term
from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.responsibility.power_lists import text
from hongxian.modules.responsibility.power_lists.models import STOOD, PowerListVersion


def duty_and_power_lists(as_of: AsOf) -> QuerySetPopulation:
    """Fact `duty_and_power_list`: the versions, once confirmed, from their issue through their end; public from the
    day on which they were published."""
    public = Q(published_on__lte=as_of.valid_on)
    rows = PowerListVersion.objects.filter(state__in=STOOD)
    ended: Any = F("ended_on")
    if as_of.known_at is not None:
        rows = PowerListVersion.objects.filter(confirmed_at__lte=as_of.known_at)
        public &= Q(published_at__lte=as_of.known_at)
        known = When(ended_at__lte=as_of.known_at, then=F("ended_on"))
        ended = Case(known, default=None, output_field=DateField())
    annotated = rows.annotate(
        valid_from=F("issued_on"),
        valid_to=ended,
        publicised=yes_where(public),
    )
    standing = annotated.filter(valid_from__lte=as_of.valid_on)
    return QuerySetPopulation(
        rows=standing.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=as_of.valid_on)),
        timeline=annotated,
        columns={
            "department": "power_list__body_id",
            "place_path": "power_list__body__place__path",
            "kind": "power_list__kind",
            "publicised": "publicised",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "confirmed_at",
            "recorded_by": "confirmed_by_name",
            "_body": "power_list__body__name",
            "_number": "number",
        },
        describe=lambda values: text.LABEL.format(
            body=values["_body"], kind=term(f"kind#{values['kind']}"), number=values["_number"]
        ),
    )
