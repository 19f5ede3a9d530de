"""Which units were visited in a period and which were not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from hongxian.kernel.two_times import valid
from hongxian.modules.screening.grid.models import GridUnit, GridVisit


@dataclass(frozen=True)
class Covered:
    """How many units a grid has on the last day of a period, and how many of them were visited in it."""

    grid: UUID
    units: int
    visited: int

    @property
    def left(self) -> int:
        """How many were not visited."""
        return self.units - self.visited


def _visits(since: date, until: date) -> Q:
    """A visit to the unit of the outer row from one day through another, both included, whatever its outcome."""
    between = {"visited_on__gte": since, "visited_on__lte": until}
    of_enterprise = GridVisit.objects.filter(enterprise=OuterRef("enterprise"), **between)
    of_premises = GridVisit.objects.filter(premises=OuterRef("premises"), **between)
    return Q(Exists(of_enterprise)) | Q(Exists(of_premises))


def without_visit(units: QuerySet[GridUnit], since: date, until: date) -> QuerySet[GridUnit]:
    """Of the units, those without a visit in that period."""
    return units.exclude(_visits(since, until))


def unvisited(units: QuerySet[GridUnit], since: date, until: date) -> QuerySet[GridUnit]:
    """The units that stood in their grids on the last day of the period and were not visited in it."""
    return without_visit(valid(units, until), since, until)


def by_grid(units: QuerySet[GridUnit], since: date, until: date) -> dict[UUID, Covered]:
    """For each grid that has units on the last day of the period, how far it is covered."""
    rows = valid(units, until).order_by().values("grid").annotate(total=Count("pk"))
    left = dict(
        unvisited(units, since, until).order_by().values("grid").annotate(n=Count("pk")).values_list("grid", "n")
    )
    return {
        each["grid"]: Covered(each["grid"], each["total"], each["total"] - left.get(each["grid"], 0)) for each in rows
    }


def last_visits(units: Iterable[GridUnit]) -> dict[UUID, GridVisit]:
    """The latest visit to each of these units that has one, by the key of its enterprise or premises."""
    enterprises = [each.enterprise_id for each in units if each.enterprise_id]
    premises = [each.premises_id for each in units if each.premises_id]
    found: dict[Any, GridVisit] = {}
    rows = GridVisit.objects.filter(Q(enterprise__in=enterprises) | Q(premises__in=premises))
    newer = GridVisit.objects.filter(visited_at__gt=OuterRef("visited_at"))
    rows = rows.exclude(
        Q(enterprise__isnull=False) & Exists(newer.filter(enterprise=OuterRef("enterprise")))
        | Q(premises__isnull=False) & Exists(newer.filter(premises=OuterRef("premises")))
    )
    for each in rows.order_by("visited_at", "pk"):
        found[each.enterprise_id or each.premises_id] = each
    return found
