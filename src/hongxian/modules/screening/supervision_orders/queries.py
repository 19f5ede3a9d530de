"""Reads of supervision orders and what hangs on them."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from hongxian.kernel.actor import Actor, Scope, path_range, scoped
from hongxian.kernel.clock import LOCAL, today
from hongxian.modules.base.accounts.queries import body_acting_for
from hongxian.modules.base.enterprises.queries import carried_keys
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers
from hongxian.modules.screening.supervision_orders.models import (
    OPEN,
    AcceptanceResult,
    OrderExtension,
    OrderProgress,
    OrderPublication,
    SupervisionLog,
    SupervisionOrder,
    SupervisionTerm,
)

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseMerge
    from hongxian.modules.base.parties.models import Party

NEWEST_FIRST = ("-pk",)
ISSUER_ONLY = frozenset(
    {
        "supervision_order.issue", "supervision_order.withdraw", "supervision_order.accept",
        "supervision_order.return", "supervision_order.close", "order_extension.agree", "order_extension.refuse",
        "order_publication.publish",
    }
)  # fmt: skip
"""What only the body that supervises does, or who acts for its place: another body is refused, wherever the danger
lies."""

_UNTREATED = ("issued", "treating")
LISTED = tuple(state for state in OPEN if state != "proposed")


def visible_supervision_orders(actor: Actor, permission: str = "supervision_order.view") -> QuerySet[SupervisionOrder]:
    """The orders within the actor's scope: of a place, an industry, an enterprise (once issued), and those that a body
    issued, handles or sees to. For what only the issuer does, the issuer's own place must lie within the scope."""
    rows = SupervisionOrder.objects.select_related(
        "enterprise", "place", "issuer__place", "handler", "undertaker", "hidden_danger"
    )
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        if not scope.limits():
            return rows
        allowed |= _within(scope, permission)
    return rows.filter(allowed)


def _within(scope: Scope, permission: str) -> Q:
    condition = Q()
    issuing = permission in ISSUER_ONLY
    if scope.path:
        condition &= path_range("issuer__place__path" if issuing else "place_path", scope.path)
    if scope.sector:
        condition &= Q(pk__in=[]) if issuing else Q(enterprise__sector=scope.sector)
    if scope.organisation:
        own = Q(issuer=scope.organisation) | Q(handler=scope.organisation)
        condition &= own if issuing else own | Q(undertaker=scope.organisation) | Q(recorded_by_body=scope.organisation)
    if scope.enterprise:
        condition &= Q(enterprise=scope.enterprise) & ~Q(state="proposed") & Q(ordered_on__isnull=False)
    return condition


def _of_orders(rows: QuerySet[Any], actor: Actor, permission: str) -> QuerySet[Any]:
    keys = visible_supervision_orders(actor, permission).order_by().values("pk")
    return rows.select_related("supervision_order__enterprise").filter(supervision_order__in=keys)


def visible_progress(actor: Actor, permission: str = "order_progress.view") -> QuerySet[OrderProgress]:
    """Reports of progress of the orders within the actor's scope."""
    return _of_orders(OrderProgress.objects.all(), actor, permission)


def visible_order_extensions(actor: Actor, permission: str = "order_extension.view") -> QuerySet[OrderExtension]:
    """Requests for more time of the orders within the actor's scope."""
    return _of_orders(OrderExtension.objects.all(), actor, permission)


def visible_results(actor: Actor, permission: str = "acceptance_result.view") -> QuerySet[AcceptanceResult]:
    """Results of acceptance of the orders within the actor's scope."""
    return _of_orders(AcceptanceResult.objects.all(), actor, permission)


def visible_logs(actor: Actor, permission: str = "supervision_log.view") -> QuerySet[SupervisionLog]:
    """The log of the supervision of the orders within the actor's scope."""
    return _of_orders(SupervisionLog.objects.all(), actor, permission)


def visible_publications(actor: Actor, permission: str = "order_publication.view") -> QuerySet[OrderPublication]:
    """What was published of the orders within the actor's scope."""
    return _of_orders(OrderPublication.objects.all(), actor, permission)


def visible_terms(actor: Actor, permission: str = "supervision_term.view") -> QuerySet[SupervisionTerm]:
    """The terms of the places within the actor's scope, also those ended."""
    return scoped(SupervisionTerm.objects.select_related("place"), actor, permission, path="place__path")


