"""Risks of the demo world: rows of the plans of registers, and those of Xuchang."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.glossary import term
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, plan
from hongxian.modules.prevention.risks import commands as act

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

NOUNS = ("risk", "risk_screening", "area_risk", "risk_change", "risk_warning")
"""The nouns whose rows are carried out here."""


@dataclass(frozen=True)
class Filler:
    """Carries out rows of the plans, by whoever enters the registers of the place; risks are assessed on `day`."""

    code: str
    enters: Actor
    day: date

    def filler(self, noun: str) -> Callable[[Mapping[str, Any]], Any]:
        """What carries out a row of that noun."""
        told_by = {"area_risk": "place_risk"}
        found: Callable[[Mapping[str, Any]], Any] = getattr(self, f"_{told_by.get(noun, noun)}")
        return found

    def _risk(self, row: Mapping[str, Any]) -> Any:
        told = plan("risks")["elsewhere"]
        risk = act.register_risk(
            actor=self.enters,
            enterprise=row["enterprise"],
            risk_unit_name=row["location"],
            risk_unit_kind="place",
            name=row["name"],
            assessment={
                "risk_factor": "process",
                "scoring_method": "direct",
                "risk_grade": _grade(row["grade"]),
                "grade_basis": told["basis"],
                "control_tier": told["tiers"][row["control_tier"]],
                "responsible_person": row["responsible"],
                "management_measures": row["control_measures"],
            },
            assessed_on=self.day,
        )
        act.place_risk_unit(actor=self.enters, risk_unit=risk.risk_unit, plan_x=500, plan_y=500)
        return risk

    def _risk_screening(self, row: Mapping[str, Any]) -> Any:
        given = {"screening_kind": row["kind"], "risk_factor": row["factor"], "done_on": row["done_on"]}
        return act.enter_screening(actor=self.enters, enterprise=row["enterprise"], **given)

    def _place_risk(self, row: Mapping[str, Any]) -> Any:
        names = ("name", "responsible_unit", "responsible_person", "control_measures", "location", "assessed_on")
        place_risk = act.register_place_risk(
            actor=self.enters,
            place=place(self.code),
            risk_grade=_grade(row["grade"]),
            government_tier=row["control_tier"],
            **{name: row[name] for name in names},
        )
        if day := row.get("announced_on"):
            where = plan("risks")["elsewhere"]["announced_where"]
            act.announce_place_risk(actor=self.enters, place_risk=place_risk, announced_on=day, announced_where=where)
        return place_risk

    def _risk_change(self, row: Mapping[str, Any]) -> Any:
        place_risk = row["risk"]
        given = {"title": row["title"], "happened_on": row["happened_on"]}
        change = act.report_change(actor=self.enters, place_risk=place_risk, **given)
        if day := row.get("reassessed_on"):
            names = (
                "risk_grade",
                "government_tier",
                "responsible_unit",
                "responsible_person",
                "control_measures",
                "location",
            )
            same = {name: getattr(place_risk, name) for name in names}
            act.assess_place_risk(actor=self.enters, place_risk=place_risk, assessed_on=day, **same)
        return change

    def _risk_warning(self, row: Mapping[str, Any]) -> Any:
        warning = act.issue_warning(
            actor=self.enters,
            place_risk=row["risk"],
            recipient=row["recipient"],
            content=plan("risks")["elsewhere"]["warning"],
            issued_on=row["issued_on"],
        )
        if day := row.get("received_on"):
            act.receive_warning(
                actor=self.enters, risk_warning=warning, received_on=day, received_by_name=row["recipient"]
            )
        return warning


def build_risks(world: World, present: date) -> None:
    """How Xuchang assesses risks, those of its enterprises and its own, as the plan says."""
    told = plan("risks")
    for each in told["scheme"]:
        given = {key: value for key, value in each.items() if key not in ("by", "place")}
        day = present - timedelta(days=300)
        act.set_risk_scheme(actor=Cast()[each["by"]], place=place(each["place"]), valid_from=day, **given)
    made = {each["name"]: _build(world, each, present) for each in told["risks"]}
    world.records |= made
    for each in told["again"]:
        said = _scores(each) | {"risk_factor": made[each["name"]].risk_factor}
        given = {"risk": made[each["name"]], "assessed_on": present + timedelta(days=each["days"])}
        act.assess_risk(actor=Cast()[each["by"]], assessment=said, **given)
    for each in told["changes"]:
        given = {"title": each["title"], "happened_on": present + timedelta(days=each["days"])}
        act.report_change(actor=Cast()[each["by"]], risk=made[each["name"]], **given)
    for each in told["areas"]:
        _build_place(world, each, present)


def _build(world: World, told: Mapping[str, Any], present: date) -> Any:
    actor = Cast()[told["by"]]
    said = _scores(told) | {"risk_factor": told["factor"], "accident_types": told["accidents"]}
    said |= {"responsible_unit": told["unit_of"], "responsible_person": told["person"]}
    said |= {f"{kind}_measures": words for kind, words in told["measures"].items()}
    risk = act.register_risk(
        actor=actor,
        enterprise=world.enterprises[told["enterprise"]],
        risk_unit_name=told["unit"],
        risk_unit_kind=told["kind"],
        location=told.get("where", ""),
        name=told["name"],
        assessment=said,
        assessed_on=present + timedelta(days=told["days"]),
    )
    if at := told.get("at"):
        act.place_risk_unit(actor=actor, risk_unit=risk.risk_unit, plan_x=at[0], plan_y=at[1])
    return risk


def _scores(told: Mapping[str, Any]) -> dict[str, Any]:
    if "ls" in told:
        return {"scoring_method": "ls", **dict(zip(("likelihood", "severity"), told["ls"], strict=True))}
    names = ("likelihood", "exposure", "severity")
    said = {"scoring_method": "lec", **dict(zip(names, told["scores"], strict=True))}
    after = told.get("controlled", ())
    return said | {f"controlled_{name}": value for name, value in zip(names, after, strict=False)}


def _build_place(world: World, told: Mapping[str, Any], present: date) -> None:
    actor = Cast()[told["by"]]
    place_risk = act.register_place_risk(
        actor=actor,
        place=place(told["place"]),
        name=told["name"],
        risk_grade=told["grade"],
        government_tier=told["tier"],
        responsible_unit=told["unit"],
        responsible_person=told["person"],
        control_measures=told["measures"],
        location=told["where"],
        assessed_on=present + timedelta(days=told["days"]),
    )
    if "announced" in told:
        where = plan("risks")["elsewhere"]["announced_where"]
        day = present + timedelta(days=told["announced"])
        act.announce_place_risk(actor=actor, place_risk=place_risk, announced_on=day, announced_where=where)
    if warn := told.get("warn"):
        act.issue_warning(
            actor=actor,
            place_risk=place_risk,
            recipient_body=world.parties[warn["body"]],
            content=warn["content"],
            issued_on=present + timedelta(days=warn["days"]),
        )


def _grade(words: str) -> int:
    """The grade that has that name."""
    return next(grade for grade in (1, 2, 3, 4) if term(f"risk_grade_name#{grade}") == words)
