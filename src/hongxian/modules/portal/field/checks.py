"""Which checks somebody takes along: the open tasks one may carry out, with their lists and what was filled so far."""

from __future__ import annotations

from typing import Any

from hongxian.kernel.actor import Actor
from hongxian.modules.screening.checks.queries import (
    is_overdue,
    items_of_lists,
    sheets_of_tasks,
    visible_results,
    visible_tasks,
)

MOST = 60
"""So many tasks go along, those due first; the rest is in the office."""


_ANSWER = ("outcome", "note", "location", "grade", "removed_on_the_spot", "rectification", "version")


def checks_taken(actor: Actor) -> tuple[list[dict[str, Any]], list[dict[str, Any]], bool]:
    """The tasks that the actor takes along, the lists that they need, and whether there are more tasks than that; a
    fixed number of queries."""
    tasks: list[Any] = []
    if actor.may("check.fill"):
        tasks = list(visible_tasks(actor, "check.fill").filter(state="open").order_by("due_on", "pk")[: MOST + 1])
    more, tasks = len(tasks) > MOST, tasks[:MOST]
    filled = _filled(actor, tasks) if tasks else {}
    lists = {each.checklist_id: each.checklist for each in tasks}
    items = items_of_lists(lists.values()) if lists else {}
    return [_task(each, filled.get(each.pk)) for each in tasks], [_list(each, items) for each in lists.values()], more


def _filled(actor: Actor, tasks: list[Any]) -> dict[Any, dict[str, Any]]:
    """By the key of the task: the sheet that somebody opened, and its answers."""
    sheets = {each.pk: each for each in sheets_of_tasks(actor, tasks)}
    answers: dict[Any, list[dict[str, Any]]] = {}
    for each in visible_results(actor).filter(check_sheet__in=list(sheets)).order_by("item__order", "pk"):
        told = {"key": each.pk, "item": each.item_id, **{name: getattr(each, name) for name in _ANSWER}}
        answers.setdefault(each.check_sheet_id, []).append(told)
    return {each.task_id: {"key": key, "answers": answers.get(key, [])} for key, each in sheets.items()}


def _task(task: Any, sheet: dict[str, Any] | None) -> dict[str, Any]:
    return {
        "key": task.pk,
        "enterprise": task.enterprise_id,
        "where": task.enterprise.name,
        "checklist": task.checklist_id,
        "due_on": task.due_on,
        "overdue": is_overdue(task),
        "sheet": sheet,
    }


def _list(checklist: Any, items: dict[Any, list[Any]]) -> dict[str, Any]:
    names = ("code", "section", "title", "basis", "photo_required")
    rows = [{"key": each.pk, **{name: getattr(each, name) for name in names}} for each in items.get(checklist.pk, [])]
    return {"key": checklist.pk, "title": checklist.title, "items": rows}
