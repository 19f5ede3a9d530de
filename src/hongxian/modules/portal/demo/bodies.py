"""The bodies of the demo world and the people in them: parties, posts, accounts, and who is responsible for what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.modules.base.accounts import commands as accounts
from hongxian.modules.base.parties import commands as parties
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import PASSWORD
from hongxian.modules.responsibility.duty_lists import commands as duty_lists
from hongxian.modules.responsibility.meetings import commands as meetings

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

FIRST_DAY = date(2016, 1, 1)
_IN_POST_SINCE = date(2021, 9, 1)


def build_bodies(world: World, told: Mapping[str, Any]) -> None:
    """All the bodies and people that a plan beside that of the world tells."""
    for each in told["parties"]:
        build_party(world, each, each["place"], told["opened"]["from"])
    build_institutions(world, told.get("institutions", ()))
    build_leaders(world, told.get("posts", ()))
    build_people(world, told.get("accounts", ()))
    for name in told.get("people", ()):
        world.people[name] = parties.register_person(actor=world.root, name=name)


def build_party(world: World, told: Mapping[str, Any], code: str, established_on: date = FIRST_DAY) -> None:
    """A party of a plan at that place, with the name it bears now."""
    party = parties.create_party(
        actor=world.root,
        place=place(code),
        kind=told["kind"],
        name=told["full"],
        established_on=established_on,
        parent=world.parties.get(told.get("parent", "")),
        office=world.parties.get(told.get("office", "")),
        chaser=world.parties.get(told.get("chaser", "")),
    )
    if renamed := told.get("renamed"):
        party = parties.rename_party(
            actor=world.root,
            party=party,
            name=renamed["name"],
            valid_from=renamed["from"],
            basis=renamed["basis"],
        )
    world.parties[told["name"]] = party


def build_institutions(world: World, told: Iterable[Mapping[str, Any]]) -> None:
    """How the departments of a plan are set up."""
    for each in told:
        parties.establish_institution(
            actor=world.root,
            party=world.parties[each["party"]],
            function=each.get("function", "safety_authority"),
            safety_class=each.get("class", "supervision"),
            is_working_department=each["working"],
            in_enforcement_sequence=each["enforcing"],
            valid_from=date(2019, 3, 1),
            basis=each["basis"],
        )


def build_leaders(world: World, told: Iterable[Mapping[str, Any]]) -> None:
    """The posts of leaders in a plan, each with its holder."""
    for each in told:
        _build_post(world, each["party"], each["kind"], each["name"], each["person"], is_leadership=True)


def build_people(world: World, told: Iterable[Mapping[str, Any]]) -> None:
    """The people of a plan who log in: post, authorities, account."""
    for each in told:
        name = each["post"]
        _build_post(world, each["party"], "staff", name, each["name"], is_leadership=False)
        for granted in each["roles"]:
            accounts.grant_authority(
                actor=world.root,
                post=world.posts[name],
                role=world.roles[granted["role"]],
                place=place(granted["place"]) if "place" in granted else None,
                organisation=world.parties.get(granted.get("organisation", "")),
                valid_from=_IN_POST_SINCE,
            )
        person = world.people[each["name"]]
        accounts.open_user(
            actor=world.root, person=person, username=each["username"], password=PASSWORD, must_change=False
        )


def build_responsibilities(world: World, told: Iterable[Mapping[str, Any]], basis: str) -> None:
    """Which of the posts of a plan is responsible for what."""
    for each in told:
        if "role" in each:
            duty_lists.assign_safety_role(
                actor=world.root,
                post=world.posts[each["name"]],
                role=each["role"],
                fields_text=each.get("fields", ""),
                valid_from=date(2024, 1, 10),
                basis=basis,
            )


def build_directors(world: World, told: Mapping[str, Iterable[str]]) -> None:
    """Who directs the committees of a plan: posts by the committee."""
    for committee, posts in told.items():
        for name in posts:
            meetings.set_membership(
                actor=world.root,
                body=world.parties[committee],
                post=world.posts[name],
                role="director",
                valid_from=date(2018, 12, 10),
            )


def _build_post(world: World, party: str, kind: str, name: str, person: str, *, is_leadership: bool) -> None:
    post = parties.create_post(
        actor=world.root, party=world.parties[party], kind=kind, name=name, is_leadership=is_leadership
    )
    somebody = parties.register_person(actor=world.root, name=person)
    parties.make_appointment(actor=world.root, post=post, person=somebody, valid_from=_IN_POST_SINCE)
    world.posts[name], world.people[person] = post, somebody
