"""Checks of the demo world: rows of the plans of registers, and one list with a monthly task in Xuchang."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now
from hongxian.modules.base.places.queries import place
from hongxian.modules.portal.demo.cast import Cast, at, plan
from hongxian.modules.screening.checks import commands as act
from hongxian.modules.screening.checks.commands import Answer
from hongxian.modules.screening.checks.queries import items_of, ready_lists, visible_tasks

if TYPE_CHECKING:
    from hongxian.modules.portal.demo.world import World

NOUNS = ("checklist", "self_check", "inspection")
"""The nouns whose rows are carried out here."""

KINDS = ("enterprise_hidden_danger_list", "department_inspection_list")


@dataclass(frozen=True)
class Filler:
    """Carries out rows of the plans, by whoever enters the registers of the place and confirms them."""

    enters: Actor
    confirms: Actor
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
        return act.publish_checklist(actor=self.confirms, checklist=draft, published_on=self.day)

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

    def _inspection(self, row: Mapping[str, Any]) -> Any:
        """An inspection on paper."""
        return act.take_over_check(
            actor=self.enters,
            enterprise=row["enterprise"],
            kind=KINDS[1],
            inspecting_department=row["department"],
            checked_on=row["inspected_on"],
            item_by_item=row["item_by_item"],
            double_random=row["double_random"],
            checklist=row.get("checklist"),
            evidence=plan("checks")["elsewhere"]["inspection"],
        )


def checks_to_build(world: World, present: date) -> Iterator[tuple[datetime, Callable[[], None]]]:
    """A pair of lists, a task each month: last month's sheet is handed in, this month's task is open; and an inspection
    that found something else. Each step with the moment at which it is to be taken."""
    told = plan("checks")["here"]
    last = (present.replace(day=1) - timedelta(days=1)).replace(day=1)
    enterprise = world.enterprises[told["enterprise"]]
    filled, seen = told["filled"], told["inspected"]
    lists: dict[str, Any] = {}

    def draw_up() -> None:
        clerk = Cast()[told["draws_up"]]
        lists.update({kind: _published(told, kind, last) for kind in KINDS})
        own, theirs = (lists[kind] for kind in KINDS)
        act.pair_checklist(actor=clerk, checklist=own, counterpart=theirs)
        plan_of = {"title": told["schedule"], "enterprise": enterprise, "cadence": "monthly", "starts_on": last}
        act.set_schedule(actor=clerk, checklist=own, **plan_of)
        act.make_due_tasks()

    def fill() -> None:
        task = visible_tasks(Cast()[told["by"]]).get(enterprise=enterprise, period_start=last)
        answers = [_answer(each, filled) for each in items_of(lists[KINDS[0]])]
        act.fill_check(actor=Cast()[told["by"]], task=task, answers=answers, submission={"report_form": "itemised"})

    def inspect() -> None:
        act.fill_check(
            actor=Cast()[seen["by"]],
            checklist=lists[KINDS[1]],
            enterprise=enterprise,
            answers=[_answer(each, seen) for each in items_of(lists[KINDS[1]])],
            companion=seen["companion"],
            submission={"report_form": "itemised"},
        )

    yield at(last), draw_up
    yield at(last.replace(day=filled["day"])), fill
    yield at(present + timedelta(days=seen["days"])), inspect
    yield now(), act.make_due_tasks


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
