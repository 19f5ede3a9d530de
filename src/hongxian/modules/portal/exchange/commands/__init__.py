"""Writes of the exchange."""

from hongxian.modules.portal.exchange.commands.dispatches import (
    mark_sent,
    note_fault,
    prepare_dispatch,
    release_dispatch,
)
from hongxian.modules.portal.exchange.commands.mappings import draft_mapping, publish_mapping, withdraw_mapping
from hongxian.modules.portal.exchange.commands.partners import connect_partner, end_partner, register_partner
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
    "mark_sent",
    "note_fault",
    "prepare_dispatch",
    "publish_mapping",
    "receive_records",
    "refuse_received",
    "register_partner",
    "release_dispatch",
    "take_receipts",
    "transfer_received",
    "withdraw_mapping",
]
