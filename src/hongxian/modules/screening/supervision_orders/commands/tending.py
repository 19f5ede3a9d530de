"""What the worker does with orders as time passes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Subquery

from hongxian.kernel.actor import Actor
from hongxian.kernel.command import command
from hongxian.kernel.ledger.record import record
from hongxian.modules.base.enterprises.commands import carried
from hongxian.modules.base.places.queries import paths_of
from hongxian.modules.screening.supervision_orders.desk import put_overdue, put_report, put_with_owner
from hongxian.modules.screening.supervision_orders.models import SupervisionOrder
from hongxian.modules.screening.supervision_orders.queries import hanging_on, pointing_to

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import EnterpriseMerge

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
def follow_merge(*, actor: Actor, enterprise_merge: EnterpriseMerge) -> int:
    """Let up to `AT_ONCE` orders of an enterprise that was merged belong to the one kept, or back to it once the merge
    is undone; return how many. There must be some. What is owed goes to the desk of who owes it now."""
    moved = carried(enterprise_merge, pointing_to, AT_ONCE, hanging_on)
    record(*moved)
    for each in moved:
        put_with_owner(each)
    return len(moved)
