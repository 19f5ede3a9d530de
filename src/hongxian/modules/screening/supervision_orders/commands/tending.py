"""What the worker does with orders as time passes."""

from __future__ import annotations

from uuid import UUID

from django.db.models import F, OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.enterprises.commands import carried_over
from hongxian.modules.base.places.queries import paths_of
from hongxian.modules.screening.supervision_orders.desk import put_overdue, put_report
from hongxian.modules.screening.supervision_orders.models import SupervisionOrder
from hongxian.modules.screening.supervision_orders.queries import pointing_to

AT_ONCE = 200


@command("supervision_order.tend")
def tend_supervision_order(*, actor: Actor, supervision_order: SupervisionOrder) -> SupervisionOrder:
    """Open the duty to report for the interval that began, and put an overdue order before the head of the issuer."""
    put_report(supervision_order)
    put_overdue(supervision_order)
    record(supervision_order)
    return supervision_order


@command("supervision_order.follow_places")
def follow_places(*, actor: Actor) -> int:
    """Give up to `AT_ONCE` orders the path that their place has now; return how many. There must be some."""
    behind = SupervisionOrder.objects.exclude(place_path=F("place__path")).order_by("pk")
    keys = list(behind.values_list("pk", flat=True)[:AT_ONCE])
    moved = SupervisionOrder.objects.filter(pk__in=keys).update(place_path=Subquery(paths_of(OuterRef("place_id"))))
    record(*SupervisionOrder.objects.filter(pk__in=keys).order_by("pk"))
    return moved


@command("supervision_order.follow_merge")
def follow_merge(*, actor: Actor, duplicate: UUID, kept: UUID) -> int:
    """Let up to `AT_ONCE` orders of an enterprise that was merged belong to the one kept; return how many. There must
    be some."""
    moved = carried_over(pointing_to(duplicate), kept, AT_ONCE)
    record(*moved)
    return len(moved)
