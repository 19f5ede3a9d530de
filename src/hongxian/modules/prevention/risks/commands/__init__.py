"""Writes of risks."""

from hongxian.modules.prevention.risks.commands.change import report_change
from hongxian.modules.prevention.risks.commands.follow import follow_merge, follow_places
from hongxian.modules.prevention.risks.commands.place import (
    announce_place_risk,
    assess_place_risk,
    end_place_risk,
    enter_screening,
    issue_warning,
    receive_warning,
    register_place_risk,
)
from hongxian.modules.prevention.risks.commands.plan import upload_plan
from hongxian.modules.prevention.risks.commands.risk import (
    adopt_list,
    assess_risk,
    change_risk,
    end_risk,
    register_risk,
    withdraw_risk,
)
from hongxian.modules.prevention.risks.commands.scheme import set_risk_scheme
from hongxian.modules.prevention.risks.commands.unit import (
    change_risk_unit,
    end_risk_unit,
    place_risk_unit,
    register_risk_unit,
)

__all__ = [
    "adopt_list",
    "announce_place_risk",
    "assess_place_risk",
    "assess_risk",
    "change_risk",
    "change_risk_unit",
    "end_place_risk",
    "end_risk",
    "end_risk_unit",
    "enter_screening",
    "follow_merge",
    "follow_places",
    "issue_warning",
    "place_risk_unit",
    "receive_warning",
    "register_place_risk",
    "register_risk",
    "register_risk_unit",
    "report_change",
    "set_risk_scheme",
    "upload_plan",
    "withdraw_risk",
]
