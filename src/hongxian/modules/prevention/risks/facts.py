"""What this room tells the rule engine: risks of enterprises and of areas, what called for another look at them,
warnings, and that enterprises looked for risks."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce, Concat, NullIf, TruncDate

from hongxian.kernel.clock import LOCAL
from hongxian.kernel.glossary import term
from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.population import AsOf
from hongxian.kernel.two_times import entered, known, valid
from hongxian.modules.prevention.risks import text
from hongxian.modules.prevention.risks.models import (
    GRADES,
    MEASURES,
    TIERS,
    PlaceRiskVersion,
    RiskChange,
    RiskScreening,
    RiskVersion,
    RiskWarning,
)


def risks(as_of: AsOf) -> QuerySetPopulation:
    """Fact `risk`: the risks that enterprises have on the day, as assessed then and known at that moment. Its place on
    the map is where its risk point stands on the plan."""
    return QuerySetPopulation(
        rows=_risks(valid(RiskVersion.objects.all(), as_of.valid_on, as_of.known_at)),
        timeline=_risks(known(RiskVersion.objects.all(), as_of.known_at)),
        columns={
            "enterprise": "risk__enterprise_id",
            "place_path": "risk__place_path",
            "name": "name",
            "grade": "grade_in_words",
            "control_tier": "tier_in_words",
            "responsible": "responsible",
            "control_measures": "any_measures",
            "location": "on_plan",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
            "recorded_by": "recorded_by_name",
            "_unit": "risk__risk_unit__name",
        },
        key="risk_id",
        describe=lambda values: text.RISK_FACT.format(unit=values["_unit"], name=values["name"]),
    )


def place_risks(as_of: AsOf) -> QuerySetPopulation:
    """Fact `area_risk`: the risks that areas have on the day, as assessed then and known at that moment."""
    return QuerySetPopulation(
        rows=_in_words(valid(PlaceRiskVersion.objects.all(), as_of.valid_on, as_of.known_at), "risk_grade"),
        timeline=_in_words(known(PlaceRiskVersion.objects.all(), as_of.known_at), "risk_grade"),
        columns={
            "name": "name",
            "place": "place_risk__place_id",
            "place_path": "place_risk__place_path",
            "grade": "grade_in_words",
            "control_tier": "government_tier",
            "responsible_unit": "responsible_unit",
            "responsible_person": "responsible_person",
            "control_measures": "control_measures",
            "location": "location",
            "assessed_on": "assessed_on",
            "announced_on": "place_risk__announced_on",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "recorded_from",
            "recorded_by": "recorded_by_name",
        },
        key="place_risk_id",
        describe=lambda values: str(values["name"]),
    )


def changes(as_of: AsOf) -> QuerySetPopulation:
    """Fact `risk_change`: what called for another look at risks of areas; that an enterprise's own must be looked at
    again is owed by the enterprise, and is not told here."""
    again = Q(reassessed_at__isnull=False)
    if as_of.known_at is not None:
        again = Q(reassessed_at__lte=as_of.known_at)
    rows = entered(RiskChange.objects.filter(place_risk__isnull=False), as_of.known_at)
    return QuerySetPopulation(
        rows=rows.annotate(again_on=Case(When(again, then=F("reassessed_on")))),
        columns={
            "risk": "place_risk_id",
            "place_path": "place_path",
            "title": "title",
            "happened_on": "happened_on",
            "reassessed_on": "again_on",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
        },
        describe=lambda values: text.DATED_FACT.format(day=values["happened_on"], words=values["title"]),
    )


def updates(as_of: AsOf) -> QuerySetPopulation:
    """Fact `risk_update`: what a change came to, in the map and the database of risks. Both show risks as they were
    assessed last, so they are up to date from the day on which the risk was entered as assessed again."""
    again = Q(reassessed_at__isnull=False)
    if as_of.known_at is not None:
        again = Q(reassessed_at__lte=as_of.known_at)
    rows = RiskChange.objects.filter(again, place_risk__isnull=False)
    return QuerySetPopulation(
        rows=rows.annotate(updated_on=TruncDate("reassessed_at", tzinfo=LOCAL)),
        columns={
            "change": "pk",
            "place_path": "place_path",
            "updated_on": "updated_on",
            "recorded_on": "reassessed_at",
            "recorded_by": "recorded_by_name",
            "_title": "title",
        },
        describe=lambda values: text.DATED_FACT.format(day=values["updated_on"], words=values["_title"]),
    )


def warnings(as_of: AsOf) -> QuerySetPopulation:
    """Fact `risk_warning`: warnings of risks of areas, and their receipts."""
    rows, receipt = RiskWarning.objects.all(), Q(received_at__isnull=False)
    if as_of.known_at is not None:
        rows, receipt = rows.filter(issued_at__lte=as_of.known_at), Q(received_at__lte=as_of.known_at)
    return QuerySetPopulation(
        rows=rows.annotate(receipt_on=Case(When(receipt, then=F("received_on")))),
        columns={
            "risk": "place_risk_id",
            "recipient": "recipient",
            "place_path": "place_path",
            "issued_on": "issued_on",
            "received_on": "receipt_on",
            "recorded_on": "issued_at",
            "recorded_by": "issued_by_name",
        },
        describe=lambda values: text.DATED_FACT.format(day=values["issued_on"], words=values["recipient"]),
    )


def screenings(as_of: AsOf) -> QuerySetPopulation:
    """Fact `risk_screening`: enterprises looked for risks."""
    return QuerySetPopulation(
        rows=entered(RiskScreening.objects.all(), as_of.known_at).annotate(
            factor=NullIf("risk_factor", Value(""), output_field=CharField())
        ),
        columns={
            "enterprise": "enterprise_id",
            "place_path": "place_path",
            "kind": "screening_kind",
            "factor": "factor",
            "done_on": "done_on",
            "recorded_on": "recorded_at",
            "recorded_by": "recorded_by_name",
        },
        describe=lambda values: text.DATED_FACT.format(
            day=values["done_on"], words=term(f"screening_kind#{values['kind']}")
        ),
    )


def _risks(rows: QuerySet[Any]) -> QuerySet[Any]:
    tiers = [When(control_tier=tier, then=Value(term(f"control_tier#{tier}"))) for tier in TIERS]
    placed = Concat(F("risk__risk_unit__plan_x"), Value(","), F("risk__risk_unit__plan_y"), output_field=CharField())
    graded = _in_words(rows, "risk_grade")
    told: QuerySet[Any] = graded.annotate(
        tier_in_words=Case(*tiers, output_field=CharField()),
        responsible=_first("responsible_person", "responsible_unit"),
        any_measures=_first(*MEASURES),
        on_plan=Case(When(risk__risk_unit__plan_x__isnull=False, then=placed), output_field=CharField()),
    )
    return told


def _in_words(rows: QuerySet[Any], field: str) -> QuerySet[Any]:
    """Grades as packs name them."""
    cases = [When(**{field: grade}, then=Value(term(f"risk_grade_name#{grade}"))) for grade in GRADES]
    told: QuerySet[Any] = rows.annotate(grade_in_words=Case(*cases, output_field=CharField()))
    return told


def _first(*fields: str) -> Coalesce:
    """The first of these texts that is not empty; null where none is."""
    return Coalesce(*(NullIf(F(field), Value("")) for field in fields), Value(None), output_field=CharField())
