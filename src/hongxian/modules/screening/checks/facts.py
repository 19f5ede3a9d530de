"""What this room tells the rule engine: the lists that stand, how enterprises checked themselves, and how
departments inspected them."""

from __future__ import annotations

from typing import Any

from django.db.models import Case, DateField, F, Q, QuerySet, When

from hongxian.kernel.glossary import term
from hongxian.kernel.populations import QuerySetPopulation
from hongxian.kernel.rules.population import AsOf
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.models import STOOD, Check, Checklist
from hongxian.modules.screening.checks.queries import OWN_KIND


def checklists(as_of: AsOf) -> QuerySetPopulation:
    """Fact `checklist`: the versions of lists, from their publication through their end."""
    rows = Checklist.objects.filter(state__in=STOOD)
    ended: Any = F("ended_on")
    if as_of.known_at is not None:
        rows = rows.filter(published_at__lte=as_of.known_at)
        known = When(ended_at__lte=as_of.known_at, then=F("ended_on"))
        ended = Case(known, default=None, output_field=DateField())
    annotated = rows.annotate(valid_from=F("published_on"), valid_to=ended)
    standing = annotated.filter(valid_from__lte=as_of.valid_on)
    return QuerySetPopulation(
        rows=standing.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=as_of.valid_on)),
        timeline=annotated,
        columns={
            "department": "department_id",
            "place_path": "place_path",
            "kind": "kind",
            "sector": "sector",
            "revision": "revision",
            "valid_from": "valid_from",
            "valid_to": "valid_to",
            "recorded_on": "published_at",
            "recorded_by": "published_by_name",
            "_title": "title",
        },
        describe=lambda values: text.FACT_LIST.format(
            title=values["_title"], kind=term(f"kind#{values['kind']}"), revision=values["revision"]
        ),
    )


def self_checks(as_of: AsOf) -> QuerySetPopulation:
    """Fact `self_check`: the checks of enterprises by themselves that were handed in and not withdrawn by then."""
    return QuerySetPopulation(
        rows=_handed_in(Check.objects.filter(kind=OWN_KIND), as_of),
        columns={
            "enterprise": "enterprise_id",
            "place_path": "place_path",
            "checklist": "checklist_id",
            "item_by_item": "item_by_item",
            "checked_on": "checked_on",
            "recorded_on": "handed_in_at",
            "recorded_by": "recorded_by_name",
            "_enterprise": "enterprise__name",
        },
        describe=lambda values: text.FACT_CHECK.format(day=values["checked_on"], enterprise=values["_enterprise"]),
    )


def inspections(as_of: AsOf) -> QuerySetPopulation:
    """Fact `inspection`: the inspections of departments that were handed in and not withdrawn by then, by which list
    and whether item by item."""
    return QuerySetPopulation(
        rows=_handed_in(Check.objects.exclude(kind=OWN_KIND), as_of),
        columns={
            "department": "inspecting_department_id",
            "enterprise": "enterprise_id",
            "place_path": "place_path",
            "double_random": "double_random",
            "checklist": "checklist_id",
            "item_by_item": "item_by_item",
            "inspected_on": "checked_on",
            "recorded_on": "handed_in_at",
            "recorded_by": "recorded_by_name",
            "_enterprise": "enterprise__name",
        },
        describe=lambda values: text.FACT_INSPECTION.format(
            day=values["inspected_on"], enterprise=values["_enterprise"]
        ),
    )


def _handed_in(rows: QuerySet[Check], as_of: AsOf) -> QuerySet[Check]:
    if as_of.known_at is None:
        return rows.filter(state="submitted")
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=as_of.known_at)
    return rows.filter(standing, handed_in_at__lte=as_of.known_at)
