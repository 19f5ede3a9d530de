"""Reads of risks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db.models import Count, F, Model, Q, QuerySet

from hongxian.kernel.actor import Actor, path_range, scoped, system_actor
from hongxian.kernel.clock import today
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.accounts.queries import body_acting_for
from hongxian.modules.base.attachments.queries import attachments_of
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.base.supervision.queries import visible_supervisions
from hongxian.modules.prevention.risks.models import (
    GRADES,
    PlaceRisk,
    PlaceRiskVersion,
    PlantPlan,
    Risk,
    RiskChange,
    RiskScheme,
    RiskScreening,
    RiskUnit,
    RiskUnitVersion,
    RiskVersion,
    RiskWarning,
)
from hongxian.modules.prevention.risks.models import MEASURES as MEASURES

if TYPE_CHECKING:
    from hongxian.modules.base.attachments.models import Attachment
    from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseMerge
    from hongxian.modules.base.parties.models import Party

_SYSTEM = system_actor("risks", "supervision.view")
_M = TypeVar("_M", bound=Model)


def of_enterprises(rows: QuerySet[_M], actor: Actor, permission: str, prefix: str = "") -> QuerySet[_M]:
    """The rows that belong to enterprises within the actor's scope: of a place, an industry, one enterprise, or those
    that a body supervises today. `prefix` leads to the row that bears enterprise and path."""
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        if not scope.limits():
            return rows
        condition = Q()
        if scope.path:
            condition &= path_range(f"{prefix}place_path", scope.path)
        if scope.sector:
            condition &= Q(**{f"{prefix}enterprise__sector": scope.sector})
        if scope.enterprise:
            condition &= Q(**{f"{prefix}enterprise": scope.enterprise})
        if scope.organisation:
            held = valid(visible_supervisions(_SYSTEM), today()).filter(body=UUID(scope.organisation))
            condition &= Q(**{f"{prefix}enterprise__in": held.order_by().values("enterprise")})
        allowed |= condition
    return rows.filter(allowed)


def visible_units(actor: Actor, permission: str = "risk_unit.view") -> QuerySet[RiskUnit]:
    """The risk points of enterprises within the actor's scope."""
    return of_enterprises(RiskUnit.objects.select_related("enterprise__place"), actor, permission)


def visible_unit_versions(actor: Actor, permission: str = "risk_unit.view") -> QuerySet[RiskUnitVersion]:
    """The versions of the risk points that may be seen."""
    return RiskUnitVersion.objects.filter(risk_unit__in=visible_units(actor, permission).order_by().values("pk"))


def visible_plans(actor: Actor, permission: str = "plant_plan.view") -> QuerySet[PlantPlan]:
    """The plans of enterprises within the actor's scope, earlier ones too."""
    return of_enterprises(PlantPlan.objects.select_related("enterprise__place"), actor, permission)


def plan_of(actor: Actor, enterprise: Enterprise) -> tuple[PlantPlan, Attachment] | None:
    """The plan that lies under the risk points now, and its picture; None without one, or where the picture was
    withdrawn."""
    plan = visible_plans(actor).filter(enterprise=enterprise, is_current=True).first()
    if plan is None:
        return None
    pictures = attachments_of(actor, "plant_plan", str(plan.pk)).filter(withdrawn_at=None, erased_at=None)
    picture = pictures.last()
    return (plan, picture) if picture is not None else None


def changes_of(actor: Actor, enterprise: Enterprise) -> QuerySet[RiskChange]:
    """What happened at an enterprise after which its risks were not assessed again yet, the oldest first."""
    rows = visible_changes(actor).filter(risk__enterprise=enterprise, reassessed_on__isnull=True)
    return rows.order_by("happened_on", "pk")


def visible_risks(actor: Actor, permission: str = "risk.view") -> QuerySet[Risk]:
    """The risks of enterprises within the actor's scope, those registered by mistake apart."""
    rows = Risk.objects.select_related("risk_unit", "enterprise__place").filter(withdrawn_at__isnull=True)
    return of_enterprises(rows, actor, permission)


def visible_risk_versions(actor: Actor, permission: str = "risk.view") -> QuerySet[RiskVersion]:
    """The versions of the risks that may be seen."""
    return RiskVersion.objects.filter(risk__in=visible_risks(actor, permission).order_by().values("pk"))


