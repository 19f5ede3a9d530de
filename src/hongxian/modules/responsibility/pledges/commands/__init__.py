"""Writes of pledges: rounds and the links of the chain, the letters, their signatures and their ends."""

from hongxian.modules.responsibility.pledges.commands.issuing import EnterprisePost, Terms, issue_owed, issue_pledge
from hongxian.modules.responsibility.pledges.commands.pledges import (
    confirm_pledge,
    end_pledge,
    reject_pledge,
    replace_pledge,
    withdraw_pledge,
)
from hongxian.modules.responsibility.pledges.commands.rounds import (
    Wording,
    add_link,
    approve_round,
    change_link,
    close_round,
    draw_up_round,
    remove_link,
    return_round,
    submit_round,
)
from hongxian.modules.responsibility.pledges.commands.signing import Signed, sign_pledge

__all__ = [
    "EnterprisePost",
    "Signed",
    "Terms",
    "Wording",
    "add_link",
    "approve_round",
    "change_link",
    "close_round",
    "confirm_pledge",
    "draw_up_round",
    "end_pledge",
    "issue_owed",
    "issue_pledge",
    "reject_pledge",
    "remove_link",
    "replace_pledge",
    "return_round",
    "sign_pledge",
    "submit_round",
    "withdraw_pledge",
]
