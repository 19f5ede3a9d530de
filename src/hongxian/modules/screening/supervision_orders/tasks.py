"""What the worker does for supervision orders."""

from hongxian.kernel.actor import system_actor
from hongxian.kernel.outbox.delivery import Delivery
from hongxian.modules.base.enterprises.commands import lags_behind
from hongxian.modules.base.enterprises.queries import merge_of
from hongxian.modules.screening.supervision_orders.commands import follow_merge, follow_places, tend_supervision_order
from hongxian.modules.screening.supervision_orders.desk import lacking
from hongxian.modules.screening.supervision_orders.queries import hanging_on, lag_behind_places, pointing_to, untreated

_SYSTEM = system_actor(
    "supervision_orders",
    "supervision_order.tend",
    "supervision_order.follow_places",
    "supervision_order.follow_merge",
)


def tend() -> None:
    """Open the duties that come with time: reports of intervals that began, orders that became overdue."""
    for order in lacking(untreated().prefetch_related("progress")):
        tend_supervision_order(actor=_SYSTEM, supervision_order=order)


def follow(_delivery: Delivery) -> None:
    """Places were adjusted: let the orders follow."""
    while lag_behind_places():
        follow_places(actor=_SYSTEM)


def follow_merged(delivery: Delivery) -> None:
    """Two enterprises turned out to be one, or two after all: what belongs to the duplicate belongs to the one kept,
    or comes back."""
    merge = merge_of(delivery.subject_key)
    while lags_behind(merge, pointing_to, hanging_on):
        follow_merge(actor=_SYSTEM, enterprise_merge=merge)