def visible_screenings(actor: Actor, permission: str = "risk_screening.view") -> QuerySet[RiskScreening]:
    """The looks for risks of enterprises within the actor's scope."""
    return of_enterprises(RiskScreening.objects.select_related("enterprise__place"), actor, permission)


def visible_place_risks(actor: Actor, permission: str = "place_risk.view") -> QuerySet[PlaceRisk]:
    """The risks of the areas within the actor's scope."""
    return scoped(PlaceRisk.objects.select_related("place"), actor, permission, path="place_path", sector="sector")


def visible_place_risk_versions(actor: Actor, permission: str = "place_risk.view") -> QuerySet[PlaceRiskVersion]:
    """The versions of the risks of places that may be seen."""
    return PlaceRiskVersion.objects.filter(
        place_risk__in=visible_place_risks(actor, permission).order_by().values("pk")
    )


def visible_warnings(actor: Actor, permission: str = "risk_warning.view") -> QuerySet[RiskWarning]:
    """The warnings about the places within the actor's scope, and those sent to the actor's own body."""
    rows = RiskWarning.objects.select_related("place_risk__place", "recipient_body")
    return scoped(rows, actor, permission, path="place_path", organisation="recipient_body")


def visible_changes(actor: Actor, permission: str = "risk_change.view") -> QuerySet[RiskChange]:
    """What called for another look at the risks within the actor's scope, of enterprises and of areas."""
    rows = RiskChange.objects.select_related("risk", "place_risk__place")
    of_places = scoped(rows.filter(place_risk__isnull=False), actor, permission, path="place_path")
    own = of_enterprises(rows.filter(risk__isnull=False), actor, permission, "risk__")
    return rows.filter(Q(pk__in=of_places.values("pk")) | Q(pk__in=own.values("pk")))


def visible_schemes(actor: Actor, permission: str = "risk_scheme.view") -> QuerySet[RiskScheme]:
    """How risks are assessed in the places and enterprises within the actor's scope, all versions; to look at, also in
    the places above them, whose schemes apply where there is none of one's own."""
    rows = RiskScheme.objects.select_related("place", "enterprise__place")
    of_places = scoped(rows.filter(place__isnull=False), actor, permission, path="place__path")
    own = scoped(
        rows.filter(enterprise__isnull=False),
        actor,
        permission,
        path="enterprise__place__path",
        sector="enterprise__sector",
        enterprise="enterprise_id",
    )
    seen = Q(pk__in=of_places.values("pk")) | Q(pk__in=own.values("pk"))
    if permission == "risk_scheme.view":
        seen |= Q(place__path__in=_paths_above(actor, permission))
    return rows.filter(seen)


def _paths_above(actor: Actor, permission: str) -> set[str]:
    """The paths of the places around those and around the enterprises for which the actor holds the permission."""
    scopes = actor.scopes(permission)
    owners = [each.enterprise for each in scopes if each.enterprise]
    paths = [each.path for each in scopes if each.path]
    if owners:
        paths += visible_enterprises(actor, permission).filter(pk__in=owners).values_list("place__path", flat=True)
    return {above for path in paths for above in ancestry(path)}


def scheme_for(enterprise: Enterprise) -> RiskScheme | None:
    """How risks of the enterprise are assessed today: its own scheme, else that of the smallest place around it that
    has one; None where nobody decided."""
    paths = ancestry(enterprise.place.path)
    rows = valid(RiskScheme.objects.select_related("place", "enterprise"), today())
    found = list(rows.filter(Q(enterprise=enterprise.pk) | Q(place__path__in=paths)))
    return max(found, key=_nearness, default=None)


def _nearness(scheme: RiskScheme) -> int:
    return len(scheme.place.path) if scheme.place is not None else 10_000


def standing(rows: QuerySet[_M]) -> QuerySet[_M]:
    """Of risks or risk points, those that there are."""
    return rows.filter(ended_on__isnull=True)


def units_of(actor: Actor, enterprise: Enterprise, permission: str = "risk_unit.view") -> QuerySet[RiskUnit]:
    """The risk points that an enterprise has, the gravest first."""
    rows = standing(visible_units(actor, permission).filter(enterprise=enterprise))
    return rows.order_by(F("risk_grade").asc(nulls_last=True), "name")


def risks_of(actor: Actor, enterprise: Enterprise) -> QuerySet[Risk]:
    """The risks that an enterprise has, as far as the actor may see them, the gravest first."""
    return standing(visible_risks(actor).filter(enterprise=enterprise)).order_by("risk_grade", "pk")


