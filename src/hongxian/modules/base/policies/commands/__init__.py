"""Writes of policies, one file a noun."""

from hongxian.modules.base.policies.commands.pack import (
    adopt_pack,
    load_pack,
    publish_pack,
    review_pack,
    withdraw_pack,
)
from hongxian.modules.base.policies.commands.parameter import set_parameter
from hongxian.modules.base.policies.commands.practice import adopt_practice, end_practice
from hongxian.modules.base.policies.commands.precedence import end_precedence, set_precedence
from hongxian.modules.base.policies.commands.rebase import set_rebase

__all__ = [
    "adopt_pack",
    "adopt_practice",
    "end_practice",
    "end_precedence",
    "load_pack",
    "publish_pack",
    "review_pack",
    "set_parameter",
    "set_precedence",
    "set_rebase",
    "withdraw_pack",
]
