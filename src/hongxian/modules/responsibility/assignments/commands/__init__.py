"""Writes of assignments, one file a noun."""

from hongxian.modules.responsibility.assignments.commands.assignment import (
    Task,
    accept_assignment,
    assign,
    hand_on_assignment,
    report_done,
    return_assignment,
    urge,
    withdraw_assignment,
)
from hongxian.modules.responsibility.assignments.commands.paper import (
    report_progress,
    submit_material,
    withdraw_material,
    withdraw_progress_report,
)

__all__ = [
    "Task",
    "accept_assignment",
    "assign",
    "hand_on_assignment",
    "report_done",
    "report_progress",
    "return_assignment",
    "submit_material",
    "urge",
    "withdraw_assignment",
    "withdraw_material",
    "withdraw_progress_report",
]
