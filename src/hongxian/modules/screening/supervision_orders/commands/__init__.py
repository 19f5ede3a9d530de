"""Writes of supervision orders and what hangs on them, one file for each part of their life."""

from hongxian.modules.screening.supervision_orders.commands.extending import (
    agree_order_extension,
    last_day_to_ask,
    refuse_order_extension,
    request_order_extension,
)
from hongxian.modules.screening.supervision_orders.commands.listing import (
    issue_supervision_order,
    propose_supervision_order,
    receive_supervision_order,
    take_over_supervision_order,
    withdraw_supervision_order,
)
from hongxian.modules.screening.supervision_orders.commands.publishing import publish_order
from hongxian.modules.screening.supervision_orders.commands.tending import (
    follow_merge,
    follow_places,
    tend_supervision_order,
)
from hongxian.modules.screening.supervision_orders.commands.terms import (
    choose_profile,
    confirm_term,
    end_term,
    set_term,
)
from hongxian.modules.screening.supervision_orders.commands.treating import (
    accept_by_experts,
    accept_by_government,
    accept_by_self,
    add_log,
    close_supervision_order,
    decide_unit,
    report_progress,
    return_supervision_order,
    submit_plan,
)

__all__ = [
    "accept_by_experts",
    "accept_by_government",
    "accept_by_self",
    "add_log",
    "agree_order_extension",
    "choose_profile",
    "close_supervision_order",
    "confirm_term",
    "decide_unit",
    "end_term",
    "follow_merge",
    "follow_places",
    "issue_supervision_order",
    "last_day_to_ask",
    "propose_supervision_order",
    "publish_order",
    "receive_supervision_order",
    "refuse_order_extension",
    "report_progress",
    "request_order_extension",
    "return_supervision_order",
    "set_term",
    "submit_plan",
    "take_over_supervision_order",
    "tend_supervision_order",
    "withdraw_supervision_order",
]
