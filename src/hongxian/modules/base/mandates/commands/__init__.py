"""Writes of mandates, one file a noun."""

from hongxian.modules.base.mandates.commands.contract import end_contract, make_contract
from hongxian.modules.base.mandates.commands.delegation import make_delegation, revoke_delegation
from hongxian.modules.base.mandates.commands.emergency import (
    close_emergency_access,
    justify_emergency_access,
    object_to_emergency_access,
    open_emergency_access,
)

__all__ = [
    "close_emergency_access",
    "end_contract",
    "justify_emergency_access",
    "make_contract",
    "make_delegation",
    "object_to_emergency_access",
    "open_emergency_access",
    "revoke_delegation",
]
