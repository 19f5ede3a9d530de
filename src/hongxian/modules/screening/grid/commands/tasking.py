"""Writes of the tasks of grids."""

from __future__ import annotations

from datetime import date

from hongxian.kernel.actor import Actor
from hongxian.kernel.clock import now, today
from hongxian.kernel.command import command
from hongxian.kernel.glossary import term
from hongxian.kernel.inputs import one_of, said
from hongxian.kernel.ledger.record import record
from hongxian.kernel.problem import Problem, Stale
from hongxian.kernel.text import STALE
from hongxian.modules.screening.grid import text
from hongxian.modules.screening.grid.commands.checking import last_day
from hongxian.modules.screening.grid.models import ENFORCING_TASKS, NO_POWER, PERIODS, TASK_KINDS, Grid, GridTask


@command("grid_task.issue", sees="grid=grid.view")
def issue_task(
    *,
    actor: Actor,
    grid: Grid,
    task_kind: str,
    title: str,
    period: str,
    basis: str = "",
    valid_from: date | None = None,
    valid_to: date | None = None,
) -> GridTask:
    """Give a grid a task, so often, from–to. How often is for whoever gives it: no text says it.

    Raises `Problem` at a task of enforcement for a village, which has no such power, and where the same task stands.
    """
    one_of("task_kind", task_kind, TASK_KINDS)
    one_of("period", period, PERIODS)
    if grid.valid_to is not None and grid.valid_to < today():
        raise Problem(text.ENDED_ALREADY.format(name=grid.name, day=grid.valid_to), field="grid")
    _refuse_without_power(grid, task_kind)
    name = said("title", title)
    same = GridTask.objects.filter(grid=grid, task_kind=task_kind, title=name, valid_to__isnull=True).first()
    if same is not None:
        raise Problem(text.TASK_STANDS.format(grid=grid.name, day=same.valid_from), field="title")
    begins = valid_from or today()
    task = GridTask.objects.create(
        grid=grid,
        place_path=grid.place_path,
        task_kind=task_kind,
        title=name,
        period=period,
        basis=basis.strip(),
        valid_from=begins,
        valid_to=last_day(valid_to, begins) if valid_to else None,
        recorded_at=now(),
        recorded_by_name=actor.name,
    )
    record(task)
    return task


@command("grid_task.end")
def end_task(*, actor: Actor, grid_task: GridTask, valid_to: date, reason: str) -> GridTask:
    """Let a task end after that day."""
    if grid_task.valid_to is not None:
        raise Problem(text.ENDED_ALREADY.format(name=grid_task.title, day=grid_task.valid_to))
    words = said("reason", reason)
    day = last_day(valid_to, grid_task.valid_from)
    if not GridTask.objects.filter(pk=grid_task.pk, valid_to__isnull=True).update(valid_to=day):
        raise Stale(STALE)
    grid_task.refresh_from_db()
    record(grid_task, reason=words)
    return grid_task


def _refuse_without_power(grid: Grid, task_kind: str) -> None:
    if task_kind in ENFORCING_TASKS and grid.unit_kind in NO_POWER:
        words = {"grid": grid.name, "kind": term(f"unit_kind#{grid.unit_kind}"), "task": term(f"task_kind#{task_kind}")}
        raise Problem(text.VILLAGE_NO_POWER.format(**words), field="task_kind")
