"""Building the demo world: everything through commands, each at the moment it would have happened.

The clock is made to stand at those moments; a server never does that.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.clock import now, simulated, today
from hongxian.kernel.outbox.models import Message, TimerRun
from hongxian.kernel.outbox.worker import work_once
from hongxian.modules.base.accounts import commands as accounts
from hongxian.modules.base.accounts.commands import permissions_known
from hongxian.modules.base.drafts import commands as drafts
from hongxian.modules.base.parties import commands as parties
from hongxian.modules.base.places.commands import load_city
from hongxian.modules.base.places.queries import place, subtree
from hongxian.modules.base.policies import commands as policies
from hongxian.modules.portal.demo.assignments import assign_clauses, follow_assignments, weeks_ago
from hongxian.modules.portal.demo.beside import put_beside_verdicts
from hongxian.modules.portal.demo.cast import PASSWORD, Cast, at, plan, quarter_start
from hongxian.modules.portal.demo.enterprises import build_enterprises
from hongxian.modules.portal.demo.papers import send_papers
from hongxian.modules.portal.demo.registers import build_registers
from hongxian.modules.responsibility.duty_lists import commands as duty_lists
from hongxian.modules.responsibility.meetings import commands as meetings

CITY = "411000"
PACK = settings.PACKAGE_DIR / "packs" / "xuchang-2018" / "1"
_FIRST_DAY = date(2016, 1, 1)
cast = Cast()


@dataclass
class World:
    """What was built, by name, so that tests and the demo find it again."""

    root: Actor
    parties: dict[str, Any] = field(default_factory=dict)
    posts: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    roles: dict[str, Any] = field(default_factory=dict)
    enterprises: dict[str, Any] = field(default_factory=dict)
    pack: Any = None
    adoption: Any = None


def build_base(day: date) -> World:
    """Places, parties, posts, accounts and the published, adopted pack, as they stood on that day."""
    with simulated(at(day)):
        world = World(root=system_actor("demo", *permissions_known()))
        told = plan("world")
        for city in told["cities"]:
            load_city(actor=world.root, city=city)
        _build_parties(world, told)
        _build_posts(world, told)
        _build_cast(world)
        _build_pack(world, told, day)
        _build_roles_of_posts(world, told)
        settle()
    return world


def build_demo() -> World:
    """The whole demo: four quarters, and the registers of the city with what it decided; ends at the present moment."""
    return build_quarters(registers=True)


def build_quarters(*, registers: bool = False) -> World:
    """Base, four quarters of meetings, enterprises, registers if wanted (they take the judge a while); ends at the
    present moment."""
    present = today()
    told = plan("world")
    world = build_base(quarter_start(present, -3) - timedelta(days=10))
    for offset in (-3, -2, -1, 0):
        with simulated(at(quarter_start(present, offset), 1)):
            settle()
        for each in sorted(told["meetings"], key=lambda one: int(one["day"])):
            if each["quarter"] == offset:
                held = quarter_start(present, offset) + timedelta(days=each["day"])
                with simulated(at(held + timedelta(days=2))):
                    record_meeting(world, each, held)
                    settle()
    with simulated(weeks_ago(present)):
        assigned = assign_clauses(world)
    with simulated(now() - timedelta(hours=2)):
        _build_duty_list(world, told)
        build_enterprises(world, told)
        _build_draft(told)
        for each in told["back_entries"]:
            held = quarter_start(present, each["quarter"]) + timedelta(days=each["day"])
            meeting = record_meeting(world, each, held)
            meetings.confirm_meeting(actor=cast[each["confirmer"]], meeting=meeting)
        if registers:
            build_registers(world, present)
        settle()
        follow_assignments(assigned)
        put_beside_verdicts(told, present)
        send_papers(world, told)
        settle()
    settle()
    return world


def settle() -> None:
    """Let the worker do what is due: deliver, judge, remind, escalate, seal. Raises at the first task that failed."""
    while work_once():
        pass
    if failed := Message.objects.exclude(error="").first():
        raise RuntimeError(f"{failed.task}: {failed.error}")
    if failed_timer := TimerRun.objects.exclude(error="").first():
        raise RuntimeError(f"{failed_timer.key}: {failed_timer.error}")


def record_meeting(world: World, told: dict[str, Any], held: date) -> Any:
    """Record one meeting of the plan as its clerk would."""
    words = plan("world")
    body = world.parties[told["body"]]
    extract = meetings.Extract(
        number=told["number"].format(year=held.year),
        office=words["extract_office"][told["body"]],
        text=words["extract_text"],
    )
    item = meetings.Item(agenda_type=told["type"], title=told["item"], extract=extract, decisions=[words["decision"]])
    clerk = cast[told["clerk"]]
    return meetings.record_meeting(actor=clerk, body=body, held_on=held, title=told["title"], items=[item])


def _build_parties(world: World, told: dict[str, Any]) -> None:
    for each in told["parties"]:
        _build_party(world, each, each["place"])
    for county in subtree(place(CITY)).filter(level="county"):
        for each in told["county_parties"]:
            _build_party(world, _for_county(each, county.name), county.pk)
    for each in told["institutions"]:
        parties.establish_institution(
            actor=world.root,
            party=world.parties[each["party"]],
            function="safety_authority",
            safety_class="supervision",
            is_working_department=each["working"],
            in_enforcement_sequence=each["enforcing"],
            valid_from=date(2019, 3, 1),
            basis=each["basis"],
        )
    staffing = told["staffing"]
    parties.report_staffing(
        actor=world.root,
        party=world.parties[staffing["party"]],
        own=staffing["own"],
        borrowed=staffing["borrowed"],
        valid_from=date(2020, 6, 1),
        basis=staffing["basis"],
    )


def _for_county(told: dict[str, Any], county: str) -> dict[str, Any]:
    filled = {key: value.format(county=county) for key, value in told.items() if isinstance(value, str)}
    if "renamed" in told:
        filled["renamed"] = told["renamed"] | {"name": told["renamed"]["name"].format(county=county)}
    return filled


def _build_party(world: World, told: dict[str, Any], code: str) -> None:
    party = parties.create_party(
        actor=world.root,
        place=place(code),
        kind=told["kind"],
        name=told["full"],
        established_on=_FIRST_DAY,
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


def _build_posts(world: World, told: dict[str, Any]) -> None:
    for each in told["posts"]:
        _build_post(world, each["party"], each["kind"], each["name"], each["person"], is_leadership=True)


def _build_post(world: World, party: str, kind: str, name: str, person: str, *, is_leadership: bool) -> None:
    post = parties.create_post(
        actor=world.root, party=world.parties[party], kind=kind, name=name, is_leadership=is_leadership
    )
    somebody = parties.register_person(actor=world.root, name=person)
    parties.make_appointment(actor=world.root, post=post, person=somebody, valid_from=date(2021, 9, 1))
    world.posts[name], world.people[person] = post, somebody


def _build_cast(world: World) -> None:
    accounts.set_security_policy(actor=world.root, **plan("security"))
    roles = yaml.safe_load((settings.PACKAGE_DIR / "modules/base/accounts/roles.yaml").read_text(encoding="utf-8"))
    for each in roles:
        # A newcomer has no phone at hand that knows the demo's secrets.
        world.roles[each["code"]] = accounts.define_role(actor=world.root, **each | {"needs_second_factor": False})
    for each in plan("cast"):
        name = each["post"]
        _build_post(world, each["party"], "staff", name, each["name"], is_leadership=False)
        for granted in each["roles"]:
            accounts.grant_authority(
                actor=world.root,
                post=world.posts[name],
                role=world.roles[granted["role"]],
                place=place(granted["place"]) if "place" in granted else None,
                organisation=world.parties.get(granted.get("organisation", "")),
                valid_from=date(2021, 9, 1),
            )
        person = world.people[each["name"]]
        accounts.open_user(
            actor=world.root, person=person, username=each["username"], password=PASSWORD, must_change=False
        )


def _build_pack(world: World, told: dict[str, Any], day: date) -> None:
    pack = policies.load_pack(actor=cast[told["pack"]["loads"]], folder=PACK)
    policies.review_pack(actor=cast[told["pack"]["reviews"]], pack=pack)
    approver = cast[told["pack"]["publishes"]]
    policies.publish_pack(actor=approver, pack=pack)
    start = quarter_start(day + timedelta(days=20))
    world.pack = pack
    world.adoption = policies.adopt_pack(
        actor=approver, pack=pack, place=place(CITY), valid_from=day, judged_from=start
    )


def _build_draft(told: dict[str, Any]) -> None:
    """A county's plan, read and waiting to be gone through."""
    written = told["draft"]
    drafts.receive_draft(
        actor=cast[written["receives"]],
        place=place(written["place"]),
        file_name=written["file"],
        content=(Path(__file__).parent / "policy.txt").read_bytes(),
    )


def _build_roles_of_posts(world: World, told: dict[str, Any]) -> None:
    for each in told["posts"]:
        if "role" in each:
            duty_lists.assign_safety_role(
                actor=world.root,
                post=world.posts[each["name"]],
                role=each["role"],
                fields_text=each.get("fields", ""),
                valid_from=date(2024, 1, 10),
                basis=told["basis_of_roles"],
            )
    for name in told["directors"]:
        meetings.set_membership(
            actor=world.root,
            body=world.parties[told["committee"]],
            post=world.posts[name],
            role="director",
            valid_from=date(2018, 12, 10),
        )


def _build_duty_list(world: World, told: dict[str, Any]) -> None:
    listed = told["duty_list"]
    items = [(world.posts[each["name"]], listed["text"]) for each in told["posts"]]
    recorded = duty_lists.record_duty_list(
        actor=cast[listed["clerk"]],
        issuer=world.parties[listed["issuer"]],
        kind="leader_responsibility_list",
        title=listed["title"],
        document_number=listed["number"],
        issued_on=listed["issued_on"],
        items=items,
    )
    if recorded.state == "awaiting_confirmation":
        duty_lists.confirm_duty_list(actor=cast[listed["confirmer"]], duty_list=recorded)
