"""Reads of hidden dangers and what hangs on them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce

from hongxian.kernel.actor import Actor, Scope, path_range, scoped
from hongxian.kernel.clock import today
from hongxian.kernel.flow import Step, permissions_upon
from hongxian.modules.screening.hidden_dangers.flow import HIDDEN_DANGER
from hongxian.modules.screening.hidden_dangers.history import open_then
from hongxian.modules.screening.hidden_dangers.models import CATEGORIES as CATEGORIES
from hongxian.modules.screening.hidden_dangers.models import GRADES as GRADES
from hongxian.modules.screening.hidden_dangers.models import (
    DangerChange,
    DangerNotice,
    DangerOriginReturn,
    Extension,
    FormalNotification,
    HiddenDanger,
    HiddenDangerReport,
    InterimControl,
    ReportCount,
    TreatmentFeedback,
)
from hongxian.modules.screening.hidden_dangers.queries.bodies import (
    acts_for_enterprise,
    body_of_enterprise,
    body_with,
    is_itself,
    is_only_of_enterprise,
    look_ahead,
    origins_open,
    supervisor_of,
)
from hongxian.modules.screening.hidden_dangers.stages import (
    NO_ENTERPRISE,
    OPEN,
    REPEAT_DAYS,
    STAGES,
    repeated,
    self_reported,
    self_reporters,
)

__all__ = [
    "NO_ENTERPRISE",
    "OPEN",
    "REPEAT_DAYS",
    "STAGES",
    "acts_for_enterprise",
    "body_of_enterprise",
    "body_with",
    "is_itself",
    "is_only_of_enterprise",
    "look_ahead",
    "origins_open",
    "repeated",
    "self_reported",
    "self_reporters",
    "supervisor_of",
]

NEWEST_FIRST = ("-pk",)
OVERSIGHT = frozenset(
    {
        "hidden_danger.assign", "hidden_danger.close", "hidden_danger.correct", "hidden_danger.entrust",
        "hidden_danger.grade", "hidden_danger.merge",
        "hidden_danger.reopen", "hidden_danger.return", "hidden_danger.upgrade", "hidden_danger.urge",
        "hidden_danger.withdraw", "danger_change.confirm", "danger_change.propose", "danger_change.refuse",
        "extension.agree", "extension.refuse",
    }
)  # fmt: skip
"""What the supervising side does. An enterprise may do so only with the general dangers that it found itself."""


def visible_hidden_dangers(actor: Actor, permission: str = "hidden_danger.view") -> QuerySet[HiddenDanger]:
    """The hidden dangers within the actor's scope: of a place, an industry, an enterprise, and those that a body
    supervises, was entrusted with or entered itself. For what the supervising side does, a body must supervise it (or
    have entered it, if nobody does), and an enterprise sees only the general ones that it found itself."""
    rows = HiddenDanger.objects.select_related("enterprise", "place", "supervisor", "entrusted_to")
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        if not scope.limits():
            return rows
        allowed |= _within(scope, permission)
    return rows.filter(allowed)


def _within(scope: Scope, permission: str) -> Q:
    condition = Q()
    if scope.path:
        condition &= path_range("place_path", scope.path)
    if scope.sector:
        condition &= Q(enterprise__sector=scope.sector)
    if scope.organisation:
        condition &= _of_body(scope.organisation, permission)
    if scope.enterprise:
        condition &= Q(enterprise=scope.enterprise)
        if permission in OVERSIGHT:
            condition &= Q(origin="enterprise_self_check") & ~Q(grade="major")
    return condition


def _of_body(body: str, permission: str) -> Q:
    if permission in OVERSIGHT:
        entered = Q(supervisor__isnull=True, recorded_by_body=body) & ~Q(recorded_by_body__kind="enterprise")
        return Q(supervisor=body) | entered
    return Q(supervisor=body) | Q(entrusted_to=body) | Q(recorded_by_body=body)


def visible_changes(actor: Actor, permission: str = "danger_change.view") -> QuerySet[DangerChange]:
    """Proposals to grade major dangers down or strike them out, of the dangers within the actor's scope."""
    rows = DangerChange.objects.select_related("hidden_danger__enterprise")
    return rows.filter(hidden_danger__in=_keys(actor, permission))


def visible_extensions(actor: Actor, permission: str = "extension.view") -> QuerySet[Extension]:
    """Requests for more time, of the dangers within the actor's scope."""
    rows = Extension.objects.select_related("hidden_danger__enterprise")
    return rows.filter(hidden_danger__in=_keys(actor, permission))


