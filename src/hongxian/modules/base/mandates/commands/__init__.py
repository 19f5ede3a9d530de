"""Writes of mandates, one file a noun."""

from hongxian.modules.base.mandates.commands.contract import end_contract, hand_on_contract, make_contract
from hongxian.modules.base.mandates.commands.delegation import make_delegation, revoke_delegation
from hongxian.modules.base.mandates.commands.emergency import (
    close_emergency_access,
    justify_emergency_access,
    object_to_emergency_access,
    open_emergency_access,
)
from hongxian.modules.base.mandates.commands.handover import carry_out_handover
from hongxian.modules.base.mandates.commands.request import (
    ask_for_access,
    grant_access,
    refuse_access,
    withdraw_request,
)

__all__ = [
    "ask_for_access",
    "carry_out_handover",
    "close_emergency_access",
    "end_contract",
    "grant_access",
    "hand_on_contract",
    "justify_emergency_access",
    "make_contract",
    "make_delegation",
    "object_to_emergency_access",
    "open_emergency_access",
    "refuse_access",
    "revoke_delegation",
    "withdraw_request",
]
