"""Writes of hidden dangers and what hangs on them, one file for each part of their life."""

from hongxian.modules.screening.hidden_dangers.commands.around import (
    agree_extension,
    confirm_change,
    end_interim_control,
    give_notice,
    propose_change,
    refuse_change,
    refuse_extension,
    request_extension,
    set_interim_control,
)
from hongxian.modules.screening.hidden_dangers.commands.correcting import FINDING, correct_hidden_danger
from hongxian.modules.screening.hidden_dangers.commands.marks import (
    code_hidden_danger,
    entrust_rectification,
    mark_hidden_danger,
    record_cost,
)
from hongxian.modules.screening.hidden_dangers.commands.merging import follow_merge, merge_hidden_danger
from hongxian.modules.screening.hidden_dangers.commands.naming import name_risk
from hongxian.modules.screening.hidden_dangers.commands.notification import (
    numbered,
    receive_notification,
    reply_to_notification,
    send_notification,
    withdraw_notification,
)
from hongxian.modules.screening.hidden_dangers.commands.origins import DECLARED, declare_none, take_back_declaration
from hongxian.modules.screening.hidden_dangers.commands.rectify import (
    FIVE,
    MARKS,
    assign_hidden_danger,
    close_hidden_danger,
    grade_hidden_danger,
    remove_on_the_spot,
    reopen_hidden_danger,
    report_rectified,
    return_hidden_danger,
    upgrade_hidden_danger,
    urge_hidden_danger,
    withdraw_hidden_danger,
)
from hongxian.modules.screening.hidden_dangers.commands.register import (
    follow_places,
    register_hidden_danger,
    take_back_hidden_danger,
    take_over_hidden_danger,
)
from hongxian.modules.screening.hidden_dangers.commands.report import make_report, present_report, receive_report

__all__ = [
    "DECLARED",
    "FINDING",
    "FIVE",
    "MARKS",
    "agree_extension",
    "assign_hidden_danger",
    "close_hidden_danger",
    "code_hidden_danger",
    "confirm_change",
    "correct_hidden_danger",
    "declare_none",
    "end_interim_control",
    "entrust_rectification",
    "follow_merge",
    "follow_places",
    "give_notice",
    "grade_hidden_danger",
    "make_report",
    "mark_hidden_danger",
    "merge_hidden_danger",
    "name_risk",
    "numbered",
    "present_report",
    "propose_change",
    "receive_notification",
    "receive_report",
    "record_cost",
    "refuse_change",
    "refuse_extension",
    "register_hidden_danger",
    "remove_on_the_spot",
    "reopen_hidden_danger",
    "reply_to_notification",
    "report_rectified",
    "request_extension",
    "return_hidden_danger",
    "send_notification",
    "set_interim_control",
    "take_back_declaration",
    "take_back_hidden_danger",
    "take_over_hidden_danger",
    "upgrade_hidden_danger",
    "urge_hidden_danger",
    "withdraw_hidden_danger",
    "withdraw_notification",
]
