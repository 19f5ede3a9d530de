"""Writes of checklists, schedules, tasks and filled sheets."""

from hongxian.modules.screening.checks.commands.checklists import (
    abandon_checklist,
    draw_up_checklist,
    end_checklist,
    pair_checklist,
    publish_checklist,
    return_checklist,
    submit_checklist,
)
from hongxian.modules.screening.checks.commands.filling import (
    Answer,
    Conflict,
    Difference,
    fill_check,
    own_enterprises,
)
from hongxian.modules.screening.checks.commands.following import follow_merge, follow_merged, reopen_task
from hongxian.modules.screening.checks.commands.items import add_item, change_item, remove_item
from hongxian.modules.screening.checks.commands.schedules import (
    cancel_task,
    end_schedule,
    make_due_tasks,
    make_tasks,
    set_schedule,
)
from hongxian.modules.screening.checks.commands.submitting import submit_check, take_over_check, withdraw_check

__all__ = [
    "Answer",
    "Conflict",
    "Difference",
    "abandon_checklist",
    "add_item",
    "cancel_task",
    "change_item",
    "draw_up_checklist",
    "end_checklist",
    "end_schedule",
    "fill_check",
    "follow_merge",
    "follow_merged",
    "make_due_tasks",
    "make_tasks",
    "own_enterprises",
    "pair_checklist",
    "publish_checklist",
    "remove_item",
    "reopen_task",
    "return_checklist",
    "set_schedule",
    "submit_check",
    "submit_checklist",
    "take_over_check",
    "withdraw_check",
]
