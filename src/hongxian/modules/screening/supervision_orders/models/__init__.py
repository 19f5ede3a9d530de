"""Rows of this room, one file a noun."""

from hongxian.modules.screening.supervision_orders.models.around import (
    EXTENSION_STATES,
    LOG_KINDS,
    PUBLICATION_KINDS,
    STAGES,
    AcceptanceResult,
    OrderExtension,
    OrderProgress,
    OrderPublication,
    SupervisionLog,
)
from hongxian.modules.screening.supervision_orders.models.order import (
    LEVELS,
    OPEN,
    PLAN,
    STATES,
    UNIT_DECISIONS,
    OrderNumber,
    SupervisionOrder,
)
from hongxian.modules.screening.supervision_orders.models.term import CERTAINTIES, OWN, SupervisionTerm

__all__ = [
    "CERTAINTIES",
    "EXTENSION_STATES",
    "LEVELS",
    "LOG_KINDS",
    "OPEN",
    "OWN",
    "PLAN",
    "PUBLICATION_KINDS",
    "STAGES",
    "STATES",
    "UNIT_DECISIONS",
    "AcceptanceResult",
    "OrderExtension",
    "OrderNumber",
    "OrderProgress",
    "OrderPublication",
    "SupervisionLog",
    "SupervisionOrder",
    "SupervisionTerm",
]
