"""Writes of supervision: rules, decisions instead of them, sectors, and what follows from them all."""

from hongxian.modules.base.supervision.commands.computing import compute_supervision
from hongxian.modules.base.supervision.commands.overrides import (
    confirm_override,
    end_override,
    propose_override,
    refuse_override,
)
from hongxian.modules.base.supervision.commands.rules import (
    Wording,
    confirm_rule,
    end_rule,
    propose_rule,
    refuse_rule,
    take_rules_from_pack,
)
from hongxian.modules.base.supervision.commands.sectors import end_sector, register_sector

__all__ = [
    "Wording",
    "compute_supervision",
    "confirm_override",
    "confirm_rule",
    "end_override",
    "end_rule",
    "end_sector",
    "propose_override",
    "propose_rule",
    "refuse_override",
    "refuse_rule",
    "register_sector",
    "take_rules_from_pack",
]