def visible_controls(actor: Actor, permission: str = "interim_control.view") -> QuerySet[InterimControl]:
    """Interim controls of the dangers within the actor's scope."""
    return InterimControl.objects.filter(hidden_danger__in=_keys(actor, permission))


def visible_origins(actor: Actor, permission: str = "danger_origin_return.view") -> QuerySet[DangerOriginReturn]:
    """Of which origins the places within the actor's scope have dangers or stated none, with how many stand now
    (`items`)."""
    stands = HiddenDanger.objects.filter(place=OuterRef("place"), origin=OuterRef("origin"), withdrawn_at__isnull=True)
    counted = stands.order_by().values("origin").annotate(n=Count("pk")).values("n")
    rows = DangerOriginReturn.objects.select_related("place").annotate(
        items=Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
    )
    return scoped(rows, actor, permission, path="place__path")


def visible_notices(actor: Actor, permission: str = "danger_notice.view") -> QuerySet[DangerNotice]:
    """Warnings and notices of the dangers within the actor's scope."""
    return DangerNotice.objects.filter(hidden_danger__in=_keys(actor, permission))


def visible_notifications(actor: Actor, permission: str = "formal_notification.view") -> QuerySet[FormalNotification]:
    """Formal notifications: to look at, those that a body sent or received and those of the dangers of a place; to
    receive and answer, those sent to it or to a body of the place; else those it sent. Never for an enterprise."""
    rows = FormalNotification.objects.select_related(
        "sender", "recipient", "hidden_danger__enterprise", "hidden_danger__place"
    )
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        if not scope.limits():
            return rows
        if not scope.enterprise and not scope.sector:
            allowed |= _between(scope, permission.rsplit(".", 1)[1])
    return rows.filter(allowed)


def _between(scope: Scope, verb: str) -> Q:
    mine, near = Q(), Q()
    for side in ("sender", "recipient"):
        if verb == "view" or (side == "recipient") == (verb in ("receive", "reply")):
            mine |= Q(**{side: scope.organisation}) if scope.organisation else Q()
            near |= path_range(f"{side}__place__path", scope.path) if scope.path else Q()
    if verb == "view" and scope.path:
        near |= path_range("hidden_danger__place_path", scope.path)
    return mine & near


def visible_feedback(actor: Actor, permission: str = "treatment_feedback.view") -> QuerySet[TreatmentFeedback]:
    """The answers to the notifications that may be seen."""
    keys = visible_notifications(actor, permission).order_by().values("pk")
    return TreatmentFeedback.objects.filter(notification__in=keys)


def visible_reports(actor: Actor, permission: str = "hidden_danger_report.view") -> QuerySet[HiddenDangerReport]:
    """What the enterprises within the actor's scope reported, and the enterprises whose body the actor supervises."""
    rows = HiddenDangerReport.objects.select_related("enterprise", "hidden_danger")
    return rows.filter(_reports_within(actor, permission))


def visible_counts(actor: Actor, permission: str = "hidden_danger_report.view") -> QuerySet[ReportCount]:
    """The counts of the reports that may be seen."""
    return ReportCount.objects.filter(_reports_within(actor, permission, "report__"))


def _reports_within(actor: Actor, permission: str, report: str = "") -> Q:
    """The scope as a condition of reports, or of rows on which `report` leads to one."""
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        if not scope.limits():
            return Q()
        if scope.organisation:
            continue
        condition = path_range(f"{report}place_path", scope.path) if scope.path else Q()
        condition &= Q(**{f"{report}enterprise__sector": scope.sector}) if scope.sector else Q()
        condition &= Q(**{f"{report}enterprise": scope.enterprise}) if scope.enterprise else Q()
        allowed |= condition
    return allowed


def _keys(actor: Actor, permission: str) -> QuerySet[Any]:
    return visible_hidden_dangers(actor, permission).order_by().values("pk")


def past_due(day: date | None = None) -> Q:
    """That the day of a danger has passed and nobody reported it removed: a condition of dangers."""
    return Q(state="rectifying", due_on__lt=day or today())


def overdue(rows: QuerySet[HiddenDanger], day: date | None = None) -> QuerySet[HiddenDanger]:
    """Those whose day has passed and that nobody reported removed."""
    return rows.filter(past_due(day))