def published_to_all() -> QuerySet[OrderPublication]:
    """What anybody may read: titles and words that were published, nothing else of the orders."""
    return OrderPublication.objects.select_related("supervision_order__issuer").order_by("-pk")


def unlisted(actor: Actor, permission: str = "supervision_order.propose") -> QuerySet[Any]:
    """The major hidden dangers that are not over and under no supervision order, as far as the actor may see them."""
    listed = SupervisionOrder.objects.filter(hidden_danger=OuterRef("pk")).exclude(state="withdrawn")
    rows = visible_hidden_dangers(actor, permission).filter(grade="major", removed_on_the_spot=False)
    return rows.filter(~Exists(listed), state__in=("graded", "rectifying", "rectified"))


def listed(rows: QuerySet[SupervisionOrder]) -> QuerySet[SupervisionOrder]:
    """Those issued and neither closed nor withdrawn."""
    return rows.filter(state__in=LISTED)


def orders_on(actor: Actor, day: date, known_at: datetime | None = None) -> QuerySet[SupervisionOrder]:
    """The orders within the actor's scope that were issued and neither closed nor withdrawn on that day, as known at
    that moment (now, if not given)."""
    midnight = datetime.combine(day + timedelta(days=1), time(), tzinfo=LOCAL)
    end = midnight if known_at is None else min(midnight, known_at)
    rows = visible_supervision_orders(actor).filter(ordered_on__lte=day)
    over = Q(closed_at__isnull=False, closed_on__lte=day)
    if known_at is not None:
        rows, over = rows.filter(issued_at__lte=known_at), over & Q(closed_at__lte=known_at)
    return rows.exclude(over).exclude(withdrawn_at__isnull=False, withdrawn_at__lt=end)


def overdue(rows: QuerySet[SupervisionOrder], day: date | None = None) -> QuerySet[SupervisionOrder]:
    """Those whose day has passed and that nobody reported treated."""
    return rows.filter(state__in=_UNTREATED, due_on__lt=day or today())


def is_overdue(order: SupervisionOrder) -> bool:
    """Whether its day has passed and nobody reported it treated."""
    return order.state in _UNTREATED and order.due_on is not None and order.due_on < today()


def is_plan_late(order: SupervisionOrder) -> bool:
    """Whether the plan is not filed and its day has passed."""
    return order.state == "issued" and order.plan_due_on is not None and order.plan_due_on < today()


def untreated() -> QuerySet[SupervisionOrder]:
    """The orders under which something is still to be treated, for the worker."""
    return SupervisionOrder.objects.filter(state__in=_UNTREATED).select_related(
        "enterprise", "place", "issuer", "handler", "undertaker"
    )


def open_order_of(hidden_danger: Any) -> SupervisionOrder | None:
    """The order under which the danger stands, if there is one."""
    return SupervisionOrder.objects.filter(hidden_danger=hidden_danger, state__in=OPEN).first()


def owner_of(enterprise: Enterprise | None) -> Party | None:
    """The body in which somebody acts for the enterprise in its treatment; None where it has no account."""
    return body_acting_for(enterprise.pk, "supervision_order.submit_plan") if enterprise is not None else None


def series_before(issuer: Party) -> str:
    """The series in which the body numbered its last order; empty before the first."""
    rows = SupervisionOrder.objects.filter(issuer=issuer).exclude(series="").order_by("-pk")
    return rows.values_list("series", flat=True).first() or ""


def lag_behind_places() -> bool:
    """Whether some order bears another path than its place has now."""
    return SupervisionOrder.objects.exclude(place_path=F("place__path")).exists()


def pointing_to(of: UUID, _to: UUID) -> tuple[QuerySet[Any], ...]:
    """The orders upon an enterprise; not scoped, for following a merge."""
    return (SupervisionOrder.objects.filter(enterprise=of),)


def hanging_on(merge: EnterpriseMerge) -> tuple[QuerySet[Any], ...]:
    """The orders upon the enterprise kept about dangers that come back to the duplicate with the merge undone."""
    dangers = carried_keys(merge, "hidden_dangers.hiddendanger")
    return (SupervisionOrder.objects.filter(enterprise=merge.kept_id, hidden_danger__in=dangers),)
