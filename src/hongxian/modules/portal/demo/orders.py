"""Supervision orders of the demo world: rows of the plans of registers, one under way in Xuchang and one closed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, plan
from hongxian.modules.screening.hidden_dangers import commands as dangers
from hongxian.modules.screening.hidden_dangers.queries import visible_hidden_dangers
from hongxian.modules.screening.supervision_orders import commands as act
from hongxian.modules.screening.supervision_orders.queries import visible_supervision_orders

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World


def fill(enters: Actor, row: Mapping[str, Any]) -> Any:
    """An order of a plan of registers, over a danger or an accident, with what its log says."""
    told = plan("orders")["elsewhere"]
    subject: dict[str, Any] = {"hidden_danger": row.get("hidden_danger")}
    if accident := row.get("accident"):
        subject = {"accident_key": accident.row, "accident_words": told["accident"], "place": accident.place}
    days = {key: row[key] for key in ("ordered_on", "closed_on") if key in row}
    order = act.take_over_supervision_order(actor=enters, issuer=row["issuer"], **subject, **days)
    said: dict[str, Any] = {"actor": enters, "supervision_order": order, "logged_on": row["ordered_on"]}
    if row["key_supervised"]:
        act.add_log(kind="key_supervision", content=told["supervised"], **said)
    if row["accountability_followed"]:
        act.add_log(kind="accountability", content=told["followed"], reference=told["reference"], **said)
    return order


def build_orders(world: World, present: date) -> None:
    """The terms that Xuchang chose, an order under way and one that came to its end."""
    told = plan("orders")
    _choose(told["terms"])
    for each in told["here"]:
        _build(world, each, present)


def _choose(told: Mapping[str, Any]) -> None:
    where, clerk = place(told["place"]), Cast()[told["by"]]
    rows = act.choose_profile(actor=clerk, place=where, profile=told["profile"])
    for each in told["own"]:
        act.set_term(actor=clerk, place=where, source=told["source"], **each)
    for row in rows:
        if row.term_key in told["confirmed"]:
            basis = told["basis"]
            act.confirm_term(actor=Cast()[told["confirms"]], supervision_term=row, confirmation_basis=basis)


def _build(world: World, told: Mapping[str, Any], present: date) -> None:
    clerk = Cast()[told["by"]]
    danger = _danger(world, told, present)
    order = act.propose_supervision_order(
        actor=Cast()[told["proposes"]],
        hidden_danger=danger,
        issuer_key=str(world.parties[told["issuer"]].pk),
        reason=told["reason"],
    )
    days: dict[str, Any] = {
        name: present + timedelta(days=told["days"][name]) for name in ("ordered_on", "plan_due_on", "due_on")
    }
    act.issue_supervision_order(
        actor=clerk,
        supervision_order=order,
        series=told["series"],
        requirements=told["requirements"],
        undertaker=world.parties[told["undertaker"]],
        **days,
    )
    act.receive_supervision_order(
        actor=clerk,
        supervision_order=order,
        received_by_name=told["received_by"],
        received_on=present + timedelta(days=told["days"]["received_on"]),
    )
    act.submit_plan(actor=Cast()[told["owner"]], supervision_order=order, **told["plan"])
    for each in told["logs"]:
        words = {key: each[key] for key in ("kind", "content", "reference") if key in each}
        logged_on = present + timedelta(days=each["days"])
        act.add_log(actor=clerk, supervision_order=order, logged_on=logged_on, **words)
    for each in told["reports"]:
        act.report_progress(actor=Cast()[told["owner"]], supervision_order=order, **each)
    if ended := told.get("ended"):
        _end(told, ended, order, danger)


def _danger(world: World, told: Mapping[str, Any], present: date) -> Any:
    """The danger of that description that stands in the world, or one that is entered now."""
    actor, words = Cast()[told["by"]], told["description"]
    if "danger" not in told:
        return visible_hidden_dangers(actor).get(description=words)
    entered = told["danger"]
    danger = dangers.register_hidden_danger(
        actor=actor,
        description=words,
        origin="enforcement_inspection",
        grade="major",
        enterprise=world.enterprises[entered["where"]],
        location=entered["location"],
        found_on=present + timedelta(days=entered["days"]),
    )
    dangers.mark_hidden_danger(
        actor=actor,
        hidden_danger=danger,
        hard_to_fix=True,
        high_danger=True,
        mass_casualty=False,
        touches_public_safety=False,
    )
    return dangers.assign_hidden_danger(actor=actor, hidden_danger=danger, **entered["assign"])


def _end(told: Mapping[str, Any], ended: Mapping[str, Any], order: Any, danger: Any) -> None:
    """Treated, accepted in its stages, re-checked, closed, published."""
    clerk, owner = Cast()[told["by"]], Cast()[told["owner"]]
    act.accept_by_self(actor=owner, supervision_order=order, opinion=ended["self"], actual_funds=ended["funds"])
    act.accept_by_experts(actor=clerk, supervision_order=order, opinion=ended["expert"], assessors=ended["assessors"])
    act.accept_by_government(actor=clerk, supervision_order=order, opinion=ended["government"])
    dangers.report_rectified(actor=owner, hidden_danger=danger, rectification=ended["self"])
    dangers.close_hidden_danger(actor=clerk, hidden_danger=danger, opinion=ended["government"])
    order.hidden_danger.refresh_from_db()
    act.close_supervision_order(actor=clerk, supervision_order=order, opinion=ended["close"])


def publish_orders() -> None:
    """Tell the public what came to its end, once the registers of the place are open."""
    for each in plan("orders")["here"]:
        if ended := each.get("ended"):
            clerk, said = Cast()[each["by"]], {"title": ended["title"], "content": ended["content"]}
            order = visible_supervision_orders(clerk).get(subject_words=each["description"])
            act.publish_order(actor=clerk, supervision_order=order, kind="completion", **said)
