"""Which rows somebody may see or act upon: those of the places in which the permission is held."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from hongxian.kernel.actor import Actor, Scope, path_range, scoped, system_actor
from hongxian.kernel.clock import today
from hongxian.modules.base.parties.queries import visible_parties
from hongxian.modules.screening.grid.models import (
    Grid,
    GridAssignment,
    GridBoundary,
    GridEscalation,
    GridFinding,
    GridMember,
    GridPatrol,
    GridPremises,
    GridSetting,
    GridTask,
    GridUnit,
    GridVisit,
)

RECIPIENTS_PART = ("grid_escalation.receive", "grid_escalation.answer")
SENDERS_PART = ("grid_escalation.send", "grid_escalation.withdraw")


def visible_grids(actor: Actor, permission: str = "grid.view") -> QuerySet[Grid]:
    """The grids of the places within the actor's scope, those that ended too."""
    return scoped(Grid.objects.select_related("place", "parent", "unit"), actor, permission, path="place_path")


def visible_boundaries(actor: Actor, permission: str = "grid_boundary.view") -> QuerySet[GridBoundary]:
    """The outlines of the grids within the actor's scope."""
    return scoped(GridBoundary.objects.select_related("grid"), actor, permission, path="grid__place_path")


def visible_settings(actor: Actor, permission: str = "grid_setting.view") -> QuerySet[GridSetting]:
    """What the places within the actor's scope decided about their grids."""
    return scoped(GridSetting.objects.select_related("place"), actor, permission, path="place__path")


def visible_members(actor: Actor, permission: str = "grid_member.view") -> QuerySet[GridMember]:
    """The people of the grids within the actor's scope, all versions."""
    return scoped(GridMember.objects.select_related("grid__place"), actor, permission, path="grid__place_path")


def visible_units(actor: Actor, permission: str = "grid_unit.view") -> QuerySet[GridUnit]:
    """Which unit fell into which grid, of the places within the actor's scope, all versions."""
    rows = GridUnit.objects.select_related("grid", "enterprise__place", "premises__place")
    return scoped(rows, actor, permission, path="place_path")


def visible_assignments(actor: Actor, permission: str = "grid_unit.view") -> QuerySet[GridAssignment]:
    """Who was put into which grid by hand, of the grids within the actor's scope."""
    return scoped(GridAssignment.objects.select_related("grid"), actor, permission, path="grid__place_path")


def visible_premises(actor: Actor, permission: str = "grid_premises.view") -> QuerySet[GridPremises]:
    """The premises that are no enterprise, of the places within the actor's scope."""
    return scoped(GridPremises.objects.select_related("place", "enterprise"), actor, permission, path="place_path")


def visible_tasks(actor: Actor, permission: str = "grid_task.view") -> QuerySet[GridTask]:
    """The tasks of the grids within the actor's scope."""
    return scoped(GridTask.objects.select_related("grid"), actor, permission, path="place_path")


def visible_patrols(actor: Actor, permission: str = "grid_patrol.view") -> QuerySet[GridPatrol]:
    """The rounds through the grids within the actor's scope."""
    return scoped(GridPatrol.objects.select_related("grid"), actor, permission, path="place_path")


def visible_visits(actor: Actor, permission: str = "grid_visit.view") -> QuerySet[GridVisit]:
    """The visits to units of the places within the actor's scope."""
    rows = GridVisit.objects.select_related("grid", "patrol", "enterprise__place", "premises__place")
    return scoped(rows, actor, permission, path="place_path")


def visible_findings(actor: Actor, permission: str = "grid_finding.view") -> QuerySet[GridFinding]:
    """What was found in the places within the actor's scope."""
    rows = GridFinding.objects.select_related("visit__enterprise", "visit__premises", "patrol__grid")
    return scoped(rows, actor, permission, path="place_path")


def visible_escalations(actor: Actor, permission: str = "grid_escalation.view") -> QuerySet[GridEscalation]:
    """What was told upwards. To look: of the places within the actor's scope, and what one's body sent or received. To
    receive and answer: what was sent to one's body, or to a body of one's places. To send and withdraw: of one's
    places. Never for an enterprise or an industry."""
    rows = GridEscalation.objects.select_related(
        "grid", "visit__enterprise", "visit__premises", "recipient", "sender", "to_grid"
    )
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        if not scope.limits():
            return rows
        if not scope.enterprise and not scope.sector:
            allowed |= _told(scope, permission)
    return rows.filter(allowed)


def _told(scope: Scope, permission: str) -> Q:
    to_us, from_us = Q(), Q()
    if scope.organisation:
        to_us, from_us = Q(recipient=scope.organisation), Q(sender=scope.organisation)
    if scope.path:
        to_us &= path_range("recipient__place__path", scope.path)
        from_us &= path_range("place_path", scope.path)
    if permission in RECIPIENTS_PART:
        return to_us
    return from_us if permission in SENDERS_PART else to_us | from_us


def overdue(rows: QuerySet[GridEscalation], day: date | None = None) -> QuerySet[GridEscalation]:
    """Those whose day has passed without an answer."""
    return rows.filter(state__in=("sent", "received"), answer_due_on__lt=day or today())


def bodies_to_tell(grid: Grid) -> QuerySet[Any]:
    """The bodies to which that grid may turn: the departments and governments that stand, of its place and of those it
    lies in. Names of bodies are public knowledge."""
    codes = [each for each in grid.place_path.strip("/").split("/") if each]
    rows = visible_parties(_EVERYBODY).filter(place__in=codes, dissolved_on__isnull=True)
    return rows.filter(kind__in=("department", "government", "zone", "committee_office")).order_by(
        "-place__path", "name"
    )


_EVERYBODY = system_actor("grid", "party.view")
