"""Rows of this room, one file a noun."""

from hongxian.modules.screening.checks.models.checklist import (
    CHECKLIST_KINDS,
    CHECKLIST_STATES,
    STOOD,
    Checklist,
    ChecklistItem,
)
from hongxian.modules.screening.checks.models.schedule import (
    CADENCES,
    DUE_RULES,
    TASK_STATES,
    CheckSchedule,
    CheckTask,
)
from hongxian.modules.screening.checks.models.sheet import CHANNELS, CHECK_STATES, OUTCOMES, Check, CheckResult

__all__ = [
    "CADENCES",
    "CHANNELS",
    "CHECKLIST_KINDS",
    "CHECKLIST_STATES",
    "CHECK_STATES",
    "DUE_RULES",
    "OUTCOMES",
    "STOOD",
    "TASK_STATES",
    "Check",
    "CheckResult",
    "CheckSchedule",
    "CheckTask",
    "Checklist",
    "ChecklistItem",
]
