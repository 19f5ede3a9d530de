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

__all__ = [
    "adopt_pack",
    "adopt_practice",
    "end_practice",
    "load_pack",
    "publish_pack",
    "review_pack",
    "set_parameter",
    "withdraw_pack",
]
