"""Checks of the demo world: rows of the plans of registers, and one list with a monthly task in Xuchang."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import simulated
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, at, plan
from hongxian.modules.screening.checks import commands as act
from hongxian.modules.screening.checks.commands import Answer
from hongxian.modules.screening.checks.library import ready_lists
from hongxian.modules.screening.checks.queries import items_of, visible_tasks
from hongxian.modules.screening.checks.tasks import make_due_tasks

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

NOUNS = ("checklist", "self_check")
"""The nouns whose rows are carried out here."""

KINDS = ("enterprise_hidden_danger_list", "department_inspection_list")


@dataclass(frozen=True)
class Filler:
    """Carries out rows of the plans, by whoever enters the registers of the place and conenterprises them."""

    enters: Actor
    conenterprises: Actor
    day: date

    def filler(self, noun: str) -> Callable[[Mapping[str, Any]], Any]:
        """What carries out a row of that noun."""
        found: Callable[[Mapping[str, Any]], Any] = getattr(self, f"_{noun}")
        return found

    def _checklist(self, row: Mapping[str, Any]) -> Any:
        """A list of a department, drawn up from a ready one and published."""
        ready = ready_lists()[plan("checks")["elsewhere"]["lists"][row["sector"]]]
        department = row["department"]
        draft = act.draw_up_checklist(
            actor=self.enters,
            kind=row["kind"],
            title=f"{row['sector']} {row['revision']}",
            place=department.place,
            department=department,
            ready=ready.key,
        )
        act.submit_checklist(actor=self.enters, checklist=draft)
        return act.publish_checklist(actor=self.conenterprises, checklist=draft, published_on=self.day)

    def _self_check(self, row: Mapping[str, Any]) -> Any:
        """A check on paper."""
        return act.take_over_check(
            actor=self.enters,
            enterprise=row["enterprise"],
            checked_on=row["checked_on"],
            item_by_item=row["item_by_item"],
            checklist=row.get("checklist"),
            evidence=plan("checks")["elsewhere"]["evidence"],
        )


def build_checks(world: World, present: date) -> None:
    """A pair of lists, a task each month: last month's sheet is handed in, this month's task is open; and an inspection
    that found something else."""
    told = plan("checks")["here"]
    month = present.replace(day=1)
    last = (month - timedelta(days=1)).replace(day=1)
    with simulated(at(last)):
        own, theirs = (_published(told, kind, last) for kind in KINDS)
        act.pair_checklist(actor=Cast()[told["draws_up"]], checklist=own, counterpart=theirs)
        enterprise = world.enterprises[told["enterprise"]]
        act.set_schedule(
            actor=Cast()[told["draws_up"]],
            checklist=own,
            title=told["schedule"],
            enterprise=enterprise,
            cadence="monthly",
            starts_on=last,
        )
        make_due_tasks()
    filled, by = told["filled"], told["by"]
    with simulated(at(last.replace(day=filled["day"]))):
        task = visible_tasks(Cast()[by]).get(enterprise=enterprise, period_start=last)
        answers = [_answer(each, filled) for each in items_of(own)]
        act.fill_check(actor=Cast()[by], task=task, answers=answers, submission={"report_form": "itemised"})
    seen = told["inspected"]
    with simulated(at(present + timedelta(days=seen["days"]))):
        act.fill_check(
            actor=Cast()[seen["by"]],
            checklist=theirs,
            enterprise=enterprise,
            answers=[_answer(each, seen) for each in items_of(theirs)],
            companion=seen["companion"],
            submission={"report_form": "itemised"},
        )
    make_due_tasks()


def _published(told: Mapping[str, Any], kind: str, day: date) -> Any:
    clerk = Cast()[told["draws_up"]]
    draft = act.draw_up_checklist(actor=clerk, kind=kind, place=place(told["place"]), ready=told["ready"])
    for each in items_of(draft).filter(code__in=told["photos_not_required"]):
        kept = {name: getattr(each, name) for name in ("code", "title", "section", "basis", "danger_category")}
        act.change_item(actor=clerk, checklist_item=each, photo_required=False, risk_hint=each.risk_hint, **kept)
    act.submit_checklist(actor=clerk, checklist=draft)
    return act.publish_checklist(actor=Cast()[told["publishes"]], checklist=draft, published_on=day)


def _answer(item: Any, told: Mapping[str, Any]) -> Answer:
    if item.code != told["wrong"]:
        return Answer(item=item.pk, outcome="ok")
    spot = "rectification" in told
    return Answer(
        item=item.pk,
        outcome="not_ok",
        note=told["note"],
        location=told["location"],
        grade="general",
        removed_on_the_spot=spot,
        rectification=told.get("rectification", ""),
    )
