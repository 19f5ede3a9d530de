"""Writes of verdicts, one file a noun."""

from hongxian.modules.base.verdicts.commands.determination import (
    confirm_determination,
    refuse_determination,
    sign_determination,
    withdraw_determination,
)
from hongxian.modules.base.verdicts.commands.objection import (
    raise_objection,
    reject_objection,
    uphold_objection,
    withdraw_objection,
)
from hongxian.modules.base.verdicts.commands.report import take_report
from hongxian.modules.base.verdicts.commands.verdict import (
    Cause,
    Finding,
    Grain,
    follow_places,
    lapse_verdict,
    turn_verdict,
)

__all__ = [
    "Cause",
    "Finding",
    "Grain",
    "confirm_determination",
    "follow_places",
    "lapse_verdict",
    "raise_objection",
    "refuse_determination",
    "reject_objection",
    "sign_determination",
    "take_report",
    "turn_verdict",
    "uphold_objection",
    "withdraw_determination",
    "withdraw_objection",
]
