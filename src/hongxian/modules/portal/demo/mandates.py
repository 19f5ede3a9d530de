"""Who acts for whom in the demo world: a service body for three enterprises, a colleague for the head of the office, an
access taken in an emergency that waits for review."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hongxian.modules.base.mandates.commands import (
    close_emergency_access,
    make_contract,
    make_delegation,
    open_emergency_access,
)
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, plan

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

cast = Cast()


def build_mandates(world: World, present: date) -> None:
    """Contracts, delegation and emergency of the plan."""
    told = plan("mandates")
    for number, each in enumerate(told["contracts"], start=1):
        make_contract(
            actor=cast[told["contractor"]].lent("post.view"),
            enterprise=world.enterprises[each],
            post=world.posts[told["service_post"]],
            role=world.roles["service_agent"],
            document_number=told["number"].format(year=present.year, number=number),
            valid_from=present - timedelta(days=30),
            valid_to=present + timedelta(days=335),
        )
    delegation = told["delegation"]
    make_delegation(
        actor=cast[delegation["from"]].lent("delegation.make", "post.view", "person.view"),
        post=world.posts[delegation["post"]],
        delegate=world.people[delegation["to"]],
        valid_from=present,
        valid_to=present + timedelta(days=7),
        reason=delegation["reason"],
    )
    emergency = told["emergency"]
    taken = open_emergency_access(
        actor=cast[emergency["by"]],
        role=world.roles[emergency["role"]],
        place=place(emergency["place"]),
        reason=emergency["reason"],
        hours=1,
    )
    close_emergency_access(actor=cast[emergency["by"]].lent("emergency_access.close"), access=taken)
