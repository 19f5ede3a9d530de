"""Writes of enterprises."""

from hongxian.modules.base.enterprises.commands.carrying import carried, held, lags_behind, note_carried
from hongxian.modules.base.enterprises.commands.contact import (
    remove_enterprise_contact,
    reveal_enterprise_contact,
    set_enterprise_contact,
)
from hongxian.modules.base.enterprises.commands.enterprise import (
    attach_enterprise,
    change_enterprise,
    move_enterprise,
    register_enterprise,
)
from hongxian.modules.base.enterprises.commands.merge import (
    confirm_enterprise_merge,
    contest_enterprise_merge,
    propose_enterprise_merge,
    refuse_enterprise_merge,
    undo_enterprise_merge,
    uphold_enterprise_merge,
)
from hongxian.modules.base.enterprises.commands.person import name_responsible_person
from hongxian.modules.base.enterprises.commands.risk_flag import end_risk_flag, set_risk_flag
from hongxian.modules.base.enterprises.commands.standing import close_enterprise, reopen_enterprise
from hongxian.modules.base.enterprises.commands.withdrawing import withdraw_enterprise

__all__ = [
    "attach_enterprise",
    "carried",
    "change_enterprise",
    "close_enterprise",
    "confirm_enterprise_merge",
    "contest_enterprise_merge",
    "end_risk_flag",
    "held",
    "lags_behind",
    "move_enterprise",
    "name_responsible_person",
    "note_carried",
    "propose_enterprise_merge",
    "refuse_enterprise_merge",
    "register_enterprise",
    "remove_enterprise_contact",
    "reopen_enterprise",
    "reveal_enterprise_contact",
    "set_enterprise_contact",
    "set_risk_flag",
    "undo_enterprise_merge",
    "uphold_enterprise_merge",
    "withdraw_enterprise",
]
