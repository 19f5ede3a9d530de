"""The registers of checks: tasks, filled sheets, schedules, lists and their items."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from hongxian.kernel.registers.declaration import (
    Action,
    Choices,
    Column,
    ColumnKind,
    Filter,
    FilterKind,
    Link,
    Register,
    Sheet,
)
from hongxian.modules.base.places.queries import place_tree
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.flow import CHECK_TASK
from hongxian.modules.screening.checks.models import (
    CADENCES,
    CHANNELS,
    CHECK_STATES,
    CHECKLIST_KINDS,
    CHECKLIST_STATES,
    TASK_STATES,
)
from hongxian.modules.screening.checks.models.sheet import FORMS
from hongxian.modules.screening.checks.queries import NEWEST_FIRST, is_overdue, overdue
from hongxian.modules.screening.hidden_dangers.queries import CATEGORIES

_KINDS = Choices("kind#", CHECKLIST_KINDS)
_TASK_STATES = Choices("check_task:", TASK_STATES)
_TASK_COLOURS = {"open": "orange", "done": "green", "cancelled": "grey"}
_CHECK_STATES = Choices("check:", CHECK_STATES)
_CHECK_COLOURS = {"open": "orange", "submitted": "green", "withdrawn": "grey"}
_LIST_STATES = Choices("checklist:", CHECKLIST_STATES)
_LIST_COLOURS = {"draft": "yellow", "submitted": "orange", "published": "green"}
_FORMS = Choices("report_form#", FORMS)
_LINKS = (
    Link(text.CHECKS, "checks:sheets", "check.view", "clipboard-check"),
    Link(text.SCHEDULES, "checks:schedules", "check_schedule.view", "calendar-clock"),
    Link(text.COMPARISON, "checks:comparison", "check.compare", "git-compare"),
)


def only_overdue(rows: QuerySet[Any], _value: str) -> QuerySet[Any]:
    """Of the tasks, those that are overdue today."""
    return overdue(rows)


def late_mark(task: Any) -> str:
    """That its day has passed."""
    return text.OVERDUE if is_overdue(task) else ""


def behalf_mark(sheet: Any) -> str:
    """That it was filled for the enterprise, or entered from paper."""
    return text.TAKEN_OVER if sheet.is_taken_over else text.ON_BEHALF if sheet.is_on_behalf else ""


def own_mark(checklist: Any) -> str:
    """That it is an enterprise's own list."""
    return text.OWN if checklist.enterprise_id else ""


CHECK_TASKS = Register(
    key="check_task",
    noun="check_task",
    page="checks:list",
    order=NEWEST_FIRST,
    late=is_overdue,
    columns=(
        Column("enterprise", ColumnKind.REFERENCE, "enterprise.name", link=True),
        Column("checklist", ColumnKind.REFERENCE, "checklist.title"),
        Column("kind", ColumnKind.CHOICE, "checklist.kind", choices=_KINDS, shown=False),
        Column("body", ColumnKind.REFERENCE, "body.name", label=text.BODY),
        Column("period_start", ColumnKind.DATE, shown=False),
        Column("period_end", ColumnKind.DATE, shown=False),
        Column("due_on", ColumnKind.DATE),
        Column("state", ColumnKind.STATUS, choices=_TASK_STATES, colours=_TASK_COLOURS, mark=late_mark),
        Column("done_on", ColumnKind.DATE),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("check_task.view")),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_TASK_STATES),
        Filter(
            "overdue",
            FilterKind.CHOICE,
            label=text.OVERDUE,
            choices=Choices(labels={"on": text.OVERDUE_ONLY}),
            apply=only_overdue,
        ),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
        Filter("due_on", FilterKind.DATES, ("due_on",)),
    ),
    actions=(
        Action(
            "check_task.cancel", argument="check_task", needs=("reason",), bulk=True, open=CHECK_TASK.opens("cancel")
        ),
    ),
    detail="checks:task",
    create="checks:new_sheet",
    creates="check.fill",
    links=_LINKS,
    empty=text.EMPTY_TASKS,
)

CHECKS = Register(
    key="check",
    noun="check",
    page="checks:sheets",
    order=NEWEST_FIRST,
    columns=(
        Column("enterprise", ColumnKind.REFERENCE, "enterprise.name", link=True),
        Column("kind", ColumnKind.CHOICE, choices=_KINDS),
        Column("checklist", ColumnKind.REFERENCE, "checklist.title"),
        Column("checked_on", ColumnKind.DATE, sort="checked_on"),
        Column("checker"),
        Column("check_channel", ColumnKind.CHOICE, choices=Choices("check_channel#", CHANNELS), shown=False),
        Column("report_form", ColumnKind.CHOICE, choices=_FORMS, mark=behalf_mark),
        Column("not_ok", ColumnKind.NUMBER, label=text.NOT_OK),
        Column("state", ColumnKind.STATUS, choices=_CHECK_STATES, colours=_CHECK_COLOURS),
    ),
    filters=(
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("check.view")),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_CHECK_STATES),
        Filter("kind", FilterKind.CHOICE, ("kind",), choices=_KINDS),
        Filter("report_form", FilterKind.CHOICE, ("report_form",), choices=_FORMS),
        Filter("enterprise", FilterKind.REFERENCE, ("enterprise",), refers="enterprise"),
        Filter("checked_on", FilterKind.DATES, ("checked_on",)),
        Filter("is_on_behalf", FilterKind.YES_NO, ("is_on_behalf",)),
    ),
    detail="checks:sheet",
    create="checks:new_sheet",
    creates="check.fill",
    links=(Link(text.TAKE_OVER, "checks:take_over", "check.take_over", "file-input"),),
    empty=text.EMPTY_CHECKS,
)

