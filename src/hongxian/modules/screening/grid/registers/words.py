"""What the registers of this room share: choices, filters, and what their cells and conditions need."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import today
from hongxian.kernel.registers.declaration import Choices, Filter, FilterKind
from hongxian.kernel.two_times import current, valid
from hongxian.modules.base.places.queries import place_tree
from hongxian.modules.screening.grid import models, text
from hongxian.modules.screening.grid.queries import grids_standing, overdue, unvisited, visible_members, visible_units

UNIT_KINDS = Choices("unit_kind#", models.UNIT_KINDS)
ROLES = Choices("grid_role#", models.MEMBER_ROLES)
OUTCOMES = Choices("outcome#", models.OUTCOMES)
OUTCOME_COLOURS = {
    "normal": "green",
    "closed": "yellow",
    "suspended": "grey",
    "moved": "grey",
    "entry_refused": "red",
    "not_found": "orange",
}
PREMISES = Choices("premises_kind#", models.PREMISES_KINDS)
PERIODS = Choices("period#", models.PERIODS)
TASKS = Choices("task_kind#", models.TASK_KINDS)
STATES = Choices("grid_escalation:", models.ESCALATION_STATES)
STATE_COLOURS = {"sent": "orange", "received": "yellow", "answered": "green", "withdrawn": "grey"}
ONLY_STANDING = Choices(labels={"on": text.STANDING_ONLY})


def known_members(actor: Actor, permission: str) -> QuerySet[Any]:
    """The people of grids as known now, those who left too."""
    return current(visible_members(actor, permission))


def units_now(actor: Actor, permission: str) -> QuerySet[Any]:
    """Which unit is in which grid today."""
    return valid(visible_units(actor, permission), today())


def only_standing(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the grids, those that stand today."""
    return rows.filter(pk__in=grids_standing().values("pk"))


def only_valid(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the rows, those that hold today."""
    return valid(rows, today())


def without_visit_between(rows: QuerySet[Any], days: tuple[date | None, date | None]) -> QuerySet[Any]:
    """Of the units, those without a visit from one day through another; open ends are today."""
    since, until = days
    return unvisited(rows, since or until or today(), until or today())


def only_overdue(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of what went up, what is overdue today."""
    return overdue(rows)


def is_overdue(row: Any) -> bool:
    """Whether its day has passed without an answer."""
    return row.state in ("sent", "received") and row.answer_due_on is not None and row.answer_due_on < today()


def late_mark(row: Any) -> str:
    """That it is overdue."""
    return text.OVERDUE if is_overdue(row) else ""


def hand_mark(row: Any) -> str:
    """That it was put there by hand."""
    return text.HAND_MARK if row.by_hand and row.enterprise_id else ""


PLACE = Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("grid.view"))
GRID = Filter("grid", FilterKind.REFERENCE, ("grid",), refers="grid")
