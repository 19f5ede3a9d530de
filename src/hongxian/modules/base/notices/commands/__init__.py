"""Writes of notices: telling and reading (which follow from acts, and are none), addresses, preferences, gateways,
deliveries."""

from hongxian.modules.base.notices.commands.contact import add_contact, confirm_contact, count_try, remove_contact
from hongxian.modules.base.notices.commands.delivery import gather_due, resend_delivery, send_delivery
from hongxian.modules.base.notices.commands.gateway import add_gateway, end_gateway, try_gateway
from hongxian.modules.base.notices.commands.notice import clear_old, mark_read, tell_people
from hongxian.modules.base.notices.commands.preference import set_preference

__all__ = [
    "add_contact",
    "add_gateway",
    "clear_old",
    "confirm_contact",
    "count_try",
    "end_gateway",
    "gather_due",
    "mark_read",
    "remove_contact",
    "resend_delivery",
    "send_delivery",
    "set_preference",
    "tell_people",
    "try_gateway",
]
