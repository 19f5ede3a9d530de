"""Grids of the demo world: rows of the plans of registers, and the four levels down to an old street in Xuchang."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.clock import LOCAL
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, plan
from hongxian.modules.screening.grid import commands as act
from hongxian.modules.screening.grid.queries import visible_grids, visible_units

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

NOUNS = (
    "grid",
    "grid_unit",
    "grid_patrol",
    "grid_finding",
    "safety_assistant",
    "inspection_finding",
    "case_transfer",
)
"""The nouns whose rows are carried out here."""

_SYSTEM = system_actor("demo", "grid_unit.compute", "place.view")


@dataclass(frozen=True)
class Filler:
    """Carries out rows of the plans, by whoever enters the registers of the place and confirms them; what has no day
    holds from `day`."""

    enters: Actor
    confirms: Actor
    day: date

    def filler(self, noun: str) -> Callable[[Mapping[str, Any]], Any]:
        """What carries out a row of that noun."""
        found: Callable[[Mapping[str, Any]], Any] = getattr(self, f"_{noun}")
        return found

    def _grid(self, row: Mapping[str, Any]) -> Any:
        """A grid with its people and its task, as far as the row tells."""
        told = plan("grids")["elsewhere"]
        grid = act.open_grid(
            actor=self.enters,
            name=row["name"],
            place=row["unit"].place,
            unit_kind=row["unit_kind"],
            grid_level=row["grid_level"],
            parent=row.get("parent"),
            unit=row["unit"],
            is_leaf=row["is_leaf"],
            is_part=row["is_leaf"] and row["unit_kind"] == "county",
            one_net_code=row.get("one_net_code", ""),
            valid_from=self.day,
        )
        for number in range(1, min(row["staff"], told["staff_most"]) + 1):
            self._member(grid, "head" if number == 1 else "member", told["member"].format(number=number))
        if row.get("has_task_list"):
            self._task(grid)
        return grid

    def _grid_unit(self, row: Mapping[str, Any]) -> Any:
        """An enterprise in a grid."""
        said = {"enterprise": row["enterprise"], "grid": row["grid"], "valid_from": self.day}
        return act.assign_unit(actor=self.enters, reason=plan("grids")["elsewhere"]["reason"], **said)

    def _grid_patrol(self, row: Mapping[str, Any]) -> Any:
        """A round: the visit to one unit of the grid."""
        grid, told = row["grid"], plan("grids")["elsewhere"]
        act.compute_units(actor=_SYSTEM, place=grid.place)
        unit = visible_units(self.enters).filter(grid=grid, valid_to__isnull=True, recorded_to__isnull=True).first()
        day = row["patrolled_on"]
        if unit is None:
            said = {"name": told["premises"], "premises_kind": "other", "found_on": day, "apart": True}
            where: dict[str, Any] = {"premises": act.add_premises(actor=self.enters, grid=grid, **said)}
        else:
            where = {"enterprise": unit.enterprise, "premises": unit.premises}
        said = {"outcome": "normal", "visited_at": _at(day, "10:00")}
        return act.record_visit(actor=self._walker(), grid=grid, **said, **where)

    def _grid_finding(self, row: Mapping[str, Any]) -> Any:
        """What the round found, removed at once."""
        rectification = plan("grids")["elsewhere"]["rectification"]
        said = {"description": row["title"], "removed_on_the_spot": True, "rectification": rectification}
        return act.report_finding(actor=self._walker(), visit=row["patrol"], **said)

    def _inspection_finding(self, row: Mapping[str, Any]) -> Any:
        """What a round met and did not settle, in a part of the place that its government looks after itself."""
        told, body, day = plan("grids")["inspected"], row["government"], row["found_on"]
        grid = act.open_grid(
            actor=self.enters,
            name=told["name"].format(name=body.name),
            place=body.place,
            unit_kind="functional_zone",
            unit=row["department"],
            is_leaf=True,
            is_part=True,
            one_net_code=told["one_net"].format(name=body.name),
            valid_from=self.day,
        )
        self._member(grid, "head", told["member"])
        self._task(grid)
        premises = act.add_premises(
            actor=self.enters, grid=grid, name=told["premises"], premises_kind="other", found_on=day
        )
        outcome = "entry_refused" if row["kind"] == "illegal_case" else "normal"
        said: dict[str, Any] = {"outcome": outcome, "visited_at": _at(day, "10:00"), "premises": premises}
        visit = act.record_visit(actor=self._walker(), grid=grid, **said)
        if row["kind"] == "hidden_danger":
            act.report_finding(actor=self._walker(), visit=visit, description=told["found"])
        return visit

    def _case_transfer(self, row: Mapping[str, Any]) -> Any:
        """What was met, told to a body that may enforce, which acknowledged it and answered."""
        enters = self.enters.lent("grid_escalation.send")
        sent = act.send_escalation(
            actor=enters,
            visit=row["finding"],
            kind="unsettled",
            content=plan("grids")["inspected"]["found"],
            recipient_key=row["receiver"].pk,
            sent_on=row["sent_on"],
        )
        if "received_on" in row:
            answers = self.confirms.lent("grid_escalation.receive", "grid_escalation.answer")
            act.receive_escalation(actor=answers, grid_escalation=sent)
            said = {"answer_kind": "order_issued", "answer": row["outcome"]}
            act.answer_escalation(actor=answers, grid_escalation=sent, **said)
        return sent

    def _safety_assistant(self, row: Mapping[str, Any]) -> Any:
        """The assistant of a village, in the grid of that village."""
        told, village = plan("grids")["elsewhere"], row["village"]
        grid = visible_grids(self.enters).filter(unit=village, unit_kind="village").first()
        if grid is None:
            grid = act.open_grid(
                actor=self.enters,
                name=told["village"].format(name=village.name),
                place=village.place,
                unit_kind="village",
                grid_level=3,
                unit=village,
                is_part=True,
                one_net_code=told["one_net"].format(name=village.name),
                valid_from=self.day,
            )
            self._task(grid)
        return act.appoint_member(
            actor=self.enters,
            grid=grid,
            grid_role="assistant",
            member_name=row["name"],
            is_full_time=row["employment"] == "full_time",
            equipment=told["equipment"] if row["equipped"] else "",
            funding=told["funding"] if row["funded"] else "",
            valid_from=row["started_on"],
        )

    def _walker(self) -> Actor:
        """Who enters the register stands in for whoever went round."""
        return self.enters.lent("grid_visit.record", "grid_finding.report")

    def _member(self, grid: Any, role: str, name: str) -> None:
        said = {"grid": grid, "grid_role": role, "member_name": name, "valid_from": self.day}
        act.appoint_member(actor=self.enters, **said)

    def _task(self, grid: Any) -> None:
        told = plan("grids")["elsewhere"]
        said = {"title": told["task"], "period": told["period"], "valid_from": self.day}
        act.issue_task(actor=self.enters, grid=grid, task_kind="patrol", **said)


def decide_grids() -> None:
    """What Xuchang decided about its grids: their levels, how often, by when what goes up is answered."""
    told = plan("grids")["setting"]
    said = {key: told[key] for key in ("source", "levels", "patrol_period", "answer_days")}
    act.set_grid_setting(actor=Cast()[told["by"]], place=place(told["place"]), **said)


def build_grids(world: World, present: date) -> None:
    """The grids of one town with its people, tasks and units, and the round that one of them made last week."""
    told = plan("grids")
    boss, since = Cast()[told["town"]["by"]], present - timedelta(days=400)
    town = told["town"]
    above = act.open_grid(
        actor=boss,
        name=town["name"],
        place=place(town["place"]),
        unit_kind="town",
        parent=visible_grids(boss).get(place=town["county"], unit_kind="county", valid_to__isnull=True),
        unit=world.parties[town["unit"]],
        valid_from=since,
    )
    leaves = {}
    for each in told["leaves"]:
        said = {"name": each["name"], "is_part": each["is_part"], "boundary_note": each.get("boundary_note", "")}
        leaves[each["as"]] = act.open_grid(
            actor=boss, place=above.place, unit_kind="village", parent=above, is_leaf=True, valid_from=since, **said
        )
    _staff(world, boss, leaves, since, present)
    for each in told["tasks"]:
        said = {"task_kind": each["kind"], "title": each["title"], "period": each["period"], "valid_from": since}
        act.issue_task(actor=boss, grid=leaves[each["grid"]], **said)
    _patrol(world, boss, leaves[told["town"]["walked"]], present)


def _staff(world: World, boss: Actor, leaves: Mapping[str, Any], since: date, present: date) -> None:
    for each in plan("grids")["members"]:
        member = act.appoint_member(
            actor=boss,
            grid=leaves[each["grid"]],
            grid_role=each["role"],
            member_name=each.get("name", ""),
            person=world.people.get(each.get("person", "")),
            is_full_time=each["full_time"],
            equipment=each["equipment"],
            funding=each["funding"],
            valid_from=since,
        )
        if left := each.get("left"):
            ends = {"valid_to": present + timedelta(days=left["days"]), "reason": left["reason"]}
            act.end_member(actor=boss, grid_member=member, **ends)


def _patrol(world: World, boss: Actor, grid: Any, present: date) -> None:
    """The units of the grid, and the visits of last week with what they found and what went up."""
    told = plan("grids")
    worker = Cast()[told["town"]["worker"]]
    found_on = present - timedelta(days=60)
    units: dict[str, dict[str, Any]] = {}
    for name in told["firms"]:
        enterprise = world.enterprises[name]
        act.assign_unit(actor=boss, grid=grid, enterprise=enterprise, reason=told["elsewhere"]["reason"])
        units[name] = {"enterprise": enterprise}
    for name, kind, location, longitude, latitude in told["premises"]:
        said = {"name": name, "premises_kind": kind, "location": location, "found_on": found_on}
        at = {"longitude": longitude, "latitude": latitude}
        units[name] = {"premises": act.add_premises(actor=worker, grid=grid, **said, **at)}
    day = present + timedelta(days=told["patrol"]["days"])
    for each in told["patrol"]["visits"]:
        at = {"visited_at": _at(day, each["at"]), "outcome": each["outcome"], "note": each.get("note", "")}
        visit = act.record_visit(actor=worker, **units[each["where"]], **at)
        if title := each.get("finding"):
            act.report_finding(actor=worker, visit=visit, description=title, grade=each.get("grade", ""))
        if tell := each.get("tell"):
            _tell(world, worker, visit, tell)


def _tell(world: World, worker: Actor, visit: Any, tell: Mapping[str, Any]) -> None:
    kind = "entry_refused" if visit.outcome == "entry_refused" else "unsettled"
    if tell["to"] == "upper":
        act.send_escalation(actor=worker, visit=visit, kind=kind, content=tell["content"], to_upper=True)
        return
    body = world.parties[tell["to"]].pk
    sent = act.send_escalation(actor=worker, visit=visit, kind=kind, content=tell["content"], recipient_key=body)
    if by := tell.get("by"):
        act.receive_escalation(actor=Cast()[by], grid_escalation=sent)


def _at(day: date, clock: str) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), LOCAL)
