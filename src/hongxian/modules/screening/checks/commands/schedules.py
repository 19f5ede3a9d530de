"""Writes of schedules, and of the tasks that follow from them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hongxian.kernel.actor import Actor, system_actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.base.calendars.queries import calendar
from hongxian.modules.screening.checks import text
from hongxian.modules.screening.checks.desk import body_for, put_task, task_dropped
from hongxian.modules.screening.checks.flow import CHECK_TASK
from hongxian.modules.screening.checks.models import CADENCES, DUE_RULES, Checklist, CheckSchedule, CheckTask
from hongxian.modules.screening.checks.periods import Period, period_on
from hongxian.modules.screening.checks.queries import (
    OWN_KIND,
    enterprises_without_task,
    published_of,
    running_schedules,
)
from hongxian.modules.screening.hidden_dangers.queries import acts_for_enterprise

if TYPE_CHECKING:
    from hongxian.modules.base.enterprises.models import Enterprise
    from hongxian.modules.base.parties.models import Party
    from hongxian.modules.base.places.models import Place
    from hongxian.modules.screening.grid.models import Grid

AT_ONCE = 100
_SYSTEM = system_actor("checks", "check_task.make")
LONGEST = 250


@command("check_schedule.set", sees="checklist=checklist.view body=party.view grid=grid.view")
def set_schedule(
    *,
    actor: Actor,
    checklist: Checklist,
    cadence: str,
    starts_on: date,
    place: Place | None = None,
    enterprise: Enterprise | None = None,
    grid: Grid | None = None,
    body: Party | None = None,
    sector: str = "",
    title: str = "",
    every: int = 1,
    due_rule: str = "last_working_day",
    ends_on: date | None = None,
) -> CheckSchedule:
    """Say that the enterprises of a place (of a sector), of a grid and those below it, or one enterprise, are checked
    by a published list in each period from a day on. The tasks follow from it by themselves.

    Raises `Problem` at a list that is not published, a grid that ended, a department list without a body that checks,
    days out of order.
    """
    where = _where(place, enterprise, grid)
    _check_list(checklist, body)
    _check_calendar(cadence, due_rule, every)
    if ends_on is not None and ends_on < starts_on:
        raise Problem(text.ENDS_BEFORE.format(found=ends_on, starts=starts_on), field="ends_on")
    told: dict[str, Any] = {"place": where, "place_path": where.path, "enterprise": enterprise, "grid": grid}
    told |= {"cadence": cadence, "every": every if cadence == "working_days" else 1, "due_rule": due_rule}
    own = acts_for_enterprise(actor, "check_schedule.set")
    told |= {"is_own": enterprise is not None and str(enterprise.pk) in own, "body": body, "sector": sector}
    told |= {"starts_on": starts_on, "ends_on": ends_on}
    told |= {"recorded_at": now(), "recorded_by": actor.key, "recorded_by_name": actor.name}
    schedule = CheckSchedule.objects.create(title=title.strip() or checklist.title, checklist=checklist, **told)
    record(schedule)
    return schedule


def _where(place: Place | None, enterprise: Enterprise | None, grid: Grid | None) -> Place:
    """The place of what is meant: of one enterprise, of a grid, or that place."""
    if enterprise is not None and grid is not None:
        raise Problem(text.ONE_OR_GRID, field="grid")
    if grid is not None and grid.valid_to is not None and grid.valid_to < today():
        raise Problem(text.GRID_ENDED.format(grid=grid.name, day=grid.valid_to), field="grid")
    found = enterprise.place if enterprise is not None else grid.place if grid is not None else place
    if found is None:
        raise Problem(text.PLACE_NEEDED, field="place")
    return found


def _check_list(checklist: Checklist, body: Party | None) -> None:
    if checklist.state != "published":
        raise Problem(text.NOT_PUBLISHED.format(state=term(f"checklist:{checklist.state}")), field="checklist")
    if checklist.kind != OWN_KIND and body is None:
        raise Problem(text.BODY_NEEDED, field="body")


def _check_calendar(cadence: str, due_rule: str, every: int) -> None:
    one_of("cadence", cadence, CADENCES)
    one_of("due_rule", due_rule, DUE_RULES)
    if not 1 <= every <= LONGEST:
        raise Problem(text.EVERY_RANGE.format(found=every, most=LONGEST), field="every")


@command("check_schedule.end")
def end_schedule(*, actor: Actor, check_schedule: CheckSchedule, ends_on: date, reason: str) -> CheckSchedule:
    """Say on which day the schedule ends (today at the earliest): no tasks are made after it."""
    words = said("reason", reason)
    earliest = max(today(), check_schedule.starts_on)
    if ends_on < earliest:
        raise Problem(text.ENDS_EARLY.format(found=ends_on, earliest=earliest), field="ends_on")
    rows = CheckSchedule.objects.filter(pk=check_schedule.pk, ends_on=check_schedule.ends_on)
    if not rows.update(ends_on=ends_on):
        raise Stale(STALE)
    check_schedule.refresh_from_db()
    record(check_schedule, reason=words)
    return check_schedule


@command("check_task.make")
def make_tasks(*, actor: Actor, check_schedule: CheckSchedule, period: Period) -> int:
    """Make the tasks of a period for up to `AT_ONCE` enterprises that have none yet; how many. There must be some, and
    the list must be published; the same enterprise never gets two."""
    checklist = published_of(check_schedule.checklist.list_series)
    meant = list(enterprises_without_task(check_schedule, period.start)[:AT_ONCE])
    if checklist is None or not meant:
        raise Problem(text.NOTHING_TO_MAKE)
    known, made = calendar(), []
    for each in meant:
        body, on_behalf = body_for(check_schedule, each)
        task = CheckTask.objects.create(
            schedule=check_schedule,
            checklist=checklist,
            enterprise=each,
            place_path=each.place.path,
            body=body,
            period_start=period.start,
            period_end=period.end,
            due_on=period.due_on,
            due_calculation=period.lines,
            due_provisional=period.provisional,
            made_at=now(),
        )
        made.append((task, on_behalf))
    record(*(task for task, _ in made))
    for task, on_behalf in made:
        put_task(task, on_behalf, known, is_first=True)
    return len(made)


@command("check_task.cancel")
def cancel_task(*, actor: Actor, check_task: CheckTask, reason: str) -> CheckTask:
    """Cancel a task that is not owed after all, with the reason; it stays on record."""
    words = reason.strip()
    CHECK_TASK.advance(check_task, "cancel", actor, {"reason": words}, cancel_reason=words)
    record(check_task, reason=words)
    task_dropped(check_task, words)
    return check_task


def make_due_tasks() -> None:
    """Make the tasks of the period in which today lies, of every schedule whose list is published. Idempotent: an
    enterprise has one task in a period, and those that began meanwhile get theirs."""
    known = calendar()
    for schedule in running_schedules(today()):
        period = period_on(
            today(),
            cadence=schedule.cadence,
            every=schedule.every,
            due_rule=schedule.due_rule,
            starts_on=schedule.starts_on,
            ends_on=schedule.ends_on,
            calendar=known,
        )
        if period is None or published_of(schedule.checklist.list_series) is None:
            continue
        while enterprises_without_task(schedule, period.start).exists():
            make_tasks(actor=_SYSTEM, check_schedule=schedule, period=period)