def dangers_on(actor: Actor, day: date, known_at: datetime | None = None) -> QuerySet[HiddenDanger]:
    """The dangers within the actor's scope that were open on that day, as known at that moment (now, if not given),
    with `was_overdue`. What `open_then` says of their days holds."""
    return open_then(visible_hidden_dangers(actor), day, known_at)


def is_overdue(danger: HiddenDanger) -> bool:
    """Whether its day has passed and nobody reported it removed."""
    return danger.state == "rectifying" and danger.due_on is not None and danger.due_on < today()


def figures(rows: QuerySet[HiddenDanger], day: date | None = None) -> dict[str, int]:
    """How the dangers stand, in one statement. Those removed on the spot are counted apart, and so are those graded
    down and the major ones struck out: neither disappears."""
    kept = Q(withdrawn_at__isnull=True)
    found = kept & Q(removed_on_the_spot=False)
    return rows.order_by().aggregate(
        found=Count("pk", filter=found),
        major=Count("pk", filter=found & Q(grade="major")),
        ungraded=Count("pk", filter=Q(state="reported")),
        rectifying=Count("pk", filter=Q(state__in=("graded", "rectifying"))),
        rectified=Count("pk", filter=Q(state="rectified")),
        closed=Count("pk", filter=found & Q(state="closed")),
        overdue=Count("pk", filter=past_due(day)),
        removed_on_the_spot=Count("pk", filter=kept & Q(removed_on_the_spot=True)),
        downgraded=Count("pk", filter=kept & Q(downgraded=True)),
        struck_out=Count("pk", filter=Q(withdrawn_at__isnull=False, grade="major")),
    )


def removed_counts(actor: Actor, since: date, until: date) -> dict[str, int]:
    """How many dangers removed on the spot enterprises within the actor's scope only counted, by category."""
    rows = visible_counts(actor).filter(report__reported_on__gte=since, report__reported_on__lte=until)
    totals = rows.order_by().values("danger_category").annotate(total=Sum("removed"))
    return {each["danger_category"]: each["total"] for each in totals}


def dangers_of(actor: Actor, reference: str, keys: Iterable[str]) -> QuerySet[HiddenDanger]:
    """The hidden dangers that came from these (`check_item_key`, `patrol_key`, `risk_key`), as far as the actor may see
    them."""
    return visible_hidden_dangers(actor).filter(**{f"{reference}__in": list(keys)}).order_by("pk")


def steps_open(actor: Actor, danger: HiddenDanger) -> list[Step]:
    """The steps that the actor may take on the danger now, the scope of each permission included."""
    steps = HIDDEN_DANGER.allowed(actor, danger)
    held = permissions_upon(actor, danger, [f"hidden_danger.{step.verb}" for step in steps], OVERSIGHT)
    return [step for step in steps if f"hidden_danger.{step.verb}" in held]


def verbs_open(actor: Actor, dangers: list[HiddenDanger], verbs: Iterable[str]) -> dict[UUID, list[str]]:
    """Which of these verbs the actor may take on each danger now, the scope included; one query for each verb."""
    found: dict[UUID, list[str]] = {each.pk: [] for each in dangers}
    allowed = [(each.pk, {step.verb for step in HIDDEN_DANGER.allowed(actor, each)}) for each in dangers]
    for verb in verbs:
        asked = [key for key, open_now in allowed if verb in open_now]
        rows = visible_hidden_dangers(actor, f"hidden_danger.{verb}").filter(pk__in=asked)
        for key in rows.order_by().values_list("pk", flat=True) if asked else ():
            found[key].append(verb)
    return found


def majors_to_report(actor: Actor, most: int = 50) -> QuerySet[HiddenDanger]:
    """The newest major dangers of enterprises that the actor may see: how they are treated is to be reported."""
    rows = visible_hidden_dangers(actor).filter(grade="major", enterprise__isnull=False).exclude(state="withdrawn")
    return HiddenDanger.objects.filter(pk__in=list(rows.order_by("-pk").values_list("pk", flat=True)[:most]))


def lag_behind_places() -> bool:
    """Whether some danger bears another path than its place has now."""
    return HiddenDanger.objects.exclude(place_path=F("place__path")).exists()


def pointing_to(of: UUID, _to: UUID) -> tuple[QuerySet[Any], ...]:
    """The dangers and reports of an enterprise; not scoped, for following a merge."""
    return tuple(model.objects.filter(enterprise=of) for model in (HiddenDanger, HiddenDangerReport))
