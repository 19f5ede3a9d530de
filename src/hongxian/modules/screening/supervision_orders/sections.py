"""What the room of supervision orders adds to the page of a hidden danger: the orders over it."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.modules.screening.supervision_orders.queries import is_overdue, visible_supervision_orders


def of_danger(actor: Actor, danger: Any) -> dict[str, Any] | None:
    """The orders over the danger that the actor may see, the latest first; None where there is none."""
    orders = list(visible_supervision_orders(actor).filter(hidden_danger=danger.pk).order_by("-pk"))
    return {"orders": [(each, is_overdue(each)) for each in orders]} if orders else None
