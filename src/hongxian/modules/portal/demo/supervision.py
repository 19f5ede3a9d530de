"""Who supervises whom in the demo: rules proposed and confirmed, what was decided instead, sectors."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hongxian.modules.base.places.queries import place
from hongxian.modules.base.supervision import commands as supervision
from hongxian.modules.base.supervision.commands import Wording
from hongxian.modules.portal.demo.cast import Cast, plan

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

_OF_A_RULE = ("kind", "title", "source", "sectors", "level", "by_authority")


def build_supervision(world: World) -> None:
    """The rules, decisions and sectors of the plan; the worker computes what follows."""
    told = plan("supervision")
    clerk, second, city = Cast()[told["proposes"]], Cast()[told["confirms"]], place(told["place"])
    rules = [
        supervision.propose_rule(
            actor=clerk,
            place=city,
            wording=Wording(**{name: each[name] for name in _OF_A_RULE if name in each}),
            in_place=place(each["in_place"]) if "in_place" in each else None,
            body=world.parties[each["body"]] if "body" in each else None,
            valid_from=told["valid_from"],
        )
        for each in told["rules"]
    ]
    for rule in rules:
        supervision.confirm_rule(actor=second, rule=rule)
    for each in told["overrides"]:
        override = supervision.propose_override(
            actor=clerk,
            enterprise=world.enterprises[each["enterprise"]],
            body=world.parties[each["body"]],
            valid_from=told["valid_from"],
            **{name: each[name] for name in ("kind", "reason", "basis")},
        )
        if each.get("confirmed"):
            supervision.confirm_override(actor=second, override=override)
    for each in told["sectors"]:
        supervision.register_sector(
            actor=clerk,
            government=world.parties[each["government"]],
            lead_department=world.parties[each["lead"]] if "lead" in each else None,
            valid_from=told["valid_from"],
            **{name: each[name] for name in ("name", "code", "basis")},
        )


def take_pack_rules(world: World) -> None:
    """The rules that the pack of the city prints, in the order that it decided."""
    told = plan("supervision")
    rules = supervision.take_rules_from_pack(
        actor=Cast()[told["proposes"]], place=place(told["place"]), adoption=world.adoption
    )
    for rule in rules:
        supervision.confirm_rule(actor=Cast()[told["confirms"]], rule=rule)
