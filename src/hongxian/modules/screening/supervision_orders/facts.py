"""What this room tells the rule engine: the supervision orders that were issued."""

from django.db.models import Case, Exists, F, OuterRef, Q, When

from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.screening.supervision_orders import text
from hongxian.modules.screening.supervision_orders.models import SupervisionLog, SupervisionOrder


def supervision_orders(as_of: AsOf) -> QuerySetPopulation:
    """Fact `supervision_order`: every order issued by then and not taken back by then, with what its log tells."""
    rows = SupervisionOrder.objects.filter(issued_at__isnull=False)
    logs = SupervisionLog.objects.filter(supervision_order=OuterRef("pk"))
    closed, gone = Q(closed_at__isnull=False), Q(state="withdrawn")
    if as_of.known_at is not None:
        rows = rows.filter(issued_at__lte=as_of.known_at)
        logs = logs.filter(recorded_at__lte=as_of.known_at)
        closed, gone = Q(closed_at__lte=as_of.known_at), Q(withdrawn_at__lte=as_of.known_at)
    rows = rows.exclude(gone).annotate(
        was_closed=Case(When(closed, then=F("closed_on"))),
        is_key_supervised=yes_where(Exists(logs.filter(kind="key_supervision"))),
        is_followed=yes_where(Exists(logs.filter(kind="accountability"))),
    )
    return QuerySetPopulation(
        rows=rows,
        columns={
            "hidden_danger": "hidden_danger_id",
            "accident": "accident_key",
            "issuer": "issuer_id",
            "place_path": "place_path",
            "ordered_on": "ordered_on",
            "key_supervised": "is_key_supervised",
            "accountability_followed": "is_followed",
            "closed_on": "was_closed",
            "recorded_on": "issued_at",
            "recorded_by": "issued_by_name",
            "_words": "subject_words",
        },
        describe=lambda values: text.FACT.format(day=values["ordered_on"], words=values["_words"]),
    )
