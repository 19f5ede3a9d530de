"""Hidden dangers of the demo world: rows of the plans of registers, and those under way in Xuchang."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.modules.base.parties.queries import parties_by_name
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, dated, plan
from hongxian.modules.screening.hidden_dangers import commands as act

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

NOUNS = (
    "hidden_danger",
    "hidden_danger_report",
    "danger_notice",
    "danger_origin_return",
    "formal_notification",
    "treatment_feedback",
)
"""The nouns whose rows are carried out here."""

_CODES = ("responsibility", "focus", "oversight_source")
_MARKS = ("hard_to_fix", "high_danger", "mass_casualty")


@dataclass(frozen=True)
class Filler:
    """Carries out rows of the plans of a place, by whoever enters its registers and confirms them."""

    code: str
    enters: Actor
    confirms: Actor

    def filler(self, noun: str) -> Callable[[Mapping[str, Any]], Any]:
        """What carries out a row of that noun."""
        found: Callable[[Mapping[str, Any]], Any] = getattr(self, f"_{noun}")
        return found

    def _hidden_danger(self, row: Mapping[str, Any]) -> Any:
        """A danger as far as the row says it came."""
        told = plan("dangers")["elsewhere"]
        words: dict[str, Any] = {key: row[key] for key in ("enterprise", "origin", "grade", "found_on")}
        words |= {"actor": self.enters, "description": row.get("description", told["description"])}
        words |= {key: row[key] for key in _CODES if key in row}
        if row["removed_on_the_spot"]:
            return act.register_hidden_danger(**words, removed_on_the_spot=True, rectification=told["rectification"])
        marks = {name: row.get(name, index < row.get("marks", 0)) for index, name in enumerate(_MARKS)}
        marks["touches_public_safety"] = row.get("touches_public_safety", False)
        if row["downgraded"]:
            danger = act.take_over_hidden_danger(**words | {"grade": "major"}, marks=marks)
            said = {"kind": "downgrade", "reason": row["change_reason"]}
            change = act.propose_change(actor=self.enters, hidden_danger=danger, **said)
            return act.confirm_change(actor=self.confirms, danger_change=change).hidden_danger
        far: dict[str, Any] = {"rectified_on": row.get("completed_on"), "verified_on": row.get("verified_on")}
        due_on = None if far["rectified_on"] else dated(today(), told["due"])
        return act.take_over_hidden_danger(
            **words,
            **far,
            verifier=row.get("verifier", ""),
            due_on=due_on,
            rectifier=told["rectifier"],
            measures=told["measures"],
            marks=marks,
        )

    def _hidden_danger_report(self, row: Mapping[str, Any]) -> Any:
        """A report, with the receipts that it has."""
        told = plan("dangers")["elsewhere"]
        itemised = {"report_form": "itemised"} if row["kind"] == "self_report" else {"content": told["report"]}
        report = act.make_report(
            actor=self.enters,
            enterprise=row["enterprise"],
            kind=row["kind"],
            hidden_danger=row.get("hidden_danger"),
            reported_on=row["reported_on"],
            **itemised,
        )
        if day := row.get("regulator_received_on"):
            act.receive_report(actor=self.enters, hidden_danger_report=report, received_on=day)
        if day := row.get("workers_congress_received_on"):
            by = {"workers_congress_received_by": told["congress"], "received_on": day}
            act.present_report(actor=self.enters, hidden_danger_report=report, **by)
        return report

    def _danger_notice(self, row: Mapping[str, Any]) -> Any:
        """Those concerned were told."""
        said = {key: row[key] for key in ("hidden_danger", "kind", "recipients", "proof", "given_on")}
        return act.give_notice(actor=self.enters, **said)

    def _danger_origin_return(self, row: Mapping[str, Any]) -> Any:
        """Dangers of an origin, removed at once; or the statement that it found none."""
        told, where = plan("dangers")["elsewhere"], place(self.code)
        if row.get("declared_none"):
            said = {"place": where, "origin": row["origin"], "basis": told["none_found"]}
            return act.declare_none(actor=self.enters, **said)
        words = {"place": where, "premises": told["premises"], "origin": row["origin"], "grade": "general"}
        words |= {"description": told["description"], "rectification": told["rectification"]}
        made = [
            act.register_hidden_danger(actor=self.enters, removed_on_the_spot=True, **words)
            for _ in range(row["items"])
        ]
        return made[0]

    def _formal_notification(self, row: Mapping[str, Any]) -> Any:
        """One body told another."""
        danger = row["hidden_danger"]
        return act.send_notification(
            actor=self.enters,
            hidden_danger=danger,
            sender=danger.recorded_by_body,
            recipient_key=str(parties_by_name([row["recipient"]])[row["recipient"]]),
            kind="copy",
            content=plan("dangers")["elsewhere"]["content"],
            sent_on=row["sent_on"],
        )

    def _treatment_feedback(self, row: Mapping[str, Any]) -> Any:
        """The other answered."""
        notification = act.receive_notification(actor=self.enters, formal_notification=row["notification"])
        content = plan("dangers")["elsewhere"]["feedback"]
        said = {"content": content, "replied_on": row["replied_on"]}
        return act.reply_to_notification(actor=self.enters, formal_notification=notification, **said)


def build_dangers(world: World, present: date) -> None:
    """The dangers under way in Xuchang, each as far as the plan says."""
    told = plan("dangers")
    for each in told["here"]:
        _build(world, each, present)
    for each in told["handed_over"]:
        _hand_over(world, each, present)
    for each in told["reports"]:
        report = act.make_report(
            actor=Cast()[each["by"]],
            enterprise=world.enterprises[each["enterprise"]],
            kind=each["kind"],
            report_form=each.get("form", ""),
            counts=each.get("counts"),
            content=each.get("content", ""),
            reported_on=present + timedelta(days=each["days"]),
        )
        if "congress" in each:
            by = {"workers_congress_received_by": each["congress"]}
            act.present_report(actor=Cast()[each["by"]], hidden_danger_report=report, **by)


def _build(world: World, told: Mapping[str, Any], present: date) -> None:
    actor = Cast()[told["by"]]
    danger = act.register_hidden_danger(
        actor=actor,
        description=told["description"],
        origin=told["origin"],
        enterprise=world.enterprises.get(told.get("where", "")),
        premises=told.get("premises", ""),
        place=place(told["place"]) if "place" in told else None,
        location=told["location"],
        grade=told.get("grade", ""),
        danger_category=told["category"],
        basis=told.get("basis", ""),
        found_on=present + timedelta(days=told["days"]),
        removed_on_the_spot="spot" in told,
        rectification=told.get("spot", ""),
    )
    if marks := told.get("marks"):
        said: dict[str, Any] = {name: name in marks for name in (*_MARKS, "touches_public_safety")}
        act.mark_hidden_danger(actor=actor, hidden_danger=danger, **said)
    if assigned := told.get("assign"):
        act.assign_hidden_danger(actor=actor, hidden_danger=danger, **assigned)
    if control := told.get("control"):
        said = {"measures": control["measures"], "rectifier": control["rectifier"]}
        expires_on = present + timedelta(days=control["days"])
        act.set_interim_control(actor=actor, hidden_danger=danger, expires_on=expires_on, **said)
    _go_on(world, told, danger, actor, present)


def _hand_over(world: World, told: Mapping[str, Any], present: date) -> None:
    """A danger that oversight found and handed over, under the codes of that."""
    found_on, due_on = (present + timedelta(days=told[name]) for name in ("days", "due"))
    same = ("description", "location", "origin", "grade", "rectifier", "measures", *_CODES)
    act.take_over_hidden_danger(
        actor=Cast()[told["by"]],
        enterprise=world.enterprises[told["where"]],
        danger_category=told["category"],
        found_on=found_on,
        due_on=due_on,
        **{name: told[name] for name in same},
    )


def _go_on(world: World, told: Mapping[str, Any], danger: Any, actor: Actor, present: date) -> None:
    if named := told.get("risk"):
        risk = world.records[named["name"]]
        act.name_risk(
            actor=actor, hidden_danger=danger, risk=risk, **{key: named[key] for key in ("failed_measure", "reassess")}
        )
    if done := told.get("rectified"):
        said: dict[str, Any] = {"rectification": done["words"], "cost": done["cost"]}
        act.report_rectified(actor=Cast()[done["by"]], hidden_danger=danger, **said)
    if reason := told.get("downgrade"):
        act.propose_change(actor=actor, hidden_danger=danger, kind="downgrade", reason=reason)
    if asked := told.get("extend"):
        until: dict[str, Any] = {"asked_until": present + timedelta(days=asked["days"])}
        said = {"reason": asked["reason"], "measures": asked["measures"]}
        act.request_extension(actor=Cast()[asked["by"]], hidden_danger=danger, **until, **said)
    if sent := told.get("notify"):
        act.send_notification(
            actor=actor,
            hidden_danger=danger,
            sender=world.parties[sent["sender"]],
            recipient_key=str(world.parties[sent["recipient"]].pk),
            kind=sent["kind"],
            content=sent["content"],
            reply_due_on=present + timedelta(days=sent["days"]),
        )
