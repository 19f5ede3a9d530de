"""Writes of verdicts, one file a noun."""

from hongxian.modules.base.verdicts.commands.objection import (
    raise_objection,
    reject_objection,
    uphold_objection,
    withdraw_objection,
)
from hongxian.modules.base.verdicts.commands.verdict import Cause, Finding, Grain, turn_verdict

__all__ = [
    "Cause",
    "Finding",
    "Grain",
    "raise_objection",
    "reject_objection",
    "turn_verdict",
    "uphold_objection",
    "withdraw_objection",
]