CHECK_SCHEDULES = Register(
    key="check_schedule",
    noun="check_schedule",
    page="checks:schedules",
    order=NEWEST_FIRST,
    columns=(
        Column("title", link=True),
        Column("place", ColumnKind.PLACE),
        Column("enterprise", ColumnKind.REFERENCE, "enterprise.name", shown=False),
        Column("checklist", ColumnKind.REFERENCE, "checklist.title"),
        Column("cadence", ColumnKind.CHOICE, choices=Choices("cadence#", CADENCES)),
        Column("body", ColumnKind.REFERENCE, "body.name", label=text.BODY),
        Column("starts_on", ColumnKind.DATE),
        Column("ends_on", ColumnKind.DATE),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("title__icontains",), label=text.WORDS),
        Filter("cadence", FilterKind.CHOICE, ("cadence",), choices=Choices("cadence#", CADENCES)),
    ),
    detail="checks:schedule",
    create="checks:set_schedule",
    creates="check_schedule.set",
    empty=text.EMPTY_SCHEDULES,
)

CHECKLISTS = Register(
    key="checklist",
    noun="checklist",
    page="checks:lists",
    order=NEWEST_FIRST,
    columns=(
        Column("title", link=True, mark=own_mark),
        Column("kind", ColumnKind.CHOICE, choices=_KINDS),
        Column("trade"),
        Column("revision", ColumnKind.NUMBER),
        Column("place", ColumnKind.PLACE),
        Column("department", ColumnKind.REFERENCE, "department.name", label=text.DEPARTMENT),
        Column("published_on", ColumnKind.DATE),
        Column("state", ColumnKind.STATUS, choices=_LIST_STATES, colours=_LIST_COLOURS),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("title__icontains", "trade__icontains"), label=text.WORDS),
        Filter("place", FilterKind.PLACE, ("place_path",), tree=place_tree("checklist.view")),
        Filter("kind", FilterKind.CHOICE, ("kind",), choices=_KINDS),
        Filter("state", FilterKind.CHOICE, ("state",), choices=_LIST_STATES),
    ),
    detail="checks:checklist",
    create="checks:draw_up",
    creates="checklist.draw_up",
    links=(Link(text.ITEMS, "checks:items", "checklist_item.view", "list"), _LINKS[1]),
    empty=text.EMPTY_LISTS,
    empty_for_creator=text.EMPTY_LISTS_CREATOR,
)

CHECKLIST_ITEMS = Register(
    key="checklist_item",
    noun="checklist_item",
    page="checks:items",
    order=("checklist_id", "order", "pk"),
    columns=(
        Column(
            "checklist",
            ColumnKind.REFERENCE,
            argument="checklist",
            required=True,
            refers="checklist",
            named_by=("title",),
            help=text.LIST_HELP,
        ),
        Column("revision", ColumnKind.NUMBER, "checklist.revision"),
        Column("code", argument="code", required=True, label=text.CODE),
        Column("section", argument="section"),
        Column("title", argument="title", required=True, label=text.ITEM_WORDS),
        Column("basis", argument="basis"),
        Column(
            "danger_category",
            ColumnKind.CHOICE,
            choices=Choices("danger_category#", CATEGORIES),
            argument="danger_category",
        ),
        Column("photo_required", ColumnKind.YES_NO, argument="photo_required"),
        Column("risk_hint", argument="risk_hint", shown=False),
    ),
    filters=(
        Filter("words", FilterKind.WORDS, ("title__icontains", "code__startswith"), label=text.ITEM_WORDS),
        Filter("checklist", FilterKind.REFERENCE, ("checklist",), refers="checklist"),
        Filter("state", FilterKind.CHOICE, ("checklist__state",), choices=_LIST_STATES),
        Filter("photo_required", FilterKind.YES_NO, ("photo_required",)),
    ),
    sheet=Sheet(
        create="checklist_item.add",
        change="checklist_item.change",
        withdraw="checklist_item.remove",
        row="checklist_item",
        natural_key=("checklist", "code"),
        version="version",
    ),
    empty=text.EMPTY_ITEMS,
)
