"""What this room tells the rule engine: hidden dangers, reports with their receipts, notifications and the answers to
them, warnings and notices."""

from django.db.models import (
    Case,
    Count,
    DateField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Cast, Coalesce

from hongxian.kernel.glossary import term
from hongxian.kernel.populations import QuerySetPopulation, yes_where
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import entered
from hongxian.modules.screening.hidden_dangers import text
from hongxian.modules.screening.hidden_dangers.coding import CODES
from hongxian.modules.screening.hidden_dangers.models import (
    DangerNotice,
    DangerOriginReturn,
    FormalNotification,
    HiddenDanger,
    HiddenDangerReport,
    TreatmentFeedback,
)


def hidden_dangers(as_of: AsOf) -> QuerySetPopulation:
    """Fact `hidden_danger`: every danger entered by then; what was done to it later is not known yet."""
    rows = HiddenDanger.objects.all()
    if as_of.known_at is not None:
        rows = rows.filter(recorded_at__lte=as_of.known_at)
    rectified, closed = Q(rectified_at__isnull=False), Q(closed_at__isnull=False)
    withdrawn, confirmed = Q(withdrawn_at__isnull=False), Q(change_confirmed_at__isnull=False)
    if as_of.known_at is not None:
        rectified, closed = Q(rectified_at__lte=as_of.known_at), Q(closed_at__lte=as_of.known_at)
        withdrawn, confirmed = Q(withdrawn_at__lte=as_of.known_at), Q(change_confirmed_at__lte=as_of.known_at)
    rows = rows.annotate(
        completed=Case(When(rectified & ~Q(state="rectifying"), then=F("rectified_on"))),
        verified=Case(When(closed, then=F("verified_on"))),
        was_withdrawn=yes_where(withdrawn),
        was_confirmed=yes_where(confirmed),
        marks=_one("hard_to_fix") + _one("high_danger") + _one("mass_casualty"),
    )
    columns = {name: name for name in ("removed_on_the_spot", "downgraded", "change_reason", "marks", "grade")}
    columns |= {name: name for name in ("hard_to_fix", "high_danger", "mass_casualty", "touches_public_safety")}
    columns |= {name: name for name in ("place_path", "found_on", "verifier", "origin", *CODES)}
    return QuerySetPopulation(
        rows=rows,
        columns={
            **columns,
            "enterprise": "enterprise_id",
            "place": "place_id",
            "withdrawn": "was_withdrawn",
            "change_confirmed": "was_confirmed",
            "completed_on": "completed",
            "verified_on": "verified",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
            "_description": "description",
        },
        describe=lambda values: text.FACT.format(day=values["found_on"], words=values["_description"]),
    )


def origins(as_of: AsOf) -> QuerySetPopulation:
    """Fact `danger_origin_return`: of each place and origin how many dangers stand that were found by the day, or that
    somebody stated that there are none."""
    day = as_of.valid_on
    dangers = HiddenDanger.objects.filter(place=OuterRef("place"), origin=OuterRef("origin"), found_on__lte=day)
    stood, declared = Q(withdrawn_at__isnull=True), Q(declared_none=True, declared_on__lte=day)
    if as_of.known_at is not None:
        dangers = dangers.filter(recorded_at__lte=as_of.known_at)
        stood |= Q(withdrawn_at__gt=as_of.known_at)
        declared &= Q(declared_at__lte=as_of.known_at)
    counted = dangers.filter(stood).order_by().values("origin").annotate(n=Count("pk")).values("n")
    rows = entered(DangerOriginReturn.objects.all(), as_of.known_at).annotate(
        items=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0)),
        none=yes_where(declared),
        valid_to=Cast(Value(None), DateField()),  # a bare NULL is text to PostgreSQL
    )
    return QuerySetPopulation(
        rows=rows.filter(valid_from__lte=day),
        timeline=rows,
        columns={
            "place": "place_id",
            "place_path": "place__path",
            "origin": "origin",
            "items": "items",
            "declared_none": "none",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
            "_place": "place__name",
        },
        describe=lambda values: text.FACT.format(day=values["_place"], words=term(f"origin#{values['origin']}")),
    )


def reports(as_of: AsOf) -> QuerySetPopulation:
    """Fact `hidden_danger_report`: what enterprises reported, and the receipts."""
    return QuerySetPopulation(
        rows=entered(HiddenDangerReport.objects.all(), as_of.known_at),
        columns={
            "enterprise": "enterprise_id",
            "hidden_danger": "hidden_danger_id",
            "place_path": "place_path",
            "kind": "kind",
            "reported_on": "reported_on",
            "regulator_received_on": "regulator_received_on",
            "workers_congress_received_on": "workers_congress_received_on",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
        },
        describe=lambda values: text.FACT.format(
            day=values["reported_on"], words=term(f"report_kind#{values['kind']}")
        ),
    )


def notifications(as_of: AsOf) -> QuerySetPopulation:
    """Fact `formal_notification`: what bodies told one another, the withdrawn apart."""
    rows = FormalNotification.objects.exclude(state="withdrawn")
    if as_of.known_at is not None:
        rows = rows.filter(sent_at__lte=as_of.known_at)
    return QuerySetPopulation(
        rows=rows,
        columns={
            "hidden_danger": "hidden_danger_id",
            "recipient": "recipient__name",
            "place_path": "hidden_danger__place_path",
            "sent_on": "sent_on",
            "recorded_on": "sent_at",
            "recorded_by": "sent_by_name",
        },
        describe=lambda values: text.FACT.format(day=values["sent_on"], words=values["recipient"]),
    )


def feedback(as_of: AsOf) -> QuerySetPopulation:
    """Fact `treatment_feedback`: how those told answered."""
    return QuerySetPopulation(
        rows=entered(TreatmentFeedback.objects.all(), as_of.known_at),
        columns={
            "notification": "notification_id",
            "place_path": "notification__hidden_danger__place_path",
            "replied_on": "replied_on",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
            "_content": "content",
        },
        describe=lambda values: text.FACT.format(day=values["replied_on"], words=values["_content"]),
    )


def notices(as_of: AsOf) -> QuerySetPopulation:
    """Fact `danger_notice`: who was warned of or told about which danger."""
    return QuerySetPopulation(
        rows=entered(DangerNotice.objects.all(), as_of.known_at),
        columns={
            "hidden_danger": "hidden_danger_id",
            "kind": "kind",
            "recipients": "recipients",
            "proof": "proof",
            "given_on": "given_on",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
        },
        describe=lambda values: text.FACT.format(day=values["given_on"], words=values["recipients"]),
    )


def _one(field: str) -> Case:
    return Case(When(**{field: True}, then=Value(1)), default=Value(0), output_field=IntegerField())
