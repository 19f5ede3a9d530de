"""The enterprises of the demo world."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.modules.base.accounts import commands as accounts
from hongxian.modules.base.enterprises import commands as enterprises
from hongxian.modules.base.parties import commands as parties
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import plan

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World


def build_enterprises(world: World, told: Mapping[str, Any]) -> None:
    """The enterprises of the plan, and who answers for them."""
    for each in told["enterprises"]:
        enterprise = enterprises.register_enterprise(
            actor=world.root,
            place=place(each["place"]),
            name=each["name"],
            ownership=each["ownership"],
            sector=each["sector"],
            credit_code=each["credit_code"],
            parent=world.enterprises.get(each.get("branch_of", "")),
            is_branch="branch_of" in each,
            is_high_risk=each["high_risk"],
            is_above_scale=each["above_scale"],
            particulars=dict(zip(("longitude", "latitude"), each.get("position", ()), strict=False)),
        )
        world.enterprises[each["name"]] = enterprise
        for role, key in (("legal_representative", "legal"), ("actual_controller", "controller")):
            if each[key]:
                person = world.people.get(each[key]) or parties.register_person(actor=world.root, name=each[key])
                world.people[each[key]] = person
                enterprises.name_responsible_person(
                    actor=world.root, enterprise=enterprise, role=role, person=person, valid_from=date(2022, 1, 1)
                )
    _let_officers_act(world, {each["name"] for each in told["enterprises"]})


def _let_officers_act(world: World, names: set[str]) -> None:
    """Those of the cast who act for one of these enterprises, which are registered now."""
    for each in plan("cast"):
        if each.get("acts_for") in names:
            accounts.grant_authority(
                actor=world.root,
                post=world.posts[each["post"]],
                role=world.roles["enterprise_officer"],
                enterprise=world.enterprises[each["acts_for"]],
                valid_from=date(2021, 9, 1),
            )
