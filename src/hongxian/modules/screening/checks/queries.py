"""Reads of checklists, schedules, tasks and filled sheets."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from hongxian.kernel.actor import Actor, Scope, path_range, scoped, system_actor
from hongxian.kernel.clock import today
from hongxian.modules.base.enterprises.queries import visible_enterprises
from hongxian.modules.base.places.queries import ancestry
from hongxian.modules.screening.checks.library import ready_lists
from hongxian.modules.screening.checks.models import (
    STOOD,
    Check,
    Checklist,
    ChecklistItem,
    CheckResult,
    CheckSchedule,
    CheckTask,
)
from hongxian.modules.screening.grid.queries import enterprises_in
from hongxian.modules.screening.hidden_dangers.queries import is_only_of_enterprise

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise, EnterpriseMerge

NEWEST_FIRST = ("-pk",)
OWN_KIND = "enterprise_hidden_danger_list"
_SYSTEM = system_actor("checks", "enterprise.view")

__all__ = ["ready_lists"]


def visible_checklists(actor: Actor, permission: str = "checklist.view") -> QuerySet[Checklist]:
    """The lists of the places, the departments and the enterprise within the actor's scope; to look at and to use,
    also those that stand or stood for the places above. An enterprise sees enterprise lists alone."""
    rows = Checklist.objects.select_related("department", "enterprise", "place")
    using = permission in ("checklist.view", "checklist_item.view")
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        if not scope.limits():
            return rows
        allowed |= _lists_within(actor, scope, permission, using)
    return rows.filter(allowed)


def _lists_within(actor: Actor, scope: Scope, permission: str, using: bool) -> Q:
    if scope.enterprise:
        own = Q(enterprise=scope.enterprise)
        return own | _standing_above(_path_of(actor, permission), OWN_KIND) if using else own
    if scope.organisation:
        return Q(department=scope.organisation)
    condition = path_range("place_path", scope.path) if scope.path else Q()
    if using and scope.path:
        condition |= _standing_above(scope.path)
    return condition & (Q(sector__in=("", scope.sector)) if scope.sector else Q())


def _path_of(actor: Actor, permission: str) -> str:
    found = visible_enterprises(actor, permission).values_list("place__path", flat=True).first()
    return found or ""


def _standing_above(path: str, kind: str = "") -> Q:
    condition = Q(place_path__in=ancestry(path), state__in=STOOD, enterprise__isnull=True)
    return condition & Q(kind=kind) if kind else condition


def visible_items(actor: Actor, permission: str = "checklist_item.view") -> QuerySet[ChecklistItem]:
    """The items of those lists."""
    rows = ChecklistItem.objects.select_related("checklist")
    return rows.filter(checklist__in=visible_checklists(actor, permission).order_by().values("pk"))


def visible_schedules(actor: Actor, permission: str = "check_schedule.view") -> QuerySet[CheckSchedule]:
    """The schedules of the places within the actor's scope, those that a body carries out, those of an enterprise;
    it can end only what it set itself."""
    rows = CheckSchedule.objects.select_related("checklist", "place", "enterprise", "grid", "body")
    if permission == "check_schedule.end" and is_only_of_enterprise(actor, permission):
        rows = rows.filter(is_own=True)
    return scoped(
        rows, actor, permission, path="place_path", organisation="body_id", sector="sector", enterprise="enterprise_id"
    )


def visible_tasks(actor: Actor, permission: str = "check_task.view") -> QuerySet[CheckTask]:
    """The tasks at enterprises within the actor's scope, and those that a body carries out. An enterprise sees only
    those by enterprise lists."""
    rows = CheckTask.objects.select_related("checklist", "enterprise", "body", "schedule")
    return rows.filter(_at_enterprise(actor, permission, "checklist__kind", "body"))


def visible_checks(actor: Actor, permission: str = "check.view") -> QuerySet[Check]:
    """The filled sheets of enterprises within the actor's scope, and those that a body filled. An enterprise sees its
    own checks of itself, and inspections of it once they are handed in."""
    rows = Check.objects.select_related(
        "checklist", "enterprise", "inspecting_department", "task", "recorded_by_body", "report"
    )
    return rows.filter(_at_enterprise(actor, permission, "kind", "recorded_by_body"))


def visible_results(actor: Actor, permission: str = "check_result.view") -> QuerySet[CheckResult]:
    """What was found at the items of those sheets."""
    rows = CheckResult.objects.select_related("item", "check_sheet__enterprise", "hidden_danger")
    return rows.filter(check_sheet__in=visible_checks(actor, permission).order_by().values("pk"))


def _at_enterprise(actor: Actor, permission: str, kind: str, body: str) -> Q:
    allowed = Q(pk__in=[])
    for scope in actor.scopes(permission):
        if not scope.limits():
            return Q()
        condition = path_range("place_path", scope.path) if scope.path else Q()
        condition &= Q(enterprise__sector=scope.sector) if scope.sector else Q()
        condition &= Q(**{body: scope.organisation}) if scope.organisation else Q()
        if scope.enterprise:
            condition &= Q(enterprise=scope.enterprise) & _own_or_told(kind, permission)
        allowed |= condition
    return allowed


def _own_or_told(kind: str, permission: str) -> Q:
    own = Q(**{kind: OWN_KIND})
    return own | Q(state="submitted") if permission in ("check.view", "check_result.view") else own


def published_of(list_series: UUID) -> Checklist | None:
    """The version of a list that is published now."""
    return Checklist.objects.filter(list_series=list_series, state="published").first()


def items_of(checklist: Checklist) -> QuerySet[ChecklistItem]:
    """The items of a list that the actor may see, in their order."""
    return checklist.items.order_by("order", "pk")


def lists_for(actor: Actor, enterprise: Enterprise, permission: str = "checklist.view") -> QuerySet[Checklist]:
    """The published lists by which that enterprise can be checked by the actor: of its sector or any, its own first."""
    rows = visible_checklists(actor, permission).filter(state="published", sector__in=("", enterprise.sector))
    rows = rows.filter(
        Q(enterprise=enterprise) | Q(enterprise__isnull=True), place_path__in=ancestry(enterprise.place.path)
    )
    return rows.order_by("kind", "title", "pk")


def overdue(rows: QuerySet[CheckTask], day: date | None = None) -> QuerySet[CheckTask]:
    """Of the tasks, those whose day has passed and that nobody carried out."""
    return rows.filter(state="open", due_on__lt=day or today())


def is_overdue(task: CheckTask) -> bool:
    """Whether its day has passed and nobody carried it out."""
    return task.state == "open" and task.due_on < today()


def sheet_of(task: CheckTask) -> Check | None:
    """The sheet that is being filled, or was handed in, for a task that the actor may see."""
    return task.checks.exclude(state="withdrawn").first()


def results_of(sheet: Check) -> dict[Any, CheckResult]:
    """What was found so far, by the key of the item, on a sheet that the actor may see."""
    return {each.item_id: each for each in sheet.results.select_related("hidden_danger")}


def enterprises_without_task(schedule: CheckSchedule, start: date) -> QuerySet[Any]:
    """The enterprises that work and that the schedule means, for which the period has no task yet; not scoped: for the
    timer."""
    rows = visible_enterprises(_SYSTEM).filter(operating_status="operating")
    if schedule.enterprise_id is not None:
        rows = rows.filter(pk=schedule.enterprise_id)
    elif schedule.grid is not None:
        rows = rows.filter(pk__in=enterprises_in(schedule.grid))
    else:
        rows = rows.filter(path_range("place__path", schedule.place_path))
    if schedule.sector:
        rows = rows.filter(sector=schedule.sector)
    made = CheckTask.objects.filter(schedule=schedule, period_start=start, enterprise=OuterRef("pk"))
    return rows.filter(~Exists(made)).order_by("pk")


def running_schedules(day: date) -> QuerySet[CheckSchedule]:
    """The schedules that hold on a day; not scoped: for the timer."""
    rows = CheckSchedule.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day), starts_on__lte=day)
    return rows.select_related("checklist", "body", "grid", "enterprise__place").order_by("pk")


def may(actor: Actor, permission: str, row: Any, rows: Any) -> bool:
    """Whether the actor holds the permission over that row."""
    return actor.may(permission) and bool(rows(actor, permission).filter(pk=row.pk).exists())


def items_of_lists(lists: Iterable[Checklist]) -> dict[Any, list[ChecklistItem]]:
    """The items of lists that the actor may see, in their order, by the key of the list."""
    found: dict[Any, list[ChecklistItem]] = {}
    for each in ChecklistItem.objects.filter(checklist__in=[one.pk for one in lists]).order_by("order", "pk"):
        found.setdefault(each.checklist_id, []).append(each)
    return found


def sheets_of_tasks(actor: Actor, tasks: Iterable[CheckTask]) -> list[Check]:
    """The sheets begun or handed in of these tasks, as far as the actor may see them."""
    return list(visible_checks(actor).filter(task__in=[each.pk for each in tasks]).exclude(state="withdrawn"))


def begun(actor: Actor, key: UUID | None, task: CheckTask | None) -> Check | None:
    """The sheet that is meant, if it is there: that of the task, else the one with that key."""
    if task is not None:
        return sheet_of(task)
    return visible_checks(actor).filter(pk=key).first() if key else None


def settled(
    actor: Actor, key: UUID | None, task: CheckTask | None, answers: Iterable[Any], *, submitting: bool
) -> Check | None:
    """The sheet, if all of this was told before: there is nothing to write. `answers` have `item` and `values()`."""
    sheet = begun(actor, key, task)
    if sheet is None or (submitting and sheet.state != "submitted"):
        return None
    kept, told = results_of(sheet), list(answers)
    if sheet.state == "open" and not told:
        return None
    for each in told:
        result = kept.get(each.item)
        if result is None or any(getattr(result, name) != value for name, value in each.values().items()):
            return None
    return sheet


def versions_of(actor: Actor, checklist: Checklist) -> QuerySet[Checklist]:
    """The versions of a list, latest first."""
    return visible_checklists(actor).filter(list_series=checklist.list_series).order_by("-revision")


def paired_with(actor: Actor, checklist: Checklist) -> QuerySet[Checklist]:
    """The published lists that a list is paired with."""
    rows = visible_checklists(actor).filter(pairing=checklist.pairing, state="published")
    return rows.exclude(kind=checklist.kind) if checklist.pairing else rows.none()


def same_task(of: UUID, to: UUID) -> QuerySet[CheckTask]:
    """The tasks of one enterprise which the other has for the same schedule and period too; not scoped."""
    other = CheckTask.objects.filter(
        enterprise=to, schedule=OuterRef("schedule"), period_start=OuterRef("period_start")
    )
    return CheckTask.objects.filter(Exists(other), enterprise=of)


def cancelled_tasks(enterprise: UUID, reason: str) -> QuerySet[CheckTask]:
    """The tasks of an enterprise that were cancelled for that reason; not scoped."""
    return CheckTask.objects.filter(enterprise=enterprise, state="cancelled", cancel_reason=reason)


def pointing_to(of: UUID, to: UUID) -> tuple[QuerySet[Any], ...]:
    """What the one enterprise has of checks and the other has not; not scoped, for following a merge. A task goes after
    its sheets: one for which a sheet was entered since the merge stays with it."""
    own = tuple(model.objects.filter(enterprise=of) for model in (Checklist, CheckSchedule, Check))
    return (*own, _tasks(of, to))


def hanging_on(merge: EnterpriseMerge) -> tuple[QuerySet[Any], ...]:
    """The tasks, not begun, made for the enterprise kept by schedules that came back to the duplicate with the
    merge undone."""
    return (_tasks(merge.kept_id, merge.duplicate_id).filter(schedule__enterprise=merge.duplicate_id),)


def _tasks(of: UUID, to: UUID) -> QuerySet[CheckTask]:
    """The tasks of the one that can be those of the other: it has no such task, and no sheet ties them."""
    sheets = Check.objects.filter(task=OuterRef("pk"), enterprise=of, state__in=("open", "submitted"))
    return CheckTask.objects.filter(~Exists(sheets), enterprise=of).exclude(pk__in=same_task(of, to).values("pk"))
