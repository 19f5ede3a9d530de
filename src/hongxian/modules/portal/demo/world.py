"""Building the demo world: everything through commands, each at the moment it would have happened.

The clock is made to stand at those moments; a server never does that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
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
from hongxian.modules.portal.demo import text
from hongxian.modules.portal.demo.assignments import assign_clauses, follow_assignments, weeks_ago
from hongxian.modules.portal.demo.beside import put_beside_verdicts
from hongxian.modules.portal.demo.bodies import (
    build_bodies,
    build_directors,
    build_institutions,
    build_leaders,
    build_party,
    build_people,
    build_responsibilities,
)
from hongxian.modules.portal.demo.cast import OTHERS, Cast, at, plan, quarter_start
from hongxian.modules.portal.demo.checks import checks_to_build
from hongxian.modules.portal.demo.cities import adopt_city, fill_city
from hongxian.modules.portal.demo.dangers import build_dangers
from hongxian.modules.portal.demo.enterprises import build_enterprises
from hongxian.modules.portal.demo.exchange import build_exchange
from hongxian.modules.portal.demo.grids import build_grids, decide_grids
from hongxian.modules.portal.demo.mandates import build_mandates
from hongxian.modules.portal.demo.meetings import record_meeting
from hongxian.modules.portal.demo.orders import build_orders, publish_orders
from hongxian.modules.portal.demo.packs import build_pack
from hongxian.modules.portal.demo.papers import send_papers
from hongxian.modules.portal.demo.pledges import build_pledges
from hongxian.modules.portal.demo.power_lists import build_power_lists
from hongxian.modules.portal.demo.registers import build_registers
from hongxian.modules.portal.demo.returns import build_returns
from hongxian.modules.portal.demo.risks import build_risks
from hongxian.modules.portal.demo.roster import build_roster
from hongxian.modules.portal.demo.supervision import build_supervision, take_pack_rules
from hongxian.modules.responsibility.duty_lists import commands as duty_lists

CITY = "411000"
PACK = settings.PACKAGE_DIR / "packs" / "xuchang-2018" / "1"
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
    records: dict[str, Any] = field(default_factory=dict)
    adoptions: dict[str, Any] = field(default_factory=dict)
    pack: Any = None
    adoption: Any = None


Step = Callable[[World, date], None]
"""What to add to a world, where today is that day."""


def _nothing(_world: World, _present: date) -> None:
    """No step."""


def build_base(day: date, adopt: Callable[[World], None] = lambda _: None) -> World:
    """Places, parties, posts, accounts and the published, adopted pack, as they stood on that day."""
    with simulated(at(day)):
        world = World(root=system_actor("demo", *permissions_known()))
        told = plan("world")
        for city in told["cities"]:
            load_city(actor=world.root, city=city)
        _build_parties(world, told)
        build_leaders(world, told["posts"])
        _define_roles(world)
        build_people(world, plan("cast"))
        world.adoption = build_pack(told["pack"], CITY, day, quarter_start(day + timedelta(days=20)))
        world.pack = world.adoption.pack
        build_responsibilities(world, told["posts"], told["basis_of_roles"])
        build_directors(world, told["directors"])
        adopt(world)
        settle()
    return world


def build_demo(say: Callable[[str], None] = lambda _: None) -> World:
    """The whole demo: four quarters in Xuchang, its registers, and the other places; ends at the present moment. `say`
    is told what comes next."""

    told = {name: plan(name) for name in OTHERS}

    def adopt(world: World, present: date) -> None:
        build_bodies(world, plan("registers"))
        for each in told.values():
            adopt_city(world, each, present)

    def fill(world: World, present: date) -> None:
        build_roster(world, present)
        decide_grids()
        build_registers(world, plan("registers"), world.adoption, present)
        publish_orders()
        take_pack_rules(world)
        build_grids(world, present)
        for each in told.values():
            say(text.CITY.format(place=place(each["opened"]["place"]).name))
            fill_city(world, each, present)
        say(text.JUDGING)

    say(text.FIRST_CITY)
    return build_quarters(adopt, fill)


def build_quarters(adopt: Step = _nothing, fill: Step = _nothing) -> World:
    """Base, with what `adopt` sets up besides, four quarters of meetings, enterprises, and what `fill` enters besides
    on the last day, judged all together; ends at the present moment."""
    present = today()
    told = plan("world")
    world = build_base(quarter_start(present, -3) - timedelta(days=10), lambda built: adopt(built, present))
    for offset in (-3, -2, -1, 0):
        with simulated(at(quarter_start(present, offset), 1)):
            settle()
        for each in sorted(told["meetings"], key=lambda one: int(one["day"])):
            if each["quarter"] == offset:
                held = quarter_start(present, offset) + timedelta(days=each["day"])
                with simulated(at(held + timedelta(days=2))):
                    record_meeting(world, each, told, held)
                    settle()
    with simulated(weeks_ago(present)):
        assigned = assign_clauses(world)
    with simulated(now() - timedelta(hours=2)):
        _build_duty_list(world, told)
        _build_rooms(world, told, present)
        _build_draft(told)
        for each in told["back_entries"]:
            held = quarter_start(present, each["quarter"]) + timedelta(days=each["day"])
            record_meeting(world, each, told, held)
        fill(world, present)
        settle()
        follow_assignments(assigned)
        put_beside_verdicts(told, present)
        send_papers(world, told)
        build_returns(world)
        build_exchange(world)
        settle()
    settle()
    return world


def _build_rooms(world: World, told: Mapping[str, Any], present: date) -> None:
    """What stands in the rooms besides meetings, each after those it builds on."""
    build_enterprises(world, told)
    build_pledges(world, present)
    build_power_lists(world, present)
    build_supervision(world)
    build_mandates(world, present)
    build_risks(world, present)
    build_dangers(world, present)
    build_orders(world, present)
    for moment, step in checks_to_build(world, present):
        with simulated(moment):
            step()


def settle() -> None:
    """Let the worker do what is due: deliver, judge, remind, escalate, seal. Raises at the first task that failed."""
    while work_once():
        pass
    if failed := Message.objects.exclude(error="").first():
        raise RuntimeError(f"{failed.task}: {failed.error}")
    if failed_timer := TimerRun.objects.exclude(error="").first():
        raise RuntimeError(f"{failed_timer.key}: {failed_timer.error}")


def _build_parties(world: World, told: dict[str, Any]) -> None:
    for each in told["parties"]:
        build_party(world, each, each["place"])
    for county in subtree(place(CITY)).filter(level="county", kind="administrative"):
        for each in told["county_parties"]:
            build_party(world, _for_county(each, county.name), county.pk)
    build_institutions(world, told["institutions"])
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


def _define_roles(world: World) -> None:
    accounts.set_security_policy(actor=world.root, **plan("security"))
    roles = yaml.safe_load((settings.PACKAGE_DIR / "modules/base/accounts/roles.yaml").read_text(encoding="utf-8"))
    for each in roles:
        # A newcomer has no phone at hand that knows the demo's secrets.
        world.roles[each["code"]] = accounts.define_role(actor=world.root, **each | {"needs_second_factor": False})


def _build_draft(told: dict[str, Any]) -> None:
    """A county's plan, read and waiting to be gone through."""
    written = told["draft"]
    drafts.receive_draft(
        actor=cast[written["receives"]],
        place=place(written["place"]),
        file_name=written["file"],
        content=(Path(__file__).parent / "policy.txt").read_bytes(),
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
