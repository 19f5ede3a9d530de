"""REST of checks, for the field app and for other programs: the same queries and commands as the pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Status

from hongxian.kernel.actor import Actor
from hongxian.kernel.offering import offer_acts
from hongxian.kernel.paging import page
from hongxian.kernel.web.access import actor_of, within
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.screening.checks import commands
from hongxian.modules.screening.checks.commands import Answer, Conflict
from hongxian.modules.screening.checks.models import Check, Checklist
from hongxian.modules.screening.checks.queries import (
    NEWEST_FIRST,
    begun,
    is_overdue,
    items_of_lists,
    lists_for,
    overdue,
    settled,
    sheets_of_tasks,
    visible_checklists,
    visible_checks,
    visible_results,
    visible_tasks,
)
from hongxian.modules.screening.checks.shapes import (
    ConflictOut,
    ListOut,
    ReasonIn,
    SheetIn,
    SheetOut,
    TaskQuery,
    TasksOut,
)
from hongxian.modules.screening.checks.text import LISTED

router = Router()


@router.get("/tasks", response=TasksOut)
def list_check_tasks(request: HttpRequest, query: Query[TaskQuery]) -> dict[str, object]:
    """The tasks that one may carry out, with the lists and what was filled so far: enough for a day without network."""
    actor = actor_of(request)
    rows = visible_tasks(actor, "check.fill").filter(state=query.state)
    rows = rows.filter(enterprise=query.enterprise) if query.enterprise else rows
    found = page(overdue(rows) if query.overdue else rows, NEWEST_FIRST, after=query.after, limit=query.limit)
    sheets = {each.task_id: each for each in _with_answers(actor, sheets_of_tasks(actor, found.rows))}
    task: Any
    for task in found.rows:
        task.sheet, task.is_overdue = sheets.get(task.pk), is_overdue(task)
        task.on_behalf = str(task.enterprise_id) not in commands.own_enterprises(actor)
        task.on_behalf &= task.checklist.kind == "enterprise_hidden_danger_list"
    lists = {task.checklist_id: task.checklist for task in found.rows}
    return {"tasks": found.rows, "checklists": _with_items(lists.values()), "next": found.older}


@router.get("/checklists", response=list[ListOut])
def list_checklists(request: HttpRequest, enterprise: UUID) -> list[Checklist]:
    """The published lists by which one may check that enterprise without a task."""
    actor = actor_of(request)
    return _with_items(lists_for(actor, within(visible_enterprises(actor, "check.fill"), enterprise)))


@router.post("", response={200: SheetOut, 201: SheetOut, 409: ConflictOut})
def post_check_sheet(request: HttpRequest, sheet: SheetIn) -> Status[Any]:
    """Open a sheet, write into it, hand it in: one or several calls, each of which may be repeated."""
    actor = actor_of(request)
    given = _given(actor, sheet)
    answers = [Answer(key=each.id, **each.dict(exclude={"id"})) for each in sheet.answers]
    standing = begun(actor, sheet.id, given["task"])
    given["checker"] = _checkers(standing, sheet.checker)
    if (same := settled(actor, sheet.id, given["task"], answers, submitting=sheet.submit is not None)) is not None:
        return Status(200, _with_answers(actor, [same])[0])
    submission = sheet.submit.dict() if sheet.submit else None
    try:
        done = commands.fill_check(actor=actor, answers=answers, submission=submission, **given)
    except Conflict as conflict:
        return Status(409, _asked(conflict))
    return Status(200 if standing else 201, _with_answers(actor, [done])[0])


@router.get("/{uuid:key}", response=SheetOut)
def get_check_sheet(request: HttpRequest, key: UUID) -> Check:
    """One sheet within one's scope."""
    actor = actor_of(request)
    found: Check = _with_answers(actor, [within(visible_checks(actor), key)])[0]
    return found


@router.post("/{uuid:key}/withdraw", response=SheetOut)
def withdraw_check_sheet(request: HttpRequest, key: UUID, said: ReasonIn) -> Check:
    """Withdraw a sheet that was a mistake."""
    actor = actor_of(request)
    sheet = within(visible_checks(actor), key)
    commands.withdraw_check(actor=actor, check_sheet=sheet, reason=said.reason)
    found: Check = _with_answers(actor, [sheet])[0]
    return found


offer_acts(
    router,
    "check.take_over",
    "check_schedule.set",
    "check_schedule.end",
    "check_task.cancel",
    "checklist.draw_up",
    "checklist.submit",
    "checklist.publish",
    "checklist.return",
    "checklist.end",
    "checklist.abandon",
    "checklist.pair",
    "checklist_item.add",
    "checklist_item.change",
    "checklist_item.remove",
)


def _given(actor: Actor, sheet: SheetIn) -> dict[str, Any]:
    told: dict[str, Any] = sheet.dict(include={"checked_on", "check_channel", "checker", "companion", "double_random"})
    rows = {
        "task": (visible_tasks, sheet.task, "check.fill"),
        "checklist": (visible_checklists, sheet.checklist, "checklist.view"),
        "enterprise": (visible_enterprises, sheet.enterprise, "check.fill"),
    }
    for name, (visible, key, permission) in rows.items():
        told[name] = within(visible(actor, permission), key) if key is not None else None
    return told | {"key": sheet.id}


def _checkers(sheet: Check | None, told: str) -> str:
    """Who checked: also those whom another named on the same sheet before."""
    before = sheet.checker.split(LISTED) if sheet is not None and sheet.checker else []
    return LISTED.join(before if not told or told in before else [*before, told])[:120]


def _asked(conflict: Conflict) -> dict[str, Any]:
    """Both values of each item, and what is needed to tell one's own as a further check."""
    kept = conflict.sheet
    return {
        "type": "about:conflict",
        "code": "conflict",
        "status": conflict.status,
        "title": conflict.text,
        "checklist": kept.checklist_id,
        "enterprise": kept.enterprise_id,
        "handed_in_at": kept.handed_in_at if conflict.handed_in else None,
        "conflicts": [vars(each) for each in conflict.differences],
    }


def _with_items(lists: Iterable[Any]) -> list[Any]:
    found = list(lists)
    by_list = items_of_lists(found)
    return [
        {
            **{name: getattr(each, name) for name in ("pk", "title", "kind", "revision")},
            "id": each.pk,
            "items": by_list.get(each.pk, []),
        }
        for each in found
    ]


def _with_answers(actor: Actor, sheets: Iterable[Any]) -> list[Any]:
    found = list(sheets)
    answers: dict[Any, list[Any]] = {}
    for each in visible_results(actor).filter(check_sheet__in=[one.pk for one in found]).order_by("item__order", "pk"):
        answers.setdefault(each.check_sheet_id, []).append(each)
    for one in found:
        one.answers = answers.get(one.pk, [])
    return found
