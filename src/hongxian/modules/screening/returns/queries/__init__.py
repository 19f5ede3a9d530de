"""Reads of returns, of who has not reported, of how well dangers are removed, of hints."""

from hongxian.modules.screening.returns.queries.due import base_is_set, due_in, interval_owed
from hongxian.modules.screening.returns.queries.figures import OF_DANGERS, Computed, Line, computed
from hongxian.modules.screening.returns.queries.performance import DIMENSIONS, Performance, Row, performance, share
from hongxian.modules.screening.returns.queries.scope import (
    pointing_to,
    reporting_units,
    setting_for,
    settings_upon,
    standing_in,
    visible_hints,
    visible_lines,
    visible_reminders,
    visible_returns,
    visible_settings,
)

__all__ = [
    "DIMENSIONS",
    "OF_DANGERS",
    "Computed",
    "Line",
    "Performance",
    "Row",
    "base_is_set",
    "computed",
    "due_in",
    "interval_owed",
    "performance",
    "pointing_to",
    "reporting_units",
    "setting_for",
    "settings_upon",
    "share",
    "standing_in",
    "visible_hints",
    "visible_lines",
    "visible_reminders",
    "visible_returns",
    "visible_settings",
]