def risks_on(actor: Actor, day: date, known_at: Any = None) -> QuerySet[RiskVersion]:
    """The risks as they were on a day, as known at a moment (now, if not given)."""
    rows = valid(RiskVersion.objects.select_related("risk__risk_unit"), day, known_at)
    return of_enterprises(rows.filter(risk__withdrawn_at__isnull=True), actor, "risk.view", "risk__")


def place_risks_on(actor: Actor, day: date, known_at: Any = None) -> QuerySet[PlaceRiskVersion]:
    """The risks of areas as they were on a day, as known at a moment (now, if not given)."""
    rows = valid(PlaceRiskVersion.objects.select_related("place_risk__place"), day, known_at)
    dimensions = {"path": "place_risk__place_path", "sector": "place_risk__sector"}
    return scoped(rows, actor, "place_risk.view", **dimensions)


def versions_of(risk: Risk) -> QuerySet[RiskVersion]:
    """What the risk was assessed as from when to when, as known now, newest first."""
    return current(RiskVersion.objects.filter(risk=risk)).order_by("-valid_from")


def counts_by_grade(rows: QuerySet[Any]) -> dict[int, int]:
    """How many rows there are of each grade, in one statement."""
    found = dict(rows.order_by().values_list("risk_grade").annotate(number=Count("pk")))
    return {grade: found.get(grade, 0) for grade in GRADES}


def body_of_enterprise(enterprise: Enterprise) -> Party | None:
    """The body in which somebody keeps the risks of the enterprise; None where nobody has an account for it."""
    return body_acting_for(enterprise.pk, "risk.assess")


def open_changes(subject: Risk | PlaceRisk) -> QuerySet[RiskChange]:
    """What happened after which it was not assessed again yet."""
    name = "risk" if isinstance(subject, Risk) else "place_risk"
    return RiskChange.objects.filter(**{name: subject}, reassessed_on__isnull=True).order_by("happened_on")


def lagging(enterprise: str = "") -> Iterator[tuple[QuerySet[Any], str]]:
    """The rows whose path is no longer that of what they belong to, and the lookup of the right one; those of one
    enterprise, by its key, or all. What hangs on a risk comes after it."""
    owned: tuple[type[Model], ...] = (Risk, RiskUnit, RiskScreening, PlantPlan)
    for model in owned:
        rows = model._default_manager.exclude(place_path=F("enterprise__place__path"))
        yield (rows.filter(enterprise=enterprise) if enterprise else rows), "enterprise__place__path"
    changes = RiskChange.objects.filter(risk__isnull=False).exclude(place_path=F("risk__place_path"))
    yield (changes.filter(risk__enterprise=UUID(enterprise)) if enterprise else changes), "risk__place_path"
    if not enterprise:
        yield PlaceRisk.objects.exclude(place_path=F("place__path")), "place__path"
        changes = RiskChange.objects.filter(place_risk__isnull=False)
        yield changes.exclude(place_path=F("place_risk__place_path")), "place_risk__place_path"
        yield RiskWarning.objects.exclude(place_path=F("place_risk__place_path")), "place_risk__place_path"


def announced_in(path: str) -> QuerySet[PlaceRisk]:
    """What was announced to the public in that place and all below it, the gravest first; open to everybody."""
    rows = standing(PlaceRisk.objects.filter(path_range("place_path", path), announced_on__isnull=False))
    return rows.select_related("place").order_by("risk_grade", "-announced_on")


def pointing_to(of: UUID, to: UUID) -> tuple[QuerySet[Any], ...]:
    """What one enterprise has of risks and the other can take: its plan only where that has none; not scoped, for
    following a merge."""
    owned: tuple[type[Model], ...] = (RiskUnit, Risk, RiskScreening)
    plans = PlantPlan.objects.filter(enterprise=of)
    if PlantPlan.objects.filter(enterprise=to, is_current=True).exists():
        plans = plans.filter(is_current=False)
    return (*(model._default_manager.filter(enterprise=of) for model in owned), plans)


def hanging_on(merge: EnterpriseMerge) -> tuple[QuerySet[Any], ...]:
    """The risks of the enterprise kept at risk points that came back to the duplicate with the merge undone."""
    return (Risk.objects.filter(enterprise=merge.kept_id, risk_unit__enterprise=merge.duplicate_id),)
