"""The tree of grids and the page of one grid."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from hongxian.kernel.clock import today
from hongxian.kernel.ledger.queries import timeline
from hongxian.kernel.two_times import current, valid
from hongxian.kernel.web.access import Request, needs
from hongxian.modules.screening.grid.models import Grid
from hongxian.modules.screening.grid.periods import period_of
from hongxian.modules.screening.grid.queries import (
    by_grid,
    children_of,
    setting_for,
    visible_boundaries,
    visible_escalations,
    visible_grids,
    visible_members,
    visible_patrols,
    visible_tasks,
    visible_units,
)
from hongxian.modules.screening.grid.views.boundaries import drawing


@require_safe
@needs("grid.view")
def tree(request: Request) -> HttpResponse:
    """The grids at the top of what one sees; each opens those below it."""
    actor = request.actor
    may = {"may_open": actor.may("grid.open"), "may_set": actor.may("grid_setting.set")}
    return render(request, "grid/tree.html", {"grids": children_of(actor, None), **may})


@require_safe
def detail(request: Request, key: str) -> HttpResponse:
    """One grid: where it stands in the tree, who works in it, its tasks, how far it is covered now."""
    actor = request.actor
    grid = get_object_or_404(visible_grids(actor), pk=key)
    members = current(visible_members(actor).filter(grid=grid)).order_by("valid_to", "grid_role", "member_name")
    tasks = visible_tasks(actor).filter(grid=grid, valid_to__isnull=True).order_by("pk")
    setting = setting_for(grid.place_path)
    period = next(
        (each.period for each in tasks if each.task_kind == "patrol"), setting.patrol_period if setting else ""
    )
    since, until = period_of(period or "month", today())
    units = visible_units(actor).filter(grid=grid)
    context = {
        "grid": grid,
        "above": _above(grid),
        "below": children_of(actor, grid),
        "members": members,
        "tasks": tasks,
        "setting": setting,
        "since": since,
        "until": until,
        "covered": by_grid(units, since, today()).get(grid.pk),
        "unit_count": valid(units, today()).count(),
        "patrols": visible_patrols(actor).filter(grid=grid).order_by("-patrolled_on")[:8],
        "escalations": visible_escalations(actor).filter(grid=grid).order_by("-pk")[:8],
        "may_change": visible_grids(actor, "grid.change").filter(pk=key).exists() and grid.valid_to is None,
        "may_appoint": actor.may("grid_member.appoint"),
        "may_issue": actor.may("grid_task.issue"),
        "boundary": drawing(visible_boundaries(actor).filter(grid=grid).first()),
        "may_draw": visible_grids(actor, "grid_boundary.draw").filter(pk=key).exists() and grid.valid_to is None,
        "moments": timeline(grid),
    }
    return render(request, "grid/detail.html", context)


def _above(grid: Grid) -> list[Grid]:
    found: list[Grid] = []
    upper = grid.parent
    while upper is not None and len(found) < 9:
        found.insert(0, upper)
        upper = upper.parent
    return found
