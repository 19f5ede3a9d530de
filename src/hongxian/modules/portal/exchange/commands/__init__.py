"""Writes of the exchange."""

from hongxian.modules.portal.exchange.commands.dispatches import (
    mark_sent,
    note_fault,
    release_dispatch,
    resend_dispatch,
)
from hongxian.modules.portal.exchange.commands.mappings import draft_mapping, publish_mapping, withdraw_mapping
from hongxian.modules.portal.exchange.commands.partners import connect_partner, end_partner, register_partner
from hongxian.modules.portal.exchange.commands.preparing import (
    fail_dispatch,
    finish_dispatch,
    note_progress,
    prepare_dispatch,
)
from hongxian.modules.portal.exchange.commands.receipts import Receipt, ask_counts, take_receipts
from hongxian.modules.portal.exchange.commands.received import (
    Incoming,
    receive_records,
    refuse_received,
    transfer_received,
)

__all__ = [
    "Incoming",
    "Receipt",
    "ask_counts",
    "connect_partner",
    "draft_mapping",
    "end_partner",
    "fail_dispatch",
    "finish_dispatch",
    "mark_sent",
    "note_fault",
    "note_progress",
    "prepare_dispatch",
    "publish_mapping",
    "receive_records",
    "refuse_received",
    "register_partner",
    "release_dispatch",
    "resend_dispatch",
    "take_receipts",
    "transfer_received",
    "withdraw_mapping",
]
