"""Writes of grids and of what is done in them."""

from hongxian.modules.screening.grid.commands.boundaries import draw_boundary
from hongxian.modules.screening.grid.commands.escalating import (
    answer_escalation,
    receive_escalation,
    send_escalation,
    withdraw_escalation,
)
from hongxian.modules.screening.grid.commands.following import (
    follow_merge,
    follow_places,
    lag_behind_places,
    pointing_to,
)
from hongxian.modules.screening.grid.commands.members import (
    appoint_member,
    change_member,
    end_member,
    withdraw_member,
)
from hongxian.modules.screening.grid.commands.tasking import end_task, issue_task
from hongxian.modules.screening.grid.commands.tree import (
    change_grid,
    close_grid,
    open_grid,
    set_grid_setting,
    withdraw_grid,
)
from hongxian.modules.screening.grid.commands.units import (
    Alike,
    add_premises,
    assign_unit,
    compute_units,
    link_premises,
)
from hongxian.modules.screening.grid.commands.visits import record_visit, report_finding

__all__ = [
    "Alike",
    "add_premises",
    "answer_escalation",
    "appoint_member",
    "assign_unit",
    "change_grid",
    "change_member",
    "close_grid",
    "compute_units",
    "draw_boundary",
    "end_member",
    "end_task",
    "follow_merge",
    "follow_places",
    "issue_task",
    "lag_behind_places",
    "link_premises",
    "open_grid",
    "pointing_to",
    "receive_escalation",
    "record_visit",
    "report_finding",
    "send_escalation",
    "set_grid_setting",
    "withdraw_escalation",
    "withdraw_grid",
    "withdraw_member",
]
